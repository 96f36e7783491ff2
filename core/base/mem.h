/* SPDX-License-Identifier: MIT */
/*
 * mem.h: memory that is always there: when there is none, the one die hook ends the program (the
 * tutor leaves curses first; a lesson process records and _exits). Nothing here returns NULL for
 * want of memory.
 */
#ifndef MEM_H
#define MEM_H

#include <stddef.h>

/* size zeroed bytes; free with mem_free. */
void *mem_new(size_t size);
/* n elements of size bytes each, grown (or first got, block NULL) to at least want elements, at
 * least doubling; *cap is the number of elements there is room for. New bytes are zero. */
void *mem_grow(void *block, size_t *cap, size_t want, size_t size);
/* The block with size > 0 bytes (block NULL: a first one); new bytes are whatever they are. */
void *mem_resize(void *block, size_t size);
char *mem_strdup(const char *text);
char *mem_strndup(const char *text, size_t len);
void mem_free(void *block);

/* Ends the program: calls the hook (if one is set; it may not return), else writes the sentence to
 * standard error and exits with 70. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
void die_set_hook(void (*hook)(const char *sentence));

#endif
