/* SPDX-License-Identifier: MIT */
/* partial: a read gives what there is, up to what was asked for. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void read_and_print(int fd, size_t want) {
    char bytes[100];
    ssize_t got = read(fd, bytes, want);
    if (got < 0) {
        die("read");
    }
    printf("%.*s\n", (int)got, bytes);
}

int main(void) {
    int p[2];
    if (pipe(p) < 0) { // lua: 110
        die("pipe");
    }
    if (write(p[1], "0123456789", 10) < 0) { // lua: 111
        die("write");
    }
    read_and_print(p[0], 4);   // lua: 112
    read_and_print(p[0], 100); // lua: 113
    return 0;                  // lua: 114
}
