/* SPDX-License-Identifier: MIT */
/* twice: hangs. The second lock waits for the first to be given back, by this process itself. */
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

int main(void) {
    pthread_mutex_t *L = lock_new(PTHREAD_MUTEX_NORMAL); // lua: 89
    pthread_mutex_lock(L);                               // lua: 90
    pthread_mutex_lock(L);                               // lua: 91
    pthread_mutex_unlock(L);                             // lua: 92
    return 0;                                            // lua: 93
}
