/* SPDX-License-Identifier: MIT */
/* follow_lines.c: see follow_lines.h. */
#include "follow_lines.h"
#include "follow_picture.h"
#include "follow_wishes.h"
#include "text.h"
#include <string.h>

/* A list as "Note: ...", a line each. */
static void put_list(const char *what, const struct show_list *list, struct buf *out) {
    for (size_t i = 0; i < list->count; i++) {
        buf_putf(out, "%s%s\n", what, list->texts[i]);
    }
}

static void put_place(const struct show_state *state, struct buf *out) {
    if (state->lesson[0] == '\0') {
        buf_puts(out, "The list of lessons.\n");
        return;
    }
    buf_putf(out, "Lesson %s: %s", state->lesson, state->title);
    if (state->program[0] != '\0') {
        buf_putf(out, ", program %s", state->program);
    }
    buf_putf(out, ". In front: the %s.\n", state->place);
}

static void put_notes(const struct show_state *state, struct buf *out) {
    put_list("Note: ", &state->notes, out);
}

static void put_step(const struct show_state *state, struct buf *out) {
    if (strcmp(state->place, "run") == 0) {
        buf_putf(out, "Step %lld of %lld, %s. %s\n", (long long)state->step,
                 (long long)state->steps, state->word, state->now);
    }
}

static void put_asks(const struct show_state *state, struct buf *out) {
    if (state->asks[0] != '\0') {
        buf_putf(out, "It asks: %s (a and the answer, in one line, answers.)\n", state->asks);
    }
}

static void put_why(const struct show_state *state, struct buf *out) {
    if (state->why[0] != '\0') {
        buf_putf(out, "Nobody goes on: %s\n", state->why);
    }
}

static void put_next(const struct show_state *state, struct buf *out) {
    put_list("Next: ", &state->next, out);
}

/* "question\nanswer" */
static void put_answers(const struct show_state *state, struct buf *out) {
    for (size_t i = 0; i < state->answers.count; i++) {
        const char *text = state->answers.texts[i];
        size_t len = strcspn(text, "\n");
        buf_putf(out, "Question: %.*s", (int)len, text);
        buf_putf(out, " Answer: %s\n", text[len] != '\0' ? text + len + 1 : "");
    }
}

static void (*const parts[FOLLOW_PARTS])(const struct show_state *state, struct buf *out) = {
    put_place, put_notes, put_answers, put_step, put_asks, put_why, put_next,
};

void follow_tell(struct follow_told *told, const struct show_state *state, struct buf *out) {
    struct buf part = {0};

    for (size_t i = 0; i < FOLLOW_PARTS; i++) {
        buf_clear(&part);
        parts[i](state, &part);
        if (strcmp(buf_str(&part), buf_str(&told->parts[i])) != 0) {
            buf_puts(out, buf_str(&part));
            buf_clear(&told->parts[i]);
            buf_puts(&told->parts[i], buf_str(&part));
        }
    }
    buf_done(&part);
}

void follow_told_done(struct follow_told *told) {
    for (size_t i = 0; i < FOLLOW_PARTS; i++) {
        buf_done(&told->parts[i]);
    }
}

static bool take_answer(const char *text, const struct show_state *state,
                        struct show_asked *ret_asked, struct buf *why) {
    if (state == NULL || state->asks[0] == '\0') {
        buf_puts(why, "The program asks nothing now.");
        return false;
    }
    if (strlen(text) > SHOW_ANSWER_MAX) {
        buf_puts(why, "That is too long for an answer.");
        return false;
    }
    *ret_asked = (struct show_asked){.wish = SHOW_WISH_ANSWER};
    memcpy(ret_asked->text, text, strlen(text) + 1);
    return true;
}

bool follow_line(const char *line, const struct show_state *state, struct show_asked *ret_asked,
                 enum action *ret_action, struct buf *why) {
    size_t len = strlen(line);
    uint32_t key = INPUT_ENTER;
    size_t used = len > 0 ? text_decode(line, len, &key) : 0;
    enum action action = used == len ? keys_action(IN_STAGE, (int)key) : ACTION_NONE;
    enum show_wish wish = action_wish(action);

    *ret_action = ACTION_NONE;
    if (strncmp(line, "a ", 2) == 0) {
        return take_answer(line + 2, state, ret_asked, why);
    }
    if (action == ACTION_ANSWER) {
        buf_puts(why, "Type it behind the a, in one line.");
    } else if (action == ACTION_QUIT || action == ACTION_HELP) {
        *ret_action = action;
    } else if (wish < SHOW_WISH_N) {
        *ret_asked = (struct show_asked){.wish = wish,
                                         .number = wish == SHOW_WISH_LET_GO ? (int)key - '0' : 0};
        return true;
    } else {
        buf_putf(why, "\"%s\" is none of these: ? lists them.", line);
    }
    return false;
}

void follow_lines_help(struct buf *out) {
    buf_puts(out, "Type one of these and Enter. What moves, moves in the first terminal.\n"
                  "Enter alone: one step.\na and an answer: answers what the program asks.\n");
    for (int action = 1; action < ACTION_N; action++) {
        char key[KEY_NAME];
        bool here = action == ACTION_QUIT || action == ACTION_HELP;
        if ((here || action_wish((enum action)action) < SHOW_WISH_N) && action != ACTION_ANSWER &&
            strlen(keys_name((enum action)action, key)) == 1) {
            buf_putf(out, "%s: %s\n", key,
                     action == ACTION_QUIT ? "Stop following. The show goes on."
                                           : keys_help((enum action)action));
        }
    }
    buf_puts(out, "A number: let that one go, or choose that line of a list.\n");
}
