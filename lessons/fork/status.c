/* SPDX-License-Identifier: MIT */
/* status: eight bits that a child leaves to its parent. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    int status = 0;
    pid_t child = fork(); // lua: 42
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        _exit(3); // lua: 43
    }
    waitpid(child, &status, 0); // lua: 45
    if (WIFEXITED(status)) {
        printf("child ended with %d\n", WEXITSTATUS(status)); // lua: 46
    }
    return 0; // lua: 47
}
