/* SPDX-License-Identifier: MIT */
/*
 * op_process.h: processes as operations: wait, kill, who am I. fork and exit are the gate's own
 * (gate_fork, gate_exit_process), because the gate has to go through them too.
 */
#ifndef OP_PROCESS_H
#define OP_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

/* How a child ended. */
struct op_ended {
    pid_t pid;
    bool killed;
    int status; /* exit status, or number of the signal */
};

/* waitpid(2) for this child, or for any (OP_ANY_CHILD). 0, or -errno (ECHILD: not a child of this
 * process, or waited for already; or it has none at all). */
#define OP_ANY_CHILD ((pid_t)-1)
int op_wait(pid_t child, struct op_ended *ret_ended, int line);
/* kill(2). pid must be a process of this run. 0 or -errno. */
int op_kill(pid_t pid, int signal, int line);
/* getpid(2) and getppid(2). The latter is an operation because it changes: whoever's parent ended
 * has a new one. */
pid_t op_getpid(int line);
pid_t op_getppid(int line);

#endif
