/* SPDX-License-Identifier: MIT */
/*
 * timeline.h: the whole run at once: the world after any record, steps, marks, lanes to draw, and
 * arrows from who wrote to who read. Grows with the log: call timeline_update when records came.
 *
 * Two ways of counting. A record is n = 1, 2, 3 ... of the log. A step is k = 1, 2, 3 ...: one
 * process let go once; its records are those from its `step` record up to the next one. Step 0 is
 * what comes before the first.
 */
#ifndef TIMELINE_H
#define TIMELINE_H

#include "world.h"

struct timeline;

/* A timeline of everything that is in the log now; log is the caller's and must outlive it. */
struct timeline *timeline_new(const struct log *log);
void timeline_free(struct timeline *timeline);
/* Takes in what the log has grown by. Costs as much as there is new. */
void timeline_update(struct timeline *timeline);
const struct log *timeline_log(const struct timeline *timeline);
/* Records taken in. */
uint64_t timeline_count(const struct timeline *timeline);

/* The world after record n (n = 0: the empty one; beyond the end: the end). It stays as it is until
 * the next timeline_at or timeline_update; world_copy what has to live longer. */
const struct world *timeline_at(struct timeline *timeline, uint64_t n);
/* The world after the last record: like timeline_at(count), and valid until timeline_update. */
const struct world *timeline_head(const struct timeline *timeline);
/* Bytes of memory that the timeline holds, without the log. */
size_t timeline_memory(const struct timeline *timeline);

/* Steps. */
uint64_t timeline_steps(const struct timeline *timeline);
/* The step that record n belongs to; 0 before the first. */
uint64_t timeline_step_of(const struct timeline *timeline, uint64_t n);
/* The record with which step k begins (k = 0: 1) and the one that ends it; k beyond the last: the
 * last one's. */
uint64_t timeline_step_begin(const struct timeline *timeline, uint64_t k);
uint64_t timeline_step_end(const struct timeline *timeline, uint64_t k);

/* Places that one wants to go to: marks, says, asks and Ctrl-C, in order. */
enum stop_kind { STOP_MARK, STOP_SAY, STOP_ASK, STOP_INTERRUPT };
struct timeline_stop {
    enum stop_kind kind;
    uint64_t record, step;
    strid actor;
    strid text; /* label, sentence, question, the word of Ctrl-C in a schedule; 0: none */
    int64_t T;  /* of a mark; -1: only a name */
};
size_t timeline_stop_count(const struct timeline *timeline);
/* The stop of an index from 0; the first one after record n; the last one before it. NULL: there is
 * none. They stay until timeline_update. */
const struct timeline_stop *timeline_stop_at(const struct timeline *timeline, size_t index);
const struct timeline_stop *timeline_stop_after(const struct timeline *timeline, uint64_t n);
const struct timeline_stop *timeline_stop_before(const struct timeline *timeline, uint64_t n);

/* Records with words in them (print, say, ask, answer), in order: the number of the one of an index
 * from 0; 0: there is none. */
uint64_t timeline_words_at(const struct timeline *timeline, size_t index);

/* The next (or the previous) record after (before) n with which something happened to this actor:
 * start, exit, an operation that blocked or ended, print, say, ask, mark. 0: none. */
uint64_t timeline_event_after(const struct timeline *timeline, strid actor, uint64_t n);
uint64_t timeline_event_before(const struct timeline *timeline, strid actor, uint64_t n);

/* Lanes: one an actor, in the order in which they started. */
struct timeline_lane {
    strid actor;
    uint64_t born, ended; /* records of start and exit; ended 0: lives */
    uint64_t born_step, ended_step;
};
size_t timeline_lane_count(const struct timeline *timeline);
/* Lane 0 ... count - 1; NULL beyond. It stays until timeline_update. */
const struct timeline_lane *timeline_lane(const struct timeline *timeline, size_t lane);
/* The lane of an actor, or -1. */
long timeline_lane_of(const struct timeline *timeline, strid actor);

