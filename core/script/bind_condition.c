/* SPDX-License-Identifier: MIT */
/*
 * bind_condition.c: Condition, under the names of Python's multiprocessing.
 */
#include "bind.h"
#include "op_condition.h"
#include "vocabulary.h"
#include <limits.h>

#define CONDITION "condition"
#define LOCK      "lock" /* bind_lock.c's handle */

static int condition_call(lua_State *lua) {
    const struct op_lock *lock = luaL_checkudata(lua, 1, LOCK);
    const char *name = bind_name(lua, 2, NULL);
    struct op_condition *condition = lua_newuserdatauv(lua, sizeof *condition, 0);
    *condition = (struct op_condition){0};
    luaL_setmetatable(lua, CONDITION);
    int code = op_condition_new(name, lock, condition, bind_operation(lua, "Condition"));
    return code < 0 ? bind_failure(lua, code) : 1;
}

static const struct op_condition *check_held(lua_State *lua) {
    const struct op_condition *condition = luaL_checkudata(lua, 1, CONDITION);
    if (op_lock_depth(&condition->lock) == 0) {
        luaL_error(lua, "acquire %s first: who waits on %s or notifies it must have its lock",
                   condition->lock.name, condition->name);
    }
    return condition;
}

static int acquire_call(lua_State *lua) {
    const struct op_condition *condition = luaL_checkudata(lua, 1, CONDITION);
    return bind_done(lua, op_lock_acquire(&condition->lock, bind_operation(lua, "acquire")));
}

static int release_call(lua_State *lua) {
    const struct op_condition *condition = luaL_checkudata(lua, 1, CONDITION);
    return bind_done(lua, op_lock_release(&condition->lock, bind_operation(lua, "release")));
}

static int wait_call(lua_State *lua) {
    const struct op_condition *condition = check_held(lua);
    return bind_done(lua, op_condition_wait(condition, bind_operation(lua, "wait")));
}

static int wait_for_call(lua_State *lua) {
    luaL_checktype(lua, 2, LUA_TFUNCTION);
    for (;;) {
        const struct op_condition *condition = check_held(lua);
        lua_pushvalue(lua, 2);
        lua_call(lua, 0, 1);
        if (lua_toboolean(lua, -1)) {
            return 1;
        }
        lua_pop(lua, 1);
        op_condition_wait(condition, bind_operation(lua, "wait_for"));
    }
}

static int notify(lua_State *lua, unsigned most) {
    const struct op_condition *condition = check_held(lua);
    int code = op_condition_notify(condition, most, bind_operation(lua, "notify"));
    lua_pushinteger(lua, code);
    return 1;
}

static int notify_call(lua_State *lua) {
    lua_Integer most = luaL_optinteger(lua, 2, 1);
    luaL_argcheck(lua, most >= 1 && most <= INT_MAX, 2, "how many to wake: 1 or more");
    return notify(lua, (unsigned)most);
}

static int notify_all_call(lua_State *lua) {
    return notify(lua, INT_MAX);
}

static int condition_tostring(lua_State *lua) {
    lua_pushstring(lua, ((const struct op_condition *)luaL_checkudata(lua, 1, CONDITION))->name);
    return 1;
}

static void open_condition(lua_State *lua) {
    luaL_getmetatable(lua, CONDITION);
    lua_pushcfunction(lua, condition_tostring);
    lua_setfield(lua, -2, "__tostring");
    lua_pop(lua, 1);
}

static const struct vocabulary_row rows[] = {
    {{"Condition", "C = Condition(L[, name])",
      "A condition variable with the lock L, made of three semaphores as Python makes it: "
      "sleeping, "
      "wakeup and woken.",
      "local D = Condition(L, \"D\")"},
     condition_call},
    {{CONDITION ":acquire", "C:acquire()", "The same as L:acquire().",
      "C:acquire()\n"
      "C:release()"},
     acquire_call},
    {{CONDITION ":release", "C:release()", "The same as L:release().",
      "C:acquire()\n"
      "C:release()"},
     release_call},
    {{CONDITION ":wait", "C:wait()",
      "Gives L back, sleeps in sem_wait(3) until it is notified, and takes L again. Each call in "
      "it "
      "is a step.",
      "C:acquire()\n"
      "while n.value == 0 do C:wait() end\n"
      "C:release()"},
     wait_call},
    {{CONDITION ":wait_for", "C:wait_for(function)",
      "Waits until the function gives true; looks again after each wake-up.",
      "C:acquire()\n"
      "C:wait_for(function() return n.value > 0 end)\n"
      "C:release()"},
     wait_for_call},
    {{CONDITION ":notify", "count = C:notify([n])",
      "Wakes one (or up to n) of those who wait; how many it were. Nothing is kept for who waits "
      "later.",
      "C:acquire()\n"
      "C:notify()\n"
      "C:release()"},
     notify_call},
    {{CONDITION ":notify_all", "count = C:notify_all()", "Wakes all who wait.",
      "C:acquire()\n"
      "C:notify_all()\n"
      "C:release()"},
     notify_all_call},
};

const struct vocabulary vocabulary_condition = {
    .chapter = "condition variables",
    .rows = rows,
    .count = sizeof rows / sizeof *rows,
    .before = "local L = Lock(\"L\")\n"
              "local C = Condition(L, \"C\")\n"
              "local n = Value(\"i\", 0, \"n\")\n"
              "fork(\"other\", function() C:acquire() n.value = 1 C:notify() C:release() end)",
    .open = open_condition};
