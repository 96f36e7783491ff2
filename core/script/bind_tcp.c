/* SPDX-License-Identifier: MIT */
/*
 * bind_tcp.c: tcp_listen, accept, tcp_connect, shutdown. The first and the third are a few system
 * calls one after the other, each a step of its own; when one fails, the socket is closed, as any
 * program has to.
 */
#include "bind.h"
#include "op_tcp.h"
#include "vocabulary.h"
#include <errno.h>
#include <sys/socket.h>

enum { BACKLOG = 16, BACKLOG_MAX = 4096 };

uint16_t bind_port(lua_State *lua, int index) {
    lua_Integer port = luaL_checkinteger(lua, index);
    luaL_argcheck(lua, port >= 1 && port < 49152, index, "a port from 1 to 49151");
    return (uint16_t)port;
}

void bind_network(lua_State *lua, const char *what, int code) {
    const struct script *script = script_of(lua);
    if (script->chosen && !script->chosen->network) {
        luaL_error(lua, "%s needs network = true among the options of the program", what);
    }
    if (code == -EACCES) {
        luaL_error(lua,
                   "%s: no network of the run's own: this machine refuses network namespaces "
                   "(ipc-tutor doctor tells more)",
                   what);
    }
}

/* A socket, or -errno. */
static int new_socket(lua_State *lua, const char *what) {
    bind_network(lua, what, 0);
    int fd = op_tcp_socket(bind_operation(lua, what));
    bind_network(lua, what, fd);
    return fd;
}

static int give_up(lua_State *lua, int fd, int code) {
    const struct op_descriptor plain = {.fd = fd};
    op_close(&plain, bind_operation(lua, "close"));
    return bind_failure(lua, code);
}

/* tcp_listen(port [, backlog [, name]]) */
static int listen_call(lua_State *lua) {
    uint16_t port = bind_port(lua, 1);
    lua_Integer backlog = luaL_optinteger(lua, 2, BACKLOG);
    luaL_argcheck(lua, backlog >= 0 && backlog <= BACKLOG_MAX, 2, "0 to 4096 connections");
    const char *name = bind_name(lua, 3, NULL);
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor listener;
    int fd = new_socket(lua, "tcp_listen");
    if (fd < 0) {
        return bind_failure(lua, fd);
    }
    int code = op_tcp_bind(fd, port, bind_operation(lua, "bind"));
    if (code == 0) {
        code =
            op_tcp_listen(fd, port, (int)backlog, name, &listener, bind_operation(lua, "listen"));
    }
    if (code < 0) {
        return give_up(lua, fd, code);
    }
    bind_descriptor_open(handle, &listener);
    return 1;
}

static int connect_call(lua_State *lua) {
    uint16_t port = bind_port(lua, 1);
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor connection;
    int fd = new_socket(lua, "tcp_connect");
    if (fd < 0) {
        return bind_failure(lua, fd);
    }
    int code = op_tcp_connect(fd, port, &connection, bind_operation(lua, "connect"));
    if (code < 0) {
        return give_up(lua, fd, code);
    }
    bind_descriptor_open(handle, &connection);
    return 1;
}

static int accept_call(lua_State *lua) {
    const struct bind_descriptor *listener = bind_descriptor_check(lua);
    luaL_argcheck(lua, listener->descriptor.type == OBJ_LISTENER, 1,
                  "only a socket that listens can accept");
    struct bind_descriptor *handle = bind_descriptor_push(lua);
    struct op_descriptor connection;
    int code = op_tcp_accept(&listener->descriptor, &connection, bind_operation(lua, "accept"));
    if (code < 0) {
        return bind_failure(lua, code);
    }
    bind_descriptor_open(handle, &connection);
    return 1;
}

static int shutdown_call(lua_State *lua) {
    static const char *const names[] = {"r", "w", "rw", NULL};
    static const int hows[] = {SHUT_RD, SHUT_WR, SHUT_RDWR};
    const struct bind_descriptor *handle = bind_descriptor_check(lua);
    int how = hows[luaL_checkoption(lua, 2, "w", names)];
    return bind_done(lua, op_shutdown(&handle->descriptor, how, bind_operation(lua, "shutdown")));
}

static const struct vocabulary_row rows[] = {
    {{"tcp_listen", "s = tcp_listen(port [, backlog [, name]])",
      "socket(2), bind(2), listen(2): a passive socket at this port of 127.0.0.1. As many "
      "connections as backlog (16) says, and one more, wait there to be accepted. The program's "
      "options must say network = true.",
      "local s = tcp_listen(7070)"},
     listen_call},
    {{"descriptor:accept", "c = s:accept()",
      "accept(2): waits for a connection and gives a socket of its own for it; s goes on "
      "listening.",
      "local c = s:accept()"},
     accept_call},
    {{"tcp_connect", "c = tcp_connect(port)",
      "socket(2), connect(2): an active socket, connected to who listens at this port of "
      "127.0.0.1. "
      "nil, \"ECONNREFUSED\" when nobody does.",
      "local c = tcp_connect(7070)"},
     connect_call},
    {{"descriptor:shutdown", "c:shutdown([\"w\"])",
      "shutdown(2) of one direction (\"r\", \"w\") or both (\"rw\"): after \"w\" the other side "
      "reads "
      "end-of-file, and can still answer.",
      "c:shutdown(\"w\")"},
     shutdown_call},
};

const struct vocabulary vocabulary_tcp = {
    .chapter = "TCP", .rows = rows, .count = sizeof rows / sizeof *rows};
