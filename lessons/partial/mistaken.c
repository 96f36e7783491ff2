/* SPDX-License-Identifier: MIT */
/* mistaken: EAGAIN taken for the end: main leaves too early. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static pid_t start(void) {
    pid_t pid = fork();
    if (pid < 0) {
        die("fork");
    }
    return pid;
}

static void make_pair(int ends[2]) {
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) {
        die("socketpair");
    }
}

static void set_nonblocking(int fd) {
    if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0) {
        die("fcntl");
    }
}

int main(void) {
    int ends[2], status = 0;
    char bytes[100];
    ssize_t got = 0;
    make_pair(ends);     // lua: 172
    pid_t pid = start(); // lua: 173
    if (pid == 0) {
        close(ends[1]); // lua: 174
        nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
        send(ends[0], "hello", 5, 0); // lua: 175
        exit(0);                      // lua: 176
    }
    close(ends[0]);                                             // lua: 177
    set_nonblocking(ends[1]);                                   // lua: 178
    while ((got = recv(ends[1], bytes, sizeof bytes, 0)) > 0) { // lua: 180
        printf("%.*s\n", (int)got, bytes);
    }
    puts("that was all");
    close(ends[1]);           // lua: 185
    waitpid(pid, &status, 0); // lua: 186
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE) {
        puts("child: SIGPIPE");
    }
    return 0; // lua: 190
}
