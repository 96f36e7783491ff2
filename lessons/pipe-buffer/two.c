/* SPDX-License-Identifier: MIT */
/*
 * two: poll(2) on two pipes. That "right" writes first the tutor forces by its order; here left
 * waits for right by a pipe of its own.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* A child that writes its name once nobody can write to `after` any more; its read end. */
static int start(const char *name, const int after[2]) {
    int p[2];
    char nothing;
    if (pipe(p) < 0) { // lua: 173
        die("pipe");
    }
    pid_t pid = fork(); // lua: 174
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        close(p[0]); // lua: 175
        if (after) {
            close(after[1]);
            if (read(after[0], &nothing, 1) < 0) {
                die("read");
            }
        }
        if (write(p[1], name, strlen(name)) < 0) { // lua: 176
            die("write");
        }
        _exit(0); // lua: 177
    }
    close(p[1]); // lua: 178
    return p[0];
}

int main(void) {
    struct pollfd ends[2] = {{.events = POLLIN}, {.events = POLLIN}};
    char bytes[100];
    int after[2];
    if (pipe(after) < 0) {
        die("pipe");
    }
    ends[0].fd = start("left", after);
    ends[1].fd = start("right", NULL);
    for (int read_so_far = 0; read_so_far < 2; read_so_far++) { // lua: 181
        if (poll(ends, 2, -1) < 0) {                            // lua: 182
            die("poll");
        }
        int ready = ends[0].revents ? 0 : 1;
        ssize_t got = read(ends[ready].fd, bytes, sizeof bytes); // lua: 183
        printf("%.*s\n", (int)(got > 0 ? got : 0), bytes);
        ends[ready].fd = -1; /* poll(2) leaves it out now */ // lua: 186
        close(after[1]);
    }
    wait(NULL); // lua: 190
    wait(NULL);
    return 0; // lua: 191
}
