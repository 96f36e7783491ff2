/* SPDX-License-Identifier: MIT */
/* forgotten: hangs. main waits for an end-of-file that main itself holds back. */
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
    if (pipe(p) < 0) { // lua: 35
        die("pipe");
    }
    pid_t child = fork(); // lua: 36
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        close(p[0]);                       // lua: 37
        for (int i = 1; i <= 10; i++) {    // lua: 38
            dprintf(p[1], "line %d\n", i); // lua: 39
        }
        close(p[1]); // lua: 41
        exit(0);     // lua: 42
    }
    print_lines(p[0]);       // lua: 43
    waitpid(child, NULL, 0); // lua: 46
    return 0;                // lua: 47
}
