/* SPDX-License-Identifier: MIT */
/* boundaries: the same three messages by four ways, and one read of each. */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const words[] = {"one", "two", "three"};

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* A name of its own, so that two of these do not meet. */
static mqd_t make_queue(char name[64]) {
    struct mq_attr attr = {.mq_maxmsg = 4, .mq_msgsize = 32};
    snprintf(name, 64, "/jobs-%ld", (long)getpid());
    mqd_t q = mq_open(name, O_RDWR | O_CREAT, 0600, &attr);
    if (q < 0) {
        die("mq_open");
    }
    return q;
}

static void tell(const char *way, const char *text, ssize_t got) {
    printf("%-15s%.*s\n", way, (int)(got > 0 ? got : 0), text);
}

static void send_all(int w, int b, int d, mqd_t q) {
    for (int i = 0; i < 3; i++) { // lua: 63
        size_t len = strlen(words[i]);
        if (write(w, words[i], len) < 0 ||      // lua: 64
            send(b, words[i], len, 0) < 0 ||    // lua: 65
            send(d, words[i], len, 0) < 0 ||    // lua: 66
            mq_send(q, words[i], len, 0) < 0) { // lua: 67
            die("send");
        }
    }
    exit(0); // lua: 69
}

int main(void) {
    int p[2], stream[2], dgram[2];
    char name[64], text[100];
    if (pipe(p) < 0 ||                                     // lua: 57
        socketpair(AF_UNIX, SOCK_STREAM, 0, stream) < 0 || // lua: 58
        socketpair(AF_UNIX, SOCK_DGRAM, 0, dgram) < 0) {   // lua: 59
        die("pipe or socketpair");
    }
    mqd_t q = make_queue(name); // lua: 60
    pid_t child = fork();       // lua: 62
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        send_all(p[1], stream[1], dgram[1], q);
    }
    waitpid(child, NULL, 0);                                              // lua: 70
    tell("pipe:", text, read(p[0], text, sizeof text));                   // lua: 71
    tell("stream:", text, recv(stream[0], text, sizeof text, 0));         // lua: 72
    tell("datagrams:", text, recv(dgram[0], text, sizeof text, 0));       // lua: 73
    tell("message queue:", text, mq_receive(q, text, sizeof text, NULL)); // lua: 74
    mq_unlink(name);                                                      // lua: 75
    return 0;                                                             // lua: 76
}
