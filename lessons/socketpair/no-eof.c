/* SPDX-License-Identifier: MIT */
/* no-eof: hangs. The last sender is gone, and a datagram socket does not tell. */
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

static void make_pair(int type, int ends[2]) {
    if (socketpair(AF_UNIX, type, 0, ends) < 0) {
        die("socketpair");
    }
}

static void put(int fd, const char *text) {
    if (send(fd, text, strlen(text), 0) < 0) {
        die("send");
    }
}

/* What one recv(2) gives, as text; 0 at end-of-file. */
static ssize_t get(int fd, char *text, size_t size) {
    ssize_t got = recv(fd, text, size - 1, 0);
    if (got < 0) {
        die("recv");
    }
    text[got] = 0;
    return got;
}

static pid_t start(void) {
    pid_t pid = fork();
    if (pid < 0) {
        die("fork");
    }
    return pid;
}

int main(void) {
    int ends[2];
    char text[1000];
    make_pair(SOCK_DGRAM, ends); // lua: 101
    pid_t pid = start();         // lua: 102
    if (pid == 0) {
        close(ends[0]);                               // lua: 103
        while (get(ends[1], text, sizeof text) > 0) { // lua: 105
            puts(text);
            fflush(stdout);
        }
        exit(0); // lua: 109
    }
    close(ends[1]);        // lua: 110
    put(ends[0], "one");   // lua: 111
    close(ends[0]);        // lua: 112
    waitpid(pid, NULL, 0); // lua: 113
    return 0;              // lua: 114
}
