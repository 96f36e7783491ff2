/* SPDX-License-Identifier: MIT */
/* link.c: see link.h. */
#include "link.h"
#include "mem.h"
#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEAD     (sizeof(uint32_t) + 1)
#define FILL_MAX 65536

void link_init(struct link *link, int fd) {
    *link = (struct link){.fd = fd};
}

void link_done(struct link *link) {
    if (!link) {
        return;
    }
    if (link->fd >= 0) {
        close(link->fd);
    }
    buf_done(&link->in);
    buf_done(&link->out);
    *link = (struct link){.fd = -1};
}

void link_begin(struct link *link, enum link_type type) {
    uint32_t length = 0; /* filled in by link_end */
    link->frame = link->out.len;
    buf_put(&link->out, &length, sizeof(length));
    buf_putc(&link->out, (char)type);
}

void link_put(struct link *link, const void *bytes, size_t len) {
    if (len > 0) {
        buf_put(&link->out, bytes, len);
    }
}

void link_put_u8(struct link *link, uint8_t value) {
    link_put(link, &value, sizeof(value));
}

void link_put_u32(struct link *link, uint32_t value) {
    link_put(link, &value, sizeof(value));
}

void link_put_u64(struct link *link, uint64_t value) {
    link_put(link, &value, sizeof(value));
}

void link_put_f64(struct link *link, double value) {
    link_put(link, &value, sizeof(value));
}

void link_put_str(struct link *link, const char *text) {
    size_t len = text ? strlen(text) : 0;
    if (len > LINK_FRAME_MAX / 2) {
        len = LINK_FRAME_MAX / 2;
    }
    link_put_u32(link, (uint32_t)len);
    link_put(link, text, len);
}

void link_end(struct link *link) {
    uint32_t length = (uint32_t)(link->out.len - link->frame - HEAD);
    assert(length <= LINK_FRAME_MAX);
    memcpy(link->out.data + link->frame, &length, sizeof(length));
}

size_t link_waiting(const struct link *link) {
    return link->out.len - link->out_at;
}

/* The socket may be non-blocking: then a full one is waited for here. */
static int wait_writable(int fd) {
    struct pollfd poll_fd = {.fd = fd, .events = POLLOUT};
    return poll(&poll_fd, 1, -1) < 0 && errno != EINTR ? -errno : 0;
}

int link_flush(struct link *link) {
    while (link_waiting(link) > 0) {
        ssize_t n = send(link->fd, link->out.data + link->out_at, link_waiting(link), MSG_NOSIGNAL);
        if (n >= 0) {
            link->out_at += (size_t)n;
            continue;
        }
        if (errno != EAGAIN && errno != EINTR) {
            return -errno;
        }
        int error = errno == EAGAIN ? wait_writable(link->fd) : 0;
        if (error) {
            return error;
        }
    }
    buf_clear(&link->out);
    link->out_at = 0;
    return 0;
}

int link_fill(struct link *link) {
    char bytes[FILL_MAX];
    ssize_t n;
    do {
        n = recv(link->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
    } while (n < 0 && errno == EINTR);
    if (n == 0 || (n < 0 && errno == ECONNRESET)) {
        return 0;
    }
    if (n < 0) {
        return -errno;
    }
    buf_drop(&link->in, link->in_at);
    link->in_at = 0;
    buf_put(&link->in, bytes, (size_t)n);
    link->received += (uint64_t)n;
    return 1;
}

int link_next(struct link *link, struct link_frame *ret_frame) {
    size_t have = link->in.len - link->in_at;
    if (have < HEAD) {
        return 0;
    }
    const char *at = link->in.data + link->in_at;
    uint32_t length = 0;
    memcpy(&length, at, sizeof(length));
    if (length > LINK_FRAME_MAX) {
        return -EPROTO;
    }
    if (have < HEAD + length) {
        return 0;
    }
    *ret_frame = (struct link_frame){.type = (enum link_type)(unsigned char)at[sizeof(length)],
                                     .at = at + HEAD,
                                     .end = at + HEAD + length};
    link->in_at += HEAD + length;
    return 1;
}

size_t link_left(const struct link_frame *frame) {
    return (size_t)(frame->end - frame->at);
}

void link_get(struct link_frame *frame, void *ret_bytes, size_t len) {
    if (frame->bad || link_left(frame) < len) {
        frame->bad = true;
        memset(ret_bytes, 0, len);
        return;
    }
    memcpy(ret_bytes, frame->at, len);
    frame->at += len;
}

uint8_t link_get_u8(struct link_frame *frame) {
    uint8_t value;
    link_get(frame, &value, sizeof(value));
    return value;
}

uint32_t link_get_u32(struct link_frame *frame) {
    uint32_t value;
    link_get(frame, &value, sizeof(value));
    return value;
}

uint64_t link_get_u64(struct link_frame *frame) {
    uint64_t value;
    link_get(frame, &value, sizeof(value));
    return value;
}

double link_get_f64(struct link_frame *frame) {
    double value;
    link_get(frame, &value, sizeof(value));
    return value;
}

char *link_get_str(struct link_frame *frame) {
    uint32_t len = link_get_u32(frame);
    if (frame->bad || link_left(frame) < len) {
        frame->bad = true;
        return mem_strdup("");
    }
    char *text = mem_strndup(frame->at, len);
    frame->at += len;
    return text;
}

void link_put_fault(struct link *link, int code, const struct diag *diag) {
    link_begin(link, LINK_FAULT);
    link_put_u32(link, (uint32_t)-code);
    link_put_str(link, diag->file);
    link_put_u32(link, (uint32_t)diag->line);
    link_put_str(link, diag->text);
    link_put_str(link, diag->source);
    link_end(link);
}

int link_take_fault(struct link_frame *frame, struct diag *diag) {
    uint32_t code = link_get_u32(frame);
    char *file = link_get_str(frame);
    uint32_t line = link_get_u32(frame);
    char *text = link_get_str(frame);
    char *source = link_get_str(frame);
    bool first = !diag->text;
    code = code > 0 && code < 4096 ? code : EINVAL;
    diag_set(diag, 0, *file ? file : NULL, line <= INT_MAX ? (int)line : 0, "%s", text);
    if (first && *source) {
        diag->source = source;
        source = NULL;
    }
    mem_free(file);
    mem_free(text);
    mem_free(source);
    return -(int)code;
}
