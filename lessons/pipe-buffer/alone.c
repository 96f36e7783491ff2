/* SPDX-License-Identifier: MIT */
/* alone: one process, one pipe, more bytes than it holds. It hangs: that is the point. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    static char bytes[100000];
    int p[2];
    memset(bytes, 'x', sizeof bytes);
    if (pipe(p) < 0) { // lua: 47
        die("pipe");
    }
    puts("before"); // lua: 48
    fflush(stdout);
    if (write(p[1], bytes, sizeof bytes) < 0) { // lua: 49
        die("write");
    }
    puts("never reached");                     // lua: 50
    if (read(p[0], bytes, sizeof bytes) < 0) { // lua: 51
        die("read");
    }
    return 0; // lua: 52
}
