/* SPDX-License-Identifier: MIT */
/* way_message.c: ways that carry messages: datagrams (Unix and UDP) and message queues (ways.h). */
#include "ways.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { QUEUE_MESSAGES = 10, LOST_AFTER_SECONDS = 1 };

int way_dgram_open(struct opening *opening) {
    int ends[2];
    opening->call = "socketpair(2)";
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) < 0) {
        return -errno;
    }
    for (int i = 0; i < 2; i++) {
        opening->sides[i].in = opening->sides[i].out = ends[i];
    }
    return 0;
}

int way_udp_open(struct opening *opening) {
    struct sockaddr_in addresses[2];
    struct side *sides = opening->sides;
    struct timeval lost = {.tv_sec = LOST_AFTER_SECONDS};
    opening->call = "bind(2)";
    for (int i = 0; i < 2; i++) {
        socklen_t len = sizeof addresses[i];
        addresses[i] =
            (struct sockaddr_in){.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
        sides[i].in = sides[i].out = socket(AF_INET, SOCK_DGRAM, 0);
        if (sides[i].in < 0 || bind(sides[i].in, (struct sockaddr *)&addresses[i], len) < 0 ||
            getsockname(sides[i].in, (struct sockaddr *)&addresses[i], &len) < 0 ||
            setsockopt(sides[i].in, SOL_SOCKET, SO_RCVTIMEO, &lost, sizeof lost) < 0) {
            return -errno;
        }
    }
    opening->call = "connect(2)";
    for (int i = 0; i < 2; i++) {
        if (connect(sides[i].in, (struct sockaddr *)&addresses[1 - i], sizeof addresses[0]) < 0) {
            return -errno;
        }
    }
    return 0;
}

int way_send(struct side *side, const void *bytes, size_t len) {
    ssize_t sent;
    do {
        sent = send(side->out, bytes, len, 0);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : 0;
}

int way_recv(struct side *side, void *bytes, size_t len) {
    ssize_t got;
    do {
        got = recv(side->in, bytes, len, 0);
    } while (got < 0 && errno == EINTR);
    return got < 0 ? -errno : (size_t)got == len ? 0 : -EPROTO;
}

/* A queue that has no name any more. Where queues are the machine's, its name is noted first, as
 * those of a run are, so that it goes even if this process is killed between the two calls. */
static int one_queue(const struct opening *opening) {
    const struct cage *cage = opening->cage;
    struct mq_attr attr = {.mq_maxmsg = QUEUE_MESSAGES, .mq_msgsize = (long)opening->message};
    char name[sizeof cage->names_prefix + 16], note[sizeof cage->run_dir + sizeof name + 8];
    int noted = -1;
    snprintf(name, sizeof name, "/%smeasure", cage->names_prefix);
    snprintf(note, sizeof note, "%s/mq.%s", cage->run_dir, name + 1);
    if (cage->names_prefix[0]) {
        noted = open(note, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    }
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
    int err = queue < 0 ? -errno : 0;
    mq_unlink(name); /* one that may not be opened is made all the same */
    if (noted >= 0) {
        unlink(note);
        close(noted);
    }
    return err ? err : queue;
}

/* One each way. A descriptor of a queue is a descriptor (mq_overview(7)), so each side can have one
 * of its own. */
int way_mqueue_open(struct opening *opening) {
    opening->call = "mq_open(3)";
    for (int i = 0; i < 2; i++) {
        int queue = one_queue(opening);
        if (queue < 0) {
            return queue;
        }
        opening->sides[i].in = queue;
        opening->sides[1 - i].out = dup(queue);
        if (opening->sides[1 - i].out < 0) {
            return -errno;
        }
    }
    return 0;
}

int way_mq_send(struct side *side, const void *bytes, size_t len) {
    while (mq_send(side->out, bytes, len, 0) < 0) {
        if (errno != EINTR) {
            return -errno;
        }
    }
    return 0;
}

/* The buffer must be as large as the queue's messages may be: the worker's is. */
int way_mq_receive(struct side *side, void *bytes, size_t len) {
    ssize_t got;
    do {
        got = mq_receive(side->in, bytes, RING_BYTES, NULL);
    } while (got < 0 && errno == EINTR);
    return got < 0 ? -errno : (size_t)got == len ? 0 : -EPROTO;
}
