/* SPDX-License-Identifier: MIT */
/* spin: again and again at once: six calls here, as many as fit into the time elsewhere. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
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

static void put(int fd, const char *text) {
    if (send(fd, text, strlen(text), 0) < 0) {
        die("send");
    }
}

/* In any order but this one there would be another number of calls: child waits for the fifth. */
static void go_on(int go) {
    if (write(go, "", 1) < 0) {
        die("write");
    }
}

int main(void) {
    int ends[2], go[2], said[2], calls = 0;
    char bytes[100];
    ssize_t got = 0;
    if (pipe(go) < 0 || pipe(said) < 0) {
        die("pipe");
    }
    make_pair(ends);     // lua: 198
    pid_t pid = start(); // lua: 199
    if (pid == 0) {
        close(ends[1]); // lua: 200
        if (read(go[0], bytes, 1) < 0) {
            die("read");
        }
        put(ends[0], "here I am"); // lua: 201
        go_on(said[1]);
        exit(0); // lua: 202
    }
    close(ends[0]);           // lua: 203
    set_nonblocking(ends[1]); // lua: 204
    do {
        got = recv(ends[1], bytes, sizeof bytes, 0); // lua: 207
        calls++;
        if (calls == 5) {
            go_on(go[1]);
            if (read(said[0], bytes, 1) < 0) {
                die("read");
            }
        }
    } while (got < 0);
    printf("%.*s\n", (int)got, bytes);
    printf("%d calls\n", calls);
    waitpid(pid, NULL, 0); // lua: 212
    return 0;              // lua: 213
}
