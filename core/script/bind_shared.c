/* SPDX-License-Identifier: MIT */
/*
 * bind_shared.c: Value and Array: shared memory, under the names of Python's multiprocessing.
 * `v.value` and `a[i]` are operations as v:get() and a:get(i) are: so `v.value = v.value + 1` is
 * two of them, and another process can come in between.
 */
#include "bind.h"
#include "op_shared.h"
#include "vocabulary.h"
#include <stdlib.h>
#include <string.h>

#define VALUE "value"
#define ARRAY "array"

static const struct op_typecode *check_typecode(lua_State *lua) {
    size_t len = 0;
    const char *code = luaL_checklstring(lua, 1, &len);
    const struct op_typecode *type = len == 1 ? op_typecode(code[0]) : NULL;
    if (!type) {
        luaL_argerror(lua, 1,
                      "a type code is one letter of bBhHiIlLqQ (whole numbers), f and d (float, "
                      "double)");
        abort(); /* luaL_argerror does not return */
    }
    return type;
}

/* The number at this index, if a cell of the type can hold it; else an error that says what it
 * can. what: "argument #2", "cell 3". */
static struct op_number check_number(lua_State *lua, int index, const struct op_typecode *type,
                                     const char *what) {
    struct op_number number = {0};
    char range[OP_RANGE_MAX];
    int whole = 0;
    number.whole = (int64_t)lua_tointegerx(lua, index, &whole);
    bool is_number = lua_type(lua, index) == LUA_TNUMBER;
    if (is_number && (!whole || (type->real && !lua_isinteger(lua, index)))) {
        number.real = true;
        number.number = lua_tonumber(lua, index);
    }
    if (!is_number) {
        luaL_error(lua, "%s: a number expected, got %s", what, luaL_typename(lua, index));
    }
    if (!op_typecode_holds(type, &number)) {
        luaL_error(lua, "%s: %s does not fit type code '%c' (%s): %s%s", what,
                   luaL_tolstring(lua, index, NULL), type->code, type->ctype,
                   type->real ? "" : "whole numbers from ", op_typecode_range(type, range));
    }
    return number;
}

static void push_number(lua_State *lua, const struct op_number *number) {
    if (number->real) {
        lua_pushnumber(lua, number->number);
    } else {
        lua_pushinteger(lua, number->whole);
    }
}

/* A handle that leads to nothing yet. */
static struct op_cells *push_cells(lua_State *lua, const char *kind) {
    struct op_cells *cells = lua_newuserdatauv(lua, sizeof *cells, 0);
    *cells = (struct op_cells){0};
    luaL_setmetatable(lua, kind);
    return cells;
}

static int make(lua_State *lua, const struct op_cells_wish *wish) {
    struct op_cells *cells = push_cells(lua, wish->array ? ARRAY : VALUE);
    int code = op_cells_new(wish, cells, bind_operation(lua, wish->array ? "Array" : "Value"));
    return code < 0 ? bind_failure(lua, code) : 1;
}

static int value_call(lua_State *lua) {
    struct op_cells_wish wish = {.type = check_typecode(lua), .count = 1};
    struct op_number initial = {0};
    if (!lua_isnoneornil(lua, 2)) {
        initial = check_number(lua, 2, wish.type, "the initial value");
        wish.initial = &initial;
    }
    wish.name = bind_name(lua, 3, NULL);
    return make(lua, &wish);
}

static int array_call(lua_State *lua) {
    struct op_number initial[OP_CELLS_MAX];
    struct op_cells_wish wish = {.type = check_typecode(lua), .array = true};
    bool list = lua_istable(lua, 2);
    lua_Integer count = list ? luaL_len(lua, 2) : luaL_checkinteger(lua, 2);
    luaL_argcheck(lua, count >= 1 && count <= OP_CELLS_MAX, 2, "1 to 128 cells");
    wish.count = (size_t)count;
    for (lua_Integer i = 0; list && i < count; i++) {
        const char *what = lua_pushfstring(lua, "cell %d", (int)i);
        lua_geti(lua, 2, i + 1);
        initial[i] = check_number(lua, -1, wish.type, what);
        lua_pop(lua, 2);
    }
    wish.initial = list ? initial : NULL;
    wish.name = bind_name(lua, 3, NULL);
    return make(lua, &wish);
}

/* Pushes what is in the cell. */
static int load(lua_State *lua, const struct op_cells *cells, size_t cell) {
    struct op_number number = op_load(cells, cell, bind_operation(lua, "reading a cell"));
    push_number(lua, &number);
    return 1;
}

static int store(lua_State *lua, const struct op_cells *cells, size_t cell, int index) {
    struct op_number number = check_number(lua, index, cells->type, cells->name);
    op_store(cells, cell, &number, bind_operation(lua, "writing a cell"));
    return 0;
}

static int value_get(lua_State *lua) {
    return load(lua, luaL_checkudata(lua, 1, VALUE), 0);
}

