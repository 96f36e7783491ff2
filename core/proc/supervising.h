/* SPDX-License-Identifier: MIT */
/*
 * supervising.h: the inside of a supervisor: what it knows of each process, taken when all was
 * settled and from nowhere else. Private to core/proc; supervisor.h is what others see.
 */
#ifndef SUPERVISING_H
#define SUPERVISING_H

#include "buf.h"
#include "cage.h"
#include "free.h"
#include "glance.h"
#include "queues.h"
#include "shared.h"
#include "supervisor.h"

enum { SUPERVISOR_PREFIXES = 2 * GATE_TOUCH_MAX };

/* What the last look at a process showed. */
enum look {
    LOOK_NONE,
    LOOK_BUSY,
    LOOK_GATE,
    LOOK_SLEEP,
    LOOK_ASK,
    LOOK_BLOCKED,
    LOOK_OUTSIDE, /* asleep, but not in an operation */
    LOOK_FREE,    /* asleep, and not gated: it executes another program */
    LOOK_STOPPED,
    LOOK_DEAD,
    LOOK_VOID
};

struct proc {
    uint32_t slot;
    char name[GATE_NAME_MAX];
    struct supervisor_slot pub; /* what others see: set when settled */
    struct shared_slot *shared;
    struct glance glance;
    bool glancing; /* the glance's files are open */
    int pidfd;     /* -1: none (yet) */
    /* private copies of what its slot says, taken when settled */
    struct gate_touch touch[GATE_TOUCH_MAX];
    uint32_t touch_count;
    uint32_t target;
    bool may_end;
    bool quiet;     /* it stands before, or is in, an exit that wakes its parent alone */
    uint64_t head;  /* of its ring, when it blocked */
    int64_t wake;   /* sleeping: on the run's clock */
    uint64_t runs;  /* blocked: how often it had run when seen in this sleep; 0: not known */
    bool parked;    /* by us */
    bool told;      /* dead: its parent was told, or need not be */
    bool owed;      /* a child of it died: SIGCHLD waits for it to be at a gate, or asleep */
    bool dirty;     /* has records that were not drained */
    bool changed;   /* in supervisor->changed */
    uint64_t set;   /* number of the settling whose set it is in */
    enum look look; /* of the last look */
    long call;      /* and the call that it sleeps in */
    int exit;       /* and the waitpid(2) status of a zombie; -1: not known */
    uint32_t tries; /* looks at a slot that has no process yet */
    struct free_proc free;
    struct buf spill; /* what its ring held before it was emptied */
    /* of a wild run */
    bool known;      /* its fork was drained */
    bool gives;      /* what comes next of it took place ... */
    int64_t entered; /* ... at this time already */
    size_t taken;    /* bytes of spill that were drained */
};

struct slot_list {
    uint32_t *slots;
    size_t count, cap;
};

struct supervisor {
    struct supervisor_wish wish;
    struct confine_limits limits;
    struct shared *shared;
    struct proc **procs; /* by slot; each stays where it is */
    size_t proc_count, proc_cap;
    struct queues queues;
    struct slot_list set, dirty, changed;
    int deaths_fd; /* signalfd(2) of SIGCHLD, in a wild run; -1: none */
    int64_t
        still_since; /* clock_ns since when all were seen asleep without a run; 0: they are not */
    struct slot_list free; /* not gated, and alive when last looked at */
    bool executed;         /* somebody was let go to become such a one */
    bool held;             /* these are stopped, and go on in turn */
    int output[2];         /* free.h: read end, write end; -1: none */
    uint64_t set_number;
    bool set_all;                           /* the set is everybody */
    uint64_t prefixes[SUPERVISOR_PREFIXES]; /* keys of queues that are looked at from the front */
    size_t prefix_count;
    int64_t clock;
    uint32_t owed;  /* processes that are */
    int proc_fd;    /* the machine's /proc */
    int keep_below; /* descriptors for looking are kept open below this */
    bool own_pids;  /* the run has a pid namespace of its own, and this is its first process */
    struct supervisor_stats stats;
    struct buf scratch;
    int64_t since;        /* monotonic, ns: when this settling began */
    int64_t interrupt_at; /* monotonic, ns: when to ask the interrupt again */
};

/* procs.c: the table of processes. */
/* Takes in the slots that appeared since; each joins the set. */
void procs_appear(struct supervisor *sv);
/* Empties its ring into its spill. Returns whether there was anything. */
bool procs_spill(struct supervisor *sv, struct proc *proc);
/* The look becomes what is known (supervisor_slot, queues). */
void procs_commit(struct supervisor *sv, struct proc *proc);
void procs_note_changed(struct supervisor *sv, struct proc *proc);
/* Sends a signal to the process itself, never to one that has got its number since. */
void procs_signal(struct supervisor *sv, struct proc *proc, int signal);
void procs_free(struct proc *proc);

/* look.c: one look at a process: sets look, call and exit. */
enum look look_at(struct supervisor *sv, struct proc *proc);

/* free.c: a look at one in PHASE_EXEC that sleeps: sets call, and fd and count of proc->free.
 * LOOK_BUSY if it is still on its way. */
enum look free_look(struct proc *proc);

/* settle.c: the set of those to look at, and waiting until they are at rest. */
void set_begin(struct supervisor *sv);
void set_add(struct supervisor *sv, uint32_t slot);
void set_add_all(struct supervisor *sv);
/* Those whom the end of this process can wake. */
void set_add_ending(struct supervisor *sv, const struct proc *proc);
/* Those who wait on what the process (about to be let go) touches. */
void set_add_touched(struct supervisor *sv, const struct proc *proc);
/* Waits until the set is at rest, and takes what is then. 0, -ETIME, -ECANCELED. */
int settle(struct supervisor *sv);

/* deaths.c: how a process ended; reaping. */
/* After all is settled: lets SIGCHLD in to one parent that holds it back and is still asleep (its
 * slot joins the set, to be settled again). False: there is none. */
bool deaths_tell_parent(struct supervisor *sv);
void deaths_learn(struct supervisor *sv, struct proc *proc);
/* Reaps what is ours to reap: children, and those whose parents are gone. */
void deaths_reap(struct supervisor *sv);
void deaths_kill_all(struct supervisor *sv);

/* turns.c: those without gates go on one after the other. */
/* Stops all of them, if there is more than one, or will be once `going` (may be NULL) went. -errno
 * as settle. */
int turns_hold(struct supervisor *sv, const struct proc *going);
/* Lets them go on in turn until none of them gets anywhere; all sleep in their calls after it. */
int turns_go(struct supervisor *sv);

/* herd.c: who is first among waiters that the kernel wakes all at once. */
/* Stops all but the first waiter of each herd queue that the process touches; -errno as settle.
 * ret_parked: slots in the order of their queues. */
int herd_park(struct supervisor *sv, const struct proc *proc, struct slot_list *ret_parked);
/* Lets them go on, one by one. */
int herd_unpark(struct supervisor *sv, struct slot_list *parked);

/* terminal.c: a signal to all of the run at once; 0, or -errno as settle. */
int terminal_signal(struct supervisor *sv, int signal);

/* watch.c: what a wild run needs before its first process is forked. */
void watch_begin(struct supervisor *sv);

/* audit.c: a full look at everybody after a decision: was anybody missed? */
void audit(struct supervisor *sv);

void slot_list_add(struct slot_list *list, uint32_t slot);
void slot_list_done(struct slot_list *list);
/* In rising order. */
void slot_list_sort(struct slot_list *list);

#endif
