/* SPDX-License-Identifier: MIT */
/*
 * free.h: lesson processes that execute another program (gate_exec): sort(1) knows nothing of
 * gates. Such a one runs as it likes until it sleeps in the kernel or ends, and a step lasts until
 * all of them do. What is known of it is what the kernel says when all is settled: the call that it
 * sleeps in, with its arguments. It has one thread and makes no process (filter_alone), so one look
 * at it is a look at all of it.
 *
 * What it writes to standard output or standard error, where the lesson did not lead these
 * elsewhere, comes through a socket whose messages bear the writer's pid. Private to core/proc.
 */
#ifndef FREE_H
#define FREE_H

#include "buf.h"
#include "ring.h"
#include "shared.h"

struct supervisor;
struct proc;

/* What is known of a process that is not gated. */
struct free_proc {
    int fd; /* of the last look, as supervisor_slot's */
    uint64_t count;
    bool begun;        /* its execve is to be told */
    bool cut;          /* more output than is kept */
    size_t told;       /* bytes of output that were told */
    struct buf output; /* not told yet */
    char program[SHARED_PROGRAM_MAX];
};

void free_init(struct supervisor *sv);
void free_done(struct supervisor *sv);
/* In main, instead of enter_close: the write end of the output is kept, out of the lesson's way. */
void free_enter(struct supervisor *sv);
/* Takes what was written since. Before looking: it may let a writer go on. */
void free_take_output(struct supervisor *sv);
/* Part of procs_commit: notes that a process runs another program now. */
void free_commit(struct supervisor *sv, struct proc *proc);
/* Part of procs_commit: one that sleeps in the same kind of call as it did, but not in the same. */
bool free_waits_anew(const struct proc *proc);
/* One that sleeps where it may go on by itself: in anything but read(2) and write(2). */
bool free_may_end(const struct proc *proc);
/* Its execve and the lines of its output as records of a ring. */
void free_tell(struct proc *proc,
               void (*take)(void *arg, uint32_t slot, const struct ring_record *record), void *arg);

#endif
