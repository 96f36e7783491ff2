/* SPDX-License-Identifier: MIT */
/*
 * bind_declare.c: the two words that declare: param and program. What is wrong with a declaration
 * is an error at its line; what is declared goes to declare.c at once, so that an error half-way
 * loses nothing.
 */
#include "bind.h"
#include "event.h"
#include "fault.h"
#include "mem.h"
#include "vocabulary.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const param_options[] = {"min", "max", "help", NULL};
static const char *const program_options[] = {"title", "expect", "schedule", "facts", "network",
                                              "input", "rows",   "params",   "needs", NULL};

static const char *nth_option(void *context, size_t i) {
    return ((const char *const *)context)[i];
}

/* Every key of the table at index must be one of options. */
static void check_options(lua_State *lua, int index, const char *const *options) {
    for (lua_pushnil(lua); lua_next(lua, index); lua_pop(lua, 1)) {
        const char *key = lua_type(lua, -2) == LUA_TSTRING ? lua_tostring(lua, -2) : NULL;
        bool known = false;
        for (size_t i = 0; key && options[i]; i++) {
            known = known || strcmp(options[i], key) == 0;
        }
        if (!known) {
            const char *guess =
                key ? fault_guess(key, nth_option, (void *)(uintptr_t)options) : NULL;
            luaL_error(lua, guess ? "unknown option %s: did you mean %s?" : "unknown option %s",
                       key ? key : "that is not a name", guess);
        }
    }
}

static void read_value(lua_State *lua, int index, struct declared_value *value) {
    value->is_number = lua_type(lua, index) == LUA_TNUMBER;
    if (value->is_number) {
        value->number = lua_tonumber(lua, index);
        value->is_whole = lua_isinteger(lua, index);
        value->whole = lua_tointeger(lua, index);
    } else {
        value->text = mem_strdup(lua_tostring(lua, index));
    }
}

static void read_bound(lua_State *lua, const char *name, double *bound, bool *has) {
    if (lua_getfield(lua, 3, name) != LUA_TNIL) {
        if (lua_type(lua, -1) != LUA_TNUMBER) {
            luaL_error(lua, "%s must be a number", name);
        }
        *bound = lua_tonumber(lua, -1);
        *has = true;
    }
    lua_pop(lua, 1);
}

static void read_param_options(lua_State *lua, struct declared_param *param) {
    check_options(lua, 3, param_options);
    read_bound(lua, "min", &param->min, &param->has_min);
    read_bound(lua, "max", &param->max, &param->has_max);
    if (lua_getfield(lua, 3, "help") != LUA_TNIL) {
        if (lua_type(lua, -1) != LUA_TSTRING) {
            luaL_error(lua, "help must be a text");
        }
        param->help = mem_strdup(lua_tostring(lua, -1));
    }
    lua_pop(lua, 1);
}

static void check_default(lua_State *lua, const struct declared_param *param) {
    char text[96] = "";
    struct buf fault = {0};
    bool wrong = declare_out_of_limits(param, &param->fallback, &fault);
    snprintf(text, sizeof text, "%s", buf_str(&fault));
    buf_done(&fault);
    if (wrong) {
        luaL_error(lua, "the default of %s is out of its limits: %s", param->name, text);
    }
}

/* param(name, default [, options]): argument 1 of __call is param itself. */
static int param_call(lua_State *lua) {
    struct script *script = script_of(lua);
    lua_remove(lua, 1);
    lua_settop(lua, 3);
    const char *name = bind_name(lua, 1, NULL);
    luaL_argcheck(lua, name, 1, "a name expected");
    int type = lua_type(lua, 2);
    luaL_argcheck(lua, type == LUA_TNUMBER || type == LUA_TSTRING, 2,
                  "the default is a number or a text");
    luaL_argcheck(lua, type != LUA_TNUMBER || isfinite(lua_tonumber(lua, 2)), 2, "not finite");
    luaL_argexpected(lua, lua_isnil(lua, 3) || lua_istable(lua, 3), 3, "table");
    if (script->running) {
        return luaL_error(lua, "param belongs outside of programs: it declares");
    }
    if (declare_find_param(script, name)) {
        return luaL_error(lua, "param %s is declared already", name);
    }
    if (script->param_count == DECLARED_MAX) {
        return luaL_error(lua, "a lesson has at most %d parameters", DECLARED_MAX);
    }
    struct declared_param *param = declare_param(script, name);
    read_value(lua, 2, &param->fallback);
    read_value(lua, 2, &param->value);
    if (lua_istable(lua, 3)) {
        read_param_options(lua, param);
    }
    check_default(lua, param);
    declare_given(script, param);
    return 0;
}

