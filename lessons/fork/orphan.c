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
    if (pipe(p) < 0) { // lua: 79
        die("pipe");
    }
    pid_t child = fork(); // lua: 80
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        pid_t me = getpid();                // lua: 81
        if (fork() == 0) {                  // lua: 82
            close(p[1]);                    // lua: 83
            if (read(p[0], &byte, 1) < 0) { // lua: 84
                die("read");
            }
            int same = getppid() == me;                        // lua: 85
            puts(same ? "the same parent" : "another parent"); // lua: 86
            exit(0);                                           // lua: 87
        }
        _exit(0); // lua: 88
    }
    waitpid(child, NULL, 0); // lua: 89
    close(p[1]);             // lua: 91
    /* Here a shell may show its prompt before the grandchild prints: nobody waits for that one. */
    return 0; // lua: 92
}
