/* SPDX-License-Identifier: MIT */
/* buffer: one who puts, one who takes, and room for one. */
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
    pthread_mutex_init(&s->lock, &lock); // lua: 9, 10
    pthread_condattr_init(&changed);
    pthread_condattr_setpshared(&changed, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&s->changed, &changed); // lua: 11
}

static pid_t start(void (*work)(void)) {
    pid_t child = fork(); // lua: 12
    if (child < 0) {
        perror("fork");
        exit(1);
    }
    if (child == 0) {
        work();
        _exit(0); // lua: 20
    }
    return child;
}

enum { ITEMS = 2 };

static void consume(void) {
    for (int i = 0; i < ITEMS; i++) {
        pthread_mutex_lock(&s->lock); // lua: 14
        while (s->count == 0) {       // lua: 15
            pthread_cond_wait(&s->changed, &s->lock);
        }
        s->count = 0;                     // lua: 16
        pthread_cond_signal(&s->changed); // lua: 17
        pthread_mutex_unlock(&s->lock);   // lua: 18
    }
}

int main(void) {
    make_shared();
    pid_t consumer = start(consume);
    for (int i = 0; i < ITEMS; i++) {
        pthread_mutex_lock(&s->lock); // lua: 22
        while (s->count == 1) {       // lua: 23
            pthread_cond_wait(&s->changed, &s->lock);
        }
        s->count = 1;                     // lua: 24
        pthread_cond_signal(&s->changed); // lua: 25
        pthread_mutex_unlock(&s->lock);   // lua: 26
    }
    waitpid(consumer, NULL, 0); // lua: 28
    return 0;                   // lua: 29
}
