/* SPDX-License-Identifier: MIT */
/* abstract: a name that is no file, and is gone with its socket. */
#define _GNU_SOURCE /* strerrorname_np */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* A 0, then the name: all bytes count that the length says, and no 0 ends it. */
static socklen_t put(struct sockaddr_un *at) {
    *at = (struct sockaddr_un){.sun_family = AF_UNIX};
    memcpy(at->sun_path, "\0door", 5);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 5);
}

static int passive(void) {
    struct sockaddr_un at;
    socklen_t len = put(&at);
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    if (s < 0 || bind(s, (struct sockaddr *)&at, len) < 0 || listen(s, 16) < 0) {
        die("listen");
    }
    return s;
}

/* A connected socket, or -1. */
static int active(void) {
    struct sockaddr_un at;
    socklen_t len = put(&at);
    int c = socket(AF_UNIX, SOCK_STREAM, 0);
    return connect(c, (struct sockaddr *)&at, len) < 0 ? -1 : c;
}

int main(void) {
    char bytes[100];
    int s = passive();     // lua: 212
    pid_t client = fork(); // lua: 213
    if (client < 0) {
        die("fork");
    }
    if (client == 0) {
        close(s);                                  // lua: 214
        int c = active();                          // lua: 215
        if (c < 0 || send(c, "hello", 5, 0) < 0) { // lua: 216
            die("send");
        }
        close(c); // lua: 217
        exit(0);  // lua: 218
    }
    int c = accept(s, NULL, NULL);                 // lua: 219
    ssize_t got = recv(c, bytes, sizeof bytes, 0); // lua: 220
    printf("%.*s\n", (int)(got < 0 ? 0 : got), bytes);
    close(c);                                                  // lua: 221
    close(s);                                                  // lua: 222
    waitpid(client, NULL, 0);                                  // lua: 223
    puts(active() < 0 ? strerrorname_np(errno) : "connected"); // lua: 224, 225
    return 0;                                                  // lua: 226
}
