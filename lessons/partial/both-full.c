/* SPDX-License-Identifier: MIT */
/* both-full: hangs. Both send more than fits before they read. */
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

/* n bytes, by as many recv(2) as it takes. Fewer only if end-of-file comes before. */
static size_t recv_exactly(int fd, char *all, size_t n) {
    size_t have = 0;
    while (have < n) {
        ssize_t got = recv(fd, all + have, n - have, 0); // lua: 21
        if (got < 0) {
            die("recv");
        }
        if (got == 0) {
            break;
        }
        have += (size_t)got;
    }
    return have;
}

static void send_first(int fd, size_t many, char letter) {
    char *bytes = some(many, letter);
    if (send(fd, bytes, many, 0) < 0) { // lua: 246
        die("send");
    }
    recv_exactly(fd, bytes, many); // lua: 247
}

int main(void) {
    int ends[2], buffer = 8192;
    size_t many = small_pair(ends);                                     // lua: 242
    setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer); // lua: 243
    pid_t pid = start();                                                // lua: 244
    if (pid == 0) {
        close(ends[0]); // lua: 245
        send_first(ends[1], many, 'y');
        exit(0); // lua: 248
    }
    close(ends[1]);                 // lua: 249
    send_first(ends[0], many, 'x'); // lua: 250
    waitpid(pid, NULL, 0);          // lua: 252
    return 0;                       // lua: 253
}
