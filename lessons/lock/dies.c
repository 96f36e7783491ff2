/* SPDX-License-Identifier: MIT */
/* dies: a ends inside the critical section; b gets the lock, and EOWNERDEAD. */
#define _GNU_SOURCE
#include <errno.h>
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
        exit(0); // lua: 44, 46
    }
    return pid;
}

static volatile int *left;
static pthread_mutex_t *L;

static void ends_inside(void) {
    pthread_mutex_lock(L); // lua: 32
    *left = *left - 1;     // lua: 33
    exit(1);               // lua: 34
}

static void puts_right(void) {
    while (*left == 10) {
        usleep(1000); /* so that a is first */
    }
    int err = pthread_mutex_lock(L);                             // lua: 37
    if (err == EOWNERDEAD) {                                     // lua: 38
        printf("b: %s, %d left\n", strerrorname_np(err), *left); // lua: 39
        *left = 10;                                              // lua: 40
        pthread_mutex_consistent(L);                             // lua: 41
    }
    pthread_mutex_unlock(L); // lua: 43
}

int main(void) {
    left = shared(sizeof *left); // lua: 29
    *left = 10;
    L = lock_new(PTHREAD_MUTEX_NORMAL);       // lua: 30
    pid_t a = child_of(ends_inside);          // lua: 31
    pid_t b = child_of(puts_right);           // lua: 36
    waitpid(a, NULL, 0), waitpid(b, NULL, 0); // lua: 45
    return 0;                                 // lua: 35
}
