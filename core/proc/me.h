/* SPDX-License-Identifier: MIT */
/*
 * me.h: who this lesson process is. Private to the gate (gate.c, notes.c).
 */
#ifndef ME_H
#define ME_H

#include "shared.h"

struct me {
    struct shared *shared; /* NULL: this is no process of a run */
    struct shared_slot *self;
    uint32_t slot;
    /* the operation that it is in, for its exit record */
    enum op_kind op;
    uint32_t obj;
    int fd;
    /* of gate_on_signals */
    bool (*at_gate)(void);
    void (*go)(void);
    void (*run)(void *arg);
    void *arg;
};

extern struct me me;

#endif
