/* SPDX-License-Identifier: MIT */
/*
 * bind_event.c: Event, under the names of Python's multiprocessing.
 */
#include "bind.h"
#include "op_event.h"
#include "vocabulary.h"

#define EVENT "event"

static int event_call(lua_State *lua) {
    const char *name = bind_name(lua, 1, NULL);
    struct op_event *event = lua_newuserdatauv(lua, sizeof *event, 0);
    *event = (struct op_event){0};
    luaL_setmetatable(lua, EVENT);
    int code = op_event_new(name, event, bind_operation(lua, "Event"));
    return code < 0 ? bind_failure(lua, code) : 1;
}

static int wait_call(lua_State *lua) {
    const struct op_event *event = luaL_checkudata(lua, 1, EVENT);
    return bind_done(lua, op_event_wait(event, bind_operation(lua, "wait")));
}

static int set_call(lua_State *lua) {
    const struct op_event *event = luaL_checkudata(lua, 1, EVENT);
    op_event_set(event, bind_operation(lua, "set"));
    return 0;
}

static int clear_call(lua_State *lua) {
    const struct op_event *event = luaL_checkudata(lua, 1, EVENT);
    op_event_clear(event, bind_operation(lua, "clear"));
    return 0;
}

static int is_set_call(lua_State *lua) {
    const struct op_event *event = luaL_checkudata(lua, 1, EVENT);
    lua_pushboolean(lua, op_event_is_set(event, bind_operation(lua, "is_set")));
    return 1;
}

static int event_tostring(lua_State *lua) {
    lua_pushstring(lua, ((const struct op_event *)luaL_checkudata(lua, 1, EVENT))->name);
    return 1;
}

static void open_event(lua_State *lua) {
    luaL_getmetatable(lua, EVENT);
    lua_pushcfunction(lua, event_tostring);
    lua_setfield(lua, -2, "__tostring");
    lua_pop(lua, 1);
}

static const struct vocabulary_row rows[] = {
    {{"Event", "e = Event([name])",
      "mmap(2): a flag that is not set yet, in memory that this process shares with all that it "
      "forks from now on.",
      "local ready = Event(\"ready\")"},
     event_call},
    {{EVENT ":wait", "e:wait()",
      "futex(2), FUTEX_WAIT: waits until the flag is set; goes on at once if it is.",
      "ready:wait()"},
     wait_call},
    {{EVENT ":set", "e:set()",
      "Sets the flag and wakes all who wait, by one futex(2), FUTEX_WAKE. It stays set.",
      "ready:set()"},
     set_call},
    {{EVENT ":clear", "e:clear()",
      "Takes the flag back: who waits from now on waits for a new set.", "ready:clear()"},
     clear_call},
    {{EVENT ":is_set", "set = e:is_set()", "Whether it is set, at this moment. Never waits.",
      "print(ready:is_set())"},
     is_set_call},
};

const struct vocabulary vocabulary_event = {.chapter = "events",
                                            .rows = rows,
                                            .count = sizeof rows / sizeof *rows,
                                            .before = "local ready = Event(\"ready\")\n"
                                                      "fork(\"other\", function() ready:set() end)",
                                            .open = open_event};
