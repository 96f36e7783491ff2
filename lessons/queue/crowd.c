/* SPDX-License-Identifier: MIT */
/* crowd: two put, two get; the sum is 6 in every order. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* A queue of texts of up to 255 bytes, each with its length before it. */
static struct shared {
    pthread_mutex_t rlock, wlock;
    pthread_mutex_t lock;
    int sum;
} * s;

static int ends[2];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void make_lock(pthread_mutex_t *lock) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(lock, &attributes);
}

static void make_queue(void) { // lua: 24, 25, 26
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED || pipe(ends) < 0) {
        fail("queue");
    }
    make_lock(&s->rlock);
    make_lock(&s->wlock);
    make_lock(&s->lock);
}

static void put(const char *text) {
    unsigned char item[256];
    size_t len = strlen(text);
    item[0] = (unsigned char)len;
    memcpy(item + 1, text, len);
    pthread_mutex_lock(&s->wlock);
    if (write(ends[1], item, len + 1) < 0) {
        fail("write");
    }
    pthread_mutex_unlock(&s->wlock);
}

/* The text lives until the next get. */
static const char *get(void) {
    static char text[256];
    unsigned char len;
    pthread_mutex_lock(&s->rlock);
    if (read(ends[0], &len, 1) != 1 || read(ends[0], text, len) != len) {
        fail("read");
    }
    text[len] = '\0';
    pthread_mutex_unlock(&s->rlock);
    return text;
}

static pid_t start(void (*work)(void)) {
    pid_t child = fork();
    if (child < 0) {
        fail("fork");
    }
    if (child == 0) {
        work();
        _exit(0);
    }
    return child;
}

static void produce(void) {
    put("1"); // lua: 30
    put("2"); // lua: 31
} // lua: 32

static void consume(void) {
    const char *item = get(); // lua: 34
    while (strcmp(item, "stop") != 0) {
        pthread_mutex_lock(&s->lock);   // lua: 36
        s->sum += atoi(item);           // lua: 37
        pthread_mutex_unlock(&s->lock); // lua: 38
        item = get();                   // lua: 39
    }
} // lua: 41

int main(void) {
    pid_t producers[2], consumers[2];
    make_queue();
    for (int i = 0; i < 2; i++) {
        producers[i] = start(produce); // lua: 29
        consumers[i] = start(consume); // lua: 33
    }
    for (int i = 0; i < 2; i++) {
        waitpid(producers[i], NULL, 0); // lua: 43
    }
    put("stop"); // lua: 44
    put("stop");
    for (int i = 0; i < 2; i++) {
        waitpid(consumers[i], NULL, 0); // lua: 45
    }
    return s->sum == 6 ? 0 : 1; // lua: 46
}
