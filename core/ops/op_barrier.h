/* SPDX-License-Identifier: MIT */
/*
 * op_barrier.h: a barrier: who comes to it waits until as many are there as it is for; then all go
 * on, and it can be used again. Two numbers in memory that several processes share: how many are
 * there, and how often it has opened; they sleep on the second with futex(2).
 */
#ifndef OP_BARRIER_H
#define OP_BARRIER_H

#include "gate.h"

struct op_barrier_memory; /* in memory of all who are forked later */

struct op_barrier {
    uint32_t obj;
    uint32_t parties;
    struct op_barrier_memory *memory;
    char name[GATE_NAME_MAX];
};

/* mmap(2). parties: 1 or more. name NULL: "barrier#1". 0 or -errno. */
int op_barrier_new(const char *name, uint32_t parties, struct op_barrier *ret_barrier, int line);
/* Which of them it was: 0 for the first to come, up to parties - 1 for the last, who opens it. */
int64_t op_barrier_wait(const struct op_barrier *barrier, int line);

#endif
