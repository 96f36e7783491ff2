/* SPDX-License-Identifier: MIT */
/*
 * show_server.c: the socket, who comes and who goes. One epoll(7) descriptor stands for all of it,
 * so that the screen's loop waits for one. What is sent to and taken from a follower:
 * show_follower.c.
 */
#include "show_server.h"
#include "fdio.h"
#include "mem.h"
#include "show_follower.h"
#include "show_place.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

struct show_server {
    int socket, epoll;
    int patience_ms;
    struct sockaddr_un address;
    struct stat lies;  /* the socket in the file system: removed only if it still is this one */
    struct buf newest; /* the line of the state; empty: none was told */
    struct show_follower *followers[SHOW_FOLLOWERS_MAX];
};

static bool answers(const struct sockaddr_un *address) {
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool there = fd >= 0 && (connect(fd, (const struct sockaddr *)address, sizeof *address) == 0 ||
                             errno == EAGAIN);
    fd_close(&fd);
    return there;
}

/* The folder is held locked: nobody else looks and binds in between. */
static int bind_here(struct show_server *server, struct diag *diag) {
    const char *path = server->address.sun_path;
    if (answers(&server->address)) {
        return diag_set(diag, -EADDRINUSE, path, 0,
                        "a show is on already: end it first (ipc-tutor follow looks at it)");
    }
    unlink(path);
    /* Before bind(2): the mode that the socket has from its first moment on (unix(7)). */
    if (fchmod(server->socket, 0600) < 0 ||
        bind(server->socket, (struct sockaddr *)&server->address, sizeof server->address) < 0 ||
        lstat(path, &server->lies) < 0 || listen(server->socket, SHOW_FOLLOWERS_MAX) < 0) {
        int error = errno;
        return diag_set(diag, -error, path, 0, "no show can be opened here: %s", strerror(error));
    }
    return 0;
}

static int open_socket(struct show_server *server, struct diag *diag) {
    int r = show_place(true, &server->address, diag);
    if (r < 0) {
        return r;
    }
    server->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    server->epoll = epoll_create1(EPOLL_CLOEXEC);
    int folder = show_place_folder(&server->address);
    if (server->socket < 0 || server->epoll < 0 || folder < 0 || flock(folder, LOCK_EX) < 0) {
        int error = errno;
        r = diag_set(diag, -error, server->address.sun_path, 0, "no show can be opened here: %s",
                     strerror(error));
    }
    r = r == 0 ? bind_here(server, diag) : r;
    fd_close(&folder); /* and with it the lock */
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    if (r == 0 && epoll_ctl(server->epoll, EPOLL_CTL_ADD, server->socket, &event) < 0) {
        r = diag_set(diag, -errno, server->address.sun_path, 0, "no show can be opened here");
    }
    return r;
}

int show_server_new(int patience_ms, struct show_server **ret_server, struct diag *diag) {
    struct show_server *server = mem_new(sizeof *server);
    server->socket = server->epoll = -1;
    server->patience_ms = patience_ms;
    int r = open_socket(server, diag);
    if (r < 0) {
        show_server_free(server);
        return r;
    }
    *ret_server = server;
    return 0;
}

static void drop(struct show_server *server, struct show_follower *follower, const char *why) {
    for (size_t i = 0; i < SHOW_FOLLOWERS_MAX; i++) {
        if (server->followers[i] == follower) {
            server->followers[i] = NULL;
        }
    }
    show_follower_free(follower, why);
}

void show_server_free(struct show_server *server) {
    struct stat now;
    if (!server) {
        return;
    }
    for (size_t i = 0; i < SHOW_FOLLOWERS_MAX; i++) {
        if (server->followers[i]) {
            drop(server, server->followers[i], "The show has ended.");
        }
    }
    const char *path = server->address.sun_path;
    if (server->lies.st_ino != 0 && lstat(path, &now) == 0 && now.st_ino == server->lies.st_ino &&
        now.st_dev == server->lies.st_dev) {
        unlink(path);
        *strrchr(server->address.sun_path, '/') = '\0';
        rmdir(path); /* if nothing else is in it */
    }
    fd_close(&server->socket);
    fd_close(&server->epoll);
    buf_done(&server->newest);
    mem_free(server);
}

int show_server_fd(const struct show_server *server) {
    return server->epoll;
}

size_t show_server_followers(const struct show_server *server) {
    size_t count = 0;
    for (size_t i = 0; i < SHOW_FOLLOWERS_MAX; i++) {
        count += server->followers[i] != NULL;
    }
    return count;
}

void show_server_tell(struct show_server *server, const struct show_state *state) {
    struct buf line = {0};
    show_state_put(state, &line);
    if (line.len == server->newest.len &&
        memcmp(buf_str(&line), buf_str(&server->newest), line.len) == 0) {
        buf_done(&line);
        return;
    }
    buf_done(&server->newest);
    server->newest = line;
    for (size_t i = 0; i < SHOW_FOLLOWERS_MAX; i++) {
        if (server->followers[i]) {
            show_follower_news(server->followers[i], &server->newest);
        }
    }
}

/* Refused ones are told why as far as their socket takes it, and are never waited for. */
static void refuse(int fd, const char *why) {
    struct buf line = {0};
    show_end_put(why, &line);
    ssize_t sent = send(fd, buf_str(&line), line.len, MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)sent;
    buf_done(&line);
    fd_close(&fd);
}

static void take_in(struct show_server *server, struct buf *said) {
    int fd = accept4(server->socket, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    size_t place = 0;
    if (fd < 0) {
        return;
    }
    if (!show_peer_is_us(fd)) {
        buf_puts(said, "Another user's program wanted to follow: refused.");
        fd_close(&fd);
        return;
    }
    while (place < SHOW_FOLLOWERS_MAX && server->followers[place]) {
        place++;
    }
    if (place == SHOW_FOLLOWERS_MAX) {
        refuse(fd, "Too many follow already.");
        return;
    }
    server->followers[place] = show_follower_new(fd, server->epoll, server->patience_ms);
    buf_puts(said, "A second terminal follows.");
    if (server->newest.len > 0) {
        show_follower_news(server->followers[place], &server->newest);
    }
}

bool show_server_pump(struct show_server *server, struct buf *said, struct show_asked *ret_asked) {
    struct epoll_event event;
    for (int i = 0; i < 2 * SHOW_FOLLOWERS_MAX; i++) {
        if (epoll_wait(server->epoll, &event, 1, 0) <= 0) {
            return false;
        }
        struct show_follower *follower = event.data.ptr;
        if (!follower) {
            take_in(server, said);
            continue;
        }
        const char *why = show_follower_pump(follower, event.events, &server->newest);
        if (why) {
            buf_putf(said, "%sA follower %s.", said->len > 0 ? " " : "", why);
            drop(server, follower, why);
        } else if (show_follower_wish(follower, ret_asked)) {
            return true;
        }
    }
    return false;
}
