/* SPDX-License-Identifier: MIT */
/*
 * bind_poll.c: poll. What is asked of a handle follows from its end: a read end whether it can be
 * read, a write end whether it can be written to.
 */
#include "bind.h"
#include "op_poll.h"
#include "vocabulary.h"

/* The handles of the list at argument 1 into polled; they stay on the stack from index 3 on. */
static size_t check_list(lua_State *lua, struct op_polled polled[OP_POLL_MAX]) {
    luaL_checktype(lua, 1, LUA_TTABLE);
    size_t count = lua_rawlen(lua, 1);
    luaL_argcheck(lua, count >= 1 && count <= OP_POLL_MAX, 1, "a list of 1 to 8 descriptors");
    luaL_checkstack(lua, OP_POLL_MAX + 4, NULL);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(lua, 1, (lua_Integer)i + 1);
        const struct bind_descriptor *handle = bind_descriptor_at(lua, -1);
        polled[i] = (struct op_polled){.descriptor = &handle->descriptor,
                                       .write = handle->descriptor.end == END_W};
    }
    return count;
}

static int poll_call(lua_State *lua) {
    struct op_polled polled[OP_POLL_MAX];
    lua_settop(lua, 2);
    bool wait = lua_isnil(lua, 2);
    luaL_argcheck(lua, wait || (lua_isnumber(lua, 2) && lua_tonumber(lua, 2) == 0.0), 2,
                  "0 (only look) or nothing (wait): a time-out of the kernel is not on the run's "
                  "clock");
    size_t count = check_list(lua, polled);
    int ready = op_poll(polled, count, wait, bind_operation(lua, "poll"));
    if (ready < 0) {
        return bind_failure(lua, ready);
    }
    lua_createtable(lua, ready, 0);
    lua_Integer at = 0;
    for (size_t i = 0; i < count; i++) {
        if (polled[i].ready) {
            lua_pushvalue(lua, (int)i + 3);
            lua_rawseti(lua, -2, ++at);
        }
    }
    return 1;
}

static const struct vocabulary_row rows[] = {
    {{"poll", "list = poll(list [, 0])",
      "poll(2): waits until a read end of the list can be read, or a write end written to, without "
      "waiting, and gives those that can, in their order; end-of-file counts as well. With 0 it "
      "only looks.",
      "for _, r in ipairs(poll({a, b})) do print(r:read()) end"},
     poll_call},
};

const struct vocabulary vocabulary_poll = {
    .chapter = "descriptors", .rows = rows, .count = sizeof rows / sizeof *rows};
