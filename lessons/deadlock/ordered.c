/* SPDX-License-Identifier: MIT */
/* ordered: both take left first: who has it can get right, too. */
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
        exit(0); // lua: 36
    }
    return pid;
}

static pthread_mutex_t *left, *right;

static void eat(const char *name) {
    pthread_mutex_lock(left);                                // lua: 32
    pthread_mutex_lock(right);                               // lua: 33
    printf("%s eats\n", name);                               // lua: 27
    pthread_mutex_unlock(right), pthread_mutex_unlock(left); // lua: 35
}

static void a_eats(void) {
    eat("a");
}

static void b_eats(void) {
    eat("b");
}

int main(void) {
    left = lock_new(PTHREAD_MUTEX_NORMAL), right = lock_new(PTHREAD_MUTEX_NORMAL); // lua: 29
    pid_t a = child_of(a_eats);                                                    // lua: 38
    pid_t b = child_of(b_eats);                                                    // lua: 39
    waitpid(a, NULL, 0), waitpid(b, NULL, 0);                                      // lua: 40
    return 0;                                                                      // lua: 41
}
