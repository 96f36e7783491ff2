/* SPDX-License-Identifier: MIT */
/*
 * large: two long writes that mix. The tutor forces the order; here main looks into /proc until
 * the writers sleep before it goes on, which no real program would do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096, PAGES = 18, HOLDS = 16 * PAGE };

static void die(const char *what) {
    perror(what);
    exit(1);
}

static char message[PAGES * PAGE], all[2 * PAGES * PAGE];

static pid_t start(const int p[2], char letter) {
    pid_t pid = fork(); // lua: 88
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        memset(message, letter, sizeof message);
        close(p[0]);                                    // lua: 89
        if (write(p[1], message, sizeof message) < 0) { // lua: 90
            die("write");
        }
        _exit(0); // lua: 91
    }
    return pid;
}

/* Waits until the process sleeps (or has ended) and the pipe is full. */
static void settle(int fd, pid_t pid) {
    char path[64], text[512], state = 'R';
    int held = 0;
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    while ((state != 'S' && state != 'Z') || held < HOLDS) {
        FILE *file = fopen(path, "r");
        if (!file || !fgets(text, sizeof text, file) || !strrchr(text, ')')) {
            die(path);
        }
        fclose(file);
        state = strrchr(text, ')')[2];
        if (ioctl(fd, FIONREAD, &held) < 0) {
            die("FIONREAD");
        }
        usleep(1000);
    }
}

static size_t read_page(int fd, pid_t a, pid_t b, char *bytes) {
    ssize_t got = read(fd, bytes, PAGE);
    if (got < 0) {
        die("read");
    }
    settle(fd, a);
    settle(fd, b);
    return (size_t)got;
}

static void print_runs(size_t len) {
    for (size_t at = 0, end; at < len; at = end) {
        for (end = at; end < len && all[end] == all[at]; end++) {
        }
        printf("%s%zu %c", at ? ", " : "", (end - at) / PAGE, all[at]);
    }
    putchar('\n');
}

int main(void) {
    int p[2];
    ssize_t got = 0;
    size_t len = 0;
    if (pipe(p) < 0) { // lua: 86
        die("pipe");
    }
    pid_t a = start(p, 'a');
    settle(p[0], a);
    pid_t b = start(p, 'b');
    settle(p[0], b);
    close(p[1]);                                                                      // lua: 93
    len += read_page(p[0], a, b, all + len);                                          // lua: 94
    len += read_page(p[0], a, b, all + len);                                          // lua: 95
    len += read_page(p[0], a, b, all + len);                                          // lua: 96
    while (len < sizeof all && (got = read(p[0], all + len, sizeof all - len)) > 0) { // lua: 98
        len += (size_t)got;
    }
    print_runs(len); // lua: 101
    wait(NULL);      // lua: 102
    wait(NULL);
    return 0; // lua: 103
}
