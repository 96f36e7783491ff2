/* SPDX-License-Identifier: MIT */
/*
 * vocabulary.h: how the words of a lesson are made known to Lua: a binding file holds one const
 * table of rows, vocabulary.c one const table of binding files. Room-internal: it shows lua.h.
 */
#ifndef VOCABULARY_H
#define VOCABULARY_H

#include "script.h"
#include <lua.h>
#include <stdbool.h>

/* A row: "pipe" becomes a global function, "descriptor:read" a method of the handles of kind
 * "descriptor" (luaL_checkudata's name for them). function NULL: documented here, made elsewhere.
 */
struct vocabulary_row {
    struct script_name doc;
    lua_CFunction function;
};

/* One binding file. open (may be NULL) runs after its rows are known, with nothing on the stack. */
struct vocabulary {
    const char *chapter;
    const struct vocabulary_row *rows;
    size_t count;
    void (*open)(lua_State *lua);
    const char
        *before;  /* lines that the examples of its rows stand behind, in a program; or NULL */
    bool outside; /* its examples stand outside of programs */
};

extern const struct vocabulary vocabulary_declare;
extern const struct vocabulary vocabulary_process;
extern const struct vocabulary vocabulary_descriptor;
extern const struct vocabulary vocabulary_pipe;
extern const struct vocabulary vocabulary_signal;
extern const struct vocabulary vocabulary_time;
extern const struct vocabulary vocabulary_talk;
extern const struct vocabulary vocabulary_shared;
extern const struct vocabulary vocabulary_lock;
extern const struct vocabulary vocabulary_semaphore;
extern const struct vocabulary vocabulary_event;
extern const struct vocabulary vocabulary_fifo;
extern const struct vocabulary vocabulary_tcp;
extern const struct vocabulary vocabulary_udp;
extern const struct vocabulary vocabulary_socketpair;
extern const struct vocabulary vocabulary_poll;
extern const struct vocabulary vocabulary_mqueue;
extern const struct vocabulary vocabulary_condition;
extern const struct vocabulary vocabulary_barrier;
extern const struct vocabulary vocabulary_queue;
extern const struct vocabulary vocabulary_socket;
extern const struct vocabulary vocabulary_address;
extern const struct vocabulary vocabulary_channel;
extern const struct vocabulary vocabulary_buffer;
extern const struct vocabulary vocabulary_exec;

/* Makes all of it known in a state. Throws (memory): call it guarded. */
void vocabulary_open(lua_State *lua);

#endif
