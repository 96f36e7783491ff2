/* SPDX-License-Identifier: MIT */
/*
 * bind_poll.c: poll. What is asked of a handle follows from its end: a read end whether it can be
 * read, a write end whether it can be written to; of a socket, which is both, it is said.
 */
#include "bind.h"
#include "clock.h"
#include "op_poll.h"
#include "vocabulary.h"

#define TIMEOUT_MAX 1e6 /* seconds */

/* What the entry on top of the stack asks: a handle, or {handle, "r"} or {handle, "w"}. The handle
 * stays where the list has it. */
static struct op_polled check_entry(lua_State *lua) {
    static const char *const ways[] = {"r", "w", NULL};
    if (!lua_istable(lua, -1)) {
        const struct op_descriptor *descriptor = &bind_descriptor_at(lua, -1)->descriptor;
        return (struct op_polled){.descriptor = descriptor, .write = descriptor->end == END_W};
    }
    lua_rawgeti(lua, -1, 1);
    const struct op_descriptor *descriptor = &bind_descriptor_at(lua, -1)->descriptor;
    lua_rawgeti(lua, -2, 2);
    bool write = luaL_checkoption(lua, -1, NULL, ways) == 1;
    lua_pop(lua, 2);
    return (struct op_polled){.descriptor = descriptor, .write = write};
}

/* The entries of the list at argument 1 into polled; they stay on the stack from index 3 on. */
static size_t check_list(lua_State *lua, struct op_polled polled[OP_POLL_MAX]) {
    luaL_checktype(lua, 1, LUA_TTABLE);
    size_t count = lua_rawlen(lua, 1);
    luaL_argcheck(lua, count >= 1 && count <= OP_POLL_MAX, 1, "a list of 1 to 8 descriptors");
    luaL_checkstack(lua, OP_POLL_MAX + 4, NULL);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(lua, 1, (lua_Integer)i + 1);
        polled[i] = check_entry(lua);
    }
    return count;
}

static int poll_call(lua_State *lua) {
    struct op_polled polled[OP_POLL_MAX];
    lua_settop(lua, 2);
    lua_Number seconds = luaL_optnumber(lua, 2, -1);
    luaL_argcheck(lua, lua_isnil(lua, 2) || (seconds >= 0 && seconds <= TIMEOUT_MAX), 2,
                  "0 (only look) to 1000000 seconds, or nothing (wait)");
    int64_t timeout = seconds < 0 ? -1 : (int64_t)(seconds * (lua_Number)NS_PER_S);
    size_t count = check_list(lua, polled);
    int ready = op_poll(polled, count, timeout, bind_operation(lua, "poll"));
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
    {{"poll", "list = poll(list [, seconds])",
      "poll(2): waits until a read end of the list can be read, or a write end written to, without "
      "waiting, and gives those that can, as they stand in the list; end-of-file counts as well. "
      "Of a socket it asks whether it can be read; {s, \"w\"} instead of s, whether there is room "
      "to "
      "write. With 0 it only looks; after seconds on the run's own clock it gives an empty list.",
      "for _, r in ipairs(poll({a, b})) do print(r:read()) end"},
     poll_call},
};

const struct vocabulary vocabulary_poll = {.chapter = "descriptors",
                                           .rows = rows,
                                           .count = sizeof rows / sizeof *rows,
                                           .before = "local a, to_a = pipe(\"a\")\n"
                                                     "local b, to_b = pipe(\"b\")\n"
                                                     "to_b:write(\"hello\")"};
