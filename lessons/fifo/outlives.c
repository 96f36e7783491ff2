/* SPDX-License-Identifier: MIT */
/* outlives: who made the name has ended, and others meet by it. */
#define _GNU_SOURCE
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

/* One line, byte by byte: what comes after it is left for the next read. */
static void print_line(int fd) {
    char c = 0;
    while (c != '\n' && read(fd, &c, 1) == 1) {
        putchar(c);
    }
    fflush(stdout);
}

static void write_one(void) {
    int w = open_end("box", O_WRONLY); // lua: 98
    put(w, "from writer\n");           // lua: 99
    exit(0);                           // lua: 100
}

static void read_one(void) {
    int r = open_end("box", O_RDONLY); // lua: 102
    print_line(r);                     // lua: 103
    exit(0);                           // lua: 104
}

static pid_t start(void (*job)(void)) {
    pid_t pid = fork(); // lua: 92, 97, 101
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        job();
    }
    return pid;
}

static void make_one(void) {
    make("box"); // lua: 93
    exit(0);     // lua: 94
}

int main(void) {
    waitpid(start(make_one), NULL, 0); // lua: 95
    pid_t writer = start(write_one);
    pid_t reader = start(read_one);
    waitpid(writer, NULL, 0);                         // lua: 105
    waitpid(reader, NULL, 0);                         // lua: 106
    unlink("box");                                    // lua: 107
    if (open("box", O_RDONLY) < 0) {                  // lua: 108
        printf("open: %s\n", strerrorname_np(errno)); // lua: 109
    }
    return 0; // lua: 110
}
