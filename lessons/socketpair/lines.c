/* SPDX-License-Identifier: MIT */
/* lines: a stream whose messages end with a line break. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void make_pair(int type, int ends[2]) {
    if (socketpair(AF_UNIX, type, 0, ends) < 0) {
        die("socketpair");
    }
}

static void put(int fd, const char *text) {
    if (send(fd, text, strlen(text), 0) < 0) {
        die("send");
    }
}

static pid_t start(void) {
    pid_t pid = fork();
    if (pid < 0) {
        die("fork");
    }
    return pid;
}

/* One line without its line break, byte by byte; 0 at end-of-file. */
static int get_line(int fd, char *line, size_t size) {
    size_t len = 0;
    char c = 0;
    while (read(fd, &c, 1) == 1 && c != '\n') {
        if (len + 1 < size) {
            line[len++] = c;
        }
    }
    line[len] = 0;
    return c == '\n';
}

int main(void) {
    int ends[2];
    char line[100], text[120];
    make_pair(SOCK_STREAM, ends); // lua: 67
    pid_t pid = start();          // lua: 68
    if (pid == 0) {
        close(ends[0]);                                // lua: 69
        while (get_line(ends[1], line, sizeof line)) { // lua: 70
            snprintf(text, sizeof text, "%s accomplished!\n", line);
            put(ends[1], text); // lua: 71
        }
        exit(0); // lua: 73
    }
    close(ends[1]);                          // lua: 74
    put(ends[0], "Heavy lifting\nFeather "); // lua: 75
    put(ends[0], "lifting\n");               // lua: 76
    for (int i = 1; i <= 2; i++) {
        get_line(ends[0], line, sizeof line); // lua: 78
        puts(line);
    }
    close(ends[0]);        // lua: 80
    waitpid(pid, NULL, 0); // lua: 81
    return 0;              // lua: 82
}
