/* SPDX-License-Identifier: MIT */
/* half: a takes the lock, b does not know of it. */
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
        exit(0); // lua: 68, 71
    }
    return pid;
}

/* Both wait here for one another: so it goes wrong every time. */
static pthread_barrier_t *barrier_new(void) {
    pthread_barrier_t *barrier = shared(sizeof *barrier);
    pthread_barrierattr_t attr;
    pthread_barrierattr_init(&attr);
    pthread_barrierattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(barrier, &attr, 2);
    return barrier;
}

static volatile int *counter;
static pthread_mutex_t *L;
static pthread_barrier_t *both;

static void careful(void) {
    pthread_mutex_lock(L); // lua: 62
    int seen = *counter;   // lua: 63
    pthread_barrier_wait(both);
    *counter = seen + 1;
    pthread_mutex_unlock(L); // lua: 64
}

static void careless(void) {
    int seen = *counter; // lua: 67
    pthread_barrier_wait(both);
    *counter = seen + 1;
}

int main(void) {
    counter = shared(sizeof *counter);  // lua: 59
    L = lock_new(PTHREAD_MUTEX_NORMAL); // lua: 60
    both = barrier_new();
    pid_t a = child_of(careful);              // lua: 61
    pid_t b = child_of(careless);             // lua: 66
    waitpid(a, NULL, 0), waitpid(b, NULL, 0); // lua: 69
    printf("counter is %d\n", *counter);      // lua: 70
    return 0;                                 // lua: 65
}
