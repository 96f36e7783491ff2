/* SPDX-License-Identifier: MIT */
/*
 * bind_descriptor.c: handles on descriptors, and what all of them can do: read, write, close, and
 * the loops over read(2) that make lines of bytes. A read(2) of the wrong end is made and fails
 * (EBADF); a handle that was closed in this process is a mistake of the program, told by line.
 */
#include "bind.h"
#include "op_call.h"
#include "vocabulary.h"
#include <string.h>

#define DESCRIPTOR "descriptor"
#define READ_SIZE  4096 /* what one read(2) asks for if nothing is said */
#define READ_MAX   (1 << 20)

struct bind_descriptor *bind_descriptor_push(lua_State *lua) {
    struct bind_descriptor *handle = lua_newuserdatauv(lua, sizeof *handle, 1);
    *handle = (struct bind_descriptor){.descriptor = {.fd = -1}, .closed = true};
    luaL_setmetatable(lua, DESCRIPTOR);
    lua_pushliteral(lua, "");
    lua_setiuservalue(lua, -2, 1);
    return handle;
}

void bind_descriptor_open(struct bind_descriptor *handle, const struct op_descriptor *descriptor) {
    handle->descriptor = *descriptor;
    handle->closed = false;
}

struct bind_descriptor *bind_descriptor_at(lua_State *lua, int index) {
    struct bind_descriptor *handle = luaL_checkudata(lua, index, DESCRIPTOR);
    if (handle->closed) {
        luaL_error(lua, "fd %d was closed in line %d: there is nothing left to use here",
                   handle->descriptor.fd, handle->closed_line);
    }
    return handle;
}

struct bind_descriptor *bind_descriptor_check(lua_State *lua) {
    return bind_descriptor_at(lua, 1);
}

static int read_call(lua_State *lua) {
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    lua_Integer size = luaL_optinteger(lua, 2, READ_SIZE);
    luaL_argcheck(lua, size >= 0 && size <= READ_MAX, 2, "0 to 1048576 bytes");
    luaL_Buffer bytes;
    char *room = luaL_buffinitsize(lua, &bytes, (size_t)size);
    int line = bind_operation(lua, "read");
    ssize_t got = op_read(&handle->descriptor, room, (size_t)size, line);
    if (got < 0) {
        return bind_failure(lua, (int)got);
    }
    luaL_pushresultsize(&bytes, (size_t)got);
    return 1;
}

/* One read(2) more, put behind what the handle holds; 0 at end-of-file, or -errno. */
static ssize_t read_more(lua_State *lua, const struct bind_descriptor *handle) {
    char room[READ_SIZE];
    ssize_t got = op_read(&handle->descriptor, room, sizeof room, bind_operation(lua, "read"));
    if (got > 0) {
        lua_getiuservalue(lua, 1, 1);
        lua_pushlstring(lua, room, (size_t)got);
        lua_concat(lua, 2);
        lua_setiuservalue(lua, 1, 1);
    }
    return got;
}

/* Pushes the first line that the handle holds, and keeps the rest; false: there is no whole one. */
static bool push_line(lua_State *lua) {
    size_t len = 0;
    lua_getiuservalue(lua, 1, 1);
    const char *held = lua_tolstring(lua, -1, &len);
    const char *end = memchr(held, '\n', len);
    if (end) {
        size_t size = (size_t)(end - held);
        lua_pushlstring(lua, end + 1, len - size - 1);
        lua_setiuservalue(lua, 1, 1);
        lua_pushlstring(lua, held, size);
    }
    lua_remove(lua, end ? -2 : -1);
    return end != NULL;
}

/* Pushes what the handle holds (a string) and leaves it empty. */
static size_t push_rest(lua_State *lua) {
    lua_getiuservalue(lua, 1, 1);
    lua_pushliteral(lua, "");
    lua_setiuservalue(lua, 1, 1);
    return lua_rawlen(lua, -1);
}

/* The next line without its line break, pushed; the last one may have none. At end-of-file nil. */
static int read_line(lua_State *lua, const struct bind_descriptor *handle) {
    while (!push_line(lua)) {
        ssize_t got = read_more(lua, handle);
        if (got < 0) {
            return bind_failure(lua, (int)got);
        }
        if (got == 0) {
            if (push_rest(lua) == 0) {
                lua_pushnil(lua);
            }
            return 1;
        }
    }
    return 1;
}

static int read_line_call(lua_State *lua) {
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    lua_settop(lua, 1);
    return read_line(lua, handle);
}

