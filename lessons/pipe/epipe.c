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
    if (pipe(p) < 0) { // lua: 61
        die("pipe");
    }
    close(p[0]);                                   // lua: 62
    signal(SIGPIPE, SIG_IGN);                      // lua: 63
    if (write(p[1], "anybody there?\n", 15) < 0) { // lua: 65
        perror("write");                           // lua: 66
    }
    return 0; // lua: 67
}
