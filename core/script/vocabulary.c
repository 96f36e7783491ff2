/* SPDX-License-Identifier: MIT */
/*
 * vocabulary.c: the one list of binding files. A new mechanism is a new file and a row here.
 */
#include "vocabulary.h"
#include "bind.h"
#include <lauxlib.h>
#include <string.h>

/* A row a line, so that two that are added at once do not meet. */
/* clang-format off */
static const struct vocabulary *const files[] = {
    &vocabulary_declare,
    &vocabulary_process,
    &vocabulary_descriptor,
    &vocabulary_pipe,
    &vocabulary_signal,
    &vocabulary_time,
    &vocabulary_talk,
    &vocabulary_shared,
    &vocabulary_lock,
    &vocabulary_semaphore,
    &vocabulary_event,
    &vocabulary_fifo,
    &vocabulary_tcp,
    &vocabulary_udp,
    &vocabulary_socketpair,
    &vocabulary_poll,
    &vocabulary_mqueue,
    &vocabulary_condition,
    &vocabulary_barrier,
    &vocabulary_queue,
    &vocabulary_socket,
    &vocabulary_address,
    &vocabulary_channel,
    &vocabulary_buffer,
    &vocabulary_exec,
    NULL
};
/* clang-format on */

const struct script_name *script_name(size_t i, struct script_setting *ret_setting) {
    for (size_t f = 0; files[f]; f++) {
        if (i < files[f]->count) {
            if (ret_setting) {
                *ret_setting =
                    (struct script_setting){.chapter = files[f]->chapter,
                                            .before = files[f]->before ? files[f]->before : "",
                                            .outside = files[f]->outside};
            }
            return &files[f]->rows[i].doc;
        }
        i -= files[f]->count;
    }
    return NULL;
}

/* A word, and then the functions of the signals that arrived meanwhile. */
static int call_row(lua_State *lua) {
    const struct vocabulary_row *row = lua_touserdata(lua, lua_upvalueindex(1));
    int count = row->function(lua);
    bind_handlers_run(lua);
    return count;
}

static void push_row(lua_State *lua, const struct vocabulary_row *row) {
    lua_pushlightuserdata(lua, (void *)(uintptr_t)row);
    lua_pushcclosure(lua, call_row, 1);
}

/* "descriptor:read": a method. The metatable is its own __index, as luaL_checkudata expects. */
static void open_method(lua_State *lua, const struct vocabulary_row *row, const char *colon) {
    lua_pushlstring(lua, row->doc.name, (size_t)(colon - row->doc.name));
    if (luaL_newmetatable(lua, lua_tostring(lua, -1))) {
        lua_pushvalue(lua, -1);
        lua_setfield(lua, -2, "__index");
        lua_pushboolean(lua, 0); /* getmetatable gives false: a lesson can't reach in */
        lua_setfield(lua, -2, "__metatable");
    }
    push_row(lua, row);
    lua_setfield(lua, -2, colon + 1);
    lua_pop(lua, 2);
}

static void open_row(lua_State *lua, const struct vocabulary_row *row) {
    const char *colon = strchr(row->doc.name, ':');
    if (!row->function) {
        return;
    }
    if (colon) {
        open_method(lua, row, colon);
    } else {
        push_row(lua, row);
        lua_setglobal(lua, row->doc.name);
    }
}

void vocabulary_open(lua_State *lua) {
    for (size_t f = 0; files[f]; f++) {
        for (size_t i = 0; i < files[f]->count; i++) {
            open_row(lua, &files[f]->rows[i]);
        }
        if (files[f]->open) {
            files[f]->open(lua);
        }
    }
}
