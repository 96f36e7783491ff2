/* SPDX-License-Identifier: MIT */
/*
 * bind_talk.c: what a program says to whoever watches: print, say, mark; and what it asks.
 */
#include "bind.h"
#include "gate.h"
#include "vocabulary.h"

static int print_call(lua_State *lua) {
    int count = lua_gettop(lua);
    bind_talk(lua, "print");
    luaL_Buffer text;
    luaL_buffinit(lua, &text);
    for (int i = 1; i <= count; i++) {
        if (i > 1) {
            luaL_addchar(&text, '\t');
        }
        sandbox_tostring(lua, i, NULL);
        luaL_addvalue(&text);
    }
    luaL_pushresult(&text);
    size_t len = 0;
    const char *bytes = lua_tolstring(lua, -1, &len);
    gate_print(bytes, len);
    return 0;
}

static int say_call(lua_State *lua) {
    const char *text = luaL_checkstring(lua, 1);
    bind_talk(lua, "say");
    gate_say(text);
    return 0;
}

/* mark("forked"), mark(1), mark(1, "all ready") */
static int mark_call(lua_State *lua) {
    bool numbered = lua_type(lua, 1) == LUA_TNUMBER;
    lua_Integer number = numbered ? luaL_checkinteger(lua, 1) : -1;
    luaL_argcheck(lua, !numbered || number >= 0, 1, "T counts from 0");
    const char *label = numbered ? luaL_optstring(lua, 2, "") : luaL_checkstring(lua, 1);
    bind_talk(lua, "mark");
    gate_mark(number, label);
    return 0;
}

static int ask_call(lua_State *lua) {
    const char *text = luaL_checkstring(lua, 1);
    char answer[GATE_ANSWER_MAX];
    ssize_t len = gate_ask(text, bind_operation(lua, "ask"), answer, sizeof answer);
    if (len < 0) {
        lua_pushnil(lua);
    } else {
        lua_pushlstring(lua, answer, (size_t)len);
    }
    return 1;
}

static const struct vocabulary_row rows[] = {
    {{"print", "print(...)", "What this process puts out: a line, for everybody to see.",
      "print(\"sum:\", 3)"},
     print_call},
    {{"say", "say(text)", "A sentence to the student, from the author of the lesson.",
      "say \"Only the child can write now.\""},
     say_call},
    {{"mark", "mark([T,] label)",
      "A moment that the timeline shows and that a path can name (@label, @T1).",
      "mark(1, \"all clients ready\")"},
     mark_call},
    {{"ask", "answer = ask(text)",
      "Asks the student, and waits for one line; nil when no more answers will come.",
      "local name = ask(\"Your name?\")"},
     ask_call},
};

const struct vocabulary vocabulary_talk = {
    .chapter = "talking", .rows = rows, .count = sizeof rows / sizeof *rows};