static int value_set(lua_State *lua) {
    return store(lua, luaL_checkudata(lua, 1, VALUE), 0, 2);
}

/* The cell that is named by an argument. C would reach into whatever lies behind the array. */
static size_t check_cell(lua_State *lua, const struct op_cells *cells, int index) {
    lua_Integer cell = luaL_checkinteger(lua, index);
    if (cell < 0 || (size_t)cell >= cells->count) {
        luaL_error(lua, "there is no cell %d: %s has cells 0 to %d", (int)cell, cells->name,
                   (int)cells->count - 1);
    }
    return (size_t)cell;
}

static int array_get(lua_State *lua) {
    const struct op_cells *cells = luaL_checkudata(lua, 1, ARRAY);
    return load(lua, cells, check_cell(lua, cells, 2));
}

static int array_set(lua_State *lua) {
    const struct op_cells *cells = luaL_checkudata(lua, 1, ARRAY);
    return store(lua, cells, check_cell(lua, cells, 2), 3);
}

/* Pushes the method of that name (argument 2), or nil. */
static int method(lua_State *lua, const char *kind) {
    luaL_getmetatable(lua, kind);
    lua_pushvalue(lua, 2);
    lua_rawget(lua, -2);
    return 1;
}

static bool is_value(lua_State *lua) {
    return lua_type(lua, 2) == LUA_TSTRING && strcmp(lua_tostring(lua, 2), "value") == 0;
}

static int value_index(lua_State *lua) {
    return is_value(lua) ? value_get(lua) : method(lua, VALUE);
}

static int value_newindex(lua_State *lua) {
    const struct op_cells *cells = luaL_checkudata(lua, 1, VALUE);
    if (!is_value(lua)) {
        return luaL_error(lua, "a Value has one field: %s.value", cells->name);
    }
    return store(lua, cells, 0, 3);
}

static int array_index(lua_State *lua) {
    return lua_type(lua, 2) == LUA_TSTRING ? method(lua, ARRAY) : array_get(lua);
}

static int array_len(lua_State *lua) {
    const struct op_cells *cells = luaL_checkudata(lua, 1, ARRAY);
    lua_pushinteger(lua, (lua_Integer)cells->count);
    return 1;
}

static int value_tostring(lua_State *lua) {
    lua_pushstring(lua, ((const struct op_cells *)luaL_checkudata(lua, 1, VALUE))->name);
    return 1;
}

static int array_tostring(lua_State *lua) {
    lua_pushstring(lua, ((const struct op_cells *)luaL_checkudata(lua, 1, ARRAY))->name);
    return 1;
}

static const struct luaL_Reg value_meta[] = {{"__index", value_index},
                                             {"__newindex", value_newindex},
                                             {"__tostring", value_tostring},
                                             {NULL, NULL}};
static const struct luaL_Reg array_meta[] = {{"__index", array_index},
                                             {"__newindex", array_set},
                                             {"__len", array_len},
                                             {"__tostring", array_tostring},
                                             {NULL, NULL}};

static void open_shared(lua_State *lua) {
    luaL_getmetatable(lua, VALUE);
    luaL_setfuncs(lua, value_meta, 0);
    luaL_getmetatable(lua, ARRAY);
    luaL_setfuncs(lua, array_meta, 0);
    lua_pop(lua, 2);
}

static const struct vocabulary_row rows[] = {
    {{"Value", "v = Value(typecode[, initial[, name]])",
      "mmap(2), MAP_SHARED: one number in memory that this process shares with all that it forks "
      "from now on. Type codes are those of Python's array: b B h H i I l L q Q are whole numbers "
      "of 1 to 8 bytes, with and without sign; f and d are float and double.",
      "local counter = Value(\"i\", 0, \"counter\")"},
     value_call},
    {{"Array", "a = Array(typecode, length or list[, name])",
      "The same with 1 to 128 cells, counted from 0 as in C and Python. #a is their number.",
      "local a = Array(\"i\", {0, 1, 2, 3})"},
     array_call},
    {{VALUE ":get", "number = v:get()",
      "One load: what the cell holds now. v.value, read, is the same.", "print(v:get())"},
     value_get},
    {{VALUE ":set", "v:set(number)",
      "One store. v.value = number is the same. What the type can't hold is an error here; C and "
      "Python would cut it off. counter.value = counter.value + 1 is a load and a store: two "
      "steps.",
      "v:set(1234.0)"},
     value_set},
    {{ARRAY ":get", "number = a:get(i)", "One load of cell i. a[i] is the same.",
      "print(a:get(0))"},
     array_get},
    {{ARRAY ":set", "a:set(i, number)", "One store into cell i. a[i] = number is the same.",
      "a:set(0, -1)"},
     array_set},
};

const struct vocabulary vocabulary_shared = {.chapter = "shared memory",
                                             .rows = rows,
                                             .count = sizeof rows / sizeof *rows,
                                             .before = "local v = Value(\"i\", 0, \"v\")\n"
                                                       "local a = Array(\"i\", 4, \"a\")",
                                             .open = open_shared};
