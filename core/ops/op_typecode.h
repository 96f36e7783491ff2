/* SPDX-License-Identifier: MIT */
/*
 * op_typecode.h: the type codes of Python's array and of its multiprocessing.Value and Array: one
 * letter a C type, with the size that this machine's compiler gives it, and what it can hold.
 */
#ifndef OP_TYPECODE_H
#define OP_TYPECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct op_typecode {
    char code;
    bool real, has_sign;
    size_t size;
    const char *ctype; /* "unsigned short" */
    int64_t min, max;  /* whole ones; of Q and L as far as a Lua integer goes */
};

/* A number on its way into a cell or out of it. */
struct op_number {
    bool real;
    int64_t whole;
    double number; /* where real */
};

enum { OP_NUMBER_MAX = 40, OP_RANGE_MAX = 64 };

/* The row of a letter; NULL: there is none. */
const struct op_typecode *op_typecode(char code);
/* All letters: "bBhHiIlLqQfd". */
const char *op_typecodes(void);
/* Neither "nan" nor "inf". */
bool op_number_finite(const struct op_number *number);
/* Whether a cell of this type can hold it (a float: if it isn't too large; it may be rounded). */
bool op_typecode_holds(const struct op_typecode *type, const struct op_number *number);
/* "-128 to 127". Returns out. */
const char *op_typecode_range(const struct op_typecode *type, char out[OP_RANGE_MAX]);
/* As C writes it, with digits enough to read it back: "-3", "1234.0", "nan". Returns out. */
const char *op_number_text(const struct op_typecode *type, const struct op_number *number,
                           char out[OP_NUMBER_MAX]);
/* Into the cell, and out of it: one store and one load of the machine, never torn. */
void op_typecode_put(const struct op_typecode *type, void *cell, const struct op_number *number);
struct op_number op_typecode_get(const struct op_typecode *type, const void *cell);

#endif
