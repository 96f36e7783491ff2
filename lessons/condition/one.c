/* SPDX-License-Identifier: MIT */
/* one: hangs. Three wait, and one of them is woken. */
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
    pthread_mutex_init(&s->lock, &lock); // lua: 131
    pthread_condattr_init(&changed);
    pthread_condattr_setpshared(&changed, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&s->changed, &changed); // lua: 132
}

static pid_t start(void (*work)(void)) {
    pid_t child = fork(); // lua: 118
    if (child < 0) {
        perror("fork");
        exit(1);
    }
    if (child == 0) {
        work();
        _exit(0); // lua: 122
    }
    return child;
}

/* s->count: how many wait. Who is in the wait has given the lock back, so that others can count. */
static void work(void) {
    pthread_mutex_lock(&s->lock); // lua: 119
    s->count++;
    pthread_cond_wait(&s->changed, &s->lock); // lua: 120
    pthread_mutex_unlock(&s->lock);           // lua: 121
}

static int waiting(void) {
    pthread_mutex_lock(&s->lock);
    int count = s->count;
    pthread_mutex_unlock(&s->lock);
    return count;
}

int main(void) {
    make_shared();
    for (int i = 0; i < 3; i++) { // lua: 117
        start(work);
    }
    while (waiting() < 3) {
        usleep(1000); // lua: 124
    }
    pthread_mutex_lock(&s->lock);     // lua: 134
    pthread_cond_signal(&s->changed); // lua: 135
    pthread_mutex_unlock(&s->lock);   // lua: 136
    for (int i = 0; i < 3; i++) {
        wait(NULL); // lua: 137
    }
    return 0; // lua: 138
}
