/* right: the C twin of the program right. Complete, and on its own: cc -Wall -Wextra right.c */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    int there[2], back[2];
    char bytes[100];
    if (pipe(there) < 0) { // lua: 13
        die("pipe");
    }
    if (pipe(back) < 0) { // lua: 14
        die("pipe");
    }
    pid_t child = fork(); // lua: 15
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        close(there[1]);                               // lua: 16
        close(back[0]);                                // lua: 17
        if (read(there[0], bytes, sizeof bytes) < 0) { // lua: 18
            die("read");
        }
        if (write(back[1], "pong", 4) < 0) { // lua: 19
            die("write");
        }
        exit(0); // lua: 20
    }
    close(there[0]);                      // lua: 21
    close(back[1]);                       // lua: 22
    if (write(there[1], "ping", 4) < 0) { // lua: 23
        die("write");
    }
    ssize_t got = read(back[0], bytes, sizeof bytes); // lua: 24
    if (got < 0) {
        die("read");
    }
    printf("%.*s\n", (int)got, bytes);
    waitpid(child, NULL, 0); // lua: 25
    return 0;                // lua: 26
}
