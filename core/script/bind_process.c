/* SPDX-License-Identifier: MIT */
/*
 * bind_process.c: fork, exit, wait, kill: processes. A forked function runs guarded in the child
 * and the child ends right after it: nothing of it ever returns into the frames it was forked in.
 */
#include "bind.h"
#include "gate.h"
#include "op_process.h"
#include "op_signal.h"
#include "vocabulary.h"
#include <stdio.h>

#define PROCESS  "process"
#define CHILDREN "ipc-tutor.children" /* in the registry: the handles of this process, a list */

/* A handle on a child. */
struct process {
    pid_t pid;
    bool reaped; /* by this process: the pid may be another's by now */
    char name[GATE_NAME_MAX];
};

static _Noreturn void child(lua_State *lua) {
    struct diag fault;
    diag_init(&fault);
    int line = bind_last_line(lua);
    int code = sandbox_call(lua, &fault);
    script_end(script_of(lua), code, &fault, line);
}

/* A handle that is on nobody yet, pushed and put into the list of children. */
static struct process *push_process(lua_State *lua) {
    struct process *process = lua_newuserdatauv(lua, sizeof *process, 0);
    *process = (struct process){.reaped = true};
    luaL_setmetatable(lua, PROCESS);
    lua_getfield(lua, LUA_REGISTRYINDEX, CHILDREN);
    lua_pushvalue(lua, -2);
    lua_rawseti(lua, -2, (lua_Integer)lua_rawlen(lua, -2) + 1);
    lua_pop(lua, 1);
    return process;
}

static int fork_call(lua_State *lua) {
    bool named = lua_type(lua, 1) != LUA_TFUNCTION;
    const char *name = named ? bind_name(lua, 1, NULL) : NULL;
    lua_settop(lua, named ? 2 : 1);
    luaL_checktype(lua, -1, LUA_TFUNCTION);
    int function = lua_gettop(lua);
    struct process *process = push_process(lua);
    pid_t pid = gate_fork(name, bind_operation(lua, "fork"));
    if (pid < 0) {
        return bind_failure(lua, (int)pid);
    }
    if (pid == 0) {
        lua_settop(lua, function);
        child(lua);
    }
    const char *given = gate_name_of(pid);
    snprintf(process->name, sizeof process->name, "%s", given ? given : "child");
    process->pid = pid;
    process->reaped = false;
    return 1;
}

/* The handle on a child that this process forked, by its pid. */
static struct process *find_process(lua_State *lua, pid_t pid) {
    struct process *found = NULL;
    lua_getfield(lua, LUA_REGISTRYINDEX, CHILDREN);
    for (lua_Integer i = 1; !found && lua_rawgeti(lua, -1, i) == LUA_TUSERDATA; i++) {
        struct process *process = lua_touserdata(lua, -1);
        found = process->pid == pid && !process->reaped ? process : NULL;
        lua_pop(lua, 1);
    }
    return found; /* what is left on the stack goes with the call */
}

/* Pushes the status, or nil, the signal's name and a text. */
static int push_ended(lua_State *lua, const struct op_ended *ended) {
    if (!ended->killed) {
        lua_pushinteger(lua, ended->status);
        return 1;
    }
    char name[OP_SIGNAL_NAME_MAX];
    lua_pushnil(lua);
    lua_pushstring(lua, op_signal_name(ended->status, name));
    lua_pushfstring(lua, "killed by %s", name);
    return 3;
}

static int wait_call(lua_State *lua) {
    struct process *process = luaL_checkudata(lua, 1, PROCESS);
    struct op_ended ended = {0};
    int code = op_wait(process->pid, &ended, bind_operation(lua, "wait"));
    if (code < 0) {
        return bind_failure(lua, code);
    }
    process->reaped = true;
    return push_ended(lua, &ended);
}

/* wait(): whichever child ends first (or has ended already). */
static int wait_any_call(lua_State *lua) {
    struct op_ended ended = {0};
    luaL_argcheck(lua, lua_isnone(lua, 1), 1,
                  "wait() is for any child; for this one: child:wait()");
    int code = op_wait(OP_ANY_CHILD, &ended, bind_operation(lua, "wait"));
    if (code < 0) {
        return bind_failure(lua, code);
    }
    struct process *process = find_process(lua, ended.pid);
    if (process) {
        process->reaped = true;
    }
    lua_pushstring(lua, process ? process->name : "child");
    return 1 + push_ended(lua, &ended);
}

