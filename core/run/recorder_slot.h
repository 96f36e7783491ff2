/* SPDX-License-Identifier: MIT */
/* recorder_slot.h: what the recorder keeps of processes and objects. For recorder*.c alone. */
#ifndef RECORDER_SLOT_H
#define RECORDER_SLOT_H

#include "recorder.h"

#define RECORDER_SEVERAL UINT32_MAX

struct recorder_fd {
    int32_t fd;
    uint32_t obj;
    uint8_t end;
};

struct recorder_slot {
    bool there;
    bool in_op, asleep, ended;
    bool free;           /* executes another program: without gates */
    long free_call;      /* asleep: in this call */
    uint64_t free_count; /* with this count of bytes */
    strid name;
    int32_t pid, vpid;
    struct event op;         /* of its last op.ready */
    uint32_t obj;            /* that it is on; 0: none */
    int64_t want;            /* bytes that its call asks for; -1: not known */
    uint64_t asleep_since;   /* place among all who ever fell asleep; 0: is not */
    struct range_part part;  /* of its write */
    struct recorder_fd *fds; /* open ones */
    size_t fd_count, fd_cap;
};

struct recorder_obj {
    strid name;
    enum obj_type type;
    bool messages; /* what is counted are messages, not bytes */
    /* Processes without gates that have, or had, an end of it: slot + 1 of the one; 0: none, and
     * RECORDER_SEVERAL. What they take out and put in has no records. */
    uint32_t takers, putters;
    struct ranges ranges;
};

/* A record that waits for its turn; its strings are in recorder->bytes. */
struct pending {
    uint32_t slot;
    bool done;
    struct ring_record record;
    size_t text, state, data;
};

/* The slot, made if it was not there yet. */
struct recorder_slot *recorder_slot(struct recorder *recorder, uint32_t slot);
struct recorder_obj *recorder_obj(struct recorder *recorder, uint32_t obj);
/* A record of this process, of this kind: appends it. */
struct event recorder_event(const struct recorder *recorder, const struct recorder_slot *slot,
                            enum event_kind kind);
void recorder_append(struct recorder *recorder, const struct event *event, const void *data,
                     size_t len);
/* One ring record, now (recorder_ring.c). */
void recorder_put(struct recorder *recorder, uint32_t slot, const struct ring_record *record);
/* A descriptor of obj was closed: with the last one, what was in a FIFO is lost. */
void recorder_left(struct recorder *recorder, uint32_t obj);
/* It sleeps in slot->op: its op.block. */
void recorder_sleeps(struct recorder *recorder, struct recorder_slot *slot);
/* recorder_free.c: from now on this slot has no gates. */
void recorder_freed(struct recorder *recorder, struct recorder_slot *slot);
/* Where it sleeps now, if that is another call than it slept in. */
void recorder_free_sleeps(struct recorder *recorder, struct recorder_slot *slot,
                          const struct supervisor_slot *look);
/* What is in the pipes of processes without gates, where it is not what was counted. */
void recorder_fills(struct recorder *recorder);
/* The actor.start of a slot, and the table that it inherits; parent SLOT_NOBODY: none. */
void recorder_start(struct recorder *recorder, uint32_t slot, uint32_t parent);

#endif
