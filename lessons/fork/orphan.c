/* SPDX-License-Identifier: MIT */
/* orphan: the parent ends first, and the kernel gives another one. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    int p[2];
    char byte = 0;
    if (pipe(p) < 0) { // lua: 83
        die("pipe");
    }
    pid_t child = fork(); // lua: 84
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        pid_t me = getpid();                // lua: 85
        if (fork() == 0) {                  // lua: 86
            close(p[1]);                    // lua: 87
            if (read(p[0], &byte, 1) < 0) { // lua: 88
                die("read");
            }
            int same = getppid() == me;                        // lua: 89
            puts(same ? "the same parent" : "another parent"); // lua: 90
            exit(0);                                           // lua: 92
        }
        _exit(0); // lua: 93
    }
    waitpid(child, NULL, 0); // lua: 94
    close(p[1]);             // lua: 96
    /* Here a shell may show its prompt before the grandchild prints: nobody waits for that one. */
    return 0; // lua: 97
}
