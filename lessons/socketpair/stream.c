/* SPDX-License-Identifier: MIT */
/* stream: hangs. Four sends, one recv: a stream keeps no borders. */
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

static void answer(int child) {
    char what[1000], text[1020];
    for (int i = 1; i <= 4; i++) {     // lua: 50
        get(child, what, sizeof what); // lua: 51
        snprintf(text, sizeof text, "%s accomplished!", what);
        put(child, text); // lua: 52
    }
}

int main(void) {
    int ends[2];
    char text[1000];
    make_pair(SOCK_STREAM, ends); // lua: 41
    for (int i = 1; i <= 2; i++) {
        put(ends[0], "Heavy lifting"); // lua: 43
    }
    for (int i = 1; i <= 2; i++) {
        put(ends[0], "Feather lifting"); // lua: 46
    }
    pid_t pid = start(); // lua: 48
    if (pid == 0) {
        close(ends[0]); // lua: 49
        answer(ends[1]);
        exit(0); // lua: 54
    }
    close(ends[1]); // lua: 55
    for (int i = 1; i <= 4; i++) {
        get(ends[0], text, sizeof text); // lua: 57
        puts(text);
    }
    waitpid(pid, NULL, 0); // lua: 59
    return 0;              // lua: 60
}
