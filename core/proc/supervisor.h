/* SPDX-License-Identifier: MIT */
/*
 * supervisor.h: the runner's side of a run: starts `main`, lets one process at a time do one
 * operation, waits until all is settled, takes the records, knows who is ready, blocked or dead,
 * and in the end kills and reaps everybody. A run is a pure function of the order of supervisor_*
 * calls. One supervisor a process; the process should be a runner made by launch.h.
 *
 *     supervisor_new -> { supervisor_drain, look at the slots, supervisor_step | _wake | _answer }
 *     ... until all are dead -> supervisor_free
 *
 * The algorithm is settle.c's; read ring.h for the records.
 */
#ifndef SUPERVISOR_H
#define SUPERVISOR_H

#include "confine.h"
#include "diag.h"
#include "ring.h"
#include <sys/types.h>

enum slot_state {
    SLOT_VOID,      /* a fork that failed: no such process */
    SLOT_COMPUTING, /* runs, and did not come to rest before a limit or an interrupt */
    SLOT_READY,     /* at the gate of `op` */
    SLOT_BLOCKED,   /* asleep in the kernel, in `op` (or outside of one: `outside`) */
    SLOT_SLEEPING,  /* gate_sleep, until `wake` */
    SLOT_ASKING,    /* gate_ask, until supervisor_answer */
    SLOT_STOPPED,   /* by SIGSTOP and the like */
    SLOT_DEAD
};

#define SLOT_NOBODY UINT32_MAX

struct supervisor_slot {
    const char *name;
    uint32_t parent; /* slot; SLOT_NOBODY for main */
    int32_t pid;     /* as the machine sees it */
    int32_t vpid;    /* as the lesson sees it */
    enum slot_state state;
    enum op_kind op; /* ready at, or in */
    long call;       /* blocked: number of the system call; -1: not known (the kernel refused) */
    bool outside;    /* blocked, but not inside an operation */
    int64_t wake;    /* sleeping, or `limited`: when, ns on the run's clock */
    bool timed;      /* blocked in a call that a timer of the kernel can end */
    bool limited;    /* blocked in a call that the run's clock ends at `wake` */
    bool free;       /* executes another program: not gated any more, and then */
    int fd;          /* blocked: first argument of `call`, a descriptor */
    uint64_t count;  /* and the third one, a number of bytes */
    bool killed;     /* dead: by signal `status` */
    int status;      /* dead: exit status or signal */
    int line;        /* dead by SIGXCPU: where it was; 0: not known */
};

struct supervisor_wish {
    /* The body of `main`; runs in the first lesson process; should end by gate_exit_process (its
     * return value goes there otherwise). */
    int (*main)(void *arg);
    void *arg;
    /* Descriptors of the runner that lesson processes must not have are closed in `main` before
     * anything else: all from 3 on but these. */
    const int *keep_fds;
    size_t keep_fd_count;
    const struct confine_limits *limits; /* NULL: the default ones */
    const struct cage *cage;             /* of cage_enter; NULL: as if all was refused */
    /* Called now and then (each 10 ms or so) while settling takes long; not 0 ends the call that
     * settles with -ECANCELED. May be NULL. */
    int (*interrupt)(void *arg);
    void *interrupt_arg;
    int64_t settle_ns; /* longest time a settling may take; 0: no limit but the interrupt's */
    /* All gates are open, on all CPUs: nothing is chosen, nothing is waited for; whoever can run
     * runs. supervisor_watch and _drain_by_time instead of _step, _settle, _wake and _drain. */
    bool wild;
    bool yield_at_gate; /* for tests: the CPU is given away between publishing and the gate */
    bool no_syscall;    /* for tests: do as if /proc/PID/syscall was refused */
    bool no_audit;      /* do not audit (only builds with IPC_TUTOR_AUDIT do) */
    bool audit_counts;  /* for tests: an audit that finds somebody missed counts it (stats), and
                           does not abort */
};

struct supervisor_stats {
    uint64_t steps, settles, turns, looks, agains, parked;
    uint64_t audits, premature; /* premature must be 0 */
    int cpu;                    /* all run on this one; -1: could not be pinned */
};

struct supervisor;

/* Starts main and waits until it is settled. 0, or -errno with *diag. -ETIME and -ECANCELED of the
 * first settling come from here too, and then *ret_supervisor is there all the same. */
int supervisor_new(const struct supervisor_wish *wish, struct supervisor **ret_supervisor,
                   struct diag *diag);
/* Kills and reaps every process of the run. NULL: nothing. */
void supervisor_free(struct supervisor *supervisor);

