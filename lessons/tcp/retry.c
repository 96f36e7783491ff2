/* SPDX-License-Identifier: MIT */
/* retry: the client tries until somebody listens. */
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

/* -1: nobody listens. A socket whose connect(2) failed is of no use any more. */
static int tcp_connect(void) {
    struct sockaddr_in to = address();
    int c = socket(AF_INET, SOCK_STREAM, 0);
    if (c < 0 || connect(c, (struct sockaddr *)&to, sizeof to) < 0) {
        close(c);
        return -1;
    }
    return c;
}

static void put(int fd, const char *text) {
    if (write(fd, text, strlen(text)) < 0) {
        die("write");
    }
}

static void client(void) {
    char bytes[64];
    int c;
    while ((c = tcp_connect()) < 0) {    // lua: 53
        printf("%s\n", strerror(errno)); // lua: 55
        fflush(stdout);
        usleep(100000); // lua: 56
    }
    ssize_t got = read(c, bytes, sizeof bytes); // lua: 59
    printf("%.*s", (int)(got > 0 ? got : 0), bytes);
    close(c); // lua: 60
    exit(0);  // lua: 61
}

static void server(void) {
    int s = tcp_listen();  // lua: 63
    int c = tcp_accept(s); // lua: 64
    put(c, "ready\n");     // lua: 65
    close(c);              // lua: 66
    close(s);              // lua: 67
    exit(0);               // lua: 68
}

int main(void) {
    pid_t first = fork(); // lua: 50
    if (first == 0) {
        client();
    }
    pid_t second = fork(); // lua: 62
    if (second == 0) {
        server();
    }
    waitpid(first, NULL, 0);  // lua: 69
    waitpid(second, NULL, 0); // lua: 70
    return 0;                 // lua: 71
}
