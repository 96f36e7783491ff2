/* SPDX-License-Identifier: MIT */
/* waits: a send(2) that may wait sleeps in the middle, until all is in. */
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

/* How many bytes come up to end-of-file. */
static size_t read_all(int fd) {
    char bytes[4096];
    size_t sum = 0;
    for (ssize_t got; (got = read(fd, bytes, sizeof bytes)) > 0;) { // lua: 125
        sum += (size_t)got;
    }
    return sum;
}

int main(void) {
    int ends[2];
    size_t many = small_pair(ends); // lua: 116
    pid_t pid = start();            // lua: 117
    if (pid == 0) {
        char *bytes = some(many, 'x');
        close(ends[1]);                                // lua: 118
        ssize_t count = send(ends[0], bytes, many, 0); // lua: 119
        puts(count == (ssize_t)many ? "sent: all of it" : "a part");
        exit(0); // lua: 121
    }
    close(ends[0]); // lua: 122
    puts("child sleeps in the middle of its send(2).");
    puts(read_all(ends[1]) == many ? "all there" : "bytes are missing");
    waitpid(pid, NULL, 0); // lua: 127
    return 0;              // lua: 128
}
