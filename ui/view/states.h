/* SPDX-License-Identifier: MIT */
/*
 * states.h: how a process' state is said, everywhere the same: a mark, a word, a colour. Words are
 * written into a buf, so that views can cut them to their room.
 */
#ifndef STATES_H
#define STATES_H

#include "view.h"

/* The style: ready, blocked, ended, killed, deadlock (one of a circle that holds). */
unsigned state_look(const struct scene *scene, const struct world_proc *proc);
/* "▶", "⋯", "✗" */
const char *state_mark(const struct world_proc *proc);
/* "ready", "waits", "zombie" (ended, not waited for), "ended", "SIGKILL"; "asks" and "sleeps" where
 * it waits for these. */
void state_word(const struct world_proc *proc, struct buf *out);
/* The name of an operation as short as on the screen: beside a channel "send" is enough. */
const char *state_op(enum op_kind op);
/* What about: "read p" (ready to, waits in), "exit 0". Empty if there is nothing to say. */
void state_about(const struct scene *scene, const struct world_proc *proc, struct buf *out);
/* Behind the name of a process that executes another program: " = sort: not gated" (the program's
 * name only if it is another one). False, and nothing, for one of the lesson's own. */
bool state_free(const struct scene *scene, const struct world_proc *proc, struct buf *out);
/* Mark, word and what about: "▶ ready: read p". */
void state_put(const struct scene *scene, const struct world_proc *proc, struct buf *out);
/* The same where there is little room: in *out what fits into width columns. What is left for a
 * line of its own (rows > 1) goes into *more; where there is none, the word gives way, because mark
 * and colour say the same. */
void state_fit(const struct scene *scene, const struct world_proc *proc, int width, int rows,
               struct buf *out, struct buf *more);
/* "SIGKILL" for 9. */
void state_signal(int signal, struct buf *out);
/* Whether this process is one of a deadlock that holds now. */
bool state_stuck(const struct scene *scene, strid actor);

#endif
