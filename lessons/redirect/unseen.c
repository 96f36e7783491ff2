/* SPDX-License-Identifier: MIT */
/* unseen: hangs. uniq waits for an end-of-file that uniq itself holds back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void lead(int fd, int from) {
    if (dup2(from, fd) < 0) {
        die("dup2");
    }
    close(from);
}

static const char *const fruit[] = {"pear\n", "apple\n", "pear\n", "fig\n", "apple\n", "pear\n"};

int main(void) {
    int list[2], p[2];
    setenv("LC_ALL", "C", 1);
    if (pipe(list) < 0) { // lua: 69
        die("pipe");
    }
    if (pipe(p) < 0) { // lua: 70
        die("pipe");
    }
    pid_t sort = fork(); // lua: 71
    if (sort < 0) {
        die("fork");
    }
    if (sort == 0) {
        close(list[1]);                       // lua: 72
        close(p[0]);                          // lua: 72
        lead(0, list[0]);                     // lua: 73
        lead(1, p[1]);                        // lua: 74
        execlp("sort", "sort", (char *)NULL); // lua: 75
        die("sort");
    }
    pid_t uniq = fork(); // lua: 77
    if (uniq < 0) {
        die("fork");
    }
    if (uniq == 0) {
        close(list[0]);                             // lua: 78
        close(list[1]);                             // lua: 78
        lead(0, p[0]);                              // lua: 79
        execlp("uniq", "uniq", "-c", (char *)NULL); // lua: 80
        die("uniq");
    }
    close(list[0]); // lua: 82
    close(p[0]);    // lua: 82
    close(p[1]);    // lua: 82
    for (size_t i = 0; i < sizeof fruit / sizeof *fruit; i++) {
        if (write(list[1], fruit[i], strlen(fruit[i])) < 0) { // lua: 84
            die("write");
        }
    }
    close(list[1]);         // lua: 86
    waitpid(sort, NULL, 0); // lua: 87
    waitpid(uniq, NULL, 0); // lua: 88
    return 0;               // lua: 89
}
