/* SPDX-License-Identifier: MIT */
/*
 * prompts.h: what one types into the last row (a search, a command) or into the palette: opening,
 * each change, lines typed before, leaving. What a line then does is in searching.c, command_line.c
 * and palettes.c.
 */
#ifndef PROMPTS_H
#define PROMPTS_H

#include "desk.h"

struct prompts *prompts_new(void);
void prompts_free(struct prompts *prompts);
/* What was searched for last; "": nothing. */
const char *prompts_sought(const struct prompts *prompts);
void prompts_seek(struct prompts *prompts, const char *text);

/* Where one was when a search was begun. */
struct search_origin {
    uint64_t step;
    enum view_id page;
    size_t cursor, row;
    int top;
    bool scrolled;
};
struct search_origin *prompts_origin(struct prompts *prompts);

/* Opens one; taker: see desk_field. */
void prompt_open(struct desk *desk, enum scene_prompt kind, desk_taker taker);
void prompt_close(struct desk *desk);
/* What is done with the line of the open prompt; NULL: none is open. */
desk_taker prompts_taker(const struct prompts *prompts);
/* Enter: the line is kept for "typed before", the prompt closed. Returns the line, to mem_free. */
char *prompt_take(struct desk *desk);
/* Esc: as it was before the prompt was opened. */
enum refresh prompt_leave(struct desk *desk);
/* The text has changed (also in a field that is no prompt, where that is only drawn). */
enum refresh prompt_changed(struct desk *desk);
void prompt_set(struct desk *desk, const char *text);

/* searching.c: remembers where one was; back to there; from there to what was typed so far. */
void search_begin(struct desk *desk);
void search_undo(struct desk *desk);
enum refresh search_typed(struct desk *desk, const char *text);

/* searching_lessons.c: among the lessons: gathers their texts, lets them go; the next place where
 * `sought` stands; says which it is, after `first`; opens the lesson there (false: one is at none).
 */
void search_lessons_begin(struct desk *desk);
void search_lessons_end(struct desk *desk);
bool search_lessons(struct desk *desk, const char *sought, int by, bool here, bool *ret_wrapped);
void search_lessons_say(struct desk *desk, const char *sought, const char *first);
bool search_lessons_open(struct desk *desk);

/* command_line.c: does a line of ":"; while it can't, the prompt stays and says why. */
enum refresh command_take(struct desk *desk, size_t index, const char *text);
/* Each line that a beginning can become ("se" -> "search", "set"; "program h" -> ...), in order. */
void command_completions(const struct desk *desk, const char *line,
                         void (*take)(void *arg, const char *whole), void *arg);

/* Does an action as its key would; number: see keys_number. */
enum refresh command_do(struct desk *desk, enum action action, int number);

/* palettes.c: the row above or below; which is done. */
enum refresh palette_move(struct desk *desk, int by);
enum refresh palette_take(struct desk *desk, size_t index, const char *text);
/* Does the row, from 0. */
enum refresh palette_do(struct desk *desk, size_t row);

/* pointing.c: a click or the wheel. */
enum refresh pointing(struct desk *desk, const struct term_event *event);

#endif
