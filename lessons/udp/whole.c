/* SPDX-License-Identifier: MIT */
/* whole: three datagrams, each received whole, and an answer to where they came from. */
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
    char bytes[4096];
    ssize_t got;
    int u = udp_server();  // lua: 8
    pid_t client = fork(); // lua: 9
    if (client == 0) {
        close(u);                                          // lua: 10
        int c = socket(AF_INET, SOCK_DGRAM, 0);            // lua: 11
        put(c, address(7070), "one");                      // lua: 12
        put(c, address(7070), "two");                      // lua: 13
        put(c, address(7070), "three");                    // lua: 14
        got = recv(c, bytes, sizeof bytes, 0);             // lua: 15
        printf("%.*s\n", (int)(got > 0 ? got : 0), bytes); // lua: 16
        close(c);                                          // lua: 17
        exit(0);                                           // lua: 18
    }
    struct sockaddr_in from = {0};
    for (int i = 0; i < 3; i++) {
        socklen_t len = sizeof from;
        got = recvfrom(u, bytes, sizeof bytes, 0, (struct sockaddr *)&from, &len); // lua: 21
        printf("%.*s\n", (int)(got > 0 ? got : 0), bytes);                         // lua: 22
    }
    put(u, from, "3 arrived"); // lua: 25
    waitpid(client, NULL, 0);  // lua: 26
    return 0;                  // lua: 27
}
