/* SPDX-License-Identifier: MIT */
/* bytes: three times written, once read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void put(int fd, const char *text) {
    if (write(fd, text, strlen(text)) < 0) {
        die("write");
    }
}

int main(void) {
    int p[2];
    char bytes[4096];
    if (pipe(p) < 0) { // lua: 74
        die("pipe");
    }
    put(p[1], "one\n");                            // lua: 75
    put(p[1], "two\n");                            // lua: 76
    put(p[1], "three\n");                          // lua: 77
    ssize_t got = read(p[0], bytes, sizeof bytes); // lua: 78
    printf("%zd bytes\n", got);                    // lua: 79
    return 0;                                      // lua: 80
}
