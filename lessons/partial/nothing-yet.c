/* SPDX-License-Identifier: MIT */
/* nothing-yet: EAGAIN, bytes, end-of-file; and end-of-file again. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void make_pair(int ends[2]) {
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) {
        die("socketpair");
    }
}

static void set_nonblocking(int fd) {
    if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0) {
        die("fcntl");
    }
}

static void put(int fd, const char *text) {
    if (send(fd, text, strlen(text), 0) < 0) {
        die("send");
    }
}

static void try_recv(int fd, int flags) {
    char bytes[100];
    ssize_t got = recv(fd, bytes, sizeof bytes, flags);
    if (got < 0) {
        puts(errno == EAGAIN ? "EAGAIN" : strerror(errno));
    } else if (got == 0) {
        puts("0 bytes");
    } else {
        printf("%.*s\n", (int)got, bytes);
    }
}

int main(void) {
    int ends[2];
    make_pair(ends);          // lua: 154
    set_nonblocking(ends[1]); // lua: 155
    try_recv(ends[1], 0);     // lua: 156
    put(ends[0], "yes");      // lua: 158
    try_recv(ends[1], 0);     // lua: 159
    close(ends[0]);           // lua: 160
    try_recv(ends[1], 0);     // lua: 161
    try_recv(ends[1], 0);     // lua: 162
    struct pollfd end = {.fd = ends[1], .events = POLLIN};
    printf("ready: %d\n", poll(&end, 1, 0)); // lua: 163
    return 0;                                // lua: 164
}
