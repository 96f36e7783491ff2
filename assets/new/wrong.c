/* wrong: the C twin of the program wrong. It hangs, and that is right: timeout 3 ./wrong */
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
    if (pipe(there) < 0) { // lua: 33
        die("pipe");
    }
    if (pipe(back) < 0) { // lua: 34
        die("pipe");
    }
    pid_t child = fork(); // lua: 35
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        close(there[1]);                               // lua: 36
        close(back[0]);                                // lua: 37
        if (read(there[0], bytes, sizeof bytes) < 0) { // lua: 38
            die("read");
        }
        if (write(back[1], "pong", 4) < 0) { // lua: 39
            die("write");
        }
        exit(0); // lua: 40
    }
    close(there[0]);                                  // lua: 41
    close(back[1]);                                   // lua: 42
    ssize_t got = read(back[0], bytes, sizeof bytes); // lua: 43
    if (got < 0) {
        die("read");
    }
    printf("%.*s\n", (int)got, bytes);
    if (write(there[1], "ping", 4) < 0) { // lua: 44
        die("write");
    }
    waitpid(child, NULL, 0); // lua: 45
    return 0;                // lua: 46
}
