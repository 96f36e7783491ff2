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
    pid_t child = fork(); // lua: 55
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        sleep(3600);           // lua: 56
        puts("never reached"); // lua: 57
        exit(0);               // lua: 58
    }
    kill(child, SIGKILL);       // lua: 59
    waitpid(child, &status, 0); // lua: 60
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
        puts("child: SIGKILL"); // lua: 62
    }
    return 0; // lua: 64
}
