/* SPDX-License-Identifier: MIT */
/* drops: twenty datagrams to a receiver that has room for few. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static struct sockaddr_in address(void) {
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons(7070),
                                .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
}

static int receiver(void) {
    struct sockaddr_in at = address();
    int u = socket(AF_INET, SOCK_DGRAM, 0); // lua: 158
    int buffer = 1;                         /* the kernel makes it the least there is */
    setsockopt(u, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    if (u < 0 || bind(u, (struct sockaddr *)&at, sizeof at) < 0) { // lua: 158
        die("bind");
    }
    return u;
}

int main(void) {
    struct sockaddr_in at = address();
    char bytes[100];
    int count = 0, u = receiver();
    pid_t client = fork(); // lua: 159
    if (client < 0) {
        die("fork");
    }
    if (client == 0) {
        close(u);                               // lua: 160
        int c = socket(AF_INET, SOCK_DGRAM, 0); // lua: 161
        for (int i = 0; i < 20; i++) {
            if (sendto(c, "hello", 5, 0, (struct sockaddr *)&at, sizeof at) < 0) { // lua: 163
                die("sendto");
            }
        }
        close(c); // lua: 165
        exit(0);  // lua: 166
    }
    waitpid(client, NULL, 0);                                                 // lua: 167
    while (recvfrom(u, bytes, sizeof bytes, MSG_DONTWAIT, NULL, NULL) >= 0) { // lua: 169
        count++;
    }
    printf("%d of 20 have arrived.\n", count); // lua: 172
    if (count < 20) {
        puts("some are lost"); // lua: 174
    }
    return 0; // lua: 176
}
