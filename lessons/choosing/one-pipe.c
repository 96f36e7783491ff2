/* SPDX-License-Identifier: MIT */
/* one-pipe: question and answer over one pipe: main reads its own question. This one hangs. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void serve(int r, int w) {
    char question[100];
    usleep(300000);                               /* main comes first, as in the schedule */
    if (read(r, question, sizeof question) < 0 || // lua: 85
        write(w, "7\n", 2) < 0) {                 // lua: 86
        die("serve");
    }
    exit(0); // lua: 87
}

int main(void) {
    int p[2];
    char answer[100];
    if (pipe(p) < 0) { // lua: 83
        die("pipe");
    }
    pid_t server = fork(); // lua: 84
    if (server < 0) {
        die("fork");
    }
    if (server == 0) {
        serve(p[0], p[1]);
    }
    if (write(p[1], "3 + 4\n", 6) != 6) { // lua: 88
        die("write");
    }
    ssize_t got = read(p[0], answer, sizeof answer); // lua: 89
    printf("the answer is %.*s", (int)(got > 0 ? got : 0), answer);
    fflush(stdout);
    waitpid(server, NULL, 0); // lua: 90
    return 0;
}
