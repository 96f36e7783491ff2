/* SPDX-License-Identifier: MIT */
/* locked: load and store under a lock, a million times each: never one too few. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
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
        exit(0); // lua: 48
    }
    return pid;
}

enum { ROUNDS = 1000000 };

static volatile int *counter;
static pthread_mutex_t *L;

static void count(void) {
    for (int i = 0; i < ROUNDS; i++) { // lua: 43
        pthread_mutex_lock(L);         // lua: 44
        *counter = *counter + 1;       // lua: 45
        pthread_mutex_unlock(L);       // lua: 46
    }
}

int main(void) {
    counter = shared(sizeof *counter);        // lua: 40
    L = lock_new(PTHREAD_MUTEX_NORMAL);       // lua: 41
    pid_t a = child_of(count);                // lua: 49
    pid_t b = child_of(count);                // lua: 50
    waitpid(a, NULL, 0), waitpid(b, NULL, 0); // lua: 51
    printf("counter is %d\n", *counter);      // lua: 52
    return 0;                                 // lua: 53
}
