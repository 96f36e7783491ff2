/* SPDX-License-Identifier: MIT */
/*
 * glance.h: what the kernel says about a process right now, from files of /proc that are kept open
 * (a look costs one or two reads). Private to core/proc.
 */
#ifndef GLANCE_H
#define GLANCE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum glance_state {
    GLANCE_BUSY,    /* runs, may run, or sleeps where nothing may interrupt it: not at rest */
    GLANCE_ASLEEP,  /* waits in a system call */
    GLANCE_STOPPED, /* by a signal */
    GLANCE_TRACED,  /* by a tracer: at rest only if it is there to stay */
    GLANCE_DEAD     /* a zombie, or reaped */
};

struct glance {
    int proc_fd;             /* /proc that the pid is of */
    int keep_below;          /* descriptors for looking are kept open below this */
    pid_t pid;               /* in that /proc */
    int stat_fd, syscall_fd; /* -1: opened for each look (too many descriptors) */
    int runs_fd;             /* schedstat: opened when first asked for; -1: not yet, -2: none */
    bool no_syscall;         /* refused: stat and the phase must do */
};

/* Opens the files of pid, and keeps them open where that gives descriptors below keep_below. 0, or
 * -errno: -ESRCH there is no such process. */
int glance_init(struct glance *glance, int proc_fd, pid_t pid, int keep_below);
void glance_done(struct glance *glance);
/* By /proc/PID/stat. ret_exit (may be NULL): a zombie's waitpid(2) status, -1 if the kernel does
 * not tell it (no zombie, or not permitted). */
enum glance_state glance_stat(const struct glance *glance, int *ret_exit);
/* For a process that glance_stat found asleep: the number of the system call it sleeps in; -1: not
 * known; -2: it runs after all (it was on its way to sleep, or back). */
long glance_call(struct glance *glance);

/* Where it sleeps: the call and what it was called with. */
struct glance_wait {
    long call;       /* as glance_call */
    uint64_t arg[3]; /* the first ones; 0 where call is -1 */
};
void glance_wait(struct glance *glance, struct glance_wait *ret_wait);
/* Whether it has executed a program since it was forked; true if that can't be known. */
bool glance_execed(const struct glance *glance);
/* Bytes that it has read and written by system calls so far (/proc/PID/io); 0: not known. */
uint64_t glance_moved(const struct glance *glance);
/* Whether this signal would not end it: it is caught, ignored or blocked (/proc/PID/status); true
 * if that can't be known. A sleep in sigwaitinfo(2) lets in what it waits for. */
bool glance_bears(const struct glance *glance, int signal);
/* How often it was given a CPU since it began; 0: the kernel does not count that. */
uint64_t glance_runs(struct glance *glance);

#endif
