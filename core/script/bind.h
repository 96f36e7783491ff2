/* SPDX-License-Identifier: MIT */
/*
 * bind.h: what all binding files share: the way into an operation, the way a failing system call is
 * told (nil, "EPIPE", "Broken pipe"), names, handles. Room-internal: it shows lua.h.
 *
 * The order in a binding: validate all arguments, then bind_operation, then act, then push. No heap
 * memory of C is held across a call that may throw.
 */
#ifndef BIND_H
#define BIND_H

#include "declare.h"
#include "op_address.h"
#include <lauxlib.h>
#include <lua.h>

/* To be called right before an operation: refuses it outside of a program (what: its name), lets
 * the instructions count anew, and gives the line that the record is to name. */
int bind_operation(lua_State *lua, const char *what);
/* Before a record that is no operation (say, print, mark): refuses it outside of a program, and
 * charges for it, so that an endless loop of them runs out of instructions. */
void bind_talk(lua_State *lua, const char *what);
/* Pushes nil, "EPIPE", "Broken pipe" for -EPIPE; returns 3. */
int bind_failure(lua_State *lua, int code);
/* Pushes true, or the failure. */
int bind_done(lua_State *lua, int code);
/* The name of a process or an object at this argument (letters, digits, - and _, at most 40), or
 * fallback where there is none. Throws for what can't be a name. */
const char *bind_name(lua_State *lua, int index, const char *fallback);
/* The line of the `end` of the function on top of the stack. */
int bind_last_line(lua_State *lua);

/* Runs the functions of the signals that arrived: after each word of a lesson, and (arg: the struct
 * script) where one arrived at a gate. */
void bind_handlers_run(lua_State *lua);
void bind_handlers_at_gate(void *arg);

/* A handle on a descriptor; the bytes that read_line and lines have read too far are its user
 * value. There is no finaliser: as in C, a descriptor that nobody closes stays open. */
struct bind_descriptor {
    struct op_descriptor descriptor;
    bool closed;
    int closed_line; /* where; 0: never opened */
};
/* Pushes a closed handle with its metatable: to be filled in once the descriptor is there. */
struct bind_descriptor *bind_descriptor_push(lua_State *lua);
/* The handle at argument 1, which must be open in this process: throws else. */
struct bind_descriptor *bind_descriptor_check(lua_State *lua);
/* The handle at this place of the stack, likewise. */
struct bind_descriptor *bind_descriptor_at(lua_State *lua, int index);
void bind_descriptor_open(struct bind_descriptor *handle, const struct op_descriptor *descriptor);

/* The port at this argument that a socket is to have. */
uint16_t bind_port(lua_State *lua, int index);
/* The address at this argument: a port, or of OP_UNIX a name. */
struct op_address bind_address(lua_State *lua, int index, enum op_family family);
/* "127.0.0.1" (or nothing), "::1" at this argument. */
enum op_family bind_loopback(lua_State *lua, int index);
/* "stream" (or nothing), "seqpacket" at this argument. */
enum op_sock_type bind_connection_type(lua_State *lua, int index);
/* How many connections may wait, at this argument; 16 where there is none. */
int bind_backlog(lua_State *lua, int index);
/* Throws if the program has not asked for a network, or (code: of socket(2)) did not get one. */
void bind_network(lua_State *lua, const char *what, int code);
/* A socket for the word `what`: 0 or -errno. Throws as bind_network does. */
int bind_new_socket(lua_State *lua, enum op_family family, enum op_sock_type type, const char *what,
                    struct op_descriptor *ret_socket);
/* Closes a socket that failed with code half-way, and pushes the failure. */
int bind_give_up(lua_State *lua, int fd, int code);

/* Ends this process: code < 0: with *fault told and status 1, else with 0. script.c */
_Noreturn void script_end(struct script *script, int code, const struct diag *fault, int line);

#endif
