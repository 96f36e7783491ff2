/* SPDX-License-Identifier: MIT */
/* inet6-dgram: two datagrams, received when both are sent. */
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

static void put(int c, const char *text) {
    struct sockaddr_in6 at = address();
    if (sendto(c, text, strlen(text), 0, (struct sockaddr *)&at, sizeof at) < 0) {
        die("sendto");
    }
}

/* Without IPv6 there is no such family, or no ::1. */
static int no_ipv6(void) {
    puts("no IPv6 here"); // lua: 75
    return 0;
}

int main(void) {
    struct sockaddr_in6 at = address();
    char bytes[100];
    ssize_t got = 0;
    int u = socket(AF_INET6, SOCK_DGRAM, 0);                       // lua: 39
    if (u < 0 || bind(u, (struct sockaddr *)&at, sizeof at) < 0) { // lua: 40
        return no_ipv6();
    }
    fflush(stdout);
    pid_t client = fork(); // lua: 41
    if (client < 0) {
        die("fork");
    }
    if (client == 0) {
        close(u);                                // lua: 42
        int c = socket(AF_INET6, SOCK_DGRAM, 0); // lua: 43
        put(c, "ab");                            // lua: 44
        put(c, "cd");                            // lua: 45
        close(c);                                // lua: 46
        exit(0);                                 // lua: 47
    }
    waitpid(client, NULL, 0);                                                         // lua: 48
    while ((got = recvfrom(u, bytes, sizeof bytes, MSG_DONTWAIT, NULL, NULL)) >= 0) { // lua: 49, 52
        printf("%.*s\n", (int)got, bytes);                                            // lua: 51
    }
    puts(strerrorname_np(errno)); // lua: 54
    return 0;                     // lua: 127
}
