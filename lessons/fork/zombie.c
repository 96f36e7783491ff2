/* SPDX-License-Identifier: MIT */
/* zombie: for a second, ps(1) in another window shows "Z" and "<defunct>". */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    pid_t child = fork(); // lua: 70
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        _exit(0); // lua: 71
    }
    sleep(1);                // lua: 73
    waitpid(child, NULL, 0); // lua: 76
    return 0;                // lua: 78
}
