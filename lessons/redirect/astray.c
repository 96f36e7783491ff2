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
    if (pipe(list) < 0) { // lua: 97
        die("pipe");
    }
    if (pipe(p) < 0) { // lua: 98
        die("pipe");
    }
    pid_t sort = fork(); // lua: 99
    if (sort < 0) {
        die("fork");
    }
    if (sort == 0) {
        close(list[1]);                       // lua: 100
        close(p[0]);                          // lua: 100
        lead(0, list[0]);                     // lua: 101
        execlp("sort", "sort", (char *)NULL); // lua: 102
        die("sort");
    }
    pid_t uniq = fork(); // lua: 104
    if (uniq < 0) {
        die("fork");
    }
    if (uniq == 0) {
        close(list[0]);                             // lua: 105
        close(list[1]);                             // lua: 105
        close(p[1]);                                // lua: 105
        lead(0, p[0]);                              // lua: 106
        execlp("uniq", "uniq", "-c", (char *)NULL); // lua: 107
        die("uniq");
    }
    close(list[0]); // lua: 109
    close(p[0]);    // lua: 109
    close(p[1]);    // lua: 109
    for (size_t i = 0; i < sizeof fruit / sizeof *fruit; i++) {
        if (write(list[1], fruit[i], strlen(fruit[i])) < 0) { // lua: 111
            die("write");
        }
    }
    close(list[1]);         // lua: 113
    waitpid(sort, NULL, 0); // lua: 114
    waitpid(uniq, NULL, 0); // lua: 115
    return 0;               // lua: 116
}
