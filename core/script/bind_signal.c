/* SPDX-License-Identifier: MIT */
/*
 * bind_signal.c: what this process does with a signal.
 */
#include "bind.h"
#include "op_signal.h"
#include "vocabulary.h"

static int signal_call(lua_State *lua) {
    static const char *const dispositions[] = {
        [OP_SIGNAL_DEFAULT] = "default", [OP_SIGNAL_IGNORE] = "ignore", NULL};
    int signal = op_signal_number(luaL_checkstring(lua, 1));
    luaL_argcheck(lua, signal > 0, 1, "a signal's name, as \"PIPE\", \"TERM\" or \"USR1\"");
    int disposition = luaL_checkoption(lua, 2, NULL, dispositions);
    int line = bind_operation(lua, "signal");
    return bind_done(lua, op_signal(signal, (enum op_disposition)disposition, line));
}

static const struct vocabulary_row rows[] = {
    {{"signal", "signal(name, \"ignore\" | \"default\")",
      "sigaction(2): what this process, and what it forks from now on, does with a signal. KILL "
      "and STOP can't be ignored (EINVAL).",
      "signal(\"PIPE\", \"ignore\")"},
     signal_call},
};

const struct vocabulary vocabulary_signal = {
    .chapter = "signals", .rows = rows, .count = sizeof rows / sizeof *rows};
