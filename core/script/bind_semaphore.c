/* SPDX-License-Identifier: MIT */
/*
 * bind_semaphore.c: Semaphore and BoundedSemaphore, under the names of Python's multiprocessing.
 */
#include "bind.h"
#include "op_semaphore.h"
#include "vocabulary.h"
#include <errno.h>
#include <limits.h>

#define SEMAPHORE "semaphore"

static int make(lua_State *lua, bool bounded) {
    lua_Integer initial = luaL_optinteger(lua, 1, 1);
    luaL_argcheck(lua, initial >= 0 && initial <= INT_MAX, 1, "0 to 2147483647 (SEM_VALUE_MAX)");
    const char *name = bind_name(lua, 2, NULL);
    struct op_semaphore *semaphore = lua_newuserdatauv(lua, sizeof *semaphore, 0);
    *semaphore = (struct op_semaphore){0};
    luaL_setmetatable(lua, SEMAPHORE);
    int line = bind_operation(lua, bounded ? "BoundedSemaphore" : "Semaphore");
    int code = op_semaphore_new(name, (uint32_t)initial, bounded, semaphore, line);
    return code < 0 ? bind_failure(lua, code) : 1;
}

static int semaphore_call(lua_State *lua) {
    return make(lua, false);
}

static int bounded_call(lua_State *lua) {
    return make(lua, true);
}

static int acquire(lua_State *lua) {
    const struct op_semaphore *semaphore = luaL_checkudata(lua, 1, SEMAPHORE);
    return bind_done(lua, op_acquire(semaphore, bind_operation(lua, "acquire")));
}

static int try_acquire(lua_State *lua) {
    const struct op_semaphore *semaphore = luaL_checkudata(lua, 1, SEMAPHORE);
    return bind_done(lua, op_try_acquire(semaphore, bind_operation(lua, "try_acquire")));
}

/* The C library's text for EOVERFLOW speaks of data types; POSIX says what it means here. */
static int release(lua_State *lua) {
    const struct op_semaphore *semaphore = luaL_checkudata(lua, 1, SEMAPHORE);
    int code = op_release(semaphore, bind_operation(lua, "release"));
    if (code != -EOVERFLOW) {
        return bind_done(lua, code);
    }
    lua_pushnil(lua);
    lua_pushliteral(lua, "EOVERFLOW");
    lua_pushliteral(lua, "The maximum value of the semaphore would be exceeded");
    return 3;
}

static int value(lua_State *lua) {
    const struct op_semaphore *semaphore = luaL_checkudata(lua, 1, SEMAPHORE);
    lua_pushinteger(lua, op_getvalue(semaphore, bind_operation(lua, "value")));
    return 1;
}

static int to_string(lua_State *lua) {
    lua_pushstring(lua, ((const struct op_semaphore *)luaL_checkudata(lua, 1, SEMAPHORE))->name);
    return 1;
}

static void open_semaphore(lua_State *lua) {
    luaL_getmetatable(lua, SEMAPHORE);
    lua_pushcfunction(lua, to_string);
    lua_setfield(lua, -2, "__tostring");
    lua_pop(lua, 1);
}

static const struct vocabulary_row rows[] = {
    {{"Semaphore", "s = Semaphore([n[, name]])",
      "mmap(2) and sem_init(3): a counter that begins at n (1 if not given), in memory that this "
      "process shares with all that it forks from now on.",
      "local garage = Semaphore(3, \"garage\")"},
     semaphore_call},
    {{"BoundedSemaphore", "s = BoundedSemaphore([n[, name]])",
      "The same, but its release fails with EOVERFLOW instead of going over n. (POSIX has none: as "
      "Python does, the library looks at the value before it calls sem_post(3).)",
      "local garage = BoundedSemaphore(3, \"garage\")"},
     bounded_call},
    {{SEMAPHORE ":acquire", "s:acquire()",
      "sem_wait(3): takes one off the value; while it is 0, waits. Those who wait are let on in "
      "the "
      "order in which they came.",
      "garage:acquire()"},
     acquire},
    {{SEMAPHORE ":try_acquire", "ok, err = s:try_acquire()",
      "sem_trywait(3): takes one off the value, or fails with EAGAIN where it would have to wait.",
      "if not garage:try_acquire() then print(\"full\") end"},
     try_acquire},
    {{SEMAPHORE ":release", "s:release()",
      "sem_post(3): adds one to the value, and wakes one who waits. Anybody may, not only who "
      "acquired it.",
      "garage:release()"},
     release},
    {{SEMAPHORE ":value", "n = s:value()",
      "sem_getvalue(3): the value at this moment. When one acts on it, it may be another.",
      "print(garage:value())"},
     value},
};

const struct vocabulary vocabulary_semaphore = {.chapter = "semaphores",
                                                .rows = rows,
                                                .count = sizeof rows / sizeof *rows,
                                                .before = "local garage = Semaphore(3, \"garage\")",
                                                .open = open_semaphore};
