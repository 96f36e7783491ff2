/* SPDX-License-Identifier: MIT */
/*
 * bind_udp.c: udp_socket, sendto, recvfrom.
 */
#include "bind.h"
#include "op_udp.h"
#include "vocabulary.h"

enum { DATAGRAM_MAX = 65507, BUFFER_MAX = 1 << 20 };

/* udp_socket([port [, buffer]]) */
static int socket_call(lua_State *lua) {
    uint16_t port = lua_isnoneornil(lua, 1) ? 0 : bind_port(lua, 1);
    lua_Integer buffer = luaL_optinteger(lua, 2, 0);
    luaL_argcheck(lua, buffer >= 0 && buffer <= BUFFER_MAX, 2, "0 to 1048576 bytes");
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor opened;
    bind_network(lua, "udp_socket", 0);
    int fd = op_udp_socket((int)buffer, bind_operation(lua, "udp_socket"));
    bind_network(lua, "udp_socket", fd);
    if (fd < 0) {
        return bind_failure(lua, fd);
    }
    int code = op_udp_bind(fd, port, &opened, bind_operation(lua, "bind"));
    if (code < 0) {
        const struct op_descriptor plain = {.fd = fd};
        op_close(&plain, bind_operation(lua, "close"));
        return bind_failure(lua, code);
    }
    bind_descriptor_open(handle, &opened);
    return 1;
}

static int sendto_call(lua_State *lua) {
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    lua_Integer port = luaL_checkinteger(lua, 2);
    luaL_argcheck(lua, port >= 1 && port <= 65535, 2, "a port from 1 to 65535");
    size_t len = 0;
    const char *bytes = luaL_checklstring(lua, 3, &len);
    ssize_t sent =
        op_sendto(&handle->descriptor, (uint16_t)port, bytes, len, bind_operation(lua, "sendto"));
    if (sent < 0) {
        return bind_failure(lua, (int)sent);
    }
    lua_pushinteger(lua, sent);
    return 1;
}

/* recvfrom([count [, "dontwait"]]) */
static int recvfrom_call(lua_State *lua) {
    static const char *const flags[] = {"wait", "dontwait", NULL};
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    lua_Integer size = luaL_optinteger(lua, 2, 4096);
    luaL_argcheck(lua, size >= 0 && size <= DATAGRAM_MAX, 2, "0 to 65507 bytes");
    bool dont_wait = luaL_checkoption(lua, 3, "wait", flags) == 1;
    luaL_Buffer bytes;
    uint16_t port = 0;
    char *room = luaL_buffinitsize(lua, &bytes, (size_t)size);
    ssize_t got = op_recvfrom(&handle->descriptor, room, (size_t)size, dont_wait, &port,
                              bind_operation(lua, "recvfrom"));
    if (got < 0) {
        return bind_failure(lua, (int)got);
    }
    luaL_pushresultsize(&bytes, (size_t)got);
    lua_pushinteger(lua, port);
    return 2;
}

static const struct vocabulary_row rows[] = {
    {{"udp_socket", "u = udp_socket([port [, buffer]])",
      "socket(2), and bind(2) to this port of 127.0.0.1, or to any. buffer: bytes of the receive "
      "buffer. The program's options must say network = true.",
      "local u = udp_socket(7070)"},
     socket_call},
    {{"descriptor:sendto", "count = u:sendto(port, bytes)",
      "sendto(2): one datagram to this port. It never says whether it arrived.",
      "u:sendto(7070, \"hello\")"},
     sendto_call},
    {{"descriptor:recvfrom", "bytes, port = u:recvfrom([count [, \"dontwait\"]])",
      "recvfrom(2): waits for one datagram and gives at most count bytes (4096) of it, and where "
      "it "
      "came from; the rest of it is lost. With \"dontwait\": nil, \"EAGAIN\" if there is none.",
      "local bytes, port = u:recvfrom()"},
     recvfrom_call},
};

const struct vocabulary vocabulary_udp = {
    .chapter = "UDP", .rows = rows, .count = sizeof rows / sizeof *rows};
