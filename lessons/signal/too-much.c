/* SPDX-License-Identifier: MIT */
/* too-much: hangs. The handler waits for a lock that its own process holds. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; // lua: 157

static void handler(int signal) {
    (void)signal;
    pthread_mutex_lock(&lock);   // lua: 160
    pthread_mutex_unlock(&lock); // lua: 161
}

static void handle(int signal, void (*function)(int), int flags) {
    struct sigaction action = {.sa_handler = function, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    if (sigaction(signal, &action, NULL) < 0) {
        die("sigaction");
    }
}

static void child(void) {
    handle(SIGUSR1, handler, 0); // lua: 159
    pthread_mutex_lock(&lock);   // lua: 163
    usleep(500000);              // lua: 164
    pthread_mutex_unlock(&lock); // lua: 165
    exit(0);                     // lua: 166
}

int main(void) {
    pid_t pid = fork(); // lua: 158
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        child();
    }
    usleep(100000);        // lua: 167
    kill(pid, SIGUSR1);    // lua: 168
    waitpid(pid, NULL, 0); // lua: 169
    return 0;              // lua: 170
}
