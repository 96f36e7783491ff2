/* SPDX-License-Identifier: MIT */
/* forgotten: hangs. uniq waits for an end-of-file that main holds back. */
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
    if (pipe(list) < 0) { // lua: 43
        die("pipe");
    }
    if (pipe(p) < 0) { // lua: 44
        die("pipe");
    }
    pid_t sort = fork(); // lua: 45
    if (sort < 0) {
        die("fork");
    }
    if (sort == 0) {
        close(list[1]);                       // lua: 46
        close(p[0]);                          // lua: 46
        lead(0, list[0]);                     // lua: 47
        lead(1, p[1]);                        // lua: 48
        execlp("sort", "sort", (char *)NULL); // lua: 49
        die("sort");
    }
    pid_t uniq = fork(); // lua: 51
    if (uniq < 0) {
        die("fork");
    }
    if (uniq == 0) {
        close(list[0]);                             // lua: 52
        close(list[1]);                             // lua: 52
        close(p[1]);                                // lua: 52
        lead(0, p[0]);                              // lua: 53
        execlp("uniq", "uniq", "-c", (char *)NULL); // lua: 54
        die("uniq");
    }
    close(list[0]); // lua: 56
    close(p[0]);    // lua: 56
    for (size_t i = 0; i < sizeof fruit / sizeof *fruit; i++) {
        if (write(list[1], fruit[i], strlen(fruit[i])) < 0) { // lua: 58
            die("write");
        }
    }
    close(list[1]);         // lua: 60
    waitpid(sort, NULL, 0); // lua: 61
    waitpid(uniq, NULL, 0); // lua: 62
    return 0;               // lua: 63
}
