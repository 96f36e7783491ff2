/* SPDX-License-Identifier: MIT */
/*
 * bind_pipe.c: pipe. Its ends are descriptors: bind_descriptor.c.
 */
#include "bind.h"
#include "op_pipe.h"
#include "vocabulary.h"

static int pipe_call(lua_State *lua) {
    const char *name = bind_name(lua, 1, NULL);
    struct bind_descriptor *r = bind_descriptor_push(lua);
    struct bind_descriptor *w = bind_descriptor_push(lua);
    struct op_descriptor read_end, write_end;
    int code = op_pipe(name, &read_end, &write_end, bind_operation(lua, "pipe"));
    if (code < 0) {
        return bind_failure(lua, code);
    }
    bind_descriptor_open(r, &read_end);
    bind_descriptor_open(w, &write_end);
    return 2;
}

static const struct vocabulary_row rows[] = {
    {{"pipe", "r, w = pipe([name])",
      "pipe(2): a pipe, open in this process by two descriptors: what is written to w can be read "
      "from r, once. The name is for the screen.",
      "local r, w = pipe()"},
     pipe_call},
};

const struct vocabulary vocabulary_pipe = {
    .chapter = "pipes", .rows = rows, .count = sizeof rows / sizeof *rows};
