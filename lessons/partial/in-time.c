/* SPDX-License-Identifier: MIT */
/* in-time: poll(2) with a time-out: nothing yet is an answer, too. */
#include <poll.h>
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
    char bytes[100];
    make_pair(ends);     // lua: 222
    pid_t pid = start(); // lua: 223
    if (pid == 0) {
        close(ends[1]);                                            // lua: 224
        nanosleep(&(struct timespec){.tv_nsec = 500000000}, NULL); // lua: 225
        put(ends[0], "here I am");                                 // lua: 226
        exit(0);                                                   // lua: 227
    }
    close(ends[0]); // lua: 228
    struct pollfd end = {.fd = ends[1], .events = POLLIN};
    while (poll(&end, 1, 200) == 0) { // lua: 229
        puts("nothing yet");
    }
    ssize_t got = recv(ends[1], bytes, sizeof bytes, 0); // lua: 232
    if (got < 0) {
        die("recv");
    }
    printf("%.*s\n", (int)got, bytes);
    waitpid(pid, NULL, 0); // lua: 233
    return 0;              // lua: 234
}
