/* SPDX-License-Identifier: MIT */
/* cut: what does not fit into the buffer of recv(2) is lost. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
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

int main(void) {
    int ends[2];
    char text[6];
    make_pair(SOCK_DGRAM, ends);     // lua: 143
    put(ends[0], "Heavy lifting");   // lua: 144
    put(ends[0], "end");             // lua: 145
    get(ends[1], text, sizeof text); // lua: 146
    puts(text);
    get(ends[1], text, sizeof text); // lua: 147
    puts(text);
    return 0; // lua: 148
}
