/* SPDX-License-Identifier: MIT */
/* bind_buffer.c: buffer, set_buffer: how much a socket holds. */
#include "bind.h"
#include "op_buffer.h"
#include "vocabulary.h"

#define DESCRIPTOR "descriptor"
#define BUFFER_MAX (1 << 20)

static enum op_buffer check_which(lua_State *lua) {
    static const char *const names[] = {
        [OP_BUFFER_SEND] = "send", [OP_BUFFER_RECEIVE] = "receive", NULL};
    return (enum op_buffer)luaL_checkoption(lua, 2, NULL, names);
}

static int set_buffer_call(lua_State *lua) {
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    enum op_buffer which = check_which(lua);
    lua_Integer bytes = luaL_checkinteger(lua, 3);
    luaL_argcheck(lua, bytes >= 0 && bytes <= BUFFER_MAX, 3, "0 to 1048576 bytes");
    int line = bind_operation(lua, "set_buffer");
    return bind_done(lua, op_buffer_set(&handle->descriptor, which, (int)bytes, line));
}

static int buffer_call(lua_State *lua) {
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    enum op_buffer which = check_which(lua);
    int bytes = op_buffer_get(&handle->descriptor, which, bind_operation(lua, "buffer"));
    if (bytes < 0) {
        return bind_failure(lua, bytes);
    }
    lua_pushinteger(lua, bytes);
    return 1;
}

static const struct vocabulary_row rows[] = {
    {{DESCRIPTOR ":set_buffer", "s:set_buffer(\"send\" | \"receive\", bytes)",
      "setsockopt(2), SO_SNDBUF or SO_RCVBUF: how much the socket is to hold. Linux doubles it, "
      "and "
      "keeps it between two limits.",
      "s:set_buffer(\"send\", 8192)"},
     set_buffer_call},
    {{DESCRIPTOR ":buffer", "bytes = s:buffer(\"send\" | \"receive\")",
      "getsockopt(2): what the kernel made of it. Bookkeeping counts as well: fewer bytes fit.",
      "print(s:buffer(\"send\"))"},
     buffer_call},
};

const struct vocabulary vocabulary_buffer = {.chapter = "socket pairs",
                                             .rows = rows,
                                             .count = sizeof rows / sizeof *rows,
                                             .before = "local s, t = socketpair()"};
