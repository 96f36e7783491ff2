/* SPDX-License-Identifier: MIT */
/* both-ways: a socket pair has two directions, and who sends never hears itself. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void serve(int its) {
    char question[100];
    if (recv(its, question, sizeof question, 0) < 0 || // lua: 100
        send(its, "7", 1, 0) < 0) {                    // lua: 101
        die("serve");
    }
    exit(0); // lua: 102
}

int main(void) {
    int ends[2];
    char answer[100];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) { // lua: 97
        die("socketpair");
    }
    pid_t server = fork(); // lua: 98
    if (server < 0) {
        die("fork");
    }
    if (server == 0) {
        close(ends[0]); // lua: 99
        serve(ends[1]);
    }
    close(ends[1]);                          // lua: 103
    if (send(ends[0], "3 + 4", 5, 0) != 5) { // lua: 104
        die("send");
    }
    ssize_t got = recv(ends[0], answer, sizeof answer, 0); // lua: 105
    printf("the answer is %.*s\n", (int)(got > 0 ? got : 0), answer);
    waitpid(server, NULL, 0); // lua: 106
    return 0;                 // lua: 107
}
