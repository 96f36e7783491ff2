/* SPDX-License-Identifier: MIT */
/*
 * bind_tcp.c: tcp_listen, tcp_connect, unix_listen, unix_connect: a few system calls one after the
 * other, each a step of its own; when one fails, the socket is closed, as any program has to.
 */
#include "bind.h"
#include "op_socket.h"
#include "vocabulary.h"

enum { BACKLOG = 16, BACKLOG_MAX = 4096 };

int bind_backlog(lua_State *lua, int index) {
    lua_Integer backlog = luaL_optinteger(lua, index, BACKLOG);
    luaL_argcheck(lua, backlog >= 0 && backlog <= BACKLOG_MAX, index, "0 to 4096 connections");
    return (int)backlog;
}

struct passive {
    enum op_sock_type type;
    struct op_address address;
    int backlog;
    const char *name;
};

static int listen_at(lua_State *lua, const struct passive *at, const char *what) {
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor listener;
    int code = bind_new_socket(lua, at->address.family, at->type, what, &listener);
    if (code < 0) {
        return bind_failure(lua, code);
    }
    code = op_bind(&listener, &at->address, bind_operation(lua, "bind"));
    if (code == 0) {
        code = op_listen(&listener, at->backlog, at->name, bind_operation(lua, "listen"));
    }
    if (code < 0) {
        return bind_give_up(lua, listener.fd, code);
    }
    bind_descriptor_open(handle, &listener);
    return 1;
}

static int connect_to(lua_State *lua, enum op_sock_type type, const struct op_address *address,
                      const char *what) {
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor connection;
    int code = bind_new_socket(lua, address->family, type, what, &connection);
    if (code < 0) {
        return bind_failure(lua, code);
    }
    code = op_connect(&connection, address, bind_operation(lua, "connect"));
    if (code < 0) {
        return bind_give_up(lua, connection.fd, code);
    }
    bind_descriptor_open(handle, &connection);
    return 1;
}

/* tcp_listen(port [, backlog [, name [, address]]]) */
static int tcp_listen_call(lua_State *lua) {
    const struct passive at = {OP_STREAM, op_address_port(bind_loopback(lua, 4), bind_port(lua, 1)),
                               bind_backlog(lua, 2), bind_name(lua, 3, NULL)};
    return listen_at(lua, &at, "tcp_listen");
}

/* tcp_connect(port [, address]) */
static int tcp_connect_call(lua_State *lua) {
    const struct op_address address = op_address_port(bind_loopback(lua, 2), bind_port(lua, 1));
    return connect_to(lua, OP_STREAM, &address, "tcp_connect");
}

/* unix_listen(name [, backlog [, type]]) */
static int unix_listen_call(lua_State *lua) {
    const struct passive at = {bind_connection_type(lua, 3), bind_address(lua, 1, OP_UNIX),
                               bind_backlog(lua, 2), NULL};
    return listen_at(lua, &at, "unix_listen");
}

/* unix_connect(name [, type]) */
static int unix_connect_call(lua_State *lua) {
    const struct op_address address = bind_address(lua, 1, OP_UNIX);
    return connect_to(lua, bind_connection_type(lua, 2), &address, "unix_connect");
}

static const struct vocabulary_row rows[] = {
    {{"tcp_listen", "s = tcp_listen(port [, backlog [, name [, \"::1\"]]])",
      "socket(2), bind(2), listen(2): a passive socket at this port of 127.0.0.1, or of ::1 "
      "(IPv6). As many connections as backlog (16) says, and one more, wait there to be accepted. "
      "The program's options must say network = true.",
      "local s = tcp_listen(7070)"},
     tcp_listen_call},
    {{"tcp_connect", "c = tcp_connect(port [, \"::1\"])",
      "socket(2), connect(2): an active socket, connected to who listens at this port of "
      "127.0.0.1, or of ::1. nil, \"ECONNREFUSED\" when nobody does.",
      "tcp_listen(7070)\n"
      "local c = tcp_connect(7070)"},
     tcp_connect_call},
    {{"unix_listen", "s = unix_listen(name [, backlog [, \"stream\" | \"seqpacket\"]])",
      "socket(2), bind(2), listen(2): a passive Unix socket at this name, a file in the directory "
      "of the run that stays until unlink. With @ before it there is no file, and it is gone with "
      "the socket; that needs network = true.",
      "local s = unix_listen(\"door\")"},
     unix_listen_call},
    {{"unix_connect", "c = unix_connect(name [, \"stream\" | \"seqpacket\"])",
      "socket(2), connect(2): a Unix socket, connected to who listens at this name. Waits while "
      "the backlog is full. nil, \"ENOENT\" when there is no such name, nil, \"ECONNREFUSED\" when "
      "nobody listens there any more.",
      "unix_listen(\"door\")\n"
      "local c = unix_connect(\"door\")"},
     unix_connect_call},
};

const struct vocabulary vocabulary_tcp = {
    .chapter = "sockets", .rows = rows, .count = sizeof rows / sizeof *rows};
