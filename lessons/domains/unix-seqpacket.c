/* SPDX-License-Identifier: MIT */
/* unix-seqpacket: two sends over a connection; main accepts when they are done. */
#define _GNU_SOURCE /* strerrorname_np */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static struct sockaddr_un address(void) {
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    strcpy(at.sun_path, "door");
    return at;
}

/* A passive socket, or -1. */
static int passive(void) {
    struct sockaddr_un at = address();
    int s = socket(AF_UNIX, SOCK_SEQPACKET, 0);                    // lua: 22
    unlink("door");                                                /* that of an earlier time */
    if (s < 0 || bind(s, (struct sockaddr *)&at, sizeof at) < 0) { // lua: 23
        return -1;
    }
    return listen(s, 1) < 0 ? -1 : s; // lua: 24
}

static void client(void) {
    struct sockaddr_un at = address();
    int c = socket(AF_UNIX, SOCK_SEQPACKET, 0);                       // lua: 27
    if (c < 0 || connect(c, (struct sockaddr *)&at, sizeof at) < 0) { // lua: 28
        die("connect");
    }
    if (send(c, "ab", 2, 0) < 0 || send(c, "cd", 2, 0) < 0) { // lua: 5, 6
        die("send");
    }
    close(c); // lua: 7
}

static void receives(int c) {
    char bytes[100];
    ssize_t got = 0;
    while ((got = recv(c, bytes, sizeof bytes, 0)) > 0) { // lua: 12, 15
        printf("%.*s\n", (int)got, bytes);                // lua: 14
    }
    puts(got < 0 ? strerrorname_np(errno) : "end-of-file"); // lua: 17
}

int main(void) {
    int s = passive();
    if (s < 0) {
        die("bind");
    }
    fflush(stdout);
    pid_t pid = fork(); // lua: 25
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        close(s); // lua: 26
        client();
        exit(0); // lua: 30
    }
    waitpid(pid, NULL, 0);         // lua: 31
    int c = accept(s, NULL, NULL); // lua: 32
    if (c < 0) {
        die("accept");
    }
    receives(c);
    close(c); // lua: 34
    unlink("door");
    return 0; // lua: 102
}
