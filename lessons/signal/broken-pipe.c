/* SPDX-License-Identifier: MIT */
/* broken-pipe: SIGPIPE has a handler, so write(2) fails with EPIPE. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void handler(int signal) {
    (void)signal;
    if (write(1, "SIGPIPE\n", 8) != 8) { // lua: 133
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

int main(void) {
    int p[2];
    if (pipe(p) < 0) { // lua: 132
        die("pipe");
    }
    handle(SIGPIPE, handler, 0);       // lua: 133
    close(p[0]);                       // lua: 134
    if (write(p[1], "hello", 5) < 0) { // lua: 135
        perror("write");
    }
    return 0; // lua: 136
}