static int kill_call(lua_State *lua) {
    const struct process *process = luaL_checkudata(lua, 1, PROCESS);
    const char *name = luaL_optstring(lua, 2, "TERM");
    int signal = op_signal_number(name);
    luaL_argcheck(lua, signal > 0, 2, "a signal's name, as \"TERM\", \"KILL\" or \"USR1\"");
    if (process->reaped) {
        return luaL_error(lua, "%s was waited for: it is gone, its pid may be another's by now",
                          process->name);
    }
    return bind_done(lua, op_kill(process->pid, signal, bind_operation(lua, "kill")));
}

/* kill(pid, name): to any process of the run, as a child to getppid(). */
static int kill_pid_call(lua_State *lua) {
    lua_Integer pid = luaL_checkinteger(lua, 1);
    int signal = op_signal_number(luaL_checkstring(lua, 2));
    luaL_argcheck(lua, signal > 0, 2, "a signal's name, as \"TERM\", \"KILL\" or \"USR1\"");
    int line = bind_operation(lua, "kill");
    luaL_argcheck(lua, pid > 0 && pid < 1 << 30 && gate_name_of((pid_t)pid), 1,
                  "the pid of a process of this program");
    return bind_done(lua, op_kill((pid_t)pid, signal, line));
}

static int process_tostring(lua_State *lua) {
    const struct process *process = luaL_checkudata(lua, 1, PROCESS);
    lua_pushstring(lua, process->name);
    return 1;
}

static int exit_call(lua_State *lua) {
    lua_Integer status = luaL_optinteger(lua, 1, 0);
    luaL_argcheck(lua, status >= 0 && status <= 255, 1, "an exit status is 0 to 255");
    gate_exit_process((int)status, bind_operation(lua, "exit"));
}

static int getpid_call(lua_State *lua) {
    lua_pushinteger(lua, op_getpid(bind_operation(lua, "getpid")));
    return 1;
}

static int getppid_call(lua_State *lua) {
    lua_pushinteger(lua, op_getppid(bind_operation(lua, "getppid")));
    return 1;
}

static void open_process(lua_State *lua) {
    lua_newtable(lua);
    lua_setfield(lua, LUA_REGISTRYINDEX, CHILDREN);
    luaL_getmetatable(lua, PROCESS);
    lua_pushcfunction(lua, process_tostring);
    lua_setfield(lua, -2, "__tostring");
    lua_pop(lua, 1);
}

static const struct vocabulary_row rows[] = {
    {{"fork", "child = fork([name,] function)",
      "fork(2): a second process that runs the function and then ends with status 0. Its memory is "
      "a copy, its descriptors are the parent's.",
      "local child = fork(\"child\", function() print \"hello\" end)"},
     fork_call},
    {{PROCESS ":wait", "status = child:wait()",
      "waitpid(2): waits until the child has ended, and takes its exit status; for one that was "
      "killed: nil, the signal's name and a text.",
      "local status = child:wait()"},
     wait_call},
    {{"wait", "name, status = wait()",
      "waitpid(2) for whichever child ends first: its name, and its status or nil and a signal's "
      "name; nil, \"ECHILD\" when there is none left.",
      "local name, status = wait()"},
     wait_any_call},
    {{PROCESS ":join", "status = child:join()", "The same as wait, under Python's name.",
      "child:join()"},
     wait_call},
    {{PROCESS ":kill", "child:kill([signal])",
      "kill(2): sends a signal, TERM if none is named. A process that is over but not waited for "
      "can be sent one: nothing comes of it.",
      "child:kill(\"KILL\")"},
     kill_call},
    {{"kill", "kill(pid, signal)",
      "kill(2): sends a signal to a process of this program by its number, as getpid and "
      "getppid give it.",
      "signal(\"USR1\", print)\n"
      "kill(getpid(), \"USR1\")"},
     kill_pid_call},
    {{"exit", "exit([status])", "_exit(2): ends this process; status is 0 to 255, 0 if left out.",
      "exit(3)"},
     exit_call},
    {{"getpid", "pid = getpid()", "getpid(2): the number of this process, as it sees itself.",
      "print(getpid())"},
     getpid_call},
    {{"getppid", "pid = getppid()",
      "getppid(2): the number of the parent; another one once the parent has ended.",
      "print(getppid())"},
     getppid_call},
};

const struct vocabulary vocabulary_process = {
    .chapter = "processes",
    .rows = rows,
    .count = sizeof rows / sizeof *rows,
    .before = "local child = fork(\"child\", function() exit(3) end)",
    .open = open_process};