/* Whether `name` is one of the lines of names. */
static bool is_line_of(const char *names, const char *name) {
    size_t len = strlen(name);
    for (; *names; names += strcspn(names, "\n") + 1) {
        if (strncmp(names, name, len) == 0 && names[len] == '\n') {
            return true;
        }
    }
    return false;
}

static int not_declared(lua_State *lua, const char *name) {
    const char *guess = declare_guess_param(script_of(lua), name);
    return guess ? luaL_error(lua, "param.%s is not declared: did you mean param.%s?", name, guess)
                 : luaL_error(lua, "param.%s is not declared: param(\"%s\", default)", name, name);
}

static int param_index(lua_State *lua) {
    const struct script *script = script_of(lua);
    const char *name = luaL_checkstring(lua, 2);
    const char *said = script->running && script->chosen ? script->chosen->params : NULL;
    const struct declared_param *param = declare_find_param(script, name);
    if (!param) {
        return not_declared(lua, name);
    }
    if (said && !is_line_of(said, name)) {
        return luaL_error(lua, "program %s does not say that it reads param.%s: params = {\"%s\"}",
                          script->chosen->id, name, name);
    }
    if (!param->value.is_number) {
        lua_pushstring(lua, param->value.text);
    } else if (param->value.is_whole) {
        lua_pushinteger(lua, param->value.whole);
    } else {
        lua_pushnumber(lua, param->value.number);
    }
    return 1;
}

static int param_newindex(lua_State *lua) {
    return luaL_error(lua, "a param is given from outside (--set), not assigned to");
}

static void read_text_option(lua_State *lua, const char *name, char **ret_text) {
    if (lua_getfield(lua, 2, name) != LUA_TNIL) {
        if (lua_type(lua, -1) != LUA_TSTRING) {
            luaL_error(lua, "%s must be a text", name);
        }
        *ret_text = mem_strdup(lua_tostring(lua, -1));
    }
    lua_pop(lua, 1);
}

static int compare_facts(const void *a, const void *b) {
    return strcmp(((const struct declared_fact *)a)->path, ((const struct declared_fact *)b)->path);
}

