/* SPDX-License-Identifier: MIT */
/* close: what is in the channel can still be received, then comes the end. */
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

/* NULL: it is closed, and nothing is left in it. */
static const char *chan_recv(void) {
    const char *value = NULL;
    pthread_mutex_lock(&ch->lock);
    while (ch->count == 0 && !ch->closed) {
        pthread_cond_wait(&ch->changed, &ch->lock);
    }
    if (ch->count > 0) {
        value = ch->slots[ch->taken++ % SLOTS];
        ch->count--;
        pthread_cond_broadcast(&ch->changed);
    }
    pthread_mutex_unlock(&ch->lock);
    return value;
}

static void chan_close(void) {
    pthread_mutex_lock(&ch->lock);
    ch->closed = true;
    pthread_cond_broadcast(&ch->changed);
    pthread_mutex_unlock(&ch->lock);
}

static pid_t start(void (*work)(void)) {
    pid_t child = fork();
    if (child < 0) {
        fail("fork");
    }
    if (child == 0) {
        work();
        fflush(stdout);
        _exit(0);
    }
    return child;
}

static void receive_all(void) {
    const char *value;
    while ((value = chan_recv()) != NULL) { // lua: 85
        puts(value);
    }
    puts("the end");
} // lua: 89

int main(void) {
    make_channel(2);                     // lua: 79
    chan_send("1");                      // lua: 80
    chan_send("2");                      // lua: 81
    chan_close();                        // lua: 82
    pid_t receiver = start(receive_all); // lua: 84
    waitpid(receiver, NULL, 0);          // lua: 90
    return 0;                            // lua: 91
}
