/* SPDX-License-Identifier: MIT */
/* gives: who waits gives the lock back, so that main gets it. */
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
    pthread_mutex_init(&s->lock, &lock); // lua: 36
    pthread_condattr_init(&changed);
    pthread_condattr_setpshared(&changed, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&s->changed, &changed); // lua: 37
}

static pid_t start(void (*work)(void)) {
    pid_t child = fork(); // lua: 38
    if (child < 0) {
        perror("fork");
        exit(1);
    }
    if (child == 0) {
        work();
        _exit(0); // lua: 42
    }
    return child;
}

/* s->count: how many wait. Who is in the wait has given the lock back, so that others can count. */
static void work(void) {
    pthread_mutex_lock(&s->lock); // lua: 39
    s->count++;
    pthread_cond_wait(&s->changed, &s->lock); // lua: 40
    pthread_mutex_unlock(&s->lock);           // lua: 41
}

static int waiting(void) {
    pthread_mutex_lock(&s->lock);
    int count = s->count;
    pthread_mutex_unlock(&s->lock);
    return count;
}

int main(void) {
    make_shared();
    pid_t waiter = start(work);
    while (waiting() < 1) {
        usleep(1000); // lua: 43
    }
    pthread_mutex_lock(&s->lock);     // lua: 45
    pthread_cond_signal(&s->changed); // lua: 46
    pthread_mutex_unlock(&s->lock);   // lua: 48
    waitpid(waiter, NULL, 0);         // lua: 49
    return 0;                         // lua: 50
}
