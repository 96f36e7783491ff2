/* SPDX-License-Identifier: MIT */
/* hurry: hangs. The signal comes before pause(2). The pauses are not the lesson's: they see to it
 * that it comes out so every time. */
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
    if (write(1, "SIGUSR1\n", 8) != 8) { // lua: 179
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
    handle(SIGUSR1, handler, 0); // lua: 179
    usleep(500000);
    pause(); // lua: 180
    exit(0); // lua: 181
}

int main(void) {
    pid_t pid = fork(); // lua: 178
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        child();
    }
    usleep(100000);
    kill(pid, SIGUSR1);    // lua: 182
    waitpid(pid, NULL, 0); // lua: 183
    return 0;              // lua: 184
}
