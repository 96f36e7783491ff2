/* SPDX-License-Identifier: MIT */
/* after-close: to send after the close is an error; the program ends with status 1. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 8 };

/* A channel of texts. They are literals: at the same address in all who are forked. */
static struct channel {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int capacity; /* 0: unbuffered, one slot to hand it over */
    bool closed;
    int count;
    long sent, taken; /* how many so far; the next one is in slot taken % SLOTS */
    const char *slots[SLOTS];
} * ch;

static void fail(const char *what) {
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static void make_channel(int capacity) {
    pthread_mutexattr_t lock;
    pthread_condattr_t cond;
    ch = mmap(NULL, sizeof *ch, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (ch == MAP_FAILED) {
        fail("mmap");
    }
    pthread_mutexattr_init(&lock);
    pthread_mutexattr_setpshared(&lock, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&ch->lock, &lock);
    pthread_condattr_init(&cond);
    pthread_condattr_setpshared(&cond, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&ch->changed, &cond);
    ch->capacity = capacity;
}

static void chan_send(const char *value) {
    pthread_mutex_lock(&ch->lock);
    while (!ch->closed && ch->count == (ch->capacity > 0 ? ch->capacity : 1)) {
        pthread_cond_wait(&ch->changed, &ch->lock);
    }
    if (ch->closed) {
        fail("send on closed channel");
    }
    long number = ch->sent++;
    ch->slots[number % SLOTS] = value;
    ch->count++;
    pthread_cond_broadcast(&ch->changed);
    while (ch->capacity == 0 && ch->taken <= number) { /* until somebody has it */
        pthread_cond_wait(&ch->changed, &ch->lock);
    }
    pthread_mutex_unlock(&ch->lock);
}

static void chan_close(void) {
    pthread_mutex_lock(&ch->lock);
    ch->closed = true;
    pthread_cond_broadcast(&ch->changed);
    pthread_mutex_unlock(&ch->lock);
}

int main(void) {
    make_channel(1); // lua: 96
    chan_close();    // lua: 97
    chan_send("1");  // lua: 98
    return 0;
}
