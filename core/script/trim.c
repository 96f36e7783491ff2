/* SPDX-License-Identifier: MIT */
/*
 * trim.c: which of Lua's libraries a lesson sees, less what reaches outside of the process, what
 * the instruction hook can't see (finalisers and error handlers run with hooks off), and what would
 * make two runs of one schedule differ. Each row says why.
 */
#include "sandbox.h"
#include <lauxlib.h>
#include <lualib.h>

static const luaL_Reg libraries[] = {
    {LUA_GNAME, luaopen_base},        {LUA_TABLIBNAME, luaopen_table},
    {LUA_STRLIBNAME, luaopen_string}, {LUA_MATHLIBNAME, luaopen_math},
    {LUA_UTF8LIBNAME, luaopen_utf8},  {LUA_COLIBNAME, luaopen_coroutine},
};

static const struct removed {
    const char *library, *name;
} removed[] = {
    {LUA_GNAME, "dofile"},    /* opens files */
    {LUA_GNAME, "loadfile"},  /* opens files */
    {LUA_GNAME, "xpcall"},    /* its handler runs with hooks off: an endless one would stay */
    {LUA_GNAME, "next"},      /* the order of string keys differs from run to run: pairs */
    {LUA_GNAME, "warn"},      /* writes to standard error */
    {LUA_STRLIBNAME, "dump"}, /* makes bytecode */
    {LUA_COLIBNAME, "close"}, /* runs pending closes outside of the guarded call's sight */
};

static bool is_plain(lua_State *lua, int index) {
    switch (lua_type(lua, index)) {
    case LUA_TTABLE:
    case LUA_TFUNCTION:
    case LUA_TTHREAD:
    case LUA_TUSERDATA:
    case LUA_TLIGHTUSERDATA:
        return false;
    default:
        return true;
    }
}

const char *sandbox_tostring(lua_State *lua, int index, size_t *ret_len) {
    if (!is_plain(lua, index) && luaL_getmetafield(lua, index, "__tostring") == LUA_TNIL) {
        /* luaL_tolstring would give the address, another one in each run. */
        if (luaL_getmetafield(lua, index, "__name") != LUA_TSTRING) {
            lua_pushstring(lua, luaL_typename(lua, index));
        }
        return lua_tolstring(lua, -1, ret_len);
    }
    if (!is_plain(lua, index)) {
        lua_pop(lua, 1); /* __tostring: luaL_tolstring finds it again */
    }
    return luaL_tolstring(lua, index, ret_len);
}

static int trimmed_tostring(lua_State *lua) {
    luaL_checkany(lua, 1);
    sandbox_tostring(lua, 1, NULL);
    return 1;
}

/* string.format with things that have an address made text first. Upvalue 1: the original. */
static int trimmed_format(lua_State *lua) {
    size_t len = 0;
    const char *form = luaL_checklstring(lua, 1, &len);
    for (size_t i = 0; i + 1 < len; i++) {
        if (form[i] == '%') {
            i++;
            luaL_argcheck(lua, form[i] != 'p', 1, "%p shows an address, another one in each run");
        }
    }
    int count = lua_gettop(lua);
    for (int i = 2; i <= count; i++) {
        if (!is_plain(lua, i)) {
            sandbox_tostring(lua, i, NULL);
            lua_replace(lua, i);
        }
    }
    lua_pushvalue(lua, lua_upvalueindex(1));
    lua_insert(lua, 1);
    lua_call(lua, count, 1);
    return 1;
}

/* load(text [, name]): text only, in the lesson's own globals. */
static int trimmed_load(lua_State *lua) {
    size_t len = 0;
    const char *text = luaL_checklstring(lua, 1, &len);
    const char *name = luaL_optstring(lua, 2, "=load");
    if (luaL_loadbufferx(lua, text, len, name, "t") == LUA_OK) {
        return 1;
    }
    lua_pushnil(lua);
    lua_insert(lua, -2);
    return 2;
}

static int trimmed_collectgarbage(lua_State *lua) {
    static const char *const options[] = {"collect", "count", NULL};
    if (luaL_checkoption(lua, 1, "collect", options) == 1) {
        lua_pushnumber(lua, lua_gc(lua, LUA_GCCOUNT) + lua_gc(lua, LUA_GCCOUNTB) / 1024.0);
        return 1;
    }
    lua_gc(lua, LUA_GCCOLLECT);
    return 0;
}

static int trimmed_setmetatable(lua_State *lua) {
    luaL_checktype(lua, 1, LUA_TTABLE);
    luaL_argexpected(lua, lua_isnoneornil(lua, 2) || lua_istable(lua, 2), 2, "nil or table");
    if (lua_istable(lua, 2)) {
        lua_getfield(lua, 2, "__gc");
        luaL_argcheck(lua, lua_isnil(lua, -1), 2,
                      "finalisers (__gc) run at no particular step: not here");
        lua_pop(lua, 1);
    }
    if (luaL_getmetafield(lua, 1, "__metatable") != LUA_TNIL) {
        return luaL_error(lua, "cannot change a protected metatable");
    }
    lua_settop(lua, 2);
    lua_setmetatable(lua, 1);
    return 1;
}

static int trimmed_randomseed(lua_State *lua) {
    luaL_checkinteger(lua, 1); /* without a number it would seed from the clock */
    lua_settop(lua, 1);
    lua_pushvalue(lua, lua_upvalueindex(1));
    lua_insert(lua, 1);
    lua_call(lua, 1, 0);
    return 0;
}

