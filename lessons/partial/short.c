/* SPDX-License-Identifier: MIT */
/* short: one recv(2) gives what is there, and that is half of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
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

int main(void) {
    int ends[2];
    char order[17];
    make_pair(ends);     // lua: 49
    pid_t pid = start(); // lua: 50
    if (pid == 0) {
        close(ends[1]);           // lua: 51
        put(ends[0], "Feather "); // lua: 52
        nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
        put(ends[0], "lifting\n"); // lua: 53
        exit(0);                   // lua: 54
    }
    close(ends[0]);                            // lua: 55
    ssize_t got = recv(ends[1], order, 16, 0); // lua: 56
    if (got < 0) {
        die("recv");
    }
    printf("order: %.*s\n", (int)got, order);
    waitpid(pid, NULL, 0); // lua: 57
    return 0;              // lua: 58
}
