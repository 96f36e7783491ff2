/* SPDX-License-Identifier: MIT */
/* open: hangs. The only one who could still write is the one who waits. */
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
    if (pipe(p) < 0) { // lua: 21
        die("pipe");
    }
    if (write(p[1], "hello\n", 6) < 0) { // lua: 22
        die("write");
    }
    while ((got = read(p[0], bytes, sizeof bytes)) > 0) { // lua: 23
        fwrite(bytes, 1, (size_t)got, stdout);
        fflush(stdout);
    }
    close(p[1]); // lua: 26
    close(p[0]); // lua: 27
    return 0;    // lua: 28
}
