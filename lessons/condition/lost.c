/* SPDX-License-Identifier: MIT */
/* lost: hangs. The notify came when nobody waited. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct shared {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int count;
} * s;

static void make_shared(void) {
    pthread_mutexattr_t lock;
    pthread_condattr_t changed;
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    pthread_mutexattr_init(&lock);
    pthread_mutexattr_setpshared(&lock, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->lock, &lock); // lua: 102
    pthread_condattr_init(&changed);
    pthread_condattr_setpshared(&changed, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&s->changed, &changed); // lua: 103
}

static pid_t start(void (*work)(void)) {
    pid_t child = fork(); // lua: 107
    if (child < 0) {
        perror("fork");
        exit(1);
    }
    if (child == 0) {
        work();
        _exit(0); // lua: 111
    }
    return child;
}

static void work(void) {
    pthread_mutex_lock(&s->lock);             // lua: 108
    pthread_cond_wait(&s->changed, &s->lock); // lua: 109
    pthread_mutex_unlock(&s->lock);           // lua: 110
}

int main(void) {
    make_shared();
    pthread_mutex_lock(&s->lock);     // lua: 104
    pthread_cond_signal(&s->changed); // lua: 105
    pthread_mutex_unlock(&s->lock);   // lua: 106
    pid_t waiter = start(work);
    waitpid(waiter, NULL, 0); // lua: 112
    return 0;                 // lua: 113
}
