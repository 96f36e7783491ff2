/* SPDX-License-Identifier: MIT */
/* astray: sort writes to the screen, and uniq gets nothing. */
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
    if (pipe(list) < 0) { // lua: 96
        die("pipe");
    }
    if (pipe(p) < 0) { // lua: 97
        die("pipe");
    }
    pid_t sort = fork(); // lua: 98
    if (sort < 0) {
        die("fork");
    }
    if (sort == 0) {
        close(list[1]);                       // lua: 99
        close(p[0]);                          // lua: 99
        lead(0, list[0]);                     // lua: 100
        execlp("sort", "sort", (char *)NULL); // lua: 101
        die("sort");
    }
    pid_t uniq = fork(); // lua: 103
    if (uniq < 0) {
        die("fork");
    }
    if (uniq == 0) {
        close(list[0]);                             // lua: 104
        close(list[1]);                             // lua: 104
        close(p[1]);                                // lua: 104
        lead(0, p[0]);                              // lua: 105
        execlp("uniq", "uniq", "-c", (char *)NULL); // lua: 106
        die("uniq");
    }
    close(list[0]); // lua: 108
    close(p[0]);    // lua: 108
    close(p[1]);    // lua: 108
    for (size_t i = 0; i < sizeof fruit / sizeof *fruit; i++) {
        if (write(list[1], fruit[i], strlen(fruit[i])) < 0) { // lua: 110
            die("write");
        }
    }
    close(list[1]);         // lua: 112
    waitpid(sort, NULL, 0); // lua: 113
    waitpid(uniq, NULL, 0); // lua: 114
    return 0;               // lua: 115
}
