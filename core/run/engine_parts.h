/* SPDX-License-Identifier: MIT */
/* engine_parts.h: what engine*.c share. For them alone; engine.h is the way in. */
#ifndef ENGINE_PARTS_H
#define ENGINE_PARTS_H

#include "cage.h"
#include "crowd.h"
#include "hatch.h"
#include "link_log.h"
#include "recorder.h"
#include "wish.h"

enum {
    ENGINE_SECONDS = 10,          /* limit of a run without a screen, and of one step with it */
    ENGINE_RECORDS_MAX = 1000000, /* of a log */
    ENGINE_SEND_RECORDS = 256,    /* sent together at most */
    ENGINE_SEND_NS = 20000000,    /* held back at most */
    ENGINE_PEEK_STEPS = 32        /* the link is looked at this seldom while nobody holds the run */
};

#define SLOT_TERMINAL (SLOT_NOBODY - 1) /* no process: the terminal's signal is to be sent */

/* Who or what ends a run before its processes do. */
enum engine_cut { CUT_NONE, CUT_STOPPED, CUT_TIME, CUT_TUTOR_GONE };

struct engine {
    struct link link;
    struct wish_held held;
    struct hatch hatch;
    struct cage cage;
    struct log *log;
    struct link_log_out out;
    struct recorder recorder;
    struct supervisor *supervisor;
    struct crowd crowd;
    struct order order;
    struct schedule went; /* who was let go so far */
    char *expect;         /* as declared */
    const char *input;    /* what is left of the wish's, or NULL */

    bool prefix;      /* the wish's schedule is being gone through without a hold */
    bool playing;     /* until the end, ... */
    bool until_mark;  /* ... or the next mark or say */
    bool interrupted; /* Ctrl-C came meanwhile: it is the next step */
    enum engine_cut cut;
    struct diag fault; /* what is told to the tutor */
    int fault_code;

    int64_t began;    /* clock_ns */
    int64_t idle;     /* ns of it in which the tutor was waited for */
    int64_t deadline; /* of the working time, ns; 0: none */
    int64_t step_began;
    int64_t sent_at;
    uint64_t steps;
};

/* Nanoseconds worked so far, and the run's clock, which also counts what was slept on it. */
int64_t engine_worked(const struct engine *engine);
int64_t engine_now(const struct engine *engine);
/* The next line of the wish's input. NULL: there is none. */
const char *engine_next_line(struct engine *engine, size_t *ret_len);
/* Takes in and records all that a call of the supervisor brought about. */
void engine_record(struct engine *engine);

/* engine_link.c: the tutor. */
/* Sends records and, at times, all that waits. */
void engine_send(struct engine *engine, bool now);
void engine_send_state(struct engine *engine, enum run_state state);
void engine_send_fault(struct engine *engine, const struct diag *diag, int code);
/* Takes what has come without waiting: a stop, or that the tutor is gone, sets engine->cut. */
void engine_peek(struct engine *engine);
/* For the supervisor, while a settling takes long. */
int engine_interrupt(void *arg);
/* Holds for a command. The slot to let go (SLOT_NOBODY: whoever is next; SLOT_TERMINAL), or false:
 * cut. */
bool engine_hold(struct engine *engine, uint32_t *ret_slot);
/* Waits for an answer, the caller's to mem_free. NULL: cut, or *ret_interrupt: Ctrl-C instead. */
char *engine_ask(struct engine *engine, bool *ret_interrupt);

/* engine_start.c: run.start and what it takes. 0 or -errno with *diag. */
int engine_start(struct engine *engine, struct diag *diag);

/* engine_wild.c: the two parts of a wild run: letting it run to its end (true: stuck; what it
 * declares is known then), and, after engine_start, its records. */
bool engine_wild_go(struct engine *engine);
void engine_wild_record(struct engine *engine, bool stuck);

/* engine_end.c */
/* Looks for a new deadlock and records it. stuck: nobody can go on, so there must be one. */
void engine_deadlock(struct engine *engine, bool stuck);
/* What a signal that ended a process means for the run: trouble of its own, or nothing. */
void engine_look_at_deaths(struct engine *engine, const uint32_t *changed, uint32_t count);
/* Kills who is left and records run.end. stuck: nobody could go on. */
void engine_end(struct engine *engine, bool stuck);

#endif
