/* SPDX-License-Identifier: MIT */
/* full: the seventeenth write of 4096 bytes waits until somebody has read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void child(const int p[2]) {
    char page[4096];
    memset(page, 'x', sizeof page);
    close(p[0]);                                  // lua: 28
    for (int i = 0; i < 17; i++) {                // lua: 29
        if (write(p[1], page, sizeof page) < 0) { // lua: 30
            die("write");
        }
    }
    close(p[1]); // lua: 32
    _exit(0);    // lua: 33
}

int main(void) {
    int p[2];
    char bytes[4096];
    ssize_t got = 0;
    if (pipe(p) < 0) { // lua: 26
        die("pipe");
    }
    pid_t pid = fork(); // lua: 27
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        child(p);
    }
    close(p[1]);                               // lua: 34
    if (read(p[0], bytes, sizeof bytes) < 0) { // lua: 36
        die("read");
    }
    while ((got = read(p[0], bytes, sizeof bytes)) > 0) { // lua: 38
    }
    if (got < 0) {
        die("read");
    }
    waitpid(pid, NULL, 0); // lua: 39
    return 0;              // lua: 40
}