static void read_facts(lua_State *lua, struct declared_program *program) {
    if (lua_getfield(lua, 2, "facts") == LUA_TNIL) {
        lua_pop(lua, 1);
        return;
    }
    if (!lua_istable(lua, -1)) {
        luaL_error(lua, "facts must be a table: {[\"child.write.err\"] = \"EPIPE\"}");
    }
    int facts = lua_gettop(lua);
    for (lua_pushnil(lua); lua_next(lua, facts); lua_pop(lua, 1)) {
        int type = lua_type(lua, -1);
        if (lua_type(lua, -2) != LUA_TSTRING) {
            luaL_error(lua, "a fact is a path and its value: [\"child.write.err\"] = \"EPIPE\"");
        }
        if (type != LUA_TSTRING && type != LUA_TNUMBER && type != LUA_TBOOLEAN) {
            luaL_error(lua, "the value of the fact %s must be a text, a number or a truth value",
                       lua_tostring(lua, -2));
        }
        const char *value = luaL_tolstring(lua, -1, NULL);
        declare_fact(program, lua_tostring(lua, -3), value);
        lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
    if (program->fact_count > 1) {
        qsort(program->facts, program->fact_count, sizeof *program->facts, compare_facts);
    }
}

static void read_network(lua_State *lua, struct declared_program *program) {
    if (lua_getfield(lua, 2, "network") != LUA_TNIL && !lua_isboolean(lua, -1)) {
        luaL_error(lua, "network must be true or false");
    }
    program->network = lua_toboolean(lua, -1);
    lua_pop(lua, 1);
}

/* The row on top of the stack: four texts, parted by tabs, as a line of out. */
static void read_row(lua_State *lua, struct buf *out) {
    enum { TEXTS = 4 };
    for (int i = 1; i <= TEXTS; i++) {
        int type = lua_istable(lua, -1) ? lua_rawgeti(lua, -1, i) : LUA_TNONE;
        const char *text = type == LUA_TSTRING ? lua_tostring(lua, -1) : NULL;
        if (!text || text[strcspn(text, "\t\n")]) {
            buf_done(out);
            luaL_error(lua, "a row is {process, channel, process, what it is for}");
        }
        buf_putf(out, "%s%s", text, i < TEXTS ? "\t" : "\n");
        lua_pop(lua, 1);
    }
}

static void read_rows(lua_State *lua, struct declared_program *program) {
    struct buf out = {0};
    int type = lua_getfield(lua, 2, "rows");
    if (type != LUA_TNIL && type != LUA_TTABLE) {
        luaL_error(lua, "rows must be a table of rows");
    }
    for (lua_Integer i = 1; type == LUA_TTABLE && lua_rawgeti(lua, -1, i) != LUA_TNIL; i++) {
        read_row(lua, &out);
        lua_pop(lua, 1);
    }
    program->rows = out.len > 0 ? buf_take(&out) : NULL;
    buf_done(&out);
    lua_settop(lua, 3);
}

/* params = {"lines"}: those that the program reads, each declared before it. */
static void read_params(lua_State *lua, struct declared_program *program) {
    const struct script *script = script_of(lua);
    struct buf out = {0};
    int type = lua_getfield(lua, 2, "params");
    if (type != LUA_TNIL && type != LUA_TTABLE) {
        luaL_error(lua, "params must be a table of names");
    }
    for (lua_Integer i = 1; type == LUA_TTABLE && lua_rawgeti(lua, -1, i) != LUA_TNIL; i++) {
        const char *name = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : "";
        if (!declare_find_param(script, name)) {
            const char *guess = declare_guess_param(script, name);
            buf_done(&out);
            luaL_error(lua,
                       guess ? "params: no param \"%s\" is declared above: did you mean \"%s\"?"
                             : "params: no param \"%s\" is declared above",
                       name, guess);
        }
        buf_putf(&out, "%s\n", name);
        lua_pop(lua, 1);
    }
    program->params = type == LUA_TTABLE ? mem_strdup(buf_str(&out)) : NULL;
    buf_done(&out);
    lua_settop(lua, 3);
}

static void read_needs(lua_State *lua, struct declared_program *program) {
    if (lua_getfield(lua, 2, "needs") == LUA_TNIL) {
        lua_pop(lua, 1);
        return;
    }
    if (!lua_istable(lua, -1)) {
        luaL_error(lua, "needs must be a list of programs: {\"sort\", \"uniq\"}");
    }
    for (lua_Integer i = 1; lua_rawgeti(lua, -1, i) != LUA_TNIL; i++) {
        if (lua_type(lua, -1) != LUA_TSTRING) {
            luaL_error(lua, "needs must be a list of programs: {\"sort\", \"uniq\"}");
        }
        if (program->need_count == DECLARED_NEEDS) {
            luaL_error(lua, "a program can need at most %d others", DECLARED_NEEDS);
        }
        program->needs[program->need_count++] = mem_strdup(lua_tostring(lua, -1));
        lua_pop(lua, 1);
    }
    lua_pop(lua, 2);
}

static void check_program(lua_State *lua, struct script *script, const char *id) {
    if (script->running) {
        luaL_error(lua, "program belongs outside of programs: it declares");
    }
    for (size_t i = 0; i < script->program_count; i++) {
        if (strcmp(script->programs[i].id, id) == 0) {
            luaL_error(lua, "program %s is declared already, in line %d", id,
                       script->programs[i].line);
        }
    }
}

/* Where the function on top stands in the file; it stays there. */
static void read_lines(lua_State *lua, struct declared_program *program) {
    lua_Debug about;
    lua_pushvalue(lua, -1);
    if (lua_getinfo(lua, ">S", &about)) {
        program->first = about.linedefined;
        program->last = about.lastlinedefined;
    }
}

/* program(id, options, function) */
static int program_call(lua_State *lua) {
    struct script *script = script_of(lua);
    lua_settop(lua, 3);
    const char *id = bind_name(lua, 1, NULL);
    luaL_argcheck(lua, id, 1, "a name expected");
    luaL_checktype(lua, 2, LUA_TTABLE);
    luaL_checktype(lua, 3, LUA_TFUNCTION);
    check_program(lua, script, id);
    check_options(lua, 2, program_options);
    if (script->program_count == DECLARED_MAX) {
        return luaL_error(lua, "a lesson has at most %d programs", DECLARED_MAX);
    }
    struct declared_program *program = declare_program(script, id);
    program->line = sandbox_line(lua);
    read_text_option(lua, "title", &program->title);
    read_text_option(lua, "expect", &program->expect);
    read_text_option(lua, "schedule", &program->schedule);
    read_text_option(lua, "input", &program->input);
    program->title = program->title ? program->title : mem_strdup(id);
    program->expect = program->expect ? program->expect : mem_strdup("ok");
    if (run_outcome_by_name(program->expect) == OUTCOME_NONE) {
        return luaL_error(lua,
                          "expect = \"%s\": a run ends as ok, deadlock, error, limit or stopped",
                          program->expect);
    }
    read_facts(lua, program);
    read_lines(lua, program);
    read_network(lua, program);
    read_rows(lua, program);
    read_params(lua, program);
    read_needs(lua, program);
    program->function = luaL_ref(lua, LUA_REGISTRYINDEX); /* the function is on top */
    return 0;
}

/* param is a table: called it declares, indexed it gives values. */
static void open_param(lua_State *lua) {
    static const luaL_Reg methods[] = {{"__call", param_call},
                                       {"__index", param_index},
                                       {"__newindex", param_newindex},
                                       {NULL, NULL}};
    lua_newtable(lua);
    luaL_newlib(lua, methods);
    lua_pushboolean(lua, 0);
    lua_setfield(lua, -2, "__metatable");
    lua_setmetatable(lua, -2);
    lua_setglobal(lua, "param");
}

static const struct vocabulary_row rows[] = {
    {{"param", "param(name, default [, {min, max, help}])",
      "Declares a parameter, a number or a text; param.NAME is its value: the default, or what "
      "--set gives. min and max bound a number, or the length of a text.",
      "param(\"lines\", 3, {min = 1, max = 10, help = \"lines that the child writes\"})"},
     NULL},
    {{"program",
      "program(id, {title, expect, schedule, facts, network, input, rows, params, needs}, "
      "function)",
      "Declares a program: how it must end (ok, deadlock, error ...), in which order its processes "
      "run, and what must be true of the run; network = true gives it a network of its own; input, "
      "line by line, answers its asks where there is no screen; rows, each {from, channel, to, "
      "what "
      "for}, names pairs of processes that the stage draws as rows; params, names, says which "
      "parameters it reads: no others are offered for it, and no others can be read; needs names "
      "the programs of this machine that it executes.",
      "program(\"right\", {expect = \"ok\"}, function() print \"hello\" end)"},
     program_call},
};

const struct vocabulary vocabulary_declare = {.chapter = "declaring",
                                              .rows = rows,
                                              .count = sizeof rows / sizeof *rows,
                                              .outside = true,
                                              .open = open_param};