static int read_all_call(lua_State *lua) {
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    luaL_Buffer bytes;
    ssize_t got = 0;
    lua_settop(lua, 1);
    luaL_buffinit(lua, &bytes);
    push_rest(lua);
    luaL_addvalue(&bytes);
    do {
        char *room = luaL_prepbuffsize(&bytes, READ_SIZE);
        got = op_read(&handle->descriptor, room, READ_SIZE, bind_operation(lua, "read"));
        luaL_addsize(&bytes, got > 0 ? (size_t)got : 0);
    } while (got > 0);
    luaL_pushresult(&bytes);
    if (got < 0) {
        lua_setiuservalue(lua, 1, 1); /* what came before the failure is not lost */
        return bind_failure(lua, (int)got);
    }
    return 1;
}

/* The iterator: argument 1 is the handle. A for loop can't see nil, "EBADF": so it is an error. */
static int next_line(lua_State *lua) {
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    lua_settop(lua, 1);
    int count = read_line(lua, handle);
    if (count == 3) {
        return luaL_error(lua, "read(2) of fd %d failed: %s, %s", handle->descriptor.fd,
                          lua_tostring(lua, -2), lua_tostring(lua, -1));
    }
    return count;
}

static int lines_call(lua_State *lua) {
    bind_descriptor_check(lua);
    lua_pushcfunction(lua, next_line);
    lua_pushvalue(lua, 1);
    return 2;
}

static int write_call(lua_State *lua) {
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    size_t len = 0;
    const char *bytes = luaL_checklstring(lua, 2, &len);
    ssize_t put = op_write(&handle->descriptor, bytes, len, bind_operation(lua, "write"));
    if (put < 0) {
        return bind_failure(lua, (int)put);
    }
    lua_pushinteger(lua, put);
    return 1;
}

static int close_call(lua_State *lua) {
    struct bind_descriptor *handle = bind_descriptor_check(lua);
    int line = bind_operation(lua, "close");
    int code = op_close(&handle->descriptor, line);
    handle->closed = true;
    handle->closed_line = line;
    return bind_done(lua, code);
}

static int set_nonblocking_call(lua_State *lua) {
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    bool on = lua_isnoneornil(lua, 2) || lua_toboolean(lua, 2);
    int line = bind_operation(lua, "set_nonblocking");
    return bind_done(lua, op_set_nonblocking(&handle->descriptor, on, line));
}

static int descriptor_tostring(lua_State *lua) {
    const struct bind_descriptor *handle = luaL_checkudata(lua, 1, DESCRIPTOR);
    lua_pushfstring(lua, "fd %d%s", handle->descriptor.fd, handle->closed ? " (closed)" : "");
    return 1;
}

static void open_descriptor(lua_State *lua) {
    luaL_getmetatable(lua, DESCRIPTOR);
    lua_pushcfunction(lua, descriptor_tostring);
    lua_setfield(lua, -2, "__tostring");
    lua_pop(lua, 1);
}

static const struct vocabulary_row rows[] = {
    {{DESCRIPTOR ":read", "bytes = r:read([count])",
      "One read(2) of at most count bytes (4096): what is there, however little; \"\" is "
      "end-of-file. Waits while there is nothing and somebody can still write.",
      "local bytes = r:read(100)"},
     read_call},
    {{DESCRIPTOR ":read_line", "line = r:read_line()",
      "The next line without its line break, by as many calls of read(2) as it takes; nil at "
      "end-of-file. What was read too far is kept for the next line, in this process.",
      "local line = r:read_line()"},
     read_line_call},
    {{DESCRIPTOR ":read_all", "bytes = r:read_all()", "All that comes, up to end-of-file.",
      "w:close()\n"
      "print(r:read_all())"},
     read_all_call},
    {{DESCRIPTOR ":lines", "for line in r:lines() do ... end",
      "Line by line up to end-of-file. Here a read(2) that fails is an error.",
      "w:close()\n"
      "for line in r:lines() do print(line) end"},
     lines_call},
    {{DESCRIPTOR ":write", "count = w:write(bytes)",
      "One write(2). The count can be less than there was. With nobody left to read it ends the "
      "process by SIGPIPE, or fails with EPIPE where that signal is ignored.",
      "w:write(\"hello\\n\")"},
     write_call},
    {{DESCRIPTOR ":close", "r:close()",
      "close(2), in this process alone: others that inherited the descriptor still have it.",
      "w:close()"},
     close_call},
    {{DESCRIPTOR ":set_nonblocking", "r:set_nonblocking([on])",
      "fcntl(2): from now on a call that would have to wait fails with EAGAIN instead; false: it "
      "waits again. Whoever shares the end by fork(2) shares that too.",
      "r:set_nonblocking()"},
     set_nonblocking_call},
};

const struct vocabulary vocabulary_descriptor = {.chapter = "descriptors",
                                                 .rows = rows,
                                                 .count = sizeof rows / sizeof *rows,
                                                 .before = "local r, w = pipe(\"p\")\n"
                                                           "w:write(\"hello\\nworld\\n\")",
                                                 .open = open_descriptor};
