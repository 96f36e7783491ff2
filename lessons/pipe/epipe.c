/* SPDX-License-Identifier: MIT */
/* epipe: the signal ignored, the same write(2) fails and tells why. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    int p[2];
    if (pipe(p) < 0) { // lua: 55
        die("pipe");
    }
    close(p[0]);                                      // lua: 56
    signal(SIGPIPE, SIG_IGN);                         // lua: 57
    if (write(p[1], "is anybody there?\n", 18) < 0) { // lua: 58
        perror("write");                              // lua: 59
    }
    return 0; // lua: 60
}
