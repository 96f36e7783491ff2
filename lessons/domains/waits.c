/* SPDX-License-Identifier: MIT */
/* waits: hangs. The receiver reads when the sender is done, which waits for room. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static struct sockaddr_un address(void) {
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    strcpy(at.sun_path, "box");
    return at;
}

int main(void) {
    struct sockaddr_un at = address();
    char bytes[100];
    unlink("box");                                                 /* that of an earlier time */
    int u = socket(AF_UNIX, SOCK_DGRAM, 0);                        // lua: 140
    if (u < 0 || bind(u, (struct sockaddr *)&at, sizeof at) < 0) { // lua: 140
        die("bind");
    }
    pid_t client = fork(); // lua: 141
    if (client < 0) {
        die("fork");
    }
    if (client == 0) {
        close(u);                               // lua: 142
        int c = socket(AF_UNIX, SOCK_DGRAM, 0); // lua: 143
        for (int i = 0; i < 600; i++) {
            if (sendto(c, "hello", 5, 0, (struct sockaddr *)&at, sizeof at) < 0) { // lua: 145
                die("sendto");
            }
        }
        close(c); // lua: 147
        exit(0);  // lua: 148
    }
    waitpid(client, NULL, 0);                                      // lua: 149
    ssize_t got = recvfrom(u, bytes, sizeof bytes, 0, NULL, NULL); // lua: 150
    printf("%.*s\n", (int)(got < 0 ? 0 : got), bytes);
    return 0;
}
