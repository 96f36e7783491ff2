/* SPDX-License-Identifier: MIT */
/* chld: SIGCHLD says that a child has ended; the handler waits for it. */
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

static volatile sig_atomic_t status = -1;

static void ended(int signal) {
    int how;
    (void)signal;
    if (wait(&how) > 0) { // lua: 118
        status = WEXITSTATUS(how);
    }
}

static void handle(int signal, void (*function)(int), int flags) {
    struct sigaction action = {.sa_handler = function, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    if (sigaction(signal, &action, NULL) < 0) {
        die("sigaction");
    }
}

int main(void) {
    handle(SIGCHLD, ended, SA_NOCLDSTOP); // lua: 117
    pid_t pid = fork();                   // lua: 120
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        usleep(100000); // lua: 121
        _exit(3);       // lua: 122
    }
    pause(); // lua: 124
    printf("%d\n", (int)status);
    return 0; // lua: 125
}
