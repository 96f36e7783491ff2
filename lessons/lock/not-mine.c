/* SPDX-License-Identifier: MIT */
/* not-mine: a mutex can be released only by who has it. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void *shared(size_t bytes) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        die("mmap");
    }
    return memory;
}

static pthread_mutex_t *lock_new(int type) {
    pthread_mutex_t *lock = shared(sizeof *lock);
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_mutexattr_settype(&attr, type);
    if (pthread_mutex_init(lock, &attr) != 0) {
        die("pthread_mutex_init");
    }
    return lock;
}

static pid_t child_of(void (*body)(void)) {
    fflush(stdout);
    pid_t pid = fork();
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        body();
        exit(0); // lua: 83
    }
    return pid;
}

static pthread_mutex_t *L;

static void releases(void) {
    int err = pthread_mutex_unlock(L);           // lua: 77
    printf("child: %s\n", strerrorname_np(err)); // lua: 78
}

int main(void) {
    L = lock_new(PTHREAD_MUTEX_NORMAL); // lua: 74
    pthread_mutex_lock(L);              // lua: 75
    pid_t child = child_of(releases);   // lua: 76
    waitpid(child, NULL, 0);            // lua: 80
    pthread_mutex_unlock(L);            // lua: 82
    return 0;                           // lua: 79
}
