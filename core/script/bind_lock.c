/* SPDX-License-Identifier: MIT */
/*
 * bind_lock.c: Lock and RLock under the names of Python's multiprocessing; consistent is POSIX's.
 */
#include "bind.h"
#include "op_call.h"
#include "op_lock.h"
#include "vocabulary.h"
#include <errno.h>

#define LOCK "lock"

static int make(lua_State *lua, bool reentrant) {
    const char *name = bind_name(lua, 1, NULL);
    struct op_lock *lock = lua_newuserdatauv(lua, sizeof *lock, 0);
    *lock = (struct op_lock){0};
    luaL_setmetatable(lua, LOCK);
    int code =
        op_lock_new(name, reentrant, lock, bind_operation(lua, reentrant ? "RLock" : "Lock"));
    return code < 0 ? bind_failure(lua, code) : 1;
}

static int lock_call(lua_State *lua) {
    return make(lua, false);
}

static int rlock_call(lua_State *lua) {
    return make(lua, true);
}

/* true; true and why it should not be trusted, where an owner died; or the failure. */
static int push_taken(lua_State *lua, int code) {
    int count = bind_done(lua, code);
    if (code == -EOWNERDEAD) {
        lua_pushboolean(lua, 1);
        lua_replace(lua, -count - 1);
    }
    return count;
}

static int acquire_call(lua_State *lua) {
    const struct op_lock *lock = luaL_checkudata(lua, 1, LOCK);
    return push_taken(lua, op_lock_acquire(lock, bind_operation(lua, "acquire")));
}

static int try_acquire_call(lua_State *lua) {
    const struct op_lock *lock = luaL_checkudata(lua, 1, LOCK);
    return push_taken(lua, op_lock_try(lock, bind_operation(lua, "try_acquire")));
}

static int release_call(lua_State *lua) {
    const struct op_lock *lock = luaL_checkudata(lua, 1, LOCK);
    return bind_done(lua, op_lock_release(lock, bind_operation(lua, "release")));
}

static int consistent_call(lua_State *lua) {
    const struct op_lock *lock = luaL_checkudata(lua, 1, LOCK);
    return bind_done(lua, op_lock_consistent(lock, bind_operation(lua, "consistent")));
}

static int lock_tostring(lua_State *lua) {
    lua_pushstring(lua, ((const struct op_lock *)luaL_checkudata(lua, 1, LOCK))->name);
    return 1;
}

static void open_lock(lua_State *lua) {
    luaL_getmetatable(lua, LOCK);
    lua_pushcfunction(lua, lock_tostring);
    lua_setfield(lua, -2, "__tostring");
    lua_pop(lua, 1);
}

static const struct vocabulary_row rows[] = {
    {{"Lock", "L = Lock([name])",
      "pthread_mutex_init(3), robust and shared with all that this process forks from now on. One "
      "process at a time can have it; who takes it twice waits for itself.",
      "local L = Lock(\"L\")"},
     lock_call},
    {{"RLock", "L = RLock([name])",
      "The same, but recursive: who has it can take it again, and gives it back as often.",
      "local L = RLock(\"L\")"},
     rlock_call},
    {{LOCK ":acquire", "ok, err = L:acquire()",
      "pthread_mutex_lock(3): waits, in futex(2), while another process has it. true, "
      "\"EOWNERDEAD\": "
      "this process has it now, but who had it died inside.",
      "L:acquire()"},
     acquire_call},
    {{LOCK ":try_acquire", "ok, err = L:try_acquire()",
      "pthread_mutex_trylock(3): takes it, or nil, \"EBUSY\" without waiting.",
      "if not L:try_acquire() then print \"busy\" end"},
     try_acquire_call},
    {{LOCK ":release", "L:release()",
      "pthread_mutex_unlock(3). nil, \"EPERM\" for one that this process does not have.",
      "L:acquire()\n"
      "L:release()"},
     release_call},
    {{LOCK ":consistent", "L:consistent()",
      "pthread_mutex_consistent(3), after EOWNERDEAD: what the lock guards is in order again. Who "
      "releases it without that makes it useless for all (ENOTRECOVERABLE).",
      "fork(\"dies\", function() L:acquire() end):wait()\n"
      "local ok, err = L:acquire()\n"
      "if err == \"EOWNERDEAD\" then L:consistent() end\n"
      "L:release()"},
     consistent_call},
};

const struct vocabulary vocabulary_lock = {.chapter = "locks",
                                           .rows = rows,
                                           .count = sizeof rows / sizeof *rows,
                                           .before = "local L = Lock(\"L\")",
                                           .open = open_lock};
