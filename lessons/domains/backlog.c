/* SPDX-License-Identifier: MIT */
/* backlog: hangs. There is room for one connection, and main waits with the second. */
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
    strcpy(at.sun_path, "door");
    return at;
}

static int passive(void) {
    struct sockaddr_un at = address();
    unlink("door"); /* that of an earlier time */
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    if (s < 0 || bind(s, (struct sockaddr *)&at, sizeof at) < 0 || listen(s, 0) < 0) {
        die("listen");
    }
    return s;
}

static int active(void) {
    struct sockaddr_un at = address();
    int c = socket(AF_UNIX, SOCK_STREAM, 0);
    if (c < 0 || connect(c, (struct sockaddr *)&at, sizeof at) < 0) {
        die("connect");
    }
    return c;
}

int main(void) {
    int s = passive();             // lua: 181
    int first = active();          // lua: 182
    int second = active();         // lua: 183
    int a = accept(s, NULL, NULL); // lua: 184
    int b = accept(s, NULL, NULL); // lua: 185
    puts("both accepted");         // lua: 186
    return first < 0 || second < 0 || a < 0 || b < 0;
}
