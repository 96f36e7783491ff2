/* SPDX-License-Identifier: MIT */
/*
 * sandbox.c: the state, its two budgets (memory, instructions) and the guarded call. What the
 * libraries lack and why: trim.c. How an error becomes a fault with its line: fault.c.
 */
#include "sandbox.h"
#include "fault.h"
#include "mem.h"
#include <errno.h>
#include <lauxlib.h>
#include <stdlib.h>

/* The hook looks at the budget this often; a power of ten keeps the sums readable. */
#define LOOK_EVERY 10000

static void *allocate(void *context, void *block, size_t old, size_t new) {
    struct sandbox *sandbox = context;
    size_t had = block ? old : 0; /* for a new block, old is its kind, not a size */
    if (new == 0) {
        free(block);
        sandbox->memory -= had;
        return NULL;
    }
    if (new > had &&new - had > sandbox->memory_max - sandbox->memory) {
        sandbox->out_of_memory = true;
        sandbox->memory_line = sandbox->lua ? sandbox_line(sandbox->lua) : 0;
        return NULL;
    }
    void *moved = realloc(block, new);
    if (moved) {
        sandbox->memory = sandbox->memory - had + new;
    }
    return moved;
}

static _Noreturn void trip(lua_State *lua, struct sandbox *sandbox) {
    sandbox->tripped = true;
    /* From now on each instruction trips again, in this thread and in the main one: a pcall that
     * swallows the error gets no further than its next instruction. */
    lua_sethook(lua, lua_gethook(lua), LUA_MASKCOUNT, 1);
    lua_sethook(sandbox->lua, lua_gethook(lua), LUA_MASKCOUNT, 1);
    luaL_error(lua,
               "%d instructions without a single operation: is this loop endless? (a process may "
               "compute that long between two operations)",
               (int)sandbox->left_max);
    abort(); /* luaL_error does not return */
}

void sandbox_charge_thread(lua_State *lua) {
    struct sandbox *sandbox = sandbox_of(lua);
    sandbox->left -= LOOK_EVERY;
    if (sandbox->tripped || sandbox->left <= 0) {
        trip(lua, sandbox);
    }
}

static void count(lua_State *lua, lua_Debug *event) {
    (void)event;
    sandbox_charge_thread(lua);
}

static int panic(lua_State *lua) {
    (void)lua;
    die("an error of the script outside of any guarded call");
}

static int open_libraries(lua_State *lua) {
    sandbox_open_libraries(lua);
    return 0;
}

int sandbox_init(struct sandbox *sandbox, const char *name, const char *source, size_t len,
                 size_t memory_max, long instructions) {
    *sandbox = (struct sandbox){.name = name, .source = source, .len = len};
    sandbox->memory_max = memory_max;
    sandbox->left = sandbox->left_max = instructions;
    sandbox->lua = lua_newstate(allocate, sandbox);
    if (!sandbox->lua) {
        return -ENOMEM;
    }
    lua_atpanic(sandbox->lua, panic);
    lua_pushcfunction(sandbox->lua, open_libraries);
    if (lua_pcall(sandbox->lua, 0, 0, 0) != LUA_OK) {
        sandbox_done(sandbox);
        return -ENOMEM;
    }
    lua_sethook(sandbox->lua, count, LUA_MASKCOUNT, LOOK_EVERY);
    return 0;
}

void sandbox_done(struct sandbox *sandbox) {
    if (sandbox && sandbox->lua) {
        lua_close(sandbox->lua);
        sandbox->lua = NULL;
    }
}

struct sandbox *sandbox_of(lua_State *lua) {
    void *context = NULL;
    lua_getallocf(lua, &context);
    return context;
}

void sandbox_refill(struct sandbox *sandbox) {
    if (!sandbox->tripped) {
        sandbox->left = sandbox->left_max;
    }
}

int sandbox_line(lua_State *lua) {
    lua_Debug frame;
    for (int level = 0; lua_getstack(lua, level, &frame); level++) {
        lua_getinfo(lua, "l", &frame);
        if (frame.currentline > 0) {
            return frame.currentline;
        }
    }
    return 0;
}

int sandbox_call(lua_State *lua, struct diag *diag) {
    struct sandbox *sandbox = sandbox_of(lua);
    int function = lua_gettop(lua);
    /* The handler sees the stack as it was when the error was raised: that is where the line is.
     */
    lua_pushcfunction(lua, fault_handler);
    lua_insert(lua, function);
    sandbox->fault_line = 0;
    int status = lua_pcall(lua, 0, 0, function);
    int code = status == LUA_OK ? 0 : fault_to_diag(sandbox, lua, status, diag);
    lua_settop(lua, function - 1);
    return code;
}

int sandbox_load(struct sandbox *sandbox, struct diag *diag) {
    lua_State *lua = sandbox->lua;
    struct buf chunk = {0};
    buf_putf(&chunk, "=%s", sandbox->name);
    int status = luaL_loadbufferx(lua, sandbox->source, sandbox->len, buf_str(&chunk), "t");
    buf_done(&chunk);
    if (status != LUA_OK) {
        int code = fault_to_diag(sandbox, lua, status, diag);
        lua_settop(lua, 0);
        return code;
    }
    return sandbox_call(lua, diag);
}
