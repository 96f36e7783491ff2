/* SPDX-License-Identifier: MIT */
/*
 * compiler.h: does C code compile? By the compiler of this machine (CC, else cc, in PATH), which
 * only reads: nothing is made, assembled or run. It works beside us, under limits, so that a file
 * that includes one without an end ends it and not the machine.
 */
#ifndef COMPILER_H
#define COMPILER_H

#include "diag.h"
#include <stdbool.h>
#include <stddef.h>

/* The compiler that there is, as words, the caller's to mem_free; NULL: there is none. */
char *compiler_name(void);

struct compiling;

/* Begins with files of a folder (names without '/'; there is at least one). 0, or -errno with
 * *diag: it can't be started (-ENOENT: there is no compiler). */
int compiling_start(const char *dir, const char *const *files, size_t count,
                    struct compiling **ret_compiling, struct diag *diag);
/* Waits for its end, at most half a minute a try, and tells each fault (its file with dir, line,
 * text, the line itself). fault NULL: nobody is told. Frees it. */
void compiling_finish(struct compiling *compiling,
                      void (*fault)(void *context, const struct diag *diag), void *context);
/* Ends it, whatever it is at. NULL: nothing. */
void compiling_free(struct compiling *compiling);

/* One line of what a compiler says, "file:line:column: error: text". false: it is none of a fault;
 * else *ret_file is the caller's to mem_free, and text is the rest of said. */
bool compiler_said(const char *said, char **ret_file, int *ret_line, const char **ret_text);

#endif
