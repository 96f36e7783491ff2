/* SPDX-License-Identifier: MIT */
/*
 * bind_socket.c: socket, bind, listen, accept, connect, shutdown: each one system call, for any
 * family and type, also those that the kernel does not have. tcp_listen, unix_connect and so on are
 * several of these in a word.
 */
#include "bind.h"
#include "op_datagram.h"
#include "op_socket.h"
#include "vocabulary.h"
#include <errno.h>
#include <sys/socket.h>

#define DESCRIPTOR "descriptor"

int bind_give_up(lua_State *lua, int fd, int code) {
    const struct op_descriptor plain = {.fd = fd};
    op_close(&plain, bind_operation(lua, "close"));
    return bind_failure(lua, code);
}

int bind_new_socket(lua_State *lua, enum op_family family, enum op_sock_type type, const char *what,
                    struct op_descriptor *ret_socket) {
    if (family != OP_UNIX) {
        bind_network(lua, what, 0);
    }
    int code = op_socket(family, type, ret_socket, bind_operation(lua, what));
    if (family != OP_UNIX) {
        bind_network(lua, what, code);
    }
    return code;
}

static const char *const types[] = {
    [OP_STREAM] = "stream", [OP_DGRAM] = "dgram", [OP_SEQPACKET] = "seqpacket", NULL};

enum op_sock_type bind_connection_type(lua_State *lua, int index) {
    int type = luaL_checkoption(lua, index, "stream", types);
    luaL_argcheck(lua, type != OP_DGRAM, index, "datagrams have no connection: unix_socket");
    return (enum op_sock_type)type;
}

/* socket("unix" | "inet" | "inet6" [, "stream" | "dgram" | "seqpacket"]) */
static int socket_call(lua_State *lua) {
    static const char *const families[] = {
        [OP_UNIX] = "unix", [OP_INET] = "inet", [OP_INET6] = "inet6", NULL};
    enum op_family family = (enum op_family)luaL_checkoption(lua, 1, NULL, families);
    enum op_sock_type type = (enum op_sock_type)luaL_checkoption(lua, 2, "stream", types);
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor made;
    int code = bind_new_socket(lua, family, type, "socket", &made);
    if (code < 0) {
        return bind_failure(lua, code);
    }
    bind_descriptor_open(handle, &made);
    return 1;
}

/* A handle that came from socket() and is nothing else yet. */
static struct bind_descriptor *check_bare(lua_State *lua, const char *what) {
    struct bind_descriptor *handle = bind_descriptor_check(lua);
    if (handle->descriptor.type != OBJ_NONE) {
        luaL_error(lua, "%s is for what socket() gave, before it is connected or listens", what);
    }
    return handle;
}

static int bind_call(lua_State *lua) {
    struct bind_descriptor *handle = check_bare(lua, "bind");
    struct op_address address = bind_address(lua, 2, handle->descriptor.family);
    if (handle->descriptor.family != OP_UNIX) {
        bind_port(lua, 2);
    }
    return bind_done(lua, op_bind(&handle->descriptor, &address, bind_operation(lua, "bind")));
}

static int listen_call(lua_State *lua) {
    struct bind_descriptor *handle = check_bare(lua, "listen");
    int backlog = bind_backlog(lua, 2);
    const char *name = bind_name(lua, 3, NULL);
    luaL_argcheck(lua, handle->descriptor.bound, 1, "it has no address: bind it first");
    return bind_done(lua,
                     op_listen(&handle->descriptor, backlog, name, bind_operation(lua, "listen")));
}

static int accept_call(lua_State *lua) {
    const struct bind_descriptor *listener = bind_descriptor_check(lua);
    luaL_argcheck(lua, listener->descriptor.type == OBJ_LISTENER, 1,
                  "only a socket that listens can accept");
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor connection;
    int code = op_accept(&listener->descriptor, &connection, bind_operation(lua, "accept"));
    if (code < 0) {
        return bind_failure(lua, code);
    }
    bind_descriptor_open(handle, &connection);
    return 1;
}

static int connect_call(lua_State *lua) {
    struct bind_descriptor *handle = check_bare(lua, "connect");
    luaL_argcheck(lua, handle->descriptor.socket != OP_DGRAM, 1,
                  "connecting datagram sockets is not offered: sendto names the receiver");
    struct op_address address = bind_address(lua, 2, handle->descriptor.family);
    return bind_done(lua,
                     op_connect(&handle->descriptor, &address, bind_operation(lua, "connect")));
}

static int shutdown_call(lua_State *lua) {
    static const char *const names[] = {"r", "w", "rw", NULL};
    static const int hows[] = {SHUT_RD, SHUT_WR, SHUT_RDWR};
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    int how = hows[luaL_checkoption(lua, 2, "w", names)];
    return bind_done(lua, op_shutdown(&handle->descriptor, how, bind_operation(lua, "shutdown")));
}

static const struct vocabulary_row rows[] = {
    {{"socket",
      "s = socket(\"unix\" | \"inet\" | \"inet6\" [, \"stream\" | \"dgram\" | \"seqpacket\"])",
      "socket(2): a socket of this family and type, without an address and not connected. nil, "
      "\"ESOCKTNOSUPPORT\" where there is no such type; nil, \"EAFNOSUPPORT\" where the kernel has "
      "no such family, as IPv6. \"inet\" and \"inet6\" need network = true.",
      "local s = socket(\"unix\", \"seqpacket\")"},
     socket_call},
    {{DESCRIPTOR ":bind", "s:bind(address)",
      "bind(2): gives s an address: a port of 127.0.0.1 or, of \"inet6\", ::1; of \"unix\" a name, "
      "which becomes a file in the directory of the run, or with @ before it none.",
      "s:bind(\"door\")"},
     bind_call},
    {{DESCRIPTOR ":listen", "s:listen([backlog [, name]])",
      "listen(2): connections can wait at s now: as many as backlog (16) says, and one more.",
      "s:bind(\"door\")\n"
      "s:listen(1)"},
     listen_call},
    {{DESCRIPTOR ":accept", "c = s:accept()",
      "accept(2): waits for a connection and gives a socket of its own for it; s goes on "
      "listening.",
      "s:bind(\"door\")\n"
      "s:listen()\n"
      "fork(\"client\", function() unix_connect(\"door\") end)\n"
      "local c = s:accept()"},
     accept_call},
    {{DESCRIPTOR ":connect", "s:connect(address)",
      "connect(2): to who listens at this address. nil, \"ECONNREFUSED\" when nobody does, nil, "
      "\"ENOENT\" when there is no file of that name. With a full backlog \"unix\" waits.",
      "unix_listen(\"door\")\n"
      "s:connect(\"door\")"},
     connect_call},
    {{DESCRIPTOR ":shutdown", "c:shutdown([\"w\"])",
      "shutdown(2) of one direction (\"r\", \"w\") or both (\"rw\"): after \"w\" the other side "
      "reads "
      "end-of-file, and can still answer.",
      "unix_listen(\"door\")\n"
      "s:connect(\"door\")\n"
      "s:shutdown(\"w\")"},
     shutdown_call},
};

const struct vocabulary vocabulary_socket = {.chapter = "sockets",
                                             .rows = rows,
                                             .count = sizeof rows / sizeof *rows,
                                             .before = "local s = socket(\"unix\")"};
