/* SPDX-License-Identifier: MIT */
/* lost: who does not look at the count loses bytes. */
#include <fcntl.h>
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

/* How many bytes come up to end-of-file. */
static size_t read_all(int fd) {
    char bytes[4096];
    size_t sum = 0;
    for (ssize_t got; (got = read(fd, bytes, sizeof bytes)) > 0;) { // lua: 105
        sum += (size_t)got;
    }
    return sum;
}

int main(void) {
    int ends[2];
    size_t many = small_pair(ends); // lua: 98
    pid_t pid = start();            // lua: 99
    if (pid == 0) {
        char *bytes = some(many, 'x');
        close(ends[1]);                          // lua: 100
        set_nonblocking(ends[0]);                // lua: 101
        if (send(ends[0], bytes, many, 0) < 0) { // lua: 102
            die("send");
        }
        exit(0); // lua: 103
    }
    close(ends[0]); // lua: 104
    puts(read_all(ends[1]) == many ? "all there" : "bytes are missing");
    waitpid(pid, NULL, 0); // lua: 107
    return 0;              // lua: 108
}
