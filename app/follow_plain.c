/* SPDX-License-Identifier: MIT */
/* follow_plain.c: see follow_plain.h. Connected it waits without a time-out; else it looks for a
 * show twice a second. */
#include "follow_plain.h"
#include "follow_lines.h"
#include "line_input.h"
#include "say.h"
#include "show_client.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { LOOK_MS = 500 };

struct follower {
    struct out *out;
    struct show_client *client;
    struct follow_told told;
    struct lines lines;
    bool quits;
};

static void look_for_show(struct follower *follower) {
    struct diag none = {0};
    if (show_client_connect(follower->client, &none) == 0) {
        out_text(follower->out, "A show is on.\n");
    }
    diag_done(&none);
}

static void tell_state(struct follower *follower) {
    struct buf news = {0};
    follow_tell(&follower->told, show_client_state(follower->client), &news);
    if (news.len > 0) {
        out_text(follower->out, buf_str(&news));
    }
    buf_done(&news);
}

/* The next show is told from its beginning. */
static void tell_end(struct follower *follower) {
    out_textf(follower->out, "%s\nWaiting for a show.\n", show_client_ended(follower->client));
    follow_told_done(&follower->told);
    follower->told = (struct follow_told){0};
}

static void take_news(struct follower *follower) {
    switch (show_client_pump(follower->client)) {
    case SHOW_STATE:
        tell_state(follower);
        break;
    case SHOW_END:
        tell_end(follower);
        break;
    case SHOW_OTHER:
    case SHOW_NEWER:
    case SHOW_JUNK:
        break;
    }
}

static void act(struct follower *follower, const char *line) {
    const struct show_state *state = show_client_state(follower->client);
    bool connected = show_client_fd(follower->client) >= 0;
    struct show_asked asked;
    enum action action;
    struct buf text = {0};
    if (follow_line(line, state, &asked, &action, &text)) {
        buf_puts(&text, !connected ? "No show is on."
                        : show_client_wish(follower->client, &asked)
                            ? ""
                            : "The first terminal does not take keys now.");
    } else if (action == ACTION_HELP) {
        follow_lines_help(&text);
    }
    follower->quits = action == ACTION_QUIT;
    if (text.len > 0) {
        out_textf(follower->out, "%s%s", buf_str(&text), action == ACTION_HELP ? "" : "\n");
    }
    buf_done(&text);
}

/* All the lines that have come. */
static void take_lines(struct follower *follower) {
    struct buf line = {0};
    do {
        int r = lines_next(&follower->lines, NULL, &line);
        if (r > 0) {
            act(follower, buf_str(&line));
        }
        follower->quits = follower->quits || r <= 0;
    } while (!follower->quits && follower->lines.bytes.len > 0);
    buf_done(&line);
}

int follow_plain(struct out *out) {
    struct follower follower = {.out = out, .lines = {.fd = STDIN_FILENO}};
    follower.client = show_client_new();
    look_for_show(&follower);
    if (show_client_fd(follower.client) < 0) {
        out_text(out, "No show is on. Waiting for one: in the other terminal, ipc-tutor present "
                      "LESSON. ? lists what can be typed here.\n");
    }
    while (!follower.quits && out_flush(out) == 0) {
        int show = show_client_fd(follower.client);
        struct pollfd fds[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                               {.fd = show, .events = POLLIN}};
        int r = poll(fds, 2, show >= 0 ? -1 : LOOK_MS);
        if (r == 0) {
            look_for_show(&follower);
        }
        if (r > 0 && fds[1].revents != 0) {
            take_news(&follower);
        }
        if (r > 0 && fds[0].revents != 0) {
            take_lines(&follower);
        }
    }
    lines_done(&follower.lines);
    follow_told_done(&follower.told);
    show_client_free(follower.client);
    return out->error != 0 ? EXIT_IO : 0;
}
