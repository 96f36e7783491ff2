/* SPDX-License-Identifier: MIT */
/* again: with O_NONBLOCK nobody waits. */
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

int main(void) {
    char text[32];
    mqd_t q = make(2, 32);                   // lua: 93
    if (fcntl(q, F_SETFL, O_NONBLOCK) < 0) { // lua: 95
        die("fcntl");
    }
    if (mq_receive(q, text, sizeof text, NULL) < 0) { // lua: 96
        printf("%s\n", strerror(errno));
    }
    put(q, "one", 0);                    // lua: 97
    put(q, "two", 0);                    // lua: 98
    if (mq_send(q, "three", 5, 0) < 0) { // lua: 99
        printf("%s\n", strerror(errno));
    }
    mq_unlink(name()); // lua: 100
    return 0;          // lua: 101
}
