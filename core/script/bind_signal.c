/* SPDX-License-Identifier: MIT */
/*
 * bind_signal.c: what this process does with a signal: ignore it, the default, or a function of the
 * lesson, which runs when a word of the lesson is done or at a gate, never in the middle of Lua.
 */
#include "bind.h"
#include "op_handler.h"
#include "op_signal.h"
#include "vocabulary.h"
#include <errno.h>

#define HANDLERS "ipc-tutor.handlers" /* in the registry: number of a signal -> its function */

static int check_signal(lua_State *lua, int index) {
    int signal = op_signal_number(luaL_checkstring(lua, index));
    luaL_argcheck(lua, signal > 0, index, "a signal's name, as \"PIPE\", \"TERM\" or \"USR1\"");
    return signal;
}

/* Takes the function on top of the stack. */
static void keep_handler(lua_State *lua, int signal) {
    lua_getfield(lua, LUA_REGISTRYINDEX, HANDLERS);
    lua_insert(lua, -2);
    lua_rawseti(lua, -2, signal);
    lua_pop(lua, 1);
}

static int handle(lua_State *lua, int signal) {
    bool restart = false;
    if (!lua_isnoneornil(lua, 3)) {
        luaL_checktype(lua, 3, LUA_TTABLE);
        lua_getfield(lua, 3, "restart");
        restart = lua_toboolean(lua, -1);
    }
    int line = bind_operation(lua, "signal");
    lua_pushvalue(lua, 2);
    int code = op_handler_set(signal, restart, line);
    if (code < 0) {
        return bind_failure(lua, code);
    }
    keep_handler(lua, signal);
    return bind_done(lua, 0);
}

static int signal_call(lua_State *lua) {
    static const char *const names[] = {
        [OP_SIGNAL_DEFAULT] = "default", [OP_SIGNAL_IGNORE] = "ignore", NULL};
    int signal = check_signal(lua, 1);
    if (lua_isfunction(lua, 2)) {
        return handle(lua, signal);
    }
    int disposition = luaL_checkoption(lua, 2, NULL, names);
    int line = bind_operation(lua, "signal");
    return bind_done(lua, op_signal(signal, (enum op_disposition)disposition, line));
}

static void run_one(lua_State *lua, int signal, int line) {
    char name[OP_SIGNAL_NAME_MAX];
    luaL_checkstack(lua, 4, "a signal's handler");
    op_handler_begin(signal, line);
    lua_getfield(lua, LUA_REGISTRYINDEX, HANDLERS);
    lua_rawgeti(lua, -1, signal);
    lua_pushstring(lua, op_signal_name(signal, name));
    int status = lua_isfunction(lua, -2) ? lua_pcall(lua, 1, 0, 0) : LUA_OK;
    op_handler_end(signal);
    if (status != LUA_OK) {
        lua_error(lua);
    }
    lua_pop(lua, lua_type(lua, -1) == LUA_TTABLE ? 1 : 3);
}

void bind_handlers_run(lua_State *lua) {
    for (int signal; (signal = op_handler_noted()) != 0;) {
        run_one(lua, signal, bind_operation(lua, "signal"));
    }
}

void bind_handlers_at_gate(void *arg) {
    const struct script *script = arg;
    bind_handlers_run(script->current);
}

static int pause_call(lua_State *lua) {
    return bind_failure(lua, op_pause(bind_operation(lua, "pause")));
}

/* The names at this argument, a table or one name alone. */
static size_t check_set(lua_State *lua, int signals[OP_HANDLER_SET_MAX]) {
    if (!lua_istable(lua, 1)) {
        signals[0] = check_signal(lua, 1);
        return 1;
    }
    size_t count = lua_rawlen(lua, 1);
    luaL_argcheck(lua, count > 0 && count <= OP_HANDLER_SET_MAX, 1, "1 to 8 names of signals");
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(lua, 1, (lua_Integer)i + 1);
        const char *name = lua_tostring(lua, -1);
        signals[i] = name ? op_signal_number(name) : 0;
        luaL_argcheck(lua, signals[i] > 0, 1, "names of signals, as { \"USR1\", \"TERM\" }");
        lua_pop(lua, 1);
    }
    return count;
}

static int sigwait_call(lua_State *lua) {
    int signals[OP_HANDLER_SET_MAX];
    char name[OP_SIGNAL_NAME_MAX];
    size_t count = check_set(lua, signals);
    int signal = op_sigwait(signals, count, bind_operation(lua, "sigwait"));
    if (signal < 0) {
        return bind_failure(lua, signal);
    }
    lua_pushstring(lua, op_signal_name(signal, name));
    return 1;
}

static int mask(lua_State *lua, const char *what, bool block) {
    int signals[OP_HANDLER_SET_MAX];
    size_t count = check_set(lua, signals);
    return bind_done(lua, op_sigmask(signals, count, block, bind_operation(lua, what)));
}

static int block_call(lua_State *lua) {
    return mask(lua, "block", true);
}

static int unblock_call(lua_State *lua) {
    return mask(lua, "unblock", false);
}

static void open_signal(lua_State *lua) {
    lua_newtable(lua);
    lua_setfield(lua, LUA_REGISTRYINDEX, HANDLERS);
}

static const struct vocabulary_row rows[] = {
    {{"signal", "signal(name, function | \"ignore\" | \"default\" [, {restart=true}])",
      "sigaction(2): what this process, and what it forks from now on, does with a signal. A "
      "function interrupts: a call that waits returns nil, \"EINTR\" (with restart it goes on "
      "waiting), and the function gets the signal's name. KILL and STOP can't be had otherwise: "
      "EINVAL.",
      "signal(\"USR1\", function(name) print(name) end)\n"
      "kill(main, \"USR1\")"},
     signal_call},
    {{"pause", "pause()",
      "pause(2): sleeps until a signal's function has to run; always nil, \"EINTR\". A signal that "
      "came before is not waited for.",
      "signal(\"USR1\", function() end)\n"
      "fork(\"sender\", function() sleep(1) kill(main, \"USR1\") end)\n"
      "pause()"},
     pause_call},
    {{"sigwait", "name = sigwait({names})",
      "sigwaitinfo(2): takes one of these signals, which should be blocked, or sleeps until one "
      "comes. No function runs for it.",
      "block({\"USR1\", \"TERM\"})\n"
      "fork(\"sender\", function() kill(main, \"USR1\") end)\n"
      "local name = sigwait {\"USR1\", \"TERM\"}"},
     sigwait_call},
    {{"block", "block(name | {names})",
      "sigprocmask(2): keeps these signals pending, each kind once however often it is sent.",
      "block(\"USR1\")"},
     block_call},
    {{"unblock", "unblock(name | {names})",
      "sigprocmask(2): lets them come again; what is pending arrives now.",
      "block(\"USR1\")\n"
      "unblock(\"USR1\")"},
     unblock_call},
};

const struct vocabulary vocabulary_signal = {.chapter = "signals",
                                             .rows = rows,
                                             .count = sizeof rows / sizeof *rows,
                                             .before = "local main = getpid()",
                                             .open = open_signal};