/* Lets a process that is SLOT_READY do its operation and waits until all is settled. 0; -EINVAL: it
 * is not ready; -ETIME: not settled within settle_ns; -ECANCELED: by the interrupt. After -ETIME
 * and -ECANCELED those who still run are SLOT_COMPUTING and supervisor_settle may be called. */
int supervisor_step(struct supervisor *supervisor, uint32_t slot);
/* Waits (again) until all is settled; looks at everybody. */
int supervisor_settle(struct supervisor *supervisor);

/* The run's clock, ns: moved by supervisor_wake alone. */
int64_t supervisor_clock(const struct supervisor *supervisor);
/* Moves the clock to the earliest end of a sleep (or of a limited call), and lets those whose sleep
 * ends there go on, one after the other. To be called when nobody is ready. 0 or as
 * supervisor_step; -ENOENT: nobody sleeps. */
int supervisor_wake(struct supervisor *supervisor);
/* Gives a SLOT_ASKING process its answer (cut at GATE_ANSWER_MAX - 1 bytes); text NULL: there are
 * no more answers. Otherwise as supervisor_step. */
int supervisor_answer(struct supervisor *supervisor, uint32_t slot, const char *text, size_t len);

/* Sends a signal to every living process at once, as a terminal does to its foreground process
 * group at Ctrl-C (termios(3), ISIG), and waits until all is settled. What comes of it is the same
 * each time: terminal.c says how. 0 or as supervisor_step; -ENOENT: nobody lives. */
int supervisor_signal_all(struct supervisor *supervisor, int signal);

/* Hands over every record written since the last drain, process by process in the order of slots.
 */
void supervisor_drain(struct supervisor *supervisor,
                      void (*take)(void *arg, uint32_t slot, const struct ring_record *record),
                      void *arg);

/* Slots are 0 (main), 1, 2 ... in the order of fork. The struct is valid until the next call. */
uint32_t supervisor_count(const struct supervisor *supervisor);
const struct supervisor_slot *supervisor_slot(const struct supervisor *supervisor, uint32_t slot);
/* The slots whose state, op or outcome the last call changed, in the order of slots. */
uint32_t supervisor_changed(const struct supervisor *supervisor, const uint32_t **ret_slots);

/* What a look at a wild run found. */
enum supervisor_watch {
    WATCH_RUNS,
    WATCH_ASKS,  /* somebody is SLOT_ASKING: supervisor_tell */
    WATCH_STUCK, /* all are asleep, and nobody and no timer is there who could wake one of them */
    WATCH_OVER   /* all have ended */
};

/* Of a wild run: sleeps until a process has ended, fd is readable or timeout_ms have gone by, takes
 * what stands in the rings, and looks. "Stuck" is exact without a common CPU: everybody was seen
 * asleep, then everybody again, and meanwhile nobody was given a CPU (/proc/PID/schedstat); so
 * there was a moment in between at which all slept. Seen for WATCH_STUCK_MS, because a packet may
 * still be on its way inside the kernel. */
enum { WATCH_STUCK_MS = 10 };
enum supervisor_watch supervisor_watch(struct supervisor *supervisor, int fd, int timeout_ms);
/* Gives a SLOT_ASKING process of a wild run its answer, as supervisor_answer does, and does not
 * wait. */
int supervisor_tell(struct supervisor *supervisor, uint32_t slot, const char *text, size_t len);
/* Bytes of records that wait to be drained. */
size_t supervisor_waiting(const struct supervisor *supervisor);
/* Hands over all records of a wild run in an order that can have been: by their times (record->t),
 * but what somebody does for others (a write, a release) as of when it began, and what somebody
 * finds (a read, an acquire) as of when it was over; and a fork before anything that its child did.
 */
void supervisor_drain_by_time(struct supervisor *supervisor,
                              void (*take)(void *arg, uint32_t slot,
                                           const struct ring_record *record),
                              void *arg);
/* Bytes in the pipe that descriptor fd of this process leads to, asked of the kernel. -1: it does
 * not say. */
int64_t supervisor_fill(const struct supervisor *supervisor, uint32_t slot, int fd);

/* For one that computes (SLOT_COMPUTING) and is to be ended anyway: ends it by SIGXCPU, and gives
 * the line at which it was (gate_overtime). 0: it does not say so within 100 ms. */
int supervisor_where(struct supervisor *supervisor, uint32_t slot);
/* SIGKILL to every process of the run, and waits until they are gone. Records can be drained and
 * slots looked at after it. */
void supervisor_kill_all(struct supervisor *supervisor);
void supervisor_stats(const struct supervisor *supervisor, struct supervisor_stats *ret_stats);

#endif
