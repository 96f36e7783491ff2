/* SPDX-License-Identifier: MIT */
/* once: three signals while it is blocked; the handler runs once. */
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

/* Only what signal(7) calls async-signal-safe may be called here: write(2), not printf(3). */
static void handler(int signal) {
    (void)signal;
    if (write(1, "SIGUSR1\n", 8) != 8) { // lua: 69
        _exit(1);
    }
}

static void handle(int signal, void (*function)(int), int flags) {
    struct sigaction action = {.sa_handler = function, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    if (sigaction(signal, &action, NULL) < 0) {
        die("sigaction");
    }
}

static void child(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    handle(SIGUSR1, handler, 0);          // lua: 69
    sigprocmask(SIG_BLOCK, &set, NULL);   // lua: 70
    usleep(200000);                       // lua: 71
    sigprocmask(SIG_UNBLOCK, &set, NULL); // lua: 72
    exit(0);                              // lua: 73
}

int main(void) {
    pid_t pid = fork(); // lua: 68
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        child();
    }
    usleep(100000);                // lua: 74
    for (int i = 1; i <= 3; i++) { // lua: 75
        kill(pid, SIGUSR1);        // lua: 76
    }
    waitpid(pid, NULL, 0); // lua: 79
    return 0;              // lua: 80
}
