/* SPDX-License-Identifier: MIT */
/* follow.c: the loop of a follower: keys go to the first terminal, what comes from there is drawn.
 * Connected it waits without a time-out; else it looks for a show twice a second. */
#include "follow.h"
#include "follow_picture.h"
#include "follow_wishes.h"
#include "show_client.h"
#include "text.h"
#include <errno.h>
#include <string.h>

enum { LOOK_MS = 500, SCROLL_BY = 3 };

struct follower {
    struct term *term;
    struct canvas canvas;
    struct show_client *client;
    struct follow_picture picture;
    struct buf program; /* of the state before: another one is shown from its top */
    struct buf typed;   /* an answer to what the program asks */
    bool types, quits;
};

static void draw(struct follower *follower) {
    struct follow_picture *picture = &follower->picture;
    picture->state = show_client_state(follower->client);
    picture->connected = show_client_fd(follower->client) >= 0;
    picture->ended = show_client_ended(follower->client);
    follower->types = follower->types && picture->connected;
    picture->typed = follower->types ? buf_str(&follower->typed) : NULL;
    follow_draw(&follower->canvas, picture);
    term_draw(follower->term, &follower->canvas);
}

static void look_for_show(struct follower *follower) {
    struct diag none = {0};
    show_client_connect(follower->client, &none);
    diag_done(&none);
}

/* Another lesson or program: its notes from the top. */
static void take_state(struct follower *follower) {
    const struct show_state *state = show_client_state(follower->client);
    struct buf program = {0};
    buf_putf(&program, "%s %s %s", state->lesson, state->place, state->program);
    follower->types = follower->types && state->asks[0] != '\0'; /* somebody answered */
    if (strcmp(buf_str(&program), buf_str(&follower->program)) != 0) {
        follower->picture.top = 0;
    }
    buf_done(&follower->program);
    follower->program = program;
}

static void tell(struct follower *follower, const struct show_asked *asked) {
    if (show_client_fd(follower->client) >= 0 && !show_client_wish(follower->client, asked)) {
        follower->picture.status = "The first terminal does not take keys now.";
    }
}

static void ask(struct follower *follower, enum show_wish wish, int key) {
    struct show_asked asked = {.wish = wish, .number = wish == SHOW_WISH_LET_GO ? key - '0' : 0};
    tell(follower, &asked);
}

/* What was typed goes as an answer. What is too long stays, to be made shorter. */
static void send_answer(struct follower *follower) {
    struct show_asked asked = {.wish = SHOW_WISH_ANSWER};
    if (follower->typed.len > SHOW_ANSWER_MAX) {
        follower->picture.status = "That is too long for an answer.";
        return;
    }
    memcpy(asked.text, buf_str(&follower->typed), follower->typed.len + 1);
    follower->types = false;
    tell(follower, &asked);
}

static void begin_answer(struct follower *follower) {
    const struct show_state *state = show_client_state(follower->client);
    follower->types =
        show_client_fd(follower->client) >= 0 && state != NULL && state->asks[0] != '\0';
    buf_clear(&follower->typed);
    if (!follower->types) {
        follower->picture.status = "The program asks nothing now.";
    }
}

/* The last character goes, however many bytes it has. */
static void erase(struct buf *typed) {
    while (typed->len > 0 && ((unsigned char)typed->data[typed->len - 1] & 0xC0) == 0x80) {
        typed->len--;
    }
    typed->len -= typed->len > 0 ? 1 : 0;
    if (typed->data != NULL) {
        typed->data[typed->len] = '\0';
    }
}

/* A key while one types an answer. */
static void type(struct follower *follower, int key) {
    enum action action = keys_action(IN_FIELD, key);
    if (action == ACTION_SEND) {
        send_answer(follower);
    } else if (action == ACTION_LEAVE) {
        follower->types = false;
    } else if (action == ACTION_ERASE) {
        erase(&follower->typed);
    } else if (action == ACTION_ERASE_ALL) {
        buf_clear(&follower->typed);
    } else if (action == ACTION_NONE && keys_is_text(key)) {
        text_put_char(&follower->typed, (uint32_t)key);
    }
}

static void act(struct follower *follower, enum action action, int key) {
    struct follow_picture *picture = &follower->picture;
    enum show_wish wish = action_wish(action);
    if (action == ACTION_QUIT) {
        follower->quits = true;
    } else if (action == ACTION_HELP || (action == ACTION_LEAVE && picture->help)) {
        picture->help = !picture->help;
        picture->top = 0;
    } else if (action == ACTION_REDRAW) {
        term_redraw(follower->term);
    } else if (action == ACTION_PANE_UP || action == ACTION_PANE_DOWN) {
        picture->top += action == ACTION_PANE_UP ? -SCROLL_BY : SCROLL_BY;
    } else if (action == ACTION_ACTOR_BACK || action == ACTION_ACTOR_NEXT) { /* arrow keys */
        picture->top += action == ACTION_ACTOR_BACK ? -1 : 1;
    } else if (action == ACTION_ANSWER) {
        begin_answer(follower);
    } else if (wish < SHOW_WISH_N) {
        ask(follower, wish, key);
    }
}

static void handle(struct follower *follower, const struct term_event *event, int *ret_signal) {
    switch (event->kind) {
    case TERM_KEY:
        follower->picture.status = "";
        if (follower->types) {
            type(follower, event->key);
        } else {
            act(follower, keys_action(IN_STAGE, event->key), event->key);
        }
        break;
    case TERM_RESIZE:
        canvas_resize(&follower->canvas, term_width(follower->term), term_height(follower->term));
        term_redraw(follower->term);
        break;
    case TERM_FD:
        if (show_client_pump(follower->client) == SHOW_STATE) {
            take_state(follower);
        }
        break;
    case TERM_TIME:
        look_for_show(follower);
        break;
    case TERM_MOUSE:
        break;
    case TERM_END:
        *ret_signal = event->signal;
        follower->quits = true;
        break;
    }
}

int follow_on(struct term *term, const char *notice, struct diag *diag) {
    struct follower follower = {.term = term, .picture = {.status = notice}};
    int signal = 0, ret = 0;
    canvas_init(&follower.canvas, term_width(term), term_height(term), term_ascii(term));
    follower.client = show_client_new();
    look_for_show(&follower);
    while (!follower.quits && ret >= 0) {
        struct term_event event;
        int fd = show_client_fd(follower.client);
        draw(&follower);
        ret = term_wait(term, &fd, 1, fd >= 0 ? -1 : LOOK_MS, &event);
        if (ret < 0) {
            diag_set(diag, ret, NULL, 0, "the terminal went away");
        } else {
            handle(&follower, &event, &signal);
        }
    }
    show_client_free(follower.client);
    buf_done(&follower.program);
    buf_done(&follower.typed);
    canvas_done(&follower.canvas);
    return ret < 0 ? ret : signal > 0 ? 128 + signal : 0;
}

int follow_open(const struct term_options *options, const char *notice, struct diag *diag) {
    struct term *term;
    int ret = term_open(&term, options, diag);
    if (ret < 0) {
        return ret;
    }
    ret = follow_on(term, notice, diag);
    term_close(term);
    return ret;
}
