/* SPDX-License-Identifier: MIT */
/*
 * bind_fifo.c: mkfifo, open, unlink. Open ends are descriptors: bind_descriptor.c.
 */
#include "bind.h"
#include "op_fifo.h"
#include "vocabulary.h"

static const char *check_path(lua_State *lua) {
    luaL_checkstring(lua, 1);
    return bind_name(lua, 1, NULL);
}

static int mkfifo_call(lua_State *lua) {
    const char *path = check_path(lua);
    return bind_done(lua, op_mkfifo(path, bind_operation(lua, "mkfifo")));
}

static int open_call(lua_State *lua) {
    static const char *const modes[] = {"r", "w", "rw", NULL};
    static const enum fd_end ends[] = {END_R, END_W, END_RW};
    const char *path = check_path(lua);
    enum fd_end end = ends[luaL_checkoption(lua, 2, NULL, modes)];
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor opened;
    int code = op_open(path, end, &opened, bind_operation(lua, "open"));
    if (code < 0) {
        return bind_failure(lua, code);
    }
    bind_descriptor_open(handle, &opened);
    return 1;
}

static int unlink_call(lua_State *lua) {
    const char *path = check_path(lua);
    return bind_done(lua, op_unlink(path, bind_operation(lua, "unlink")));
}

static const struct vocabulary_row rows[] = {
    {{"mkfifo", "mkfifo(name)",
      "mkfifo(3): a named pipe in the directory of the run, for any of its processes to open. "
      "EEXIST if the name is taken.",
      "mkfifo(\"mailbox\")"},
     mkfifo_call},
    {{"open", "r = open(name, \"r\" | \"w\" | \"rw\")",
      "open(2) of a named pipe for reading (O_RDONLY), writing (O_WRONLY) or both (O_RDWR). The "
      "first two wait until the other end is open; O_RDWR does not.",
      "mkfifo(\"mailbox\")\n"
      "fork(\"reader\", function() local r = open(\"mailbox\", \"r\") end)\n"
      "local w = open(\"mailbox\", \"w\")"},
     open_call},
    {{"unlink", "unlink(name)",
      "unlink(2): removes the name. Who has it open keeps it; nobody can open it any more.",
      "mkfifo(\"mailbox\")\n"
      "unlink(\"mailbox\")"},
     unlink_call},
};

const struct vocabulary vocabulary_fifo = {
    .chapter = "named pipes", .rows = rows, .count = sizeof rows / sizeof *rows};
