/* SPDX-License-Identifier: MIT */
/*
 * bind_mqueue.c: POSIX message queues: mq_open, mq_unlink, and handles with send, receive, close.
 */
#include "bind.h"
#include "op_mqueue.h"
#include "vocabulary.h"

#define MQUEUE        "mqueue"
#define MAXMSG        10 /* what mq_overview(7) gives where nothing is said */
#define MSGSIZE       64
#define MSGSIZE_LIMIT 8192

/* A handle on an open queue. */
struct handle {
    struct op_mqueue queue;
    bool closed;
    int closed_line;
};

static const char *check_name(lua_State *lua) {
    luaL_checkstring(lua, 1);
    return bind_name(lua, 1, NULL);
}

/* A field of the table at argument 2. */
static long number_field(lua_State *lua, const char *name, lua_Integer otherwise, lua_Integer max) {
    lua_getfield(lua, 2, name);
    bool is_number = lua_isnil(lua, -1) || lua_isinteger(lua, -1);
    lua_Integer value = lua_isnil(lua, -1) ? otherwise : lua_tointeger(lua, -1);
    lua_pop(lua, 1);
    if (!is_number || value < 1 || value > max) {
        luaL_error(lua, "%s is a number from 1 to %d", name, (int)max);
    }
    return (long)value;
}

static int mq_open_call(lua_State *lua) {
    const char *name = check_name(lua);
    long maxmsg = 0, msgsize = 0;
    lua_settop(lua, 2);
    if (!lua_isnil(lua, 2)) {
        luaL_checktype(lua, 2, LUA_TTABLE);
        maxmsg = number_field(lua, "maxmsg", MAXMSG, 65536);
        msgsize = number_field(lua, "msgsize", MSGSIZE, MSGSIZE_LIMIT);
    }
    struct handle *handle = lua_newuserdatauv(lua, sizeof *handle, 0);
    *handle = (struct handle){.closed = true};
    luaL_setmetatable(lua, MQUEUE);
    int line = bind_operation(lua, "mq_open");
    int code = op_mq_open(name, maxmsg, msgsize, &handle->queue, line);
    if (code < 0) {
        return bind_failure(lua, code);
    }
    handle->closed = false;
    return 1;
}

static struct handle *check_open(lua_State *lua) {
    struct handle *handle = luaL_checkudata(lua, 1, MQUEUE);
    if (handle->closed) {
        luaL_error(lua, "fd %d was closed in line %d: there is nothing left to use here",
                   handle->queue.descriptor.fd, handle->closed_line);
    }
    return handle;
}

static int send_call(lua_State *lua) {
    const struct handle *handle = check_open(lua);
    size_t len = 0;
    const char *bytes = luaL_checklstring(lua, 2, &len);
    lua_Integer prio = luaL_optinteger(lua, 3, 0);
    luaL_argcheck(lua, prio >= 0 && prio <= OP_MQ_PRIO_MAX, 3, "a priority is 0 to 32767");
    int line = bind_operation(lua, "send");
    return bind_done(lua, op_mq_send(&handle->queue, bytes, len, (unsigned)prio, line));
}

static int receive_call(lua_State *lua) {
    const struct handle *handle = check_open(lua);
    lua_Integer size = luaL_optinteger(lua, 2, (lua_Integer)handle->queue.msgsize);
    luaL_argcheck(lua, size >= 0 && size <= 65536, 2, "0 to 65536 bytes");
    luaL_Buffer bytes;
    unsigned prio = 0;
    char *room = luaL_buffinitsize(lua, &bytes, (size_t)size);
    int line = bind_operation(lua, "receive");
    ssize_t got = op_mq_receive(&handle->queue, room, (size_t)size, &prio, line);
    if (got < 0) {
        return bind_failure(lua, (int)got);
    }
    luaL_pushresultsize(&bytes, (size_t)got);
    lua_pushinteger(lua, (lua_Integer)prio);
    return 2;
}

static int set_nonblocking_call(lua_State *lua) {
    const struct handle *handle = check_open(lua);
    bool on = lua_isnoneornil(lua, 2) || lua_toboolean(lua, 2);
    int line = bind_operation(lua, "set_nonblocking");
    return bind_done(lua, op_set_nonblocking(&handle->queue.descriptor, on, line));
}

static int close_call(lua_State *lua) {
    struct handle *handle = check_open(lua);
    int line = bind_operation(lua, "close");
    int code = op_mq_close(&handle->queue, line);
    handle->closed = true;
    handle->closed_line = line;
    return bind_done(lua, code);
}

static int mq_unlink_call(lua_State *lua) {
    const char *name = check_name(lua);
    return bind_done(lua, op_mq_unlink(name, bind_operation(lua, "mq_unlink")));
}

static const struct vocabulary_row rows[] = {
    {{"mq_open", "q = mq_open(name [, {maxmsg = 10, msgsize = 64}])",
      "mq_open(3): a POSIX message queue by its name, for sending and receiving. With a table it "
      "is made if there is none yet; without, there must be one (ENOENT).",
      "local q = mq_open(\"jobs\", {maxmsg = 4, msgsize = 32})"},
     mq_open_call},
    {{MQUEUE ":send", "q:send(text [, priority])",
      "mq_send(3): puts one message in, behind all that are as urgent (0 is the least). Waits "
      "while the queue is full. EMSGSIZE: longer than msgsize.",
      "q:send(\"stop\", 9)"},
     send_call},
    {{MQUEUE ":receive", "text, priority = q:receive([count])",
      "mq_receive(3): takes one whole message, the oldest of the most urgent. Waits while there is "
      "none. EMSGSIZE: count is less than msgsize.",
      "local text, priority = q:receive()"},
     receive_call},
    {{MQUEUE ":set_nonblocking", "q:set_nonblocking([on])",
      "fcntl(2): a call that would have to wait fails with EAGAIN instead.", "q:set_nonblocking()"},
     set_nonblocking_call},
    {{MQUEUE ":close", "q:close()",
      "mq_close(3), in this process alone. The queue, its name and its messages stay.",
      "q:close()"},
     close_call},
    {{"mq_unlink", "mq_unlink(name)",
      "mq_unlink(3): removes the name at once; the queue goes when the last process has closed it.",
      "mq_unlink(\"jobs\")"},
     mq_unlink_call},
};

const struct vocabulary vocabulary_mqueue = {
    .chapter = "message queues",
    .rows = rows,
    .count = sizeof rows / sizeof *rows,
    .before = "local q = mq_open(\"jobs\", {maxmsg = 4, msgsize = 32})\n"
              "q:send(\"go\")"};
