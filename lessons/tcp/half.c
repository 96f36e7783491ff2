/* SPDX-License-Identifier: MIT */
/* half: end-of-file one way, and an answer the other way. */
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
    char line[256];
    int s = tcp_listen();  // lua: 97
    pid_t client = fork(); // lua: 98
    if (client == 0) {
        close(s);                    // lua: 99
        int c = tcp_connect();       // lua: 100
        put(c, "one\ntwo\nthree\n"); // lua: 101
        shutdown(c, SHUT_WR);        // lua: 102
        FILE *lines = fdopen(c, "r");
        if (fgets(line, sizeof line, lines)) { // lua: 103
            fputs(line, stdout);
        }
        fclose(lines); // lua: 104
        exit(0);       // lua: 105
    }
    int c = tcp_accept(s); // lua: 106
    int count = 0;
    FILE *lines = fdopen(c, "r");
    while (fgets(line, sizeof line, lines)) { // lua: 108
        count++;
    }
    snprintf(line, sizeof line, "%d lines\n", count);
    put(c, line);             // lua: 111
    fclose(lines);            // lua: 112
    close(s);                 // lua: 113
    waitpid(client, NULL, 0); // lua: 114
    return 0;                 // lua: 115
}