/* A stretch of a lane: steps from ... to, both included. */
enum stretch_kind {
    STRETCH_READY,   /* stands at a gate (or is about to) while others go */
    STRETCH_OP,      /* the one step in which it carried out op, from start to end */
    STRETCH_BLOCKED, /* sleeps in op: from the step in which it was let go to the one that freed it;
                        done 0: still */
};
struct timeline_stretch {
    enum stretch_kind kind;
    enum op_kind op;
    uint64_t from, to;
    uint64_t record; /* op.enter; READY: 0 */
    uint64_t done;   /* op.exit (or actor.exit), 0: not yet */
};
/* The stretches of a lane that touch the steps from ... to, in order, at most max of them; how many
 * were written. */
size_t timeline_stretches(const struct timeline *timeline, size_t lane, uint64_t from, uint64_t to,
                          struct timeline_stretch *ret_stretches, size_t max);

/* The operation of a lane that step k belongs to: one that began in it, ended in it or slept
 * through it; the last of these. false: it stood at a gate, or was not there. */
bool timeline_op_at(const struct timeline *timeline, size_t lane, uint64_t k,
                    struct timeline_stretch *ret_op);
/* The next (the last) step after (before) k in which something began or ended for this lane: its
 * start, its end, an operation. false: there is none. */
bool timeline_lane_after(const struct timeline *timeline, size_t lane, uint64_t k,
                         uint64_t *ret_step);
bool timeline_lane_before(const struct timeline *timeline, size_t lane, uint64_t k,
                          uint64_t *ret_step);

/* What a lane did from its beginning to the end of step k: the difference of two of these is what
 * it did between. Costs a search, however much that was: so a long run can be drawn small. */
struct timeline_sum {
    uint64_t ops;   /* operations begun */
    uint64_t slept; /* steps of others that it slept through */
};
struct timeline_sum timeline_sum(const struct timeline *timeline, size_t lane, uint64_t k);
/* The first mark or Ctrl-C after record n; NULL: there is none. Stays until timeline_update. */
const struct timeline_stop *timeline_mark_after(const struct timeline *timeline, uint64_t n);

/* What was written in one step and read in another (or the same): joined by byte ranges. */
struct timeline_arrow {
    uint64_t from, to;           /* op.exit records of write and read */
    uint64_t from_step, to_step; /* of these records; a write that was read while it still slept
                                    has from > to */
    strid writer, reader;
    strid obj;
    int64_t off, len; /* the part of the stream that went this way; 0, 0: a message of a queue */
};
/* Those whose to_step lies in from ... to, in order, at most max of them; how many were written. */
size_t timeline_arrows(const struct timeline *timeline, uint64_t from, uint64_t to,
                       struct timeline_arrow *ret_arrows, size_t max);
/* How many they are. Costs two searches, however many there are. */
uint64_t timeline_arrow_count(const struct timeline *timeline, uint64_t from, uint64_t to);
/* Of these, those that begin or end with this actor, as sums: a row for whoever is at their other
 * end, at most max of them (one a lane is enough); how many were written. */
struct timeline_flow {
    strid other;
    uint64_t to, from; /* arrows from the actor to it; and back. To itself: `to` alone */
};
size_t timeline_flows(const struct timeline *timeline, uint64_t from, uint64_t to, strid actor,
                      struct timeline_flow *ret_flows, size_t max);
/* The same for one record: arrows that end (a read) or begin (a write) at op.exit record n. */
size_t timeline_arrows_of(const struct timeline *timeline, uint64_t n,
                          struct timeline_arrow *ret_arrows, size_t max);
/* Of these all that end at record n and, of those that begin there, the one to the first read. One
 * search, however long the run is. */
size_t timeline_arrows_at(const struct timeline *timeline, uint64_t n,
                          struct timeline_arrow *ret_arrows, size_t max);

#endif
