/* SPDX-License-Identifier: MIT */
/*
 * source.h: a lesson's code as lines, for the code view: lesson.lua, or the C twin of a program,
 * dir/PROGRAM.c, where a line that ends with "// lua: 19" is what line 19 of lesson.lua does (the
 * mark itself is not part of the line; several numbers are separated by commas).
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "diag.h"
#include <stdbool.h>
#include <stddef.h>

#define SOURCE_LUA_MAX 8 /* Lua lines that one C line may stand for */

struct source_line {
    char *text; /* UTF-8, no newline, tabs as they stand */
    int lua[SOURCE_LUA_MAX];
    int lua_count;
};

struct source {
    char *file;
    struct source_line *lines; /* lines[0] is line 1 */
    size_t line_count, line_cap;
};

/* dir/lesson.lua; 0, or -errno with *diag. */
int source_lua(const char *dir, struct source *ret_source, struct diag *diag);
/* The C twin of a program; -ENOENT if there is none. */
int source_twin(const char *dir, const char *program, struct source *ret_source, struct diag *diag);
/* From memory; twin: take "// lua:" marks. */
int source_parse(const char *file, const char *text, size_t len, bool twin,
                 struct source *ret_source, struct diag *diag);
void source_done(struct source *source);

/* The first line (from 1) of a twin that stands for this line of lesson.lua; 0: none. */
int source_line_of(const struct source *twin, int lua_line);
/* Whether line `line` (from 1) of a twin stands for this line of lesson.lua. */
bool source_stands_for(const struct source *twin, int line, int lua_line);

#endif
