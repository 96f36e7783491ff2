/* SPDX-License-Identifier: MIT */
/* fill: a send(2) that may not wait takes what fits. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* Two sockets, of which the first can hold little. How many bytes do not fit, whatever the kernel
 * made of it. */
static size_t small_pair(int ends[2]) {
    int buffer = 8192;
    socklen_t len = sizeof buffer;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) { // lua: 11
        die("socketpair");
    }
    setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &buffer, len);  // lua: 12
    getsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &buffer, &len); // lua: 13
    return 4 * (size_t)buffer;
}

static char *some(size_t many, char letter) {
    char *bytes = malloc(many);
    if (bytes == NULL) {
        die("malloc");
    }
    memset(bytes, letter, many);
    return bytes;
}

static void set_nonblocking(int fd) {
    if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0) {
        die("fcntl");
    }
}

int main(void) {
    int ends[2];
    size_t many = small_pair(ends); // lua: 83
    char *bytes = some(many, 'x');
    set_nonblocking(ends[0]);                      // lua: 84
    ssize_t count = send(ends[0], bytes, many, 0); // lua: 85
    puts(count < (ssize_t)many ? "a part of it" : "all of it");
    if (send(ends[0], "more", 4, 0) < 0) { // lua: 87
        puts(errno == EAGAIN ? "EAGAIN" : strerror(errno));
    }
    ssize_t got = recv(ends[1], bytes, many, 0); // lua: 89
    puts(got == count ? "just that part" : "not that");
    if (send(ends[0], "more", 4, 0) < 0) { // lua: 91
        die("send");
    }
    return 0; // lua: 92
}
