/* SPDX-License-Identifier: MIT */
/* right: after the fork, each side closes the end that it does not use. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void print_lines(int fd) {
    char line[200];
    FILE *in = fdopen(fd, "r");
    while (in && fgets(line, sizeof line, in)) {
        fputs(line, stdout);
        fflush(stdout);
    }
    if (in) {
        fclose(in);
    }
}

int main(void) {
    int p[2];
    if (pipe(p) < 0) { // lua: 12
        die("pipe");
    }
    pid_t child = fork(); // lua: 14
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        close(p[0]);                       // lua: 15
        for (int i = 1; i <= 10; i++) {    // lua: 16
            dprintf(p[1], "line %d\n", i); // lua: 17
        }
        close(p[1]); // lua: 19
        exit(0);     // lua: 20
    }
    close(p[1]);             // lua: 22
    print_lines(p[0]);       // lua: 24, 27
    waitpid(child, NULL, 0); // lua: 28
    return 0;                // lua: 29
}
