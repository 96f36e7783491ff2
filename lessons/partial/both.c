/* SPDX-License-Identifier: MIT */
/* both: one loop for both directions: whatever is possible just now. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static pid_t start(void) {
    pid_t pid = fork();
    if (pid < 0) {
        die("fork");
    }
    return pid;
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

/* Sends what fits; when all is sent, says so. How many bytes are left. */
static size_t send_some(int fd, const char *bytes, size_t left) {
    ssize_t count = send(fd, bytes, left, 0); // lua: 268
    if (count < 0 && errno != EAGAIN) {
        die("send");
    }
    left -= count > 0 ? (size_t)count : 0;
    if (left == 0) {
        shutdown(fd, SHUT_WR); // lua: 269
    }
    return left;
}

/* Sends and receives until both are at their end. How many bytes came. */
static size_t talk(int fd, const char *bytes, size_t left) {
    char room[4096];
    size_t got = 0;
    bool ended = false;
    set_nonblocking(fd); // lua: 259
    while (left > 0 || !ended) {
        struct pollfd end = {.fd = fd};
        end.events = (short)((ended ? 0 : POLLIN) | (left > 0 ? POLLOUT : 0));
        poll(&end, 1, -1); // lua: 263
        if (!ended && end.revents & POLLIN) {
            ssize_t more = recv(fd, room, sizeof room, 0); // lua: 265
            ended = more == 0;
            got += more > 0 ? (size_t)more : 0;
        }
        if (left > 0 && end.revents & POLLOUT) {
            size_t now = send_some(fd, bytes, left);
            bytes += left - now;
            left = now;
        }
    }
    return got;
}

int main(void) {
    int ends[2], buffer = 8192;
    size_t many = small_pair(ends);                                     // lua: 280
    setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer); // lua: 281
    pid_t pid = start();                                                // lua: 282
    if (pid == 0) {
        close(ends[0]); // lua: 283
        puts(talk(ends[1], some(many, 'y'), many) == many ? "child has all" : "missing");
        exit(0); // lua: 286
    }
    close(ends[1]); // lua: 287
    puts(talk(ends[0], some(many, 'x'), many) == many ? "main has all" : "missing");
    waitpid(pid, NULL, 0); // lua: 290
    return 0;              // lua: 291
}
