/* SPDX-License-Identifier: MIT */
/* last-word: a message queue has no end-of-file, so the last message says it. */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* A name of its own, so that two of these do not meet. */
static const char *name(void) {
    static char text[64];
    if (!text[0]) {
        snprintf(text, sizeof text, "/jobs-%ld", (long)getpid());
    }
    return text;
}

static mqd_t make(long maxmsg, long msgsize) {
    struct mq_attr attr = {.mq_maxmsg = maxmsg, .mq_msgsize = msgsize};
    mqd_t q = mq_open(name(), O_RDWR | O_CREAT, 0600, &attr);
    if (q < 0) {
        die("mq_open");
    }
    return q;
}

static void put(mqd_t q, const char *text, unsigned priority) {
    if (mq_send(q, text, strlen(text), priority) < 0) {
        die("mq_send");
    }
}

static unsigned get(mqd_t q, char text[33]) {
    unsigned priority = 0;
    ssize_t got = mq_receive(q, text, 32, &priority);
    if (got < 0) {
        die("mq_receive");
    }
    text[got] = '\0';
    return priority;
}

static void work(mqd_t q) {
    char text[33];
    do {
        get(q, text); // lua: 52
        puts(text);
    } while (strcmp(text, "that is all") != 0); // lua: 54
}

int main(void) {
    char text[33];
    mqd_t q = make(2, 32); // lua: 48
    pid_t pid = fork();    // lua: 50
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        work(q);
        exit(0); // lua: 55
    }
    for (int i = 1; i <= 5; i++) {
        snprintf(text, sizeof text, "job %d", i);
        put(q, text, 0); // lua: 57
    }
    put(q, "that is all", 0); // lua: 59
    waitpid(pid, NULL, 0);    // lua: 60
    mq_unlink(name());        // lua: 61
    return 0;                 // lua: 62
}
