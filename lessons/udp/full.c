/* SPDX-License-Identifier: MIT */
/* full: twelve datagrams into a buffer that has no room for them. */
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
    int buffer = 1; /* the kernel makes it the least there is */
    setsockopt(u, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
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
    int u = udp_server();  // lua: 54
    pid_t client = fork(); // lua: 55
    if (client == 0) {
        close(u);                               // lua: 56
        int c = socket(AF_INET, SOCK_DGRAM, 0); // lua: 57
        for (int i = 0; i < 12; i++) {
            put(c, address(7070), "hello"); // lua: 59
        }
        close(c); // lua: 61
        exit(0);  // lua: 62
    }
    waitpid(client, NULL, 0); // lua: 63
    int count = 0;
    while (recvfrom(u, bytes, sizeof bytes, MSG_DONTWAIT, NULL, NULL) >= 0) { // lua: 65
        count++;
    }
    printf("%d of 12 have arrived.\n", count); // lua: 68
    if (count < 12) {
        puts("some are lost"); // lua: 70
    }
    return 0; // lua: 72
}
