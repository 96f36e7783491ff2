/* SPDX-License-Identifier: MIT */
/* boundaries: a message is whole, or it is refused. */
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

static void get_up_to(mqd_t q, size_t size) {
    char text[32];
    ssize_t got = mq_receive(q, text, size, NULL);
    if (got < 0) {
        printf("%s\n", strerror(errno));
    } else {
        printf("%.*s\n", (int)got, text);
    }
}

int main(void) {
    mqd_t q = make(4, 8);                         // lua: 32
    put(q, "one", 0);                             // lua: 34
    put(q, "three", 0);                           // lua: 35
    if (mq_send(q, "much too long", 13, 0) < 0) { // lua: 36
        printf("%s\n", strerror(errno));
    }
    get_up_to(q, 4);   // lua: 37
    get_up_to(q, 8);   // lua: 38
    get_up_to(q, 8);   // lua: 39
    mq_unlink(name()); // lua: 40
    return 0;          // lua: 41
}
