/* SPDX-License-Identifier: MIT */
/*
 * show_state.h: what a show says, as JSON Lines, version 1. From the one who shows to those who
 * follow, whenever something has changed, all of it:
 *
 *   {"show":1,"state":{"lesson":"deadlock","title":"...","place":"run","program":"opposite",
 *    "step":4,"steps":4,"word":"live","now":"...","why":"...","asks":null,"next":["..."],
 *    "notes":["..."],"answers":["..."]}}
 *   {"show":1,"end":"the show has ended"}       the last line; without it the show was cut off
 *
 * and back:   {"show":1,"do":"step"}            a key pressed there (show_wish)
 *             {"show":1,"do":"let-go","number":2}
 *             {"show":1,"do":"answer","text":"1 2 3"}
 *
 * Fields and words that are not known are passed over, another version is refused. Everything is
 * bounded, and what comes from the other side is only ever text. Pure.
 */
#ifndef SHOW_STATE_H
#define SHOW_STATE_H

#include "buf.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SHOW_VERSION = 1,
    SHOW_TEXT_MAX = 1000,     /* bytes of one text; what is longer ends in "..." */
    SHOW_LIST_MAX = 40,       /* texts in a list; what is more is left out */
    SHOW_STATE_MAX = 1 << 20, /* bytes of a line to followers: no state is longer */
    SHOW_ANSWER_MAX = 500,    /* bytes of an answer to what the program asks */
    SHOW_WISH_MAX = 4000      /* bytes of a line from a follower */
};

struct show_list {
    char **texts;
    size_t count, cap;
};

struct show_state {
    char *lesson, *title; /* "": the list of lessons */
    char *place;          /* "lessons", "text", "question", "run" */
    char *program;        /* with its title, or "" */
    int64_t step, steps;
    char *word;            /* "live", "past", "DEADLOCK", ... */
    char *now;             /* what the step shown did */
    char *why;             /* why nobody can go on, or "" */
    char *asks;            /* the question that the program asks, or "" */
    struct show_list next; /* who can go with what, who waits */
    struct show_list notes;
    struct show_list answers; /* each: the question, a line break, its answer */
};

void show_state_done(struct show_state *state);
void show_list_add(struct show_list *list, const char *text);

/* Appends the state as a line. Texts and lists are cut to their bounds. */
void show_state_put(const struct show_state *state, struct buf *out);
void show_end_put(const char *why, struct buf *out);

/* What one line from the other side is. */
enum show_line {
    SHOW_STATE, /* *ret_state holds it, the caller's to show_state_done */
    SHOW_END,   /* *ret_text says why */
    SHOW_OTHER, /* well-formed, and not known to this version */
    SHOW_NEWER, /* of another version */
    SHOW_JUNK   /* no line of a show at all */
};
enum show_line show_state_read(const char *line, size_t len, struct show_state *ret_state,
                               struct buf *ret_text);

/* What a follower may ask for: words for actions of ui/input/keys.h. */
#define SHOW_WISH_LIST(WISH)                                                                       \
    WISH(STEP, "step")                                                                             \
    WISH(BACK, "back")                                                                             \
    WISH(FORWARD, "forward")                                                                       \
    WISH(BIG_STEP, "big-step")                                                                     \
    WISH(BIG_BACK, "big-back")                                                                     \
    WISH(FIRST, "first")                                                                           \
    WISH(LAST, "last")                                                                             \
    WISH(MARK_NEXT, "mark-next")                                                                   \
    WISH(MARK_BACK, "mark-back")                                                                   \
    WISH(PLAY, "play")                                                                             \
    WISH(AGAIN, "again")                                                                           \
    WISH(BRANCH, "branch")                                                                         \
    WISH(LET_GO, "let-go") /* with a number, 1 to 9 */                                             \
    WISH(EXPLAIN, "explain")                                                                       \
    WISH(KERNEL, "kernel")                                                                         \
    WISH(CODE, "code")                                                                             \
    WISH(OUTPUT, "output")                                                                         \
    WISH(TEXT, "text")                                                                             \
    WISH(PROGRAM, "program")                                                                       \
    WISH(LEAVE, "leave")                                                                           \
    WISH(ANSWER, "answer") /* with a text */
enum show_wish {
#define SHOW_WISH_ENUM(name, word) SHOW_WISH_##name,
    SHOW_WISH_LIST(SHOW_WISH_ENUM)
#undef SHOW_WISH_ENUM
        SHOW_WISH_N
};
struct show_asked {
    enum show_wish wish;
    int number;                     /* let-go: 1 to 9; else 0 */
    char text[SHOW_ANSWER_MAX + 1]; /* answer: one line, UTF-8; else "" */
};
void show_wish_put(const struct show_asked *asked, struct buf *out);
/* 0: *ret_asked; 1: well-formed, and not known (a let-go without its number, an
 * answer without its text too); -EBADMSG: junk;
 * -EPROTO: another version. */
int show_wish_read(const char *line, size_t len, struct show_asked *ret_asked);

#endif
