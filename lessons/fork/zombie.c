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
    pid_t child = fork(); // lua: 66
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        _exit(0); // lua: 67
    }
    sleep(1);                // lua: 69
    waitpid(child, NULL, 0); // lua: 72
    return 0;                // lua: 74
}
