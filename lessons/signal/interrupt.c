/* SPDX-License-Identifier: MIT */
/* interrupt: a handler interrupts read(2), which fails with EINTR. */
#define _GNU_SOURCE
#include <errno.h>
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

/* Only what signal(7) calls async-signal-safe may be called here: write(2), not printf(3). */
static void handler(int signal) {
    (void)signal;
    if (write(1, "SIGUSR1\n", 8) != 8) { // lua: 14
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
    handle(SIGUSR1, handler, 0);             // lua: 13
    if (read(fd, bytes, sizeof bytes) < 0) { // lua: 16
        puts(strerrorname_np(errno));        // lua: 17
    }
    exit(0); // lua: 18
}

int main(void) {
    int p[2];
    if (pipe(p) < 0) { // lua: 11
        die("pipe");
    }
    pid_t pid = fork(); // lua: 12
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        child(p[0]);
    }
    usleep(100000);        // lua: 19
    kill(pid, SIGUSR1);    // lua: 20
    waitpid(pid, NULL, 0); // lua: 21
    return 0;              // lua: 22
}
