/* SPDX-License-Identifier: MIT */
/* nested: hangs. The inner call waits for the lock that the outer one has. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

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

static volatile int *sum;
static pthread_mutex_t *L;

static void add_up(int n) {
    pthread_mutex_lock(L); // lua: 70
    *sum = *sum + n;       // lua: 71
    if (n > 1) {           // lua: 72
        add_up(n - 1);     // lua: 73
    }
    pthread_mutex_unlock(L); // lua: 75
}

int main(void) {
    sum = shared(sizeof *sum);          // lua: 67
    L = lock_new(PTHREAD_MUTEX_NORMAL); // lua: 68
    add_up(3);                          // lua: 77
    printf("sum is %d\n", *sum);        // lua: 78
    return 0;                           // lua: 79
}
