/* SPDX-License-Identifier: MIT */
/* sigpipe: who writes to a pipe that nobody can read from is ended. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    int p[2], status = 0;
    if (pipe(p) < 0) { // lua: 42
        die("pipe");
    }
    close(p[0]);          // lua: 43
    pid_t child = fork(); // lua: 44
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        if (write(p[1], "is anybody there?\n", 18) < 0) { // lua: 45
            die("write");
        }
        puts("never reached"); // lua: 46
        exit(0);               // lua: 47
    }
    waitpid(child, &status, 0); // lua: 48
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE) {
        puts("child was ended by SIGPIPE"); // lua: 49
    }
    return 0; // lua: 50
}
