/* SPDX-License-Identifier: MIT */
/* by-name: ann and bob share no descriptor. They know the same name, and that is enough. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char hello[] = "hello, whoever you are\n";

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void ann(void) {
    usleep(10000);                                    // lua: 31
    if (mkfifo("box", 0600) < 0 && errno != EEXIST) { // lua: 32
        die("mkfifo");
    }
    int w = open("box", O_WRONLY);                     // lua: 33
    if (w < 0 || write(w, hello, strlen(hello)) < 0) { // lua: 34
        die("box");
    }
    exit(0); // lua: 35
}

static void bob(void) {
    char text[100];
    int r = open("box", O_RDONLY); // lua: 37
    while (r < 0) {                // lua: 38
        usleep(10000);             // lua: 39
        r = open("box", O_RDONLY); // lua: 40
    }
    ssize_t got = read(r, text, sizeof text); // lua: 42
    printf("%.*s", (int)(got > 0 ? got : 0), text);
    exit(0); // lua: 43
}

static pid_t start(void (*job)(void)) {
    pid_t pid = fork(); // lua: 30, 36
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        job();
    }
    return pid;
}

int main(void) {
    pid_t first = start(ann);
    pid_t second = start(bob);
    waitpid(first, NULL, 0);  // lua: 45
    waitpid(second, NULL, 0); // lua: 46
    unlink("box");            // lua: 47
    return 0;                 // lua: 48
}
