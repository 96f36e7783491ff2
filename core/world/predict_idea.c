/* SPDX-License-Identifier: MIT */
/*
 * predict_idea.c: what was mistaken in a wrong prediction, without names and numbers.
 */
#include "predict.h"

/* The larger or the smaller one of the number that was expected and the one that came. */
static const char *number_idea(enum op_kind op, bool more, bool came) {
    if (op == OP_STORE) {
        return more ? "both updates count" : "one update is lost";
    }
    if (op == OP_LOAD) {
        return came ? "what is there" : "another number";
    }
    return more ? "all that is there" : "what one write put there";
}

static const char *woken_idea(bool all, size_t count, bool other) {
    return all          ? "all go on"
           : count == 0 ? "nobody goes on"
           : other      ? "another one goes on"
                        : "one goes on";
}

static void put_idea(const struct prediction *what, const char *number, struct buf *out) {
    char name[24];
    switch (what->kind) {
    case PREDICT_GOES_ON:
        buf_puts(out, number != NULL ? number : "goes on");
        break;
    case PREDICT_EOF:
        buf_puts(out, "end-of-file");
        break;
    case PREDICT_BLOCKS:
        buf_puts(out, "blocks");
        break;
    case PREDICT_FAILS:
        buf_puts(out, what->err != NULL ? what->err : "another error");
        break;
    case PREDICT_DIES:
        buf_puts(out, signal_text((int32_t)what->value, name));
        break;
    case PREDICT_WAKES:
        buf_puts(out, woken_idea(what->all, what->actor != 0, false));
        break;
    }
}

void prediction_idea(const struct prediction *said, const struct predict_outcome *outcome,
                     struct buf *out) {
    const struct prediction *did = &outcome->did;
    bool wakes = said->kind == PREDICT_WAKES;
    bool numbers = said->kind == PREDICT_GOES_ON && did->kind == PREDICT_GOES_ON &&
                   said->has_value && did->has_value;
    buf_puts(out, "thought \"");
    put_idea(said, numbers ? number_idea(outcome->op, said->value > did->value, false) : NULL, out);
    buf_puts(out, "\", was \"");
    if (wakes && did->kind == PREDICT_GOES_ON) {
        bool all = outcome->woken_count > 1 && outcome->woken_count >= outcome->waiting_count;
        buf_puts(out, woken_idea(all, outcome->woken_count, said->actor != 0));
    } else {
        put_idea(did, numbers ? number_idea(outcome->op, said->value < did->value, true) : NULL,
                 out);
    }
    buf_puts(out, "\"");
}
