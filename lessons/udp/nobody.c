/* SPDX-License-Identifier: MIT */
/* nobody: hangs. What was sent before anybody had the port does not come later. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
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
    char bytes[4096];
    int c = socket(AF_INET, SOCK_DGRAM, 0);                        // lua: 78
    put(c, address(7070), "hello");                                // lua: 79
    int u = udp_server();                                          // lua: 80
    ssize_t got = recvfrom(u, bytes, sizeof bytes, 0, NULL, NULL); // lua: 81
    printf("%.*s\n", (int)(got > 0 ? got : 0), bytes);
    return 0;
}
