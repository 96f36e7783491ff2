/* SPDX-License-Identifier: MIT */
/*
 * bind_time.c: sleep, on the run's own clock, which moves when nobody else can run.
 */
#include "bind.h"
#include "gate.h"
#include "vocabulary.h"

#define DAY 86400.0

static int sleep_call(lua_State *lua) {
    double seconds = luaL_checknumber(lua, 1);
    luaL_argcheck(lua, seconds >= 0 && seconds <= DAY, 1, "0 to 86400 seconds");
    int code = gate_sleep((int64_t)(seconds * 1e9 + 0.5), bind_operation(lua, "sleep"));
    return code < 0 ? bind_failure(lua, code) : 0;
}

static const struct vocabulary_row rows[] = {
    {{"sleep", "sleep(seconds)",
      "nanosleep(2), on the clock of the run: it moves on when nobody else can run, so no time is "
      "lost, and the order stays exact. nil, \"EINTR\" if a signal's function had to run.",
      "sleep(0.5)"},
     sleep_call},
};

const struct vocabulary vocabulary_time = {
    .chapter = "time", .rows = rows, .count = sizeof rows / sizeof *rows};
