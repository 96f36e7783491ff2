/* SPDX-License-Identifier: MIT */
/*
 * recorder.h: makes the records of a log out of what the lesson's processes put into their rings,
 * in an order that depends on nothing but the run: of one step first all that the process did that
 * was let go, then that it sleeps or has ended; then those who ended by it; then those whom it
 * woke, in the order in which they had fallen asleep; then whoever is left, by slot. Adds byte
 * ranges (ranges.h), the table that a forked child inherits, and why somebody waits (waits.h); for
 * processes without gates, where they sleep, and what is in their pipes (recorder_free.c). Pure.
 *
 *     recorder_step -> recorder_take ... -> recorder_settled
 */
#ifndef RECORDER_H
#define RECORDER_H

#include "log.h"
#include "ranges.h"
#include "ring.h"
#include "supervisor.h"
#include "world.h"

/* What a program did that ends the run. */
enum recorder_trouble { TROUBLE_NONE, TROUBLE_FAULT, TROUBLE_LIMIT };

struct recorder {
    struct log *log;
    struct world world; /* all records folded */
    const struct supervisor_slot *(*look)(void *arg, uint32_t slot);
    void *look_arg;
    /* Bytes in the pipe that this descriptor of a slot leads to, or -1; NULL: nobody can say. */
    int64_t (*fill)(void *arg, uint32_t slot, int fd);
    int64_t t;         /* of the records that are made now */
    uint32_t released; /* slot whose step this is; SLOT_NOBODY: nobody's */
    uint64_t asleep;   /* how many fell asleep so far */
    bool moved;        /* since recorder_step: somebody fell asleep, ended, or closed an end */
    bool stop_here;    /* since recorder_step: a mark or a say */

    enum recorder_trouble trouble; /* the first one */
    char *trouble_file;
    int trouble_line;
    char *trouble_text;

    struct recorder_slot *slots;
    uint32_t slot_count;
    size_t slot_cap;
    struct recorder_obj *objs;
    uint32_t obj_count;
    size_t obj_cap;
    struct pending *pending;
    size_t pending_count, pending_cap;
    struct buf bytes, text;
};

/* look gives a slot by its number, or NULL; it is asked for main by the first recorder_step, and
 * for a child when its fork is recorded. log must outlive the recorder. */
void recorder_init(struct recorder *recorder, struct log *log,
                   const struct supervisor_slot *(*look)(void *arg, uint32_t slot), void *arg);
void recorder_done(struct recorder *recorder);

/* Appends a record of the run itself (run.start, deadlock, run.end): t is filled in here. */
void recorder_add(struct recorder *recorder, struct event event);
/* main is there: its actor.start. */
void recorder_main(struct recorder *recorder);
/* A process is let go (let_go: with its `step` record), or goes on because it was answered or woken
 * or because the run starts (slot SLOT_NOBODY: who, is not known). */
void recorder_begin(struct recorder *recorder, uint32_t slot, bool let_go, int64_t t);
/* The terminal's signal goes to all who live: its record. word: what stands for it in a schedule.
 */
void recorder_interrupt(struct recorder *recorder, int signal, const char *word, int64_t t);
/* A record out of a ring. */
void recorder_take(struct recorder *recorder, uint32_t slot, const struct ring_record *record);
/* All is settled; these are the slots whose state may have changed. */
void recorder_settled(struct recorder *recorder, const uint32_t *changed, uint32_t count);

#endif
