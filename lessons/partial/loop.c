/* SPDX-License-Identifier: MIT */
/* loop: send what is left; when nothing fits, sleep in poll(2). */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
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

/* All of the bytes, through a socket that does not wait. */
static void send_all(int fd, const char *bytes, size_t left) {
    while (left > 0) {
        ssize_t count = send(fd, bytes, left, 0); // lua: 31
        if (count >= 0) {
            bytes += count;
            left -= (size_t)count;
        } else if (errno == EAGAIN) {
            struct pollfd room = {.fd = fd, .events = POLLOUT};
            poll(&room, 1, -1); // lua: 35
        } else {
            die("send");
        }
    }
}

/* How many bytes come up to end-of-file. */
static size_t read_all(int fd) {
    char bytes[4096];
    size_t sum = 0;
    for (ssize_t got; (got = read(fd, bytes, sizeof bytes)) > 0;) { // lua: 140
        sum += (size_t)got;
    }
    return sum;
}

int main(void) {
    int ends[2];
    size_t many = small_pair(ends); // lua: 133
    pid_t pid = start();            // lua: 134
    if (pid == 0) {
        close(ends[1]);                           // lua: 135
        set_nonblocking(ends[0]);                 // lua: 136
        send_all(ends[0], some(many, 'x'), many); // lua: 137
        exit(0);                                  // lua: 138
    }
    close(ends[0]); // lua: 139
    puts(read_all(ends[1]) == many ? "all there" : "bytes are missing");
    waitpid(pid, NULL, 0); // lua: 142
    return 0;              // lua: 143
}
