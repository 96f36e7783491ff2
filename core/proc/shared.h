/* SPDX-License-Identifier: MIT */
/*
 * shared.h: the memory that the runner and the lesson's processes share: one slot a process, with
 * its gate (a futex word), what it is about to do, and its ring. Private to core/proc.
 *
 * Who writes what: a slot's process writes everything of its slot but `gate`, `tail`, `answer` and
 * (while the process is at rest) `head` and `over`; the supervisor writes these, and believes
 * nothing that it reads here: a lesson process may be broken or hostile.
 */
#ifndef SHARED_H
#define SHARED_H

#include "gate.h"
#include <signal.h>
#include <stdatomic.h>

enum {
    SHARED_SLOTS = 1024,
    SHARED_SLOT_BYTES = 32 * 1024, /* whole pages: a step touches the first one alone */
    SHARED_NAMES = 4096,           /* names that can be told apart; a power of two */
    SHARED_KEYS = 1024,            /* named objects that can be found; a power of two */
    SHARED_PORTS = 256,            /* ports that a run can name */
    SHARED_PROGRAM_MAX = 32        /* bytes of a program's name, with the 0 */
};

/* Interrupts a call whose gate_op has a limit, and does nothing else. Lessons can't name it. */
#define SHARED_CLOCK_SIGNAL SIGRTMAX

enum phase {
    PHASE_NEW,   /* to be forked, or not yet running */
    PHASE_USER,  /* between two operations */
    PHASE_GATE,  /* waits to be let go */
    PHASE_OP,    /* in its operation */
    PHASE_SLEEP, /* waits for the run's clock */
    PHASE_ASK,   /* waits for an answer */
    PHASE_FULL,  /* waits for the reader of its ring */
    PHASE_VOID,  /* the fork failed: there is no such process */
    PHASE_EXEC   /* executes another program: stays, if that succeeds (free.h) */
};

struct shared_slot {
    _Atomic uint32_t gate;  /* futex: 1 lets the process go */
    _Atomic uint32_t phase; /* enum phase */
    _Atomic uint32_t space; /* futex: 1 says that the ring was read */
    uint32_t parent;
    uint32_t wild; /* as of the region: no gates, and records carry their time */
    char name[GATE_NAME_MAX];
    /* the operation it stands before or is in: written before PHASE_GATE */
    struct gate_touch touch[GATE_TOUCH_MAX];
    uint32_t touch_count;
    uint32_t op;
    uint32_t target; /* slot, or SHARED_NOBODY */
    uint32_t may_end;
    uint32_t timed;
    uint32_t quiet;                   /* its exit wakes nobody but its parent: holds_nothing */
    char program[SHARED_PROGRAM_MAX]; /* PHASE_EXEC: what it executes */
    int64_t wake;                     /* PHASE_SLEEP: how long, ns */
    int64_t limit;                    /* PHASE_OP: asleep no longer than so many ns; 0: no limit */
    uint64_t takes;                   /* PHASE_OP: signals that the call takes, bit n - 1 for n */
    _Atomic uint32_t hears;           /* 1: gate_hears_children */
    _Atomic uint32_t over;            /* 1: the run's clock has come to that */
    _Atomic uint32_t exits;           /* 1: went through the gate of its exit, with ... */
    int32_t exit_status;              /* ... this status */
    _Atomic int32_t over_line;        /* gate_overtime */
    _Atomic uint32_t reaped;          /* 1: its parent reaped it and got ... */
    int32_t wait_status;              /* ... this */
    _Atomic int32_t answer_len;       /* -1: no more answers */
    _Atomic uint64_t head;            /* bytes ever put into the ring since it was last empty */
    _Atomic uint64_t tail;            /* bytes taken */
    char answer[GATE_ANSWER_MAX];
    unsigned char ring[];
};

#define SHARED_NOBODY     UINT32_MAX
#define SHARED_RING_BYTES (SHARED_SLOT_BYTES - sizeof(struct shared_slot))

/* A name that was given, and how often. */
struct shared_name {
    _Atomic uint64_t hash; /* 0: free */
    _Atomic uint32_t count;
};

/* What an object is found by in all processes. */
struct shared_key {
    _Atomic uint64_t key; /* 0: free */
    _Atomic uint32_t obj; /* 0: not yet */
};

struct shared {
    _Atomic uint32_t slot_count;
    uint32_t slot_max;
    _Atomic uint32_t obj_count;
    _Atomic uint32_t type_count[OBJ_COUNT];
    uint32_t yield_at_gate;
    uint32_t wild;                      /* all gates are open */
    char names_prefix[64];              /* of the cage */
    bool own_net;                       /* likewise */
    _Atomic int32_t output;             /* free.h: where what is not gated writes; -1: nowhere */
    _Atomic int32_t pids[SHARED_SLOTS]; /* as the lesson sees them; 0: not yet */
    _Atomic uint8_t gone[SHARED_SLOTS]; /* set by the supervisor: its pid may be another's by now */
    struct shared_name names[SHARED_NAMES];
    struct shared_key keys[SHARED_KEYS];
    _Atomic uint64_t ports[SHARED_PORTS]; /* type, port, object: gate_port; 0: free */
};

/* A new region, or NULL. slot_max: processes of the run, at most SHARED_SLOTS. */
struct shared *shared_new(uint32_t slot_max);
void shared_free(struct shared *shared);
/* Bytes of address space that it takes. */
size_t shared_bytes(void);
struct shared_slot *shared_slot(struct shared *shared, uint32_t slot);
/* Takes the next slot for a process to be forked; SHARED_NOBODY: all are taken. */
uint32_t shared_slot_new(struct shared *shared, const char *name, uint32_t parent);
/* The slot of a pid (as the lesson sees it); SHARED_NOBODY: none. The latest, if it was reused. */
uint32_t shared_slot_of(struct shared *shared, pid_t pid);
/* Writes name, or name#2 ... if `space` ('p' processes, 'o' objects) has it already. */
void shared_name_unique(struct shared *shared, char space, const char *name,
                        char ret_name[GATE_NAME_MAX]);

/* A name as a number, never 0. */
uint64_t shared_hash(char space, const char *name);
/* gate_obj_key, gate_obj_by_key. With no room left a key is forgotten. */
void shared_key_put(struct shared *shared, uint64_t key, uint32_t obj);
uint32_t shared_key_get(struct shared *shared, uint64_t key);

/* gate.c: this process is slot `slot` of the region from now on. */
void gate_attach(struct shared *shared, uint32_t slot);

#endif
