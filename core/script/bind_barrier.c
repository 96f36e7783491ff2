/* SPDX-License-Identifier: MIT */
/*
 * bind_barrier.c: Barrier, under the names of Python's multiprocessing.
 */
#include "bind.h"
#include "op_barrier.h"
#include "vocabulary.h"

#define BARRIER "barrier"
enum { PARTIES_MAX = 1000 };

static int barrier_call(lua_State *lua) {
    lua_Integer parties = luaL_checkinteger(lua, 1);
    luaL_argcheck(lua, parties >= 1 && parties <= PARTIES_MAX, 1, "for 1 to 1000 processes");
    const char *name = bind_name(lua, 2, NULL);
    struct op_barrier *barrier = lua_newuserdatauv(lua, sizeof *barrier, 0);
    *barrier = (struct op_barrier){0};
    luaL_setmetatable(lua, BARRIER);
    int code = op_barrier_new(name, (uint32_t)parties, barrier, bind_operation(lua, "Barrier"));
    return code < 0 ? bind_failure(lua, code) : 1;
}

static int wait_call(lua_State *lua) {
    const struct op_barrier *barrier = luaL_checkudata(lua, 1, BARRIER);
    lua_pushinteger(lua, op_barrier_wait(barrier, bind_operation(lua, "wait")));
    return 1;
}

static int barrier_tostring(lua_State *lua) {
    lua_pushstring(lua, ((const struct op_barrier *)luaL_checkudata(lua, 1, BARRIER))->name);
    return 1;
}

static void open_barrier(lua_State *lua) {
    luaL_getmetatable(lua, BARRIER);
    lua_pushcfunction(lua, barrier_tostring);
    lua_setfield(lua, -2, "__tostring");
    lua_pop(lua, 1);
}

static const struct vocabulary_row rows[] = {
    {{"Barrier", "b = Barrier(n[, name])",
      "mmap(2): a place where n processes wait for one another, in memory that this process shares "
      "with all that it forks from now on.",
      "local three = Barrier(3, \"three\")"},
     barrier_call},
    {{BARRIER ":wait", "i = b:wait()",
      "futex(2): waits until n are there; the last one wakes all. 0 for the first to come, n - 1 "
      "for "
      "the last. Then it can be used again.",
      "fork(\"other\", function() b:wait() end)\n"
      "local i = b:wait()"},
     wait_call},
};

const struct vocabulary vocabulary_barrier = {.chapter = "barriers",
                                              .rows = rows,
                                              .count = sizeof rows / sizeof *rows,
                                              .before = "local b = Barrier(2, \"b\")",
                                              .open = open_barrier};
