/* SPDX-License-Identifier: MIT */
/* registry: a handler is registered, replaced, and the signal ignored. */
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

static void first(int signal) {
    (void)signal;
    if (write(1, "first\n", 6) != 6) { // lua: 49
        _exit(1);
    }
}

static void second(int signal) {
    (void)signal;
    if (write(1, "second\n", 7) != 7) { // lua: 51
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
    handle(SIGUSR1, first, 0);   // lua: 49
    pause();                     // lua: 50
    handle(SIGUSR1, second, 0);  // lua: 51
    pause();                     // lua: 52
    handle(SIGUSR1, SIG_IGN, 0); // lua: 53
    usleep(200000);              // lua: 54
    exit(0);                     // lua: 55
}

int main(void) {
    pid_t pid = fork(); // lua: 48
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        child();
    }
    for (int i = 1; i <= 3; i++) { // lua: 56
        usleep(100000);            // lua: 57
        kill(pid, SIGUSR1);        // lua: 58
    }
    waitpid(pid, NULL, 0); // lua: 60
    return 0;              // lua: 61
}
