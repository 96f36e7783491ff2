/* SPDX-License-Identifier: MIT */
/*
 * follow_lines.h: what a follower is told as lines, for screen readers and dumb terminals: of each
 * state what is new in it, a sentence a line; nothing is told twice. Pure.
 */
#ifndef FOLLOW_LINES_H
#define FOLLOW_LINES_H

#include "keys.h"
#include "show_state.h"

enum { FOLLOW_PARTS = 7 };

/* What was told last, part by part. Zeroed at first. */
struct follow_told {
    struct buf parts[FOLLOW_PARTS];
};

/* Appends what is new in the state, each line with its newline. */
void follow_tell(struct follow_told *told, const struct show_state *state, struct buf *out);
void follow_told_done(struct follow_told *told);

/* What a line that was typed asks for: "" a step, "a 1 2 3" an answer, else the key that it is.
 * true: *ret_asked goes to the first terminal. false: *ret_action is what is to be done here
 * (QUIT, HELP), or ACTION_NONE: it is none of these, `why` says so. */
bool follow_line(const char *line, const struct show_state *state, struct show_asked *ret_asked,
                 enum action *ret_action, struct buf *why);
/* The lines that can be typed, one a line. */
void follow_lines_help(struct buf *out);

#endif
