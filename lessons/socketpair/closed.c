/* SPDX-License-Identifier: MIT */
/* closed: end-of-file for who receives, EPIPE for who sends. */
#include <errno.h>
#include <signal.h>
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

int main(void) {
    int ends[2];
    char text[100];
    make_pair(SOCK_STREAM, ends);                                     // lua: 88
    close(ends[1]);                                                   // lua: 89
    printf("recv: %zd bytes\n", recv(ends[0], text, sizeof text, 0)); // lua: 90
    signal(SIGPIPE, SIG_IGN);                                         // lua: 91
    if (send(ends[0], "anybody?", 8, 0) < 0) {                        // lua: 92
        printf("send: %s\n", strerror(errno));
    }
    return 0; // lua: 93
}
