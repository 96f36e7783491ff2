/* SPDX-License-Identifier: MIT */
/* inherited: child has what was there when it was forked, and nothing that came later. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static ssize_t count(int fd) {
    char bytes[100];
    ssize_t got = read(fd, bytes, sizeof bytes);
    if (got < 0) {
        die("read");
    }
    return got;
}

int main(void) {
    int early[2], late[2] = {-1, -1};
    if (pipe(early) < 0) { // lua: 9
        die("pipe");
    }
    pid_t child = fork(); // lua: 11
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        close(early[1]);                                          // lua: 12
        printf("early: %zd bytes\n", count(early[0]));            // lua: 13
        printf("late: %s\n", late[1] >= 0 ? "known" : "unknown"); // lua: 14
        exit(0);                                                  // lua: 15
    }
    close(early[0]);      // lua: 17
    if (pipe(late) < 0) { // lua: 18
        die("pipe");
    }
    if (write(early[1], "hello\n", 6) != 6) { // lua: 20
        die("write");
    }
    waitpid(child, NULL, 0);                     // lua: 21
    close(late[1]);                              // lua: 22
    printf("late: %zd bytes\n", count(late[0])); // lua: 23
    return 0;                                    // lua: 24
}
