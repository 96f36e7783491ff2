/* SPDX-License-Identifier: MIT */
/* rest: a short write, EAGAIN, poll(2), and on with what is left. */
#include <errno.h>
#include <fcntl.h>
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

static void write_all(int fd, int go) {
    static char bytes[100000];
    const char *rest = bytes;
    size_t left = sizeof bytes;
    memset(bytes, 'x', sizeof bytes);
    while (left > 0) {                         // lua: 146
        ssize_t count = write(fd, rest, left); // lua: 147
        if (count >= 0) {
            rest += count; // lua: 149
            left -= (size_t)count;
        } else if (errno == EAGAIN) {
            struct pollfd room = {.fd = fd, .events = POLLOUT};
            close(go);          // lua: 152
            poll(&room, 1, -1); // lua: 155
        } else {
            die("write");
        }
    }
}

int main(void) {
    static char bytes[4096];
    int p[2], go[2];
    ssize_t got = 0, sum = 0;
    if (pipe(p) < 0) { // lua: 140
        die("pipe");
    }
    if (pipe(go) < 0) { // lua: 141
        die("pipe");
    }
    pid_t pid = fork(); // lua: 142
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        close(p[0]);                                // lua: 143
        if (fcntl(p[1], F_SETFL, O_NONBLOCK) < 0) { // lua: 144
            die("fcntl");
        }
        write_all(p[1], go[1]);
        _exit(0); // lua: 158
    }
    close(p[1]); // lua: 159
    close(go[1]);
    if (read(go[0], bytes, 1) < 0) { // lua: 160
        die("read");
    }
    while ((got = read(p[0], bytes, sizeof bytes)) > 0) { // lua: 161
        sum += got;
    }
    printf("%zd bytes\n", sum); // lua: 162
    waitpid(pid, NULL, 0);      // lua: 163
    return 0;                   // lua: 164
}
