/* SPDX-License-Identifier: MIT */
/* memory: what the child changes, it changes in its own copy. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    int counter = 1;      // lua: 10
    pid_t child = fork(); // lua: 11
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        counter = counter + 1;          // lua: 12
        printf("child: %d\n", counter); // lua: 13
        exit(0);                        // lua: 14
    }
    waitpid(child, NULL, 0);       // lua: 15
    printf("main: %d\n", counter); // lua: 16
    return 0;                      // lua: 17
}
