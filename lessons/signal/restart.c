/* SPDX-License-Identifier: MIT */
/* restart: with SA_RESTART read(2) goes on after the handler. */
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
    if (write(1, "SIGUSR1\n", 8) != 8) { // lua: 32
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

static void child(int fd) {
    char bytes[4096];
    handle(SIGUSR1, handler, SA_RESTART);        // lua: 31
    ssize_t got = read(fd, bytes, sizeof bytes); // lua: 34
    printf("%.*s\n", (int)got, bytes);
    exit(0); // lua: 35
}

int main(void) {
    int p[2];
    if (pipe(p) < 0) { // lua: 29
        die("pipe");
    }
    pid_t pid = fork(); // lua: 30
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        child(p[0]);
    }
    usleep(100000);                     // lua: 36
    kill(pid, SIGUSR1);                 // lua: 37
    if (write(p[1], "hello", 5) != 5) { // lua: 38
        die("write");
    }
    waitpid(pid, NULL, 0); // lua: 39
    return 0;              // lua: 40
}
