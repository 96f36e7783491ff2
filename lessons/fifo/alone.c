/* SPDX-License-Identifier: MIT */
/* alone: hangs. The first open waits for an opener that comes after it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

/* One line, byte by byte: what comes after it is left for the next read. */
static void print_line(int fd) {
    char c = 0;
    while (c != '\n' && read(fd, &c, 1) == 1) {
        putchar(c);
    }
    fflush(stdout);
}

int main(void) {
    make("box");                       // lua: 27
    int r = open_end("box", O_RDONLY); // lua: 28
    int w = open_end("box", O_WRONLY); // lua: 29
    put(w, "hello\n");                 // lua: 30
    print_line(r);                     // lua: 31
    return 0;                          // lua: 32
}
