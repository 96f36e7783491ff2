/* SPDX-License-Identifier: MIT */
/*
 * sandbox.h: a Lua state that can do nothing but compute: no files, no programs, no bytecode, a
 * bound on memory and on instructions between two operations, and nothing in it that differs from
 * run to run (addresses, the order of pairs, the seed of random numbers). What it can't stop is a
 * long search in string.find: the process's CPU limit and the wall clock end that.
 *
 * Room-internal: it shows lua.h.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "buf.h"
#include "diag.h"
#include <lua.h>
#include <stdbool.h>

struct sandbox {
    lua_State *lua; /* the main thread */
    const char *name, *source;
    size_t len;
    size_t memory, memory_max;
    long left, left_max; /* instructions */
    bool out_of_memory;  /* an allocation was refused, once at least */
    bool tripped;        /* the instructions were used up: nothing runs in this state any more */
    int fault_line;      /* where the last error was raised; 0: not known */
    int memory_line;     /* where the last allocation was refused; 0: not known */
};

/* A state with the trimmed libraries, ready to load. The text is the caller's and must outlive the
 * sandbox. 0, or -ENOMEM if the memory bound is too small for the libraries. */
int sandbox_init(struct sandbox *sandbox, const char *name, const char *source, size_t len,
                 size_t memory_max, long instructions);
void sandbox_done(struct sandbox *sandbox);
/* The sandbox that a state (or a coroutine of it) belongs to. */
struct sandbox *sandbox_of(lua_State *lua);

/* Loads the text (never bytecode) and runs its outermost level. 0, or -EINVAL with *diag. */
int sandbox_load(struct sandbox *sandbox, struct diag *diag);
/* Calls the function on top of the stack with no arguments, for no results, guarded: whatever
 * happens inside ends here. 0, or -EINVAL with *diag. lua may be a coroutine: a fork inside one. */
int sandbox_call(lua_State *lua, struct diag *diag);
/* An operation happened: the instructions count anew. */
void sandbox_refill(struct sandbox *sandbox);
/* A coroutine is made: it counts its instructions by itself, and one that ends before the first
 * look would have run for nothing. As many as until a look are taken off for it. */
void sandbox_charge_thread(lua_State *lua);
/* The line of lesson.lua that is being executed, the innermost one; 0: none. */
int sandbox_line(lua_State *lua);

/* What tostring gives, without an address; pushes it and returns it (as luaL_tolstring). */
const char *sandbox_tostring(lua_State *lua, int index, size_t *ret_len);
/* Opens the trimmed libraries (called by sandbox_init, guarded). trim.c */
void sandbox_open_libraries(lua_State *lua);

#endif
