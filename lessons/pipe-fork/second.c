/* SPDX-License-Identifier: MIT */
/* second: hangs. main waits for helper, which never closed p; helper waits for main. */
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

static void writer(const int p[2], const int go[2]) {
    close(p[0]);                       // lua: 57
    close(go[0]), close(go[1]);        // lua: 58
    for (int i = 1; i <= 10; i++) {    // lua: 59
        dprintf(p[1], "line %d\n", i); // lua: 60
    }
    close(p[1]); // lua: 62
    exit(0);     // lua: 63
}

static void helper(const int p[2], const int go[2]) {
    char byte = 0;
    close(p[0]), close(go[1]);       // lua: 65
    if (read(go[0], &byte, 1) > 0) { // lua: 66
        puts("helper: my turn");     // lua: 67
    }
    exit(0); // lua: 68
}

int main(void) {
    int p[2], go[2];
    if (pipe(p) < 0 || pipe(go) < 0) { // lua: 54, 55
        die("pipe");
    }
    pid_t first = fork(); // lua: 56
    if (first == 0) {
        writer(p, go);
    }
    pid_t second = fork(); // lua: 64
    if (second == 0) {
        helper(p, go);
    }
    if (first < 0 || second < 0) {
        die("fork");
    }
    close(p[1]), close(go[0]);                         // lua: 69
    print_lines(p[0]);                                 // lua: 70
    dprintf(go[1], "go\n");                            // lua: 73
    close(go[1]);                                      // lua: 74
    waitpid(first, NULL, 0), waitpid(second, NULL, 0); // lua: 75
    return 0;                                          // lua: 76
}
