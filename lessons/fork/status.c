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
    pid_t child = fork(); // lua: 44
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        _exit(3); // lua: 45
    }
    waitpid(child, &status, 0); // lua: 47
    if (WIFEXITED(status)) {
        printf("status %d\n", WEXITSTATUS(status)); // lua: 48
    }
    return 0; // lua: 49
}
