/* SPDX-License-Identifier: MIT */
/* guarded: the scratch space is shared, but one call at a time is in it. */
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
        exit(0); // lua: 59, 61
    }
    return pid;
}

static volatile int *scratch;
static pthread_mutex_t *L;

static int area(int width, int height) {
    pthread_mutex_lock(L);        // lua: 47
    *scratch = width;             // lua: 48
    *scratch = *scratch * height; // lua: 49
    int result = *scratch;        // lua: 50
    pthread_mutex_unlock(L);      // lua: 51
    return result;                // lua: 52
}

static void a_calls(void) {
    printf("a: 2 * 3 = %d\n", area(2, 3)); // lua: 55
}

static void b_calls(void) {
    printf("b: 5 * 7 = %d\n", area(5, 7)); // lua: 58
}

int main(void) {
    scratch = shared(sizeof *scratch);        // lua: 44
    L = lock_new(PTHREAD_MUTEX_NORMAL);       // lua: 45
    pid_t a = child_of(a_calls);              // lua: 54
    pid_t b = child_of(b_calls);              // lua: 57
    waitpid(a, NULL, 0), waitpid(b, NULL, 0); // lua: 60
    return 0;                                 // lua: 56
}
