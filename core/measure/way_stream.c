/* SPDX-License-Identifier: MIT */
/* way_stream.c: ways that carry bytes: pipe, named pipe, socket pair, TCP (ways.h). */
#include "fdio.h"
#include "ways.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

int way_pipe_open(struct opening *opening) {
    opening->call = "pipe(2)";
    for (int i = 0; i < 2; i++) {
        int ends[2];
        if (pipe(ends) < 0) {
            return -errno;
        }
        opening->sides[i].in = ends[0];
        opening->sides[1 - i].out = ends[1];
    }
    return 0;
}

/* Opened by both ends at once, then without a name: nobody else can come, nothing can be left. */
static int one_fifo(struct opening *opening, const char *path, int *ret_in, int *ret_out) {
    opening->call = "mkfifo(3)";
    if (mkfifo(path, 0600) < 0) {
        return -errno;
    }
    opening->call = "open(2)";
    /* Non-blocking, or it would wait for the writer that comes next (fifo(7)). */
    *ret_in = open(path, O_RDONLY | O_NONBLOCK);
    *ret_out = *ret_in < 0 ? -1 : open(path, O_WRONLY);
    int err = *ret_out < 0 ? -errno : 0;
    unlink(path);
    return err || fcntl(*ret_in, F_SETFL, O_RDONLY) == 0 ? err : -errno;
}

int way_fifo_open(struct opening *opening) {
    char path[sizeof opening->cage->run_dir + 16];
    int err = 0;
    opening->call = "mkfifo(3)";
    if (!opening->cage->run_dir[0]) {
        return -ENOENT;
    }
    for (int i = 0; i < 2 && !err; i++) {
        snprintf(path, sizeof path, "%s/measure", opening->cage->run_dir);
        err = one_fifo(opening, path, &opening->sides[i].in, &opening->sides[1 - i].out);
    }
    return err;
}

int way_stream_open(struct opening *opening) {
    int ends[2];
    opening->call = "socketpair(2)";
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) {
        return -errno;
    }
    for (int i = 0; i < 2; i++) {
        opening->sides[i].in = opening->sides[i].out = ends[i];
    }
    return 0;
}

/* A connection through any free port. The handshake needs no accept(2), so one process can do both.
 */
static int connect_both(struct opening *opening, int listener) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof address;
    struct side *sides = opening->sides;
    int on = 1;
    opening->call = "listen(2)";
    if (bind(listener, (struct sockaddr *)&address, len) < 0 || listen(listener, 1) < 0 ||
        getsockname(listener, (struct sockaddr *)&address, &len) < 0) {
        return -errno;
    }
    opening->call = "connect(2)";
    sides[0].in = sides[0].out = socket(AF_INET, SOCK_STREAM, 0);
    if (sides[0].in < 0 || connect(sides[0].in, (struct sockaddr *)&address, len) < 0) {
        return -errno;
    }
    opening->call = "accept(2)";
    sides[1].in = sides[1].out = accept(listener, NULL, NULL);
    for (int i = 0; i < 2; i++) {
        /* Who asks and waits for the answer wants each message sent at once (tcp(7)). */
        if (sides[i].in < 0 ||
            setsockopt(sides[i].in, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0) {
            return -errno;
        }
    }
    return 0;
}

int way_tcp_open(struct opening *opening) {
    opening->call = "socket(2)";
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0) {
        return -errno;
    }
    int err = connect_both(opening, listener);
    close(listener);
    return err;
}

int way_write(struct side *side, const void *bytes, size_t len) {
    return fd_write_all(side->out, bytes, len);
}

int way_read(struct side *side, void *bytes, size_t len) {
    return fd_read_all(side->in, bytes, len);
}
