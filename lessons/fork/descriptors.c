/* SPDX-License-Identifier: MIT */
/* descriptors: both processes hold the pipe; each closes for itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void put(int fd, const char *text) {
    if (write(fd, text, strlen(text)) < 0) {
        die("write");
    }
}

int main(void) {
    int p[2];
    char bytes[100];
    if (pipe(p) < 0) { // lua: 24
        die("pipe");
    }
    pid_t child = fork(); // lua: 25
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        put(p[1], "hello from child\n"); // lua: 26
        close(p[1]);                     // lua: 27
        exit(0);                         // lua: 28
    }
    waitpid(child, NULL, 0);        // lua: 30
    put(p[1], "hello from main\n"); // lua: 33
    close(p[1]);                    // lua: 34
    ssize_t got = 0;
    while ((got = read(p[0], bytes, sizeof bytes)) > 0) { // lua: 35
        fwrite(bytes, 1, (size_t)got, stdout);
    }
    return 0; // lua: 38
}
