/* SPDX-License-Identifier: MIT */
/* livelock: both give back at the same moment and try again at the same moment. */
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
        exit(0); // lua: 85
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

static pthread_mutex_t *left, *right;
static pthread_barrier_t *both;

static void eat(const char *name, pthread_mutex_t *first, pthread_mutex_t *second) {
    for (int n = 1; n <= 5; n++) { // lua: 75
        pthread_mutex_lock(first); // lua: 76
        pthread_barrier_wait(both);
        if (pthread_mutex_trylock(second) == 0) {                      // lua: 77
            printf("%s eats\n", name);                                 // lua: 78
            pthread_mutex_unlock(second), pthread_mutex_unlock(first); // lua: 79
            return;                                                    // lua: 74
        }
        pthread_barrier_wait(both);
        pthread_mutex_unlock(first); // lua: 82
        pthread_barrier_wait(both);
    }
    printf("%s gave up\n", name); // lua: 84
}

static void a_eats(void) {
    eat("a", left, right);
}

static void b_eats(void) {
    eat("b", right, left);
}

int main(void) {
    left = lock_new(PTHREAD_MUTEX_NORMAL), right = lock_new(PTHREAD_MUTEX_NORMAL); // lua: 72
    both = barrier_new();
    pid_t a = child_of(a_eats);               // lua: 87
    pid_t b = child_of(b_eats);               // lua: 88
    waitpid(a, NULL, 0), waitpid(b, NULL, 0); // lua: 89
    return 0;                                 // lua: 90
}
