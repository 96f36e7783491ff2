/* SPDX-License-Identifier: MIT */
/* name: too long; there, but nobody listens; taken; gone. */
#define _GNU_SOURCE /* strerrorname_np */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* What names may be longer than sun_path: then the kernel says so. */
union address {
    struct sockaddr any;
    struct sockaddr_un un;
    char room[200];
};

static socklen_t put(union address *at, const char *name) {
    memset(at, 0, sizeof *at);
    at->any.sa_family = AF_UNIX;
    strcpy(at->room + offsetof(struct sockaddr_un, sun_path), name);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name) + 1);
}

/* A passive socket of this name; or says what is wrong: -1. */
static int passive(const char *name) {
    union address at;
    socklen_t len = put(&at, name);
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(s, &at.any, len) < 0 || listen(s, 16) < 0) {
        puts(strerrorname_np(errno)); // lua: 197, 203
        close(s);
        return -1;
    }
    return s;
}

static void active(const char *name) {
    union address at;
    socklen_t len = put(&at, name);
    int c = socket(AF_UNIX, SOCK_STREAM, 0);
    puts(connect(c, &at.any, len) < 0 ? strerrorname_np(errno) : "connected"); // lua: 201, 206
    close(c);
}

int main(void) {
    char longest[109] = "";
    memset(longest, 'd', 108);
    unlink("door");          /* that of an earlier time */
    passive(longest);        // lua: 196
    int s = passive("door"); // lua: 198
    close(s);                // lua: 199
    active("door");          // lua: 200
    passive("door");         // lua: 202
    unlink("door");          // lua: 204
    active("door");          // lua: 205
    return 0;                // lua: 207
}
