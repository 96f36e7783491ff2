/* SPDX-License-Identifier: MIT */
/* again: whoever is woken looks again, so that it does not matter who was faster. */
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
    pthread_mutex_init(&s->lock, &lock); // lua: 87, 88
    pthread_condattr_init(&changed);
    pthread_condattr_setpshared(&changed, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&s->changed, &changed); // lua: 89
}

static pid_t start(void (*work)(void)) {
    pid_t child = fork(); // lua: 90, 91
    if (child < 0) {
        perror("fork");
        exit(1);
    }
    if (child == 0) {
        work();
        _exit(0); // lua: 90, 91
    }
    return child;
}

static void take(void) {
    pthread_mutex_lock(&s->lock); // lua: 53
    while (s->count == 0) {       // lua: 55
        pthread_cond_wait(&s->changed, &s->lock);
    }
    s->count--;                     // lua: 59
    pthread_mutex_unlock(&s->lock); // lua: 60
}

static void put(void) {
    pthread_mutex_lock(&s->lock);     // lua: 64
    s->count++;                       // lua: 65
    pthread_cond_signal(&s->changed); // lua: 66
    pthread_mutex_unlock(&s->lock);   // lua: 67
}

int main(void) {
    make_shared();
    pid_t first = start(take);
    pid_t second = start(take);
    put();                    // lua: 92
    put();                    // lua: 93
    waitpid(first, NULL, 0);  // lua: 94
    waitpid(second, NULL, 0); // lua: 95
    printf("%d left\n", s->count);
    return 0; // lua: 96
}
