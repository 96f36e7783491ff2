/* SPDX-License-Identifier: MIT */
/*
 * cast.h: everybody and everything that a program is known to have on stage: its actors, its
 * objects, and who ever held which end of what. Kept over all runs of one program and only ever
 * added to, so that places on screen, once given, stay. Pure.
 */
#ifndef CAST_H
#define CAST_H

#include "log.h"
#include <stdbool.h>
#include <stddef.h>

struct cast_actor {
    char *name;
    strid id; /* in the log looked at last; 0: not (yet) in it */
    size_t links;
    int about; /* columns of the longest "write p" that it was at */
    int room;  /* the same when the cast was arranged: what its box has to have room for */
};

struct cast_obj {
    char *name;
    strid id;
    enum obj_type type;
    bool ends;               /* somebody has or had a descriptor of it */
    int64_t length;          /* cells of shared memory, places of a semaphore; 0: none */
    size_t readers, writers; /* links of each end */
    /* Where it stands on stage: its row among the objects, and of its two ends' upright wires which
     * from the left. In the order in which they came to be, until stage_arrange (stage_order.c). */
    size_t row, write_track, read_track;
};

/* An actor that holds, held or will hold an end of an object. */
struct cast_link {
    size_t actor, obj; /* places in the lists below */
    enum fd_end end;   /* END_R or END_W; a descriptor that is END_RW makes two links. END_RW: no
                          descriptor, stage_kind.bond says how it stands at the moment */
    size_t slot;       /* which of the actor's links this is: 0, 1, 2 ... */
};

struct cast {
    const struct log *log;
    uint64_t n; /* records of it that were looked at */
    struct cast_actor *actors;
    size_t actor_count, actor_cap;
    struct cast_obj *objs;
    size_t obj_count, obj_cap;
    struct cast_link *links;
    size_t link_count, link_cap;
    size_t marks;  /* that a run sets, as far as is known */
    size_t marked; /* in this log */
    size_t *by_id; /* twice the log's string number, and one more -> actor, object + 1; 0: none */
    size_t by_id_cap;
};

void cast_init(struct cast *cast);
void cast_done(struct cast *cast);
/* Another log comes next (run again, branch): the same people, new numbers. */
void cast_restart(struct cast *cast);
/* Looks at what is new in log; the same log as last time unless cast_restart was called. */
void cast_update(struct cast *cast, const struct log *log);
/* Place in actors (objs), or -1. */
int cast_actor(const struct cast *cast, strid id);
int cast_obj(const struct cast *cast, strid id);

#endif
