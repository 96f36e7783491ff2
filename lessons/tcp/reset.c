/* SPDX-License-Identifier: MIT */
/* reset: the server closes with bytes unread: the client is told by an error, not by end-of-file.
 */
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

static struct sockaddr_in address(void) {
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons(7070),
                                .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
}

static int tcp_listen(void) {
    struct sockaddr_in at = address();
    int on = 1;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (s < 0 || bind(s, (struct sockaddr *)&at, sizeof at) < 0 || listen(s, 16) < 0) {
        die("listen");
    }
    return s;
}

static int tcp_accept(int s) {
    int c = accept(s, NULL, NULL);
    if (c < 0) {
        die("accept");
    }
    return c;
}

static int tcp_connect(void) {
    struct sockaddr_in to = address();
    int c = socket(AF_INET, SOCK_STREAM, 0);
    if (c < 0 || connect(c, (struct sockaddr *)&to, sizeof to) < 0) {
        die("connect");
    }
    return c;
}

static void put(int fd, const char *text) {
    if (write(fd, text, strlen(text)) < 0) {
        die("write");
    }
}

int main(void) {
    char bytes[64];
    int s = tcp_listen();  // lua: 121
    pid_t client = fork(); // lua: 122
    if (client == 0) {
        close(s);                               // lua: 123
        int c = tcp_connect();                  // lua: 124
        put(c, "hello\n");                      // lua: 125
        if (read(c, bytes, sizeof bytes) < 0) { // lua: 126
            perror("read");                     // lua: 127
        }
        close(c); // lua: 128
        exit(0);  // lua: 129
    }
    int c = tcp_accept(s);       // lua: 130
    if (read(c, bytes, 1) < 0) { // lua: 131
        die("read");
    }
    close(c);                 // lua: 132
    close(s);                 // lua: 133
    waitpid(client, NULL, 0); // lua: 134
    return 0;                 // lua: 135
}
