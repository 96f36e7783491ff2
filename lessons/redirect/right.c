/* SPDX-License-Identifier: MIT */
/* right: sort | uniq -c, as a shell does it. */
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
    if (pipe(list) < 0) { // lua: 14
        die("pipe");
    }
    if (pipe(p) < 0) { // lua: 15
        die("pipe");
    }
    pid_t sort = fork(); // lua: 16
    if (sort < 0) {
        die("fork");
    }
    if (sort == 0) {
        close(list[1]);                       // lua: 17
        close(p[0]);                          // lua: 17
        lead(0, list[0]);                     // lua: 18
        lead(1, p[1]);                        // lua: 19
        execlp("sort", "sort", (char *)NULL); // lua: 20
        die("sort");
    }
    pid_t uniq = fork(); // lua: 22
    if (uniq < 0) {
        die("fork");
    }
    if (uniq == 0) {
        close(list[0]);                             // lua: 23
        close(list[1]);                             // lua: 23
        close(p[1]);                                // lua: 23
        lead(0, p[0]);                              // lua: 24
        execlp("uniq", "uniq", "-c", (char *)NULL); // lua: 25
        die("uniq");
    }
    close(list[0]); // lua: 28
    close(p[0]);    // lua: 28
    close(p[1]);    // lua: 28
    sleep(1);       // lua: 29
    for (size_t i = 0; i < sizeof fruit / sizeof *fruit; i++) {
        if (write(list[1], fruit[i], strlen(fruit[i])) < 0) { // lua: 32
            die("write");
        }
    }
    close(list[1]);         // lua: 34
    waitpid(sort, NULL, 0); // lua: 35
    waitpid(uniq, NULL, 0); // lua: 36
    return 0;               // lua: 37
}
