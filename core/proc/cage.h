/* SPDX-License-Identifier: MIT */
/*
 * cage.h: what keeps a run from the machine, and how the kernel ends it when its runner ends. The
 * namespaces come with the process (launch.h clones the runner into them); cage_enter furnishes
 * them. Where the kernel refuses some, the rest is used and the report says so.
 */
#ifndef CAGE_H
#define CAGE_H

#include "buf.h"
#include "confine.h"

/* What a machine gives, or a run got. */
struct cage_report {
    bool user, pid, ipc, mount, net; /* namespaces of its own */
    bool proc;                       /* a /proc of its own */
    bool shm;                        /* a /dev/shm of its own */
    bool run_dir;                    /* a directory in memory for the run's names */
    bool syscall;                    /* /proc/PID/syscall of a lesson process can be read */
    bool guard;                      /* no pid namespace: a guard process reaps instead */
    struct confine_report confine;
    char why[160]; /* the first thing that was refused, "" if nothing was */
};

struct cage {
    struct cage_report report;
    bool net_wished;
    int proc_fd; /* the machine's /proc, kept open; -1: none */
    /* What names of message queues begin with: nothing where the run has a namespace for them. */
    char names_prefix[64];
    char queues_dir[24]; /* where the file system of message queues is mounted, or "" */
    char run_dir[96];    /* where the run's FIFOs and sockets go, an absolute path */
};

/* For the runner, first thing: furnishes the namespaces it was launched into (see launch.h), or
 * does without. Never fails: the report says what is missing. */
void cage_enter(struct cage *ret_cage);
/* Removes the run's names (where they do not vanish by themselves). */
void cage_leave(struct cage *cage);
/* Names left by runs whose tutor was killed, of this user: removed. How many there were. */
int cage_sweep(void);
/* Tries out, in a process of its own, what this machine gives; for doctor. Takes some ms. */
void cage_probe(struct cage_report *ret_report);
/* Lines of text for people: what is there, what is missing, and what then does not work. */
void cage_tell(const struct cage_report *report, struct buf *out);

#endif
