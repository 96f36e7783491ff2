/* SPDX-License-Identifier: MIT */
/* no-end: it hangs: that is the point. (The name is removed early, so that it does not stay.) */
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

int main(void) {
    char text[33];
    mqd_t q = make(4, 32); // lua: 127
    mq_unlink(name());
    pid_t pid = fork(); // lua: 129
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        for (int i = 1; i <= 5; i++) {
            snprintf(text, sizeof text, "job %d", i);
            put(q, text, 0); // lua: 131
        }
        mq_close(q); // lua: 133
        _exit(0);    // lua: 134
    }
    for (;;) {
        get(q, text); // lua: 136
        puts(text);
        fflush(stdout);
    }
}
