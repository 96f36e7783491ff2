/* SPDX-License-Identifier: MIT */
/* full: put waits while the queue is full. */
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
    sem_t places;
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

static void make_queue(void) { // lua: 53
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED || pipe(ends) < 0) {
        fail("queue");
    }
    make_lock(&s->rlock);
    make_lock(&s->wlock);
    sem_init(&s->places, 1, 2);
}

static void put(const char *text) {
    unsigned char item[256];
    size_t len = strlen(text);
    item[0] = (unsigned char)len;
    memcpy(item + 1, text, len);
    sem_wait(&s->places);
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
    sem_post(&s->places);
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
    put("1"); // lua: 55
    put("2");
    put("3");
} // lua: 56

int main(void) {
    make_queue();
    pid_t producer = start(produce); // lua: 54
    sleep(1);                        // lua: 57
    for (int i = 0; i < 3; i++) {
        get(); // lua: 59
    }
    waitpid(producer, NULL, 0); // lua: 60
    return 0;                   // lua: 61
}
