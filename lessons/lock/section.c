/* SPDX-License-Identifier: MIT */
/* section: load and store under the lock: nobody comes in between. */
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
        exit(0); // lua: 15
    }
    return pid;
}

static volatile int *left;
static pthread_mutex_t *L;

static void sell(int seats) {
    pthread_mutex_lock(L);      // lua: 11
    int free_seats = *left;     // lua: 12
    *left = free_seats - seats; // lua: 13
    pthread_mutex_unlock(L);    // lua: 14
}

static void sell_one(void) {
    sell(1);
}

static void sell_two(void) {
    sell(2);
}

int main(void) {
    left = shared(sizeof *left); // lua: 7
    *left = 10;
    L = lock_new(PTHREAD_MUTEX_NORMAL);       // lua: 8
    pid_t a = child_of(sell_one);             // lua: 17
    pid_t b = child_of(sell_two);             // lua: 18
    waitpid(a, NULL, 0), waitpid(b, NULL, 0); // lua: 19
    printf("%d seats left\n", *left);         // lua: 20
    return 0;                                 // lua: 21
}
