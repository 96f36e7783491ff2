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
    if (pipe(list) < 0) { // lua: 13
        die("pipe");
    }
    if (pipe(p) < 0) { // lua: 14
        die("pipe");
    }
    pid_t sort = fork(); // lua: 15
    if (sort < 0) {
        die("fork");
    }
    if (sort == 0) {
        close(list[1]);                       // lua: 16
        close(p[0]);                          // lua: 16
        lead(0, list[0]);                     // lua: 17
        lead(1, p[1]);                        // lua: 18
        execlp("sort", "sort", (char *)NULL); // lua: 19
        die("sort");
    }
    pid_t uniq = fork(); // lua: 21
    if (uniq < 0) {
        die("fork");
    }
    if (uniq == 0) {
        close(list[0]);                             // lua: 22
        close(list[1]);                             // lua: 22
        close(p[1]);                                // lua: 22
        lead(0, p[0]);                              // lua: 23
        execlp("uniq", "uniq", "-c", (char *)NULL); // lua: 24
        die("uniq");
    }
    close(list[0]); // lua: 27
    close(p[0]);    // lua: 27
    close(p[1]);    // lua: 27
    sleep(1);       // lua: 28
    for (size_t i = 0; i < sizeof fruit / sizeof *fruit; i++) {
        if (write(list[1], fruit[i], strlen(fruit[i])) < 0) { // lua: 31
            die("write");
        }
    }
    close(list[1]);         // lua: 33
    waitpid(sort, NULL, 0); // lua: 34
    waitpid(uniq, NULL, 0); // lua: 35
    return 0;               // lua: 36
}
