/* SPDX-License-Identifier: MIT */
/* right: no writer is left, so reading comes to an end. */
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
    ssize_t got = 0;
    if (pipe(p) < 0) { // lua: 7
        die("pipe");
    }
    if (write(p[1], "hello\n", 6) < 0) { // lua: 8
        die("write");
    }
    close(p[1]);                                          // lua: 9
    while ((got = read(p[0], bytes, sizeof bytes)) > 0) { // lua: 11
        fwrite(bytes, 1, (size_t)got, stdout);
    }
    close(p[0]); // lua: 14
    return 0;    // lua: 15
}
