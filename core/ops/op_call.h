/* SPDX-License-Identifier: MIT */
/*
 * op_call.h: writing down the C call of an operation as the kernel is going to see it, the way
 * strace(1) does: names for numbers, bytes between quotes. Nothing here allocates: an operation may
 * be called where memory must not be held.
 */
#ifndef OP_CALL_H
#define OP_CALL_H

#include <stddef.h>

enum {
    OP_CALL_MAX = 256,  /* bytes of a call, with the 0 */
    OP_QUOTE_SHOWN = 32 /* bytes that a call shows of what is written */
};

/* Bytes between quotes, as in C: \n, \t, \\, \", \0 and other bytes that are no text as \ooo; UTF-8
 * stays. At most OP_QUOTE_SHOWN bytes are shown, "..." stands for the rest. Never writes more than
 * cap bytes, always 0-terminated; returns out. cap 160 is enough for all. */
char *op_quote(char *out, size_t cap, const void *bytes, size_t len);
/* "EPIPE", "Broken pipe" for 32; a number as text where the C library has no name. Static. */
const char *op_error_name(int err);
const char *op_error_text(int err);

#endif
