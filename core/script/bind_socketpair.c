/* SPDX-License-Identifier: MIT */
/*
 * bind_socketpair.c: socketpair, send, recv. The rest of what sockets can do is
 * bind_descriptor.c's.
 */
#include "bind.h"
#include "op_socketpair.h"
#include "vocabulary.h"

#define DESCRIPTOR "descriptor"
#define RECV_SIZE  4096
#define RECV_MAX   (1 << 20)

static int socketpair_call(lua_State *lua) {
    static const char *const types[] = {
        [OP_STREAM] = "stream", [OP_DGRAM] = "dgram", [OP_SEQPACKET] = "seqpacket", NULL};
    int type = luaL_checkoption(lua, 1, "stream", types);
    const char *const lanes[2] = {bind_name(lua, 2, NULL), bind_name(lua, 3, NULL)};
    struct bind_descriptor *first = bind_descriptor_push(lua);
    struct bind_descriptor *second = bind_descriptor_push(lua);
    struct op_descriptor sockets[2];
    int line = bind_operation(lua, "socketpair");
    int code = op_socketpair((enum op_sock_type)type, lanes, sockets, line);
    if (code < 0) {
        return bind_failure(lua, code);
    }
    bind_descriptor_open(first, &sockets[0]);
    bind_descriptor_open(second, &sockets[1]);
    return 2;
}

/* "dontwait" at this argument. */
static bool check_dontwait(lua_State *lua, int index) {
    static const char *const names[] = {"wait", "dontwait", NULL};
    return luaL_checkoption(lua, index, "wait", names) == 1;
}

static int send_call(lua_State *lua) {
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    size_t len = 0;
    const char *bytes = luaL_checklstring(lua, 2, &len);
    bool dontwait = check_dontwait(lua, 3);
    int line = bind_operation(lua, "send");
    ssize_t put = op_send(&handle->descriptor, bytes, len, dontwait, line);
    if (put < 0) {
        return bind_failure(lua, (int)put);
    }
    lua_pushinteger(lua, put);
    return 1;
}

static int recv_call(lua_State *lua) {
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    lua_Integer size = luaL_optinteger(lua, 2, RECV_SIZE);
    luaL_argcheck(lua, size >= 0 && size <= RECV_MAX, 2, "0 to 1048576 bytes");
    bool dontwait = check_dontwait(lua, 3);
    luaL_Buffer bytes;
    char *room = luaL_buffinitsize(lua, &bytes, (size_t)size);
    int line = bind_operation(lua, "recv");
    ssize_t got = op_recv(&handle->descriptor, room, (size_t)size, dontwait, line);
    if (got < 0) {
        return bind_failure(lua, (int)got);
    }
    luaL_pushresultsize(&bytes, (size_t)got);
    return 1;
}

static const struct vocabulary_row rows[] = {
    {{"socketpair", "a, b = socketpair([\"stream\" | \"dgram\" | \"seqpacket\" [, x, y]])",
      "socketpair(2): two sockets of AF_UNIX, connected to each other: what is sent into one comes "
      "out of the other, both ways. x names what a sends into, y what b sends into, for the "
      "screen.",
      "local a, b = socketpair(\"dgram\", \"orders\", \"answers\")"},
     socketpair_call},
    {{DESCRIPTOR ":send", "count = s:send(bytes [, \"dontwait\"])",
      "One send(2): of \"dgram\" and \"seqpacket\" one message. \"dontwait\" is MSG_DONTWAIT: this "
      "one call fails with EAGAIN instead of waiting.",
      "s:send(\"hello\")"},
     send_call},
    {{DESCRIPTOR ":recv", "bytes = s:recv([count [, \"dontwait\"]])",
      "One recv(2) of at most count bytes (4096): what is there of a stream, else one message, of "
      "which what does not fit is lost. \"dontwait\" as in send.",
      "local bytes = s:recv()"},
     recv_call},
};

const struct vocabulary vocabulary_socketpair = {.chapter = "socket pairs",
                                                 .rows = rows,
                                                 .count = sizeof rows / sizeof *rows,
                                                 .before = "local s, t = socketpair()\n"
                                                           "t:send(\"hello\")"};
