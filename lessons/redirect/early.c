/* SPDX-License-Identifier: MIT */
/* early: seq | head -n 1. The reader leaves first, and SIGPIPE ends the writer. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void lead(int fd, int from) {
    if (dup2(from, fd) < 0) {
        die("dup2");
    }
    close(from);
}

int main(void) {
    int p[2];
    if (pipe(p) < 0) { // lua: 122
        die("pipe");
    }
    pid_t seq = fork(); // lua: 123
    if (seq < 0) {
        die("fork");
    }
    if (seq == 0) {
        close(p[0]);                                  // lua: 124
        lead(1, p[1]);                                // lua: 125
        execlp("seq", "seq", "100000", (char *)NULL); // lua: 126
        die("seq");
    }
    pid_t head = fork(); // lua: 128
    if (head < 0) {
        die("fork");
    }
    if (head == 0) {
        close(p[1]);                                     // lua: 129
        lead(0, p[0]);                                   // lua: 130
        execlp("head", "head", "-n", "1", (char *)NULL); // lua: 131
        die("head");
    }
    close(p[0]);            // lua: 133
    close(p[1]);            // lua: 133
    waitpid(head, NULL, 0); // lua: 134
    waitpid(seq, NULL, 0);  // lua: 135
    return 0;               // lua: 136
}
