/* SPDX-License-Identifier: MIT */
/* again: "nothing yet" is EAGAIN, "nothing ever again" is 0. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    int p[2];
    char bytes[4096];
    if (pipe(p) < 0) { // lua: 123
        die("pipe");
    }
    if (fcntl(p[0], F_SETFL, O_NONBLOCK) < 0) { // lua: 124
        die("fcntl");
    }
    if (read(p[0], bytes, sizeof bytes) < 0 && errno == EAGAIN) { // lua: 125
        puts("EAGAIN");                                           // lua: 126
    }
    if (write(p[1], "yes", 3) < 0) { // lua: 127
        die("write");
    }
    ssize_t got = read(p[0], bytes, sizeof bytes); // lua: 128
    printf("%.*s\n", (int)(got > 0 ? got : 0), bytes);
    close(p[1]);                                // lua: 129
    if (read(p[0], bytes, sizeof bytes) == 0) { // lua: 130
        puts("end-of-file");                    // lua: 131
    }
    return 0; // lua: 133
}
