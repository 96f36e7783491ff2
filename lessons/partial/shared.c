/* SPDX-License-Identifier: MIT */
/* shared: O_NONBLOCK belongs to the open socket, not to a process. */
#include <errno.h>
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
    make_pair(ends);     // lua: 298
    pid_t pid = start(); // lua: 299
    if (pid == 0) {
        set_nonblocking(ends[1]); // lua: 300
        exit(0);                  // lua: 301
    }
    waitpid(pid, NULL, 0);                // lua: 302
    try_recv(ends[1], 0);                 // lua: 303
    if (fcntl(ends[1], F_SETFL, 0) < 0) { // lua: 305
        die("fcntl");
    }
    try_recv(ends[1], MSG_DONTWAIT); // lua: 306
    return 0;                        // lua: 308
}
