/* SPDX-License-Identifier: MIT */
/* bytes-lost: with the last end closed the bytes are gone. The name is not. */
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

int main(void) {
    char bytes[100];
    make("box");                      // lua: 116
    int rw = open_end("box", O_RDWR); // lua: 117
    put(rw, "keep me\n");             // lua: 118
    close(rw);                        // lua: 119
    pid_t child = fork();             // lua: 121
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        int w = open_end("box", O_WRONLY); // lua: 122
        close(w);                          // lua: 123
        exit(0);                           // lua: 124
    }
    int r = open_end("box", O_RDONLY);                    // lua: 125
    printf("bytes: %zd\n", read(r, bytes, sizeof bytes)); // lua: 126
    waitpid(child, NULL, 0);                              // lua: 127
    unlink("box");                                        // lua: 128
    return 0;                                             // lua: 129
}
