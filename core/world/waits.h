/* SPDX-License-Identifier: MIT */
/*
 * waits.h: who waits for whom, through which descriptor, why, and what would end it; and whether a
 * set of processes waits for itself: the deadlock, whole or partial, with its circle. All from the
 * world, so it is right at any record. Pure.
 *
 * Rules of each kind of object are in kind_*.c, of waits that are on no object in wait_*.c (see
 * kinds.h).
 */
#ifndef WAITS_H
#define WAITS_H

#include "buf.h"
#include "world.h"

/* One that could end a wait. */
struct wait_edge {
    strid actor;
    int32_t fd;    /* by this descriptor of theirs; -1: by none (ending, for wait(2)) */
    uint32_t proc; /* index into world.procs */
};

/* Who could end the wait of one process. */
struct wait_set {
    struct wait_edge *edges; /* an actor stands here once for each descriptor */
    size_t count, cap;
    bool outside;    /* it ends by itself: the clock, or the student's answer */
    bool unknown;    /* nobody in the log is seen to be able to end it, yet the kernel let it sleep:
                        never part of a partial deadlock */
    bool until_live; /* asked for: stop looking at the first one that is not blocked itself */
    bool live;       /* there is such a one */
};

/* A zeroed struct wait_set is an empty one. */
void wait_set_done(struct wait_set *set);
/* Fills ret_set (what was in it is dropped, its memory used again): empty unless actor is blocked.
 */
void waits_of(const struct world *world, strid actor, struct wait_set *ret_set);
/* The names in it, each once, one space between: what op.block's waits_for says. */
void waits_names(const struct world *world, const struct wait_set *set, struct buf *out);

/* One or more sentences: who, waits in which call on what, for what, because of whom. For ready,
 * ended and sleeping processes too. Nothing for an actor that isn't there. */
void waits_why(const struct world *world, strid actor, struct buf *out);
/* What would end the wait, as half a sentence ("bytes in p, or the last write end of p closed");
 * nothing if it does not wait. */
void waits_need(const struct world *world, strid actor, struct buf *out);

/* One of a circle: waits in op on obj (its own descriptor fd), for the next one, who holds what it
 * waits for through the descriptor `through`. */
struct deadlock_link {
    strid actor;
    enum op_kind op;
    strid obj;       /* 0: none */
    int32_t fd;      /* -1: none */
    strid waits_for; /* 0: nobody is left who could end it */
    int32_t through; /* -1: none */
};

struct deadlock {
    bool whole;    /* nobody in the run can go on; else these wait while others live */
    strid *actors; /* all that can never go on, in the order in which they started */
    size_t actor_count;
    struct deadlock_link *circle; /* the shortest one among them: the last waits for the first. If
                                     there is none: the one who waits for nobody */
    size_t circle_count;
};

/* Looks for a deadlock. A process that is ready, between two gates, asleep for a time or asking
 * means that there is no whole one. false: none, ret_deadlock untouched. */
bool world_deadlock(const struct world *world, struct deadlock *ret_deadlock);
void deadlock_done(struct deadlock *deadlock);
/* Whether the deadlock that the log recorded last still holds and names the same actors: then there
 * is nothing new to record. */
bool deadlock_is_known(const struct world *world, const struct deadlock *deadlock);
/* What it is and what to do: "main waits in read(2) on p (fd 3): p is empty, and p still has one
 * writer: main itself (fd 4). End-of-file can't come. Close fd 4 in main after the fork (line 15)."
 */
void deadlock_why(const struct world *world, const struct deadlock *deadlock, struct buf *out);
/* Names of the actors, one space between. */
void deadlock_names(const struct world *world, const struct deadlock *deadlock, struct buf *out);

/* The circle as the JSON array of a deadlock record: [{"actor":"main","op":"read","obj":"p","fd":3,
 * "waits_for":"main","through":4}]. */
void circle_write(const struct log *log, const struct deadlock_link *circle, size_t count,
                  struct buf *out);
/* Reads it back out of a deadlock record; *ret_circle is the caller's to mem_free. How many; what
 * can't be read is left out (names that the log does not hold, too). */
size_t circle_read(const struct log *log, const char *json, struct deadlock_link **ret_circle);

#endif
