/* SPDX-License-Identifier: MIT */
/*
 * bind.c: what all binding files share.
 */
#include "bind.h"
#include "gate.h"
#include "op_call.h"
#include <ctype.h>
#include <string.h>

/* What one say, print or mark costs, in instructions. */
#define TALK_COST 5000

static struct script *running(lua_State *lua, const char *what) {
    struct script *script = script_of(lua);
    if (!script->running) {
        luaL_error(lua,
                   "%s works inside of a program only: put it into the function of a program(...)",
                   what);
    }
    return script;
}

int bind_operation(lua_State *lua, const char *what) {
    struct script *script = running(lua, what);
    sandbox_refill(&script->sandbox);
    script->current = lua;
    return sandbox_line(lua);
}

void bind_talk(lua_State *lua, const char *what) {
    running(lua, what)->sandbox.left -= TALK_COST; /* the hook notices what was used up */
}

int bind_failure(lua_State *lua, int code) {
    lua_pushnil(lua);
    lua_pushstring(lua, op_error_name(-code));
    lua_pushstring(lua, op_error_text(-code));
    return 3;
}

int bind_done(lua_State *lua, int code) {
    if (code < 0) {
        return bind_failure(lua, code);
    }
    lua_pushboolean(lua, 1);
    return 1;
}

static bool is_name(const char *text, size_t len) {
    bool ok = len > 0 && len <= 40 && !isdigit((unsigned char)text[0]);
    for (size_t i = 0; ok && i < len; i++) {
        ok = isascii((unsigned char)text[i]) &&
             (isalnum((unsigned char)text[i]) || strchr("-_", text[i]));
    }
    return ok;
}

const char *bind_name(lua_State *lua, int index, const char *fallback) {
    if (lua_isnoneornil(lua, index)) {
        return fallback;
    }
    size_t len = 0;
    const char *name = luaL_checklstring(lua, index, &len);
    luaL_argcheck(lua, is_name(name, len), index,
                  "a name is made of letters, digits, - and _, begins with a letter and has at "
                  "most 40 of them");
    return name;
}

int bind_last_line(lua_State *lua) {
    lua_Debug function;
    lua_pushvalue(lua, -1);
    lua_getinfo(lua, ">S", &function);
    return function.lastlinedefined > 0 ? function.lastlinedefined : 0;
}
