/* SPDX-License-Identifier: MIT */
/* lost: both load before one stores, so that one update is lost. */
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

static pid_t child_of(void (*body)(void)) {
    fflush(stdout);
    pid_t pid = fork();
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        body();
        exit(0); // lua: 23
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
static pthread_barrier_t *both;

static void count(void) {
    int seen = *counter; // lua: 8
    pthread_barrier_wait(both);
    *counter = seen + 1;
}

int main(void) {
    counter = shared(sizeof *counter); // lua: 18
    both = barrier_new();
    pid_t a = child_of(count);                // lua: 19
    pid_t b = child_of(count);                // lua: 20
    waitpid(a, NULL, 0), waitpid(b, NULL, 0); // lua: 21
    printf("counter is %d\n", *counter);      // lua: 22
    return 0;                                 // lua: 19
}
