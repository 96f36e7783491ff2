/* SPDX-License-Identifier: MIT */
/* back-off: who can not have both gives the first one back, and pauses: each for a time of its own.
 */
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
        exit(0); // lua: 58
    }
    return pid;
}

static pthread_mutex_t *left, *right;

static void eat(const char *name, pthread_mutex_t *first, pthread_mutex_t *second, int pause) {
    pthread_mutex_lock(first);                   // lua: 50
    while (pthread_mutex_trylock(second) != 0) { // lua: 51
        pthread_mutex_unlock(first);             // lua: 52
        usleep((useconds_t)pause * 1000);        // lua: 53
        pthread_mutex_lock(first);               // lua: 54
    }
    printf("%s eats\n", name);                                 // lua: 45
    pthread_mutex_unlock(second), pthread_mutex_unlock(first); // lua: 57
}

static void a_eats(void) {
    eat("a", left, right, 1);
}

static void b_eats(void) {
    eat("b", right, left, 2);
}

int main(void) {
    left = lock_new(PTHREAD_MUTEX_NORMAL), right = lock_new(PTHREAD_MUTEX_NORMAL); // lua: 47
    pid_t a = child_of(a_eats);                                                    // lua: 60
    pid_t b = child_of(b_eats);                                                    // lua: 61
    waitpid(a, NULL, 0), waitpid(b, NULL, 0);                                      // lua: 62
    return 0;                                                                      // lua: 63
}
