/* SPDX-License-Identifier: MIT */
/*
 * bind_udp.c: udp_socket, unix_socket, sendto, recvfrom.
 */
#include "bind.h"
#include "op_call.h"
#include "op_datagram.h"
#include "op_socket.h"
#include "vocabulary.h"

enum { DATAGRAM_MAX = 65507, BUFFER_MAX = 1 << 20 };

/* Socket `made` at this address; NULL: at any. */
static int at_address(lua_State *lua, struct bind_descriptor *handle, struct op_descriptor *made,
                      const struct op_address *address) {
    int code =
        address ? op_bind(made, address, bind_operation(lua, "bind")) : op_datagram_any(made);
    if (code < 0) {
        return bind_give_up(lua, made->fd, code);
    }
    bind_descriptor_open(handle, made);
    return 1;
}

/* udp_socket([port [, buffer [, address]]]) */
static int udp_socket_call(lua_State *lua) {
    bool any = lua_isnoneornil(lua, 1);
    enum op_family family = bind_loopback(lua, 3);
    struct op_address address = op_address_port(family, any ? 0 : bind_port(lua, 1));
    lua_Integer buffer = luaL_optinteger(lua, 2, 0);
    luaL_argcheck(lua, buffer >= 0 && buffer <= BUFFER_MAX, 2, "0 to 1048576 bytes");
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor made;
    bind_network(lua, "udp_socket", 0);
    int code = op_datagram_socket(family, (int)buffer, &made, bind_operation(lua, "udp_socket"));
    bind_network(lua, "udp_socket", code);
    if (code < 0) {
        return bind_failure(lua, code);
    }
    return at_address(lua, handle, &made, any ? NULL : &address);
}

/* unix_socket([name]) */
static int unix_socket_call(lua_State *lua) {
    bool any = lua_isnoneornil(lua, 1);
    struct op_address address = {.family = OP_UNIX};
    if (!any) {
        address = bind_address(lua, 1, OP_UNIX);
    }
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor made;
    int code = op_datagram_socket(OP_UNIX, 0, &made, bind_operation(lua, "unix_socket"));
    if (code < 0) {
        return bind_failure(lua, code);
    }
    return at_address(lua, handle, &made, any ? NULL : &address);
}

/* The datagram socket at argument 1. What socket() gave gets an address here, as from the kernel.
 */
static struct op_descriptor *check_datagrams(lua_State *lua) {
    struct op_descriptor *socket = &bind_descriptor_check(lua)->descriptor;
    bool bare = socket->type == OBJ_NONE && socket->socket == OP_DGRAM;
    luaL_argcheck(lua, bare || socket->type == OBJ_UDP || socket->type == OBJ_UNIX_DGRAM, 1,
                  "it sends no datagrams: udp_socket and unix_socket do");
    if (bare) {
        bind_operation(lua, "sendto");
        int code = op_datagram_any(socket);
        if (code < 0) {
            luaL_error(lua, "the socket gets no address: %s", op_error_name(-code));
        }
    }
    return socket;
}

/* Whether it may not wait, from the option at index. */
static bool dont_wait_at(lua_State *lua, int index) {
    static const char *const flags[] = {"wait", "dontwait", NULL};
    return luaL_checkoption(lua, index, "wait", flags) == 1;
}

/* sendto(address, bytes [, "dontwait"]) */
static int sendto_call(lua_State *lua) {
    const struct op_descriptor *socket = check_datagrams(lua);
    const struct op_address to = bind_address(lua, 2, socket->family);
    size_t len = 0;
    const char *bytes = luaL_checklstring(lua, 3, &len);
    bool dont_wait = dont_wait_at(lua, 4);
    ssize_t sent = op_sendto(socket, &to, bytes, len, dont_wait, bind_operation(lua, "sendto"));
    if (sent < 0) {
        return bind_failure(lua, (int)sent);
    }
    lua_pushinteger(lua, sent);
    return 1;
}

static void push_address(lua_State *lua, const struct op_address *from) {
    if (from->family != OP_UNIX) {
        lua_pushinteger(lua, from->port);
    } else if (from->name[0]) {
        lua_pushstring(lua, from->name);
    } else {
        lua_pushnil(lua);
    }
}

/* recvfrom([count [, "dontwait"]]) */
static int recvfrom_call(lua_State *lua) {
    const struct op_descriptor *socket = check_datagrams(lua);
    lua_Integer size = luaL_optinteger(lua, 2, 4096);
    luaL_argcheck(lua, size >= 0 && size <= DATAGRAM_MAX, 2, "0 to 65507 bytes");
    bool dont_wait = dont_wait_at(lua, 3);
    luaL_Buffer bytes;
    struct op_address from;
    char *room = luaL_buffinitsize(lua, &bytes, (size_t)size);
    ssize_t got =
        op_recvfrom(socket, room, (size_t)size, dont_wait, &from, bind_operation(lua, "recvfrom"));
    if (got < 0) {
        return bind_failure(lua, (int)got);
    }
    luaL_pushresultsize(&bytes, (size_t)got);
    push_address(lua, &from);
    return 2;
}

static const struct vocabulary_row rows[] = {
    {{"udp_socket", "u = udp_socket([port [, buffer [, \"::1\"]]])",
      "socket(2), and bind(2) to this port of 127.0.0.1, or of ::1 (IPv6), or to any. buffer: "
      "bytes of the receive buffer. The program's options must say network = true.",
      "local other = udp_socket(7071)"},
     udp_socket_call},
    {{"unix_socket", "u = unix_socket([name])",
      "socket(2) of AF_UNIX and SOCK_DGRAM, and bind(2) to this name (as unix_listen has it). "
      "Without a name it can send, and nobody can send to it.",
      "local box = unix_socket(\"box\")"},
     unix_socket_call},
    {{"descriptor:sendto", "count = u:sendto(address, bytes [, \"dontwait\"])",
      "sendto(2): one datagram to this port, or to the Unix socket of this name. UDP never says "
      "whether it arrived; of Unix sockets the sender waits while the receiver's queue is full.",
      "u:sendto(7070, \"hello\")"},
     sendto_call},
    {{"descriptor:recvfrom", "bytes, from = u:recvfrom([count [, \"dontwait\"]])",
      "recvfrom(2): waits for one datagram and gives at most count bytes (4096) of it, and the "
      "port or the name that it came from (nil: it has none); the rest of it is lost. With "
      "\"dontwait\": nil, \"EAGAIN\" if there is none.",
      "u:sendto(7070, \"hello\")\n"
      "local bytes, from = u:recvfrom()"},
     recvfrom_call},
};

const struct vocabulary vocabulary_udp = {.chapter = "datagrams",
                                          .rows = rows,
                                          .count = sizeof rows / sizeof *rows,
                                          .before = "local u = udp_socket(7070)"};
