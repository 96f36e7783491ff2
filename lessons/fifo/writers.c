/* SPDX-License-Identifier: MIT */
/* writers: whose line comes first is not promised; that each is whole, is. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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

/* One line, byte by byte: what comes after it is left for the next read. */
static void print_line(int fd) {
    char c = 0;
    while (c != '\n' && read(fd, &c, 1) == 1) {
        putchar(c);
    }
    fflush(stdout);
}

static void write_two(const char *name) {
    int w = open_end("box", O_WRONLY); // lua: 72
    dprintf(w, "%s 1\n", name);        // lua: 73
    dprintf(w, "%s 2\n", name);        // lua: 74
}

int main(void) {
    static const char *const names[] = {"ann", "bob"};
    make("box"); // lua: 69
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork(); // lua: 71
        if (pid < 0) {
            die("fork");
        }
        if (pid == 0) {
            write_two(names[i]);
            exit(0); // lua: 75
        }
    }
    int rw = open_end("box", O_RDWR); // lua: 77
    for (int i = 1; i <= 4; i++) {
        print_line(rw); // lua: 80
    }
    wait(NULL);    // lua: 82
    wait(NULL);    // lua: 83
    unlink("box"); // lua: 84
    return 0;      // lua: 85
}
