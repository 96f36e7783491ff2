/* SPDX-License-Identifier: MIT */
/*
 * vocabulary.h: how the words of a lesson are made known to Lua: a binding file holds one const
 * table of rows, vocabulary.c one const table of binding files. Room-internal: it shows lua.h.
 */
#ifndef VOCABULARY_H
#define VOCABULARY_H

#include "script.h"
#include <lua.h>

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
};

extern const struct vocabulary vocabulary_declare, vocabulary_process, vocabulary_descriptor,
    vocabulary_pipe, vocabulary_signal, vocabulary_time, vocabulary_talk, vocabulary_shared,
    vocabulary_lock, vocabulary_semaphore, vocabulary_event, vocabulary_fifo, vocabulary_tcp,
    vocabulary_socketpair, vocabulary_udp, vocabulary_poll, vocabulary_mqueue, vocabulary_condition,
    vocabulary_barrier, vocabulary_queue, vocabulary_channel;

/* Makes all of it known in a state. Throws (memory): call it guarded. */
void vocabulary_open(lua_State *lua);

#endif
