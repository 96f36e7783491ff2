/* SPDX-License-Identifier: MIT */
/* both-ends: each open waits until somebody opens the other end. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void make(const char *name) {
    if (mkfifo(name, 0600) < 0 && errno != EEXIST) {
        die("mkfifo");
    }
}

static int open_end(const char *name, int flags) {
    int fd = open(name, flags);
    if (fd < 0) {
        die("open");
    }
    return fd;
}

static void put(int fd, const char *text) {
    if (write(fd, text, strlen(text)) < 0) {
        die("write");
    }
}

/* Every line up to end-of-file. */
static void print_lines(int fd) {
    char bytes[100];
    ssize_t got = 0;
    while ((got = read(fd, bytes, sizeof bytes)) > 0) {
        fwrite(bytes, 1, (size_t)got, stdout);
        fflush(stdout);
    }
}

int main(void) {
    make("box");           // lua: 8
    pid_t reader = fork(); // lua: 9
    if (reader < 0) {
        die("fork");
    }
    if (reader == 0) {
        int r = open_end("box", O_RDONLY); // lua: 10
        print_lines(r);                    // lua: 11
        exit(0);                           // lua: 14
    }
    int w = open_end("box", O_WRONLY); // lua: 15
    put(w, "hello\n");                 // lua: 17
    close(w);                          // lua: 18
    waitpid(reader, NULL, 0);          // lua: 19
    unlink("box");                     // lua: 20
    return 0;                          // lua: 21
}
