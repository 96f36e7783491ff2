/* SPDX-License-Identifier: MIT */
/* echo: a server that sends each line back. */
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
    int s = tcp_listen();  // lua: 7
    pid_t client = fork(); // lua: 8
    if (client == 0) {
        close(s);              // lua: 9
        int c = tcp_connect(); // lua: 10
        put(c, "hello\n");     // lua: 11
        FILE *lines = fdopen(c, "r");
        if (fgets(line, sizeof line, lines)) { // lua: 12
            fputs(line, stdout);
        }
        fclose(lines); // lua: 13
        exit(0);       // lua: 14
    }
    int c = tcp_accept(s); // lua: 15
    FILE *lines = fdopen(c, "r");
    while (fgets(line, sizeof line, lines)) { // lua: 16
        line[strcspn(line, "\n")] = 0;
        strcat(line, "\n");
        put(c, line); // lua: 17
    }
    fclose(lines);            // lua: 19
    close(s);                 // lua: 20
    waitpid(client, NULL, 0); // lua: 21
    return 0;                 // lua: 22
}
