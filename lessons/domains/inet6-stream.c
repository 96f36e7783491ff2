/* SPDX-License-Identifier: MIT */
/* inet6-stream: two sends over a connection; main accepts when they are done. */
#define _GNU_SOURCE /* strerrorname_np */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
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

static struct sockaddr_in6 address(void) {
    return (struct sockaddr_in6){
        .sin6_family = AF_INET6, .sin6_port = htons(7070), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
}

/* A passive socket, or -1. */
static int passive(void) {
    struct sockaddr_in6 at = address();
    int s = socket(AF_INET6, SOCK_STREAM, 0); // lua: 22
    int on = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (s < 0 || bind(s, (struct sockaddr *)&at, sizeof at) < 0) { // lua: 23
        return -1;
    }
    return listen(s, 1) < 0 ? -1 : s; // lua: 24
}

static void client(void) {
    struct sockaddr_in6 at = address();
    int c = socket(AF_INET6, SOCK_STREAM, 0);                         // lua: 27
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

/* Without IPv6 there is no such family, or no ::1. */
static int no_ipv6(void) {
    puts("no IPv6 here"); // lua: 75
    return 0;
}

int main(void) {
    int s = passive();
    if (s < 0) {
        return no_ipv6();
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
    return 0; // lua: 122
}
