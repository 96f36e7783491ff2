/* SPDX-License-Identifier: MIT */
/* waits: a sender waits for room, a receiver for a message. */
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
    sleep(1); // lua: 73
    for (int i = 0; i < 4; i++) {
        get(q, text); // lua: 76
        puts(text);
    }
}

int main(void) {
    mqd_t q = make(2, 32); // lua: 70
    pid_t pid = fork();    // lua: 72
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        work(q);
        exit(0); // lua: 78
    }
    put(q, "one", 0);      // lua: 79
    put(q, "two", 0);      // lua: 80
    put(q, "three", 0);    // lua: 81
    sleep(1);              // lua: 82
    put(q, "four", 0);     // lua: 84
    waitpid(pid, NULL, 0); // lua: 85
    mq_unlink(name());     // lua: 86
    return 0;              // lua: 87
}
