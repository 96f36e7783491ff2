/* SPDX-License-Identifier: MIT */
/* cut: a datagram of five bytes, and room for four. */
#include <arpa/inet.h>
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

static struct sockaddr_in address(int port) {
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((unsigned short)port),
                                .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
}

static int udp_server(void) {
    struct sockaddr_in at = address(7070);
    int u = socket(AF_INET, SOCK_DGRAM, 0);
    if (u < 0 || bind(u, (struct sockaddr *)&at, sizeof at) < 0) {
        die("bind");
    }
    return u;
}

static void put(int fd, struct sockaddr_in to, const char *text) {
    if (sendto(fd, text, strlen(text), 0, (struct sockaddr *)&to, sizeof to) < 0) {
        die("sendto");
    }
}

int main(void) {
    char bytes[100];
    int u = udp_server();  // lua: 33
    pid_t client = fork(); // lua: 34
    if (client == 0) {
        close(u);                               // lua: 35
        int c = socket(AF_INET, SOCK_DGRAM, 0); // lua: 36
        put(c, address(7070), "hello");         // lua: 37
        put(c, address(7070), "world");         // lua: 38
        close(c);                               // lua: 39
        exit(0);                                // lua: 40
    }
    ssize_t got = recvfrom(u, bytes, 4, 0, NULL, NULL);    // lua: 41
    printf("%.*s\n", (int)(got > 0 ? got : 0), bytes);     // lua: 42
    got = recvfrom(u, bytes, sizeof bytes, 0, NULL, NULL); // lua: 43
    printf("%.*s\n", (int)(got > 0 ? got : 0), bytes);     // lua: 44
    waitpid(client, NULL, 0);                              // lua: 45
    return 0;                                              // lua: 46
}
