/* SPDX-License-Identifier: MIT */
/*
 * bind_exec.c: dup2 and exec. What can be executed is what the program declares that it needs.
 */
#include "bind.h"
#include "op_exec.h"
#include "vocabulary.h"
#include <string.h>

/* end:dup2(fd): the new handle is pushed before there is anything that it could lose. */
static int dup2_call(lua_State *lua) {
    const struct bind_descriptor *from = bind_descriptor_check(lua);
    lua_Integer fd = luaL_checkinteger(lua, 2);
    luaL_argcheck(lua, fd >= 0 && fd < OP_DUP2_BELOW, 2, "a descriptor is 0 to 63");
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor copy;
    int code = op_dup2(&from->descriptor, (int)fd, &copy, bind_operation(lua, "dup2"));
    if (code < 0) {
        return bind_failure(lua, code);
    }
    bind_descriptor_open(handle, &copy);
    return 1;
}

static bool is_needed(const struct script *script, const char *name) {
    const struct declared_program *program = script->chosen;
    for (size_t i = 0; program && i < program->need_count; i++) {
        if (strcmp(program->needs[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static int exec_call(lua_State *lua) {
    const char *program = luaL_checkstring(lua, 1);
    const char *args[OP_EXEC_ARGS_MAX];
    int count = lua_gettop(lua) - 1;
    luaL_argcheck(lua, count <= OP_EXEC_ARGS_MAX, OP_EXEC_ARGS_MAX + 2, "too many arguments");
    for (int i = 0; i < count; i++) {
        size_t len = 0;
        args[i] = luaL_checklstring(lua, i + 2, &len);
        luaL_argcheck(lua, strlen(args[i]) == len, i + 2, "an argument holds no 0 byte");
    }
    int line = bind_operation(lua, "exec");
    if (!is_needed(script_of(lua), program)) {
        return luaL_error(lua, "%s is not declared: needs = {\"%s\"} among the program's options",
                          program, program);
    }
    return bind_failure(lua, op_exec(program, args, (size_t)count, line));
}

static const struct vocabulary_row rows[] = {
    {{"descriptor:dup2", "copy = end:dup2(fd)",
      "dup2(2): descriptor number fd leads where this one does; what it led to before is closed. 0 "
      "is standard input, 1 standard output, 2 standard error.",
      "w:dup2(1)"},
     dup2_call},
    {{"exec", "exec(program [, argument ...])",
      "execve(2): this process becomes another program of this machine, one that the lesson's "
      "program declares (needs). Its descriptors stay. It is not gated: it runs until it sleeps or "
      "ends. Comes back only if it fails.",
      "exec(\"sort\", \"-r\")"},
     exec_call},
};

const struct vocabulary vocabulary_exec = {.chapter = "other programs",
                                           .rows = rows,
                                           .count = sizeof rows / sizeof *rows,
                                           .before = "local r, w = pipe(\"p\")"};
