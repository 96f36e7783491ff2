/* SPDX-License-Identifier: MIT */
/*
 * op_shared.h: memory that several processes have: cells of one C type in a mapping that is made
 * shared (MAP_SHARED | MAP_ANONYMOUS) before the fork, so that every process forked later has the
 * same pages. Each load and each store of a cell is an operation of its own, though no system call:
 * the kernel does not see it, other processes do.
 */
#ifndef OP_SHARED_H
#define OP_SHARED_H

#include "gate.h"
#include "op_typecode.h"

enum { OP_CELLS_MAX = 128 };

struct op_cells {
    uint32_t obj;
    const struct op_typecode *type;
    bool array;
    size_t count;
    char *memory;
    char name[GATE_NAME_MAX];
};

struct op_cells_wish {
    const char *name; /* NULL: "value#1", "array#1" */
    const struct op_typecode *type;
    bool array;                      /* OBJ_ARRAY; else OBJ_VALUE, count 1 */
    size_t count;                    /* 1 to OP_CELLS_MAX */
    const struct op_number *initial; /* count of them, which the type holds; NULL: zeros */
};

/* mmap(2). 0 or -errno. Never unmapped: as with a C program, it ends with the process. */
int op_cells_new(const struct op_cells_wish *wish, struct op_cells *ret_cells, int line);
struct op_number op_load(const struct op_cells *cells, size_t cell, int line);
/* The number must be one that the type holds. */
void op_store(const struct op_cells *cells, size_t cell, const struct op_number *number, int line);

#endif
