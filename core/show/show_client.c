/* SPDX-License-Identifier: MIT */
/* show_client.c: see show_client.h. */
#include "show_client.h"
#include "fdio.h"
#include "mem.h"
#include "show_place.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

struct show_client {
    int fd;
    struct buf in;
    struct show_state state;
    bool has_state;
    struct buf ended;
};

enum { PULL_MAX = 16384 };

struct show_client *show_client_new(void) {
    struct show_client *client = mem_new(sizeof *client);
    client->fd = -1;
    return client;
}

void show_client_free(struct show_client *client) {
    if (!client) {
        return;
    }
    fd_close(&client->fd);
    buf_done(&client->in);
    buf_done(&client->ended);
    show_state_done(&client->state);
    mem_free(client);
}

int show_client_connect(struct show_client *client, struct diag *diag) {
    struct sockaddr_un address;
    int r = show_place(false, &address, diag);
    if (r < 0) {
        return r;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        r = -errno;
        fd_close(&fd);
        return r;
    }
    if (!show_peer_is_us(fd)) {
        fd_close(&fd);
        return diag_set(diag, -EPERM, address.sun_path, 0, "another user listens there");
    }
    fd_close(&client->fd);
    client->fd = fd;
    buf_clear(&client->in);
    buf_clear(&client->ended);
    return 0;
}

int show_client_fd(const struct show_client *client) {
    return client->fd;
}

static enum show_line leave(struct show_client *client, const char *why) {
    fd_close(&client->fd);
    buf_clear(&client->in);
    if (client->ended.len == 0) {
        buf_puts(&client->ended, why);
    }
    return SHOW_END;
}

static enum show_line take_line(struct show_client *client, size_t len) {
    struct show_state state;
    enum show_line what = show_state_read(client->in.data, len, &state, &client->ended);
    buf_drop(&client->in, len + 1);
    switch (what) {
    case SHOW_STATE:
        show_state_done(&client->state);
        client->state = state;
        client->has_state = true;
        return what;
    case SHOW_END:
        return leave(client, "The show has ended.");
    case SHOW_NEWER:
        return leave(client, "The show is of another version of ipc-tutor: use the same in both.");
    case SHOW_JUNK:
        return leave(client, "What listens there is no show.");
    case SHOW_OTHER:
        break;
    }
    return SHOW_OTHER;
}

/* Whole lines that are there, until the show ends. */
static enum show_line take_lines(struct show_client *client) {
    enum show_line what = SHOW_OTHER;
    const char *end;
    while (what != SHOW_END && (end = memchr(buf_str(&client->in), '\n', client->in.len)) != NULL) {
        enum show_line one = take_line(client, (size_t)(end - client->in.data));
        what = one == SHOW_OTHER ? what : one;
    }
    if (what != SHOW_END && client->in.len > SHOW_STATE_MAX) {
        return leave(client, "What listens there is no show.");
    }
    return what;
}

enum show_line show_client_pump(struct show_client *client) {
    if (client->fd < 0) {
        return SHOW_OTHER;
    }
    ssize_t got = fd_read_some(client->fd, buf_room(&client->in, PULL_MAX), PULL_MAX);
    if (got == -EAGAIN) {
        return SHOW_OTHER;
    }
    if (got <= 0) {
        return leave(client, "The show was cut off: the ipc-tutor that gave it is gone.");
    }
    buf_filled(&client->in, (size_t)got);
    return take_lines(client);
}

const struct show_state *show_client_state(const struct show_client *client) {
    return client->has_state ? &client->state : NULL;
}

const char *show_client_ended(const struct show_client *client) {
    return buf_str(&client->ended);
}

/* A wish is shorter than any socket's buffer: it goes as a whole or not at all. */
bool show_client_wish(struct show_client *client, const struct show_asked *asked) {
    struct buf line = {0};
    show_wish_put(asked, &line);
    bool sent = client->fd >= 0 && send(client->fd, buf_str(&line), line.len,
                                        MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)line.len;
    buf_done(&line);
    return sent;
}
