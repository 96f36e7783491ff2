/* SPDX-License-Identifier: MIT */
/* killed: a process that a signal ended has no exit status. */
#include <signal.h>
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
    pid_t child = fork(); // lua: 53
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        sleep(3600);           // lua: 54
        puts("never reached"); // lua: 55
        exit(0);               // lua: 56
    }
    kill(child, SIGKILL);       // lua: 57
    waitpid(child, &status, 0); // lua: 58
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
        puts("child was ended by SIGKILL"); // lua: 59
    }
    return 0; // lua: 60
}
