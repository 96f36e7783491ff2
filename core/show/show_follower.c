/* SPDX-License-Identifier: MIT */
/*
 * show_follower.c: see show_follower.h. Out: the rest of one line, and whether a newer one waits.
 * In: one line at most; a line that is longer than any wish is junk.
 */
#include "show_follower.h"
#include "clock.h"
#include "fdio.h"
#include "mem.h"
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

struct show_follower {
    int fd, epoll, patience_ms;
    struct buf out;   /* what is still to be sent of a line */
    bool behind;      /* a newer state waits */
    bool watched_out; /* epoll says when there is room */
    int64_t taken_at; /* when it took something last while something was to be sent */
    struct buf in;    /* bytes that came, up to a whole line */
    int wishes;       /* in the second that began at second_at */
    int64_t second_at;
    struct show_asked asked;
    bool has_wish;
    const char *fault; /* it is to be dropped for this */
};

static void watch(struct show_follower *follower, bool out) {
    struct epoll_event event = {.events = EPOLLIN | (out ? EPOLLOUT : 0), .data.ptr = follower};
    if (out != follower->watched_out) {
        epoll_ctl(follower->epoll, EPOLL_CTL_MOD, follower->fd, &event);
        follower->watched_out = out;
    }
}

struct show_follower *show_follower_new(int fd, int epoll, int patience_ms) {
    struct show_follower *follower = mem_new(sizeof *follower);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = follower};
    follower->fd = fd;
    follower->epoll = epoll;
    follower->patience_ms = patience_ms;
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    return follower;
}

void show_follower_free(struct show_follower *follower, const char *why) {
    struct buf line = {0};
    show_end_put(why, &line);
    if (follower->out.len == 0) { /* never into the middle of a line */
        ssize_t sent = send(follower->fd, buf_str(&line), line.len, MSG_NOSIGNAL | MSG_DONTWAIT);
        (void)sent;
    }
    buf_done(&line);
    fd_close(&follower->fd); /* which takes it out of the epoll set */
    buf_done(&follower->out);
    buf_done(&follower->in);
    mem_free(follower);
}

/* As much as the socket takes now. */
static void push(struct show_follower *follower) {
    while (follower->out.len > 0) {
        ssize_t sent =
            send(follower->fd, follower->out.data, follower->out.len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            break; /* full: epoll says when not; broken: the next read says so */
        }
        follower->taken_at = clock_ns();
        buf_drop(&follower->out, (size_t)sent);
    }
    watch(follower, follower->out.len > 0);
}

void show_follower_news(struct show_follower *follower, const struct buf *newest) {
    if (follower->out.len > 0) {
        follower->behind = true;
        if (clock_ns() - follower->taken_at > follower->patience_ms * NS_PER_MS &&
            !follower->fault) {
            follower->fault = "was dropped: it took nothing for too long";
            watch(follower, true);
            shutdown(follower->fd, SHUT_RDWR); /* so that the next pump meets it */
        }
        return;
    }
    follower->taken_at = clock_ns();
    follower->behind = false;
    buf_put(&follower->out, newest->data, newest->len);
    push(follower);
}

/* More than a hand can press. */
static bool floods(struct show_follower *follower) {
    int64_t now = clock_ns();
    if (now - follower->second_at > NS_PER_S) {
        follower->second_at = now;
        follower->wishes = 0;
    }
    return ++follower->wishes > SHOW_WISHES_MAX;
}

/* One line out of what came. */
static const char *take_line(struct show_follower *follower) {
    const char *end = memchr(buf_str(&follower->in), '\n', follower->in.len);
    if (!end) {
        return follower->in.len >= SHOW_WISH_MAX ? "was dropped: it sent junk" : NULL;
    }
    size_t len = (size_t)(end - follower->in.data);
    int r = show_wish_read(follower->in.data, len, &follower->asked);
    buf_drop(&follower->in, len + 1);
    follower->has_wish = r == 0;
    return r == -EPROTO       ? "was dropped: it speaks another version"
           : r < 0            ? "was dropped: it sent junk"
           : floods(follower) ? "was dropped: it sent too much"
                              : NULL;
}

/* MSG_PEEK leaves what is behind the first line in the kernel, so that epoll speaks of it again:
 * one line is taken at a time. */
static const char *pull(struct show_follower *follower) {
    char bytes[SHOW_WISH_MAX];
    size_t room = SHOW_WISH_MAX - follower->in.len;
    ssize_t got = recv(follower->fd, bytes, room, MSG_DONTWAIT | MSG_PEEK);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return NULL;
    }
    if (got <= 0) {
        return "has left";
    }
    const char *end = memchr(bytes, '\n', (size_t)got);
    size_t take = end ? (size_t)(end - bytes) + 1 : (size_t)got;
    got = recv(follower->fd, bytes, take, MSG_DONTWAIT);
    if (got > 0) {
        buf_put(&follower->in, bytes, (size_t)got);
    }
    return take_line(follower);
}

const char *show_follower_pump(struct show_follower *follower, uint32_t events,
                               const struct buf *newest) {
    const char *why = follower->fault;
    if (!why && events & EPOLLOUT) {
        push(follower);
        if (follower->out.len == 0 && follower->behind) {
            show_follower_news(follower, newest);
        }
    }
    if (!why && events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
        why = pull(follower);
    }
    return why;
}

bool show_follower_wish(struct show_follower *follower, struct show_asked *ret_asked) {
    if (follower->has_wish) {
        *ret_asked = follower->asked;
    }
    bool has = follower->has_wish;
    follower->has_wish = false;
    return has;
}
