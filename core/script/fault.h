/* SPDX-License-Identifier: MIT */
/* fault.h: how an error of Lua becomes a fault for people: file, line, the line itself, and a
 * guess at what was meant. Room-internal: it shows lua.h. */
#ifndef FAULT_H
#define FAULT_H

#include "sandbox.h"

/* The message handler of every guarded call: keeps the line, makes the error value a string. */
int fault_handler(lua_State *lua);
/* Fills *diag (may be NULL) from the error value on top of lua's stack and from the status of
 * lua_pcall or luaL_loadbuffer; pops nothing. Returns -EINVAL. */
int fault_to_diag(const struct sandbox *sandbox, lua_State *lua, int status, struct diag *diag);
/* The candidate (a NULL-terminated walk by next) that word was probably meant to be, or NULL. */
const char *fault_guess(const char *word, const char *(*candidate)(void *context, size_t i),
                        void *context);

#endif