/* coroutine.create and wrap. Upvalue 1: the original. */
static int trimmed_coroutine(lua_State *lua) {
    sandbox_charge_thread(lua);
    int count = lua_gettop(lua);
    lua_pushvalue(lua, lua_upvalueindex(1));
    lua_insert(lua, 1);
    lua_call(lua, count, 1);
    return 1;
}

/* Numbers, then strings, then truth values, then what has no order of its own. */
static int rank(int type) {
    static const int ranks[LUA_NUMTYPES] = {
        [LUA_TNUMBER] = 1, [LUA_TSTRING] = 2, [LUA_TBOOLEAN] = 3};
    return ranks[type] > 0 ? ranks[type] : 4;
}

static int key_less(lua_State *lua) {
    int a = lua_type(lua, 1), b = lua_type(lua, 2);
    int less = 0;
    if (rank(a) != rank(b)) {
        less = rank(a) < rank(b);
    } else if (a == LUA_TBOOLEAN) {
        less = lua_toboolean(lua, 1) < lua_toboolean(lua, 2);
    } else if (rank(a) < 3) {
        less = lua_compare(lua, 1, 2, LUA_OPLT);
    }
    lua_pushboolean(lua, less);
    return 1;
}

/* The iterator of pairs: the table is argument 1; upvalues: its keys in order, place among them. */
static int next_in_order(lua_State *lua) {
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_Integer i = lua_tointeger(lua, lua_upvalueindex(2));
    for (;;) {
        lua_settop(lua, 1);
        i++;
        if (lua_rawgeti(lua, lua_upvalueindex(1), i) == LUA_TNIL) {
            return 1;
        }
        lua_pushvalue(lua, -1);
        if (lua_rawget(lua, 1) != LUA_TNIL) { /* a key set to nil on the way is passed over */
            lua_pushinteger(lua, i);
            lua_replace(lua, lua_upvalueindex(2));
            return 2;
        }
    }
}

/* pairs, in an order that is the same in every run: Lua's own follows the addresses and the clock.
 * Upvalue 1: table.sort. */
static int trimmed_pairs(lua_State *lua) {
    luaL_checkany(lua, 1);
    if (luaL_getmetafield(lua, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(lua, 1);
        lua_call(lua, 1, 3);
        return 3;
    }
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_pushvalue(lua, lua_upvalueindex(1));
    lua_newtable(lua); /* table, sort, keys */
    int keys = lua_gettop(lua);
    lua_Integer count = 0;
    for (lua_pushnil(lua); lua_next(lua, 1); lua_pop(lua, 1)) {
        lua_pushvalue(lua, -2);
        lua_rawseti(lua, keys, ++count);
    }
    lua_pushvalue(lua, keys);
    lua_insert(lua, keys - 1); /* table, keys, sort, keys */
    lua_pushcfunction(lua, key_less);
    lua_call(lua, 2, 0);
    lua_pushinteger(lua, 0);
    lua_pushcclosure(lua, next_in_order, 2);
    lua_pushvalue(lua, 1);
    lua_pushnil(lua);
    return 3;
}

/* Rows of what is put in place of the original; wraps: it finds something as its upvalue 1. */
static const struct replaced {
    const char *library, *name;
    lua_CFunction function;
    const char *wraps_library, *wraps; /* NULL: nothing */
} replaced[] = {
    {LUA_GNAME, "tostring", trimmed_tostring, NULL, NULL},
    {LUA_GNAME, "load", trimmed_load, NULL, NULL},
    {LUA_GNAME, "collectgarbage", trimmed_collectgarbage, NULL, NULL},
    {LUA_GNAME, "setmetatable", trimmed_setmetatable, NULL, NULL},
    {LUA_GNAME, "pairs", trimmed_pairs, LUA_TABLIBNAME, "sort"},
    {LUA_STRLIBNAME, "format", trimmed_format, LUA_STRLIBNAME, "format"},
    {LUA_MATHLIBNAME, "randomseed", trimmed_randomseed, LUA_MATHLIBNAME, "randomseed"},
    {LUA_COLIBNAME, "create", trimmed_coroutine, LUA_COLIBNAME, "create"},
    {LUA_COLIBNAME, "wrap", trimmed_coroutine, LUA_COLIBNAME, "wrap"},
};

static void put(lua_State *lua, const struct replaced *row) {
    lua_getglobal(lua, row->library);
    int upvalues = 0;
    if (row->wraps) {
        lua_getglobal(lua, row->wraps_library);
        lua_getfield(lua, -1, row->wraps);
        lua_remove(lua, -2);
        upvalues = 1;
    }
    lua_pushcclosure(lua, row->function, upvalues);
    lua_setfield(lua, -2, row->name);
    lua_pop(lua, 1);
}

void sandbox_open_libraries(lua_State *lua) {
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        luaL_requiref(lua, libraries[i].name, libraries[i].func, 1);
        lua_pop(lua, 1);
    }
    for (size_t i = 0; i < sizeof replaced / sizeof *replaced; i++) {
        put(lua, &replaced[i]);
    }
    for (size_t i = 0; i < sizeof removed / sizeof *removed; i++) {
        lua_getglobal(lua, removed[i].library);
        lua_pushnil(lua);
        lua_setfield(lua, -2, removed[i].name);
        lua_pop(lua, 1);
    }
    /* The same random numbers in every run: one seed, not the clock's. */
    lua_getglobal(lua, LUA_MATHLIBNAME);
    lua_getfield(lua, -1, "randomseed");
    lua_pushinteger(lua, 1);
    lua_call(lua, 1, 0);
    lua_pop(lua, 1);
}
