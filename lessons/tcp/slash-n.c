/* SPDX-License-Identifier: MIT */
/* slash-n: hangs. The client waits for a line break that the server never sends. */
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
    int s = tcp_listen();  // lua: 29
    pid_t client = fork(); // lua: 30
    if (client == 0) {
        close(s);              // lua: 31
        int c = tcp_connect(); // lua: 32
        put(c, "hello\n");     // lua: 33
        FILE *lines = fdopen(c, "r");
        if (fgets(line, sizeof line, lines)) { // lua: 34
            fputs(line, stdout);
        }
        fclose(lines); // lua: 35
        exit(0);       // lua: 36
    }
    int c = tcp_accept(s); // lua: 37
    FILE *lines = fdopen(c, "r");
    while (fgets(line, sizeof line, lines)) { // lua: 38
        line[strcspn(line, "\n")] = 0;
        strcat(line, "/n");
        put(c, line); // lua: 39
    }
    fclose(lines);            // lua: 41
    close(s);                 // lua: 42
    waitpid(client, NULL, 0); // lua: 43
    return 0;                 // lua: 44
}
