/* SPDX-License-Identifier: MIT */
/* exactly: recv(2) again, until all 16 are there. */
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

static void put(int fd, const char *text) {
    if (send(fd, text, strlen(text), 0) < 0) {
        die("send");
    }
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

int main(void) {
    int ends[2];
    char order[16];
    make_pair(ends);     // lua: 64
    pid_t pid = start(); // lua: 65
    if (pid == 0) {
        close(ends[1]);                   // lua: 66
        put(ends[0], "Feather ");         // lua: 67
        put(ends[0], "lifting.Heavy li"); // lua: 68
        put(ends[0], "fting...");         // lua: 69
        exit(0);                          // lua: 70
    }
    close(ends[0]); // lua: 71
    for (int i = 1; i <= 2; i++) {
        size_t have = recv_exactly(ends[1], order, sizeof order); // lua: 72
        printf("%d: %.*s\n", i, (int)have, order);                // lua: 73
    }
    waitpid(pid, NULL, 0); // lua: 74
    return 0;              // lua: 75
}
