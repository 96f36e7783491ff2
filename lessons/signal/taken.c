/* SPDX-License-Identifier: MIT */
/* taken: blocked, and taken by sigwaitinfo(2). */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void child(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);   // lua: 102
    usleep(200000);                       // lua: 103
    int signal = sigwaitinfo(&set, NULL); // lua: 104
    if (signal < 0) {
        die("sigwaitinfo");
    }
    printf("SIG%s\n", sigabbrev_np(signal));
    exit(0); // lua: 105
}

int main(void) {
    pid_t pid = fork(); // lua: 101
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        child();
    }
    usleep(100000);        // lua: 106
    kill(pid, SIGUSR1);    // lua: 107
    waitpid(pid, NULL, 0); // lua: 108
    return 0;              // lua: 109
}
