/* SPDX-License-Identifier: MIT */
/* survives: the sender has ended. Its message is still in the queue; its bytes are gone. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char text[] = "to whom it may concern\n";

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* The queue's message has no line break. */
static void send_both(const char *name, const char *box) {
    struct mq_attr attr = {.mq_maxmsg = 4, .mq_msgsize = 32};
    mqd_t q = mq_open(name, O_RDWR | O_CREAT, 0600, &attr);   // lua: 117
    if (q < 0 || mq_send(q, text, strlen(text) - 1, 0) < 0) { // lua: 119
        die("queue");
    }
    if (mkfifo(box, 0600) < 0) { // lua: 120
        die("mkfifo");
    }
    int rw = open(box, O_RDWR);                        // lua: 121
    if (rw < 0 || write(rw, text, strlen(text)) < 0) { // lua: 122
        die("box");
    }
    exit(0); // lua: 123
}

int main(void) {
    char name[64], box[64], got[100];
    snprintf(name, sizeof name, "/jobs-%ld", (long)getpid());
    snprintf(box, sizeof box, "box-%ld", (long)getpid());
    pid_t sender = fork(); // lua: 116
    if (sender < 0) {
        die("fork");
    }
    if (sender == 0) {
        send_both(name, box);
    }
    waitpid(sender, NULL, 0);                           // lua: 124
    mqd_t q = mq_open(name, O_RDWR);                    // lua: 126
    ssize_t len = mq_receive(q, got, sizeof got, NULL); // lua: 127
    printf("message queue: %.*s\n", (int)(len > 0 ? len : 0), got);
    int rw = open(box, O_RDWR);              // lua: 128
    fcntl(rw, F_SETFL, O_RDWR | O_NONBLOCK); // lua: 129
    if (read(rw, got, sizeof got) < 0) {     // lua: 130
        printf("named pipe: %s\n", strerrorname_np(errno));
    }
    mq_unlink(name); // lua: 131
    unlink(box);     // lua: 132
    return 0;        // lua: 133
}
