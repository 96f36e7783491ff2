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
    if (pipe(list) < 0) { // lua: 70
        die("pipe");
    }
    if (pipe(p) < 0) { // lua: 71
        die("pipe");
    }
    pid_t sort = fork(); // lua: 72
    if (sort < 0) {
        die("fork");
    }
    if (sort == 0) {
        close(list[1]);                       // lua: 73
        close(p[0]);                          // lua: 73
        lead(0, list[0]);                     // lua: 74
        lead(1, p[1]);                        // lua: 75
        execlp("sort", "sort", (char *)NULL); // lua: 76
        die("sort");
    }
    pid_t uniq = fork(); // lua: 78
    if (uniq < 0) {
        die("fork");
    }
    if (uniq == 0) {
        close(list[0]);                             // lua: 79
        close(list[1]);                             // lua: 79
        lead(0, p[0]);                              // lua: 80
        execlp("uniq", "uniq", "-c", (char *)NULL); // lua: 81
        die("uniq");
    }
    close(list[0]); // lua: 83
    close(p[0]);    // lua: 83
    close(p[1]);    // lua: 83
    for (size_t i = 0; i < sizeof fruit / sizeof *fruit; i++) {
        if (write(list[1], fruit[i], strlen(fruit[i])) < 0) { // lua: 85
            die("write");
        }
    }
    close(list[1]);         // lua: 87
    waitpid(sort, NULL, 0); // lua: 88
    waitpid(uniq, NULL, 0); // lua: 89
    return 0;               // lua: 90
}
