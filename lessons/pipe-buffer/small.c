/* SPDX-License-Identifier: MIT */
/* small: writes of PIPE_BUF bytes go in whole, however many write. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TIMES = 9 };

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void start(const int p[2], char letter) {
    char message[PIPE_BUF];
    pid_t pid = fork(); // lua: 59
    if (pid < 0) {
        die("fork");
    }
    if (pid > 0) {
        return;
    }
    memset(message, letter, sizeof message);
    close(p[0]);                                        // lua: 60
    for (int i = 0; i < TIMES; i++) {                   // lua: 61
        if (write(p[1], message, sizeof message) < 0) { // lua: 62
            die("write");
        }
    }
    _exit(0); // lua: 64
}

int main(void) {
    static char all[2 * TIMES * PIPE_BUF];
    size_t len = 0;
    ssize_t got = 0;
    int p[2], mixed = 0;
    if (pipe(p) < 0) { // lua: 57
        die("pipe");
    }
    start(p, 'a');
    start(p, 'b');
    close(p[1]);                                                                      // lua: 66
    while (len < sizeof all && (got = read(p[0], all + len, sizeof all - len)) > 0) { // lua: 68
        len += (size_t)got;
    }
    for (size_t at = 0; at + PIPE_BUF <= len; at += PIPE_BUF) { // lua: 69
        if (memchr(all + at, 'a', PIPE_BUF) && memchr(all + at, 'b', PIPE_BUF)) {
            mixed++; // lua: 72
        }
    }
    printf("mixed: %d\n", mixed); // lua: 75
    wait(NULL);                   // lua: 76
    wait(NULL);
    return 0; // lua: 77
}
