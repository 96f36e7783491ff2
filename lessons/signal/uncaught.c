/* SPDX-License-Identifier: MIT */
/* uncaught: SIGKILL can't be caught. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void handler(int signal) {
    (void)signal;
}

static void child(void) {
    struct sigaction action = {.sa_handler = handler};
    if (sigaction(SIGKILL, &action, NULL) < 0) { // lua: 144
        perror("sigaction");
    }
    pause(); // lua: 145
    exit(0); // lua: 146
}

int main(void) {
    pid_t pid = fork(); // lua: 143
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        child();
    }
    usleep(100000);        // lua: 147
    kill(pid, SIGKILL);    // lua: 148
    waitpid(pid, NULL, 0); // lua: 149
    return 0;              // lua: 150
}
