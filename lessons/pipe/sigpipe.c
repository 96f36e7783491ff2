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
    if (pipe(p) < 0) { // lua: 46
        die("pipe");
    }
    close(p[0]);          // lua: 47
    pid_t child = fork(); // lua: 48
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        if (write(p[1], "anybody there?\n", 15) < 0) { // lua: 49
            die("write");
        }
        puts("never reached"); // lua: 50
        exit(0);               // lua: 51
    }
    waitpid(child, &status, 0); // lua: 52
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE) {
        puts("child: SIGPIPE"); // lua: 54
    }
    return 0; // lua: 56
}
