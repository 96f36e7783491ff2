/* SPDX-License-Identifier: MIT */
/*
 * bind_address.c: addresses of sockets as a lesson writes them: a port, 1 to 49151, for "inet" and
 * "inet6"; for "unix" a name, of a file or, with @ before it, without one. And what a machine must
 * have for it.
 */
#include "bind.h"
#include "gate.h"
#include "vocabulary.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PORT_END = 49152 }; /* from there on ports are the run's own choice */

uint16_t bind_port(lua_State *lua, int index) {
    lua_Integer port = luaL_checkinteger(lua, index);
    luaL_argcheck(lua, port >= 1 && port < PORT_END, index, "a port from 1 to 49151");
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

/* Of a file, "door"; or abstract, "@door". What is too long is the kernel's to refuse. */
static struct op_address check_name(lua_State *lua, int index) {
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    size_t len = 0;
    const char *name = luaL_checklstring(lua, index, &len);
    const char *rest = name + (*name == '@');
    luaL_argcheck(lua,
                  *rest && strlen(name) == len && strspn(rest, allowed) == strlen(rest) &&
                      len <= OP_ADDRESS_NAME_MAX,
                  index,
                  "a name is made of letters, digits, - and _, at most 200 of them, and may have @ "
                  "before it");
    if (*name == '@') {
        bind_network(lua, "a name without a file, which belongs to a network,", 0);
    }
    return op_address_name(name);
}

/* Names without a file would be the whole machine's where the run has no network of its own. */
static void check_abstract(lua_State *lua, const struct op_address *address) {
    if (address->name[0] == '@' && gate_attached() && !gate_has_network()) {
        bind_network(lua, "a name without a file", -EACCES);
    }
}

struct op_address bind_address(lua_State *lua, int index, enum op_family family) {
    if (family != OP_UNIX) {
        lua_Integer port = luaL_checkinteger(lua, index);
        luaL_argcheck(lua, port >= 1 && port <= UINT16_MAX, index, "a port from 1 to 65535");
        return op_address_port(family, (uint16_t)port);
    }
    struct op_address address = check_name(lua, index);
    check_abstract(lua, &address);
    return address;
}

enum op_family bind_loopback(lua_State *lua, int index) {
    static const char *const addresses[] = {"127.0.0.1", "::1", NULL};
    static const enum op_family families[] = {OP_INET, OP_INET6};
    return families[luaL_checkoption(lua, index, "127.0.0.1", addresses)];
}

/* What a machine has or has not, by a file that its kernel shows of the run's network. */
static int has_call(lua_State *lua) {
    static const char *const names[] = {"ipv6", "sctp", NULL};
    static const char *const files[] = {"/proc/net/if_inet6", "/proc/net/sctp"};
    static const char loopback[] = "00000000000000000000000000000001 ";
    int which = luaL_checkoption(lua, 1, NULL, names);
    bool has = access(files[which], R_OK) == 0;
    if (which == 0) {
        char line[128];
        FILE *table = fopen(files[0], "re");
        has = false;
        while (table && fgets(line, sizeof line, table)) {
            has = has || strncmp(line, loopback, sizeof loopback - 1) == 0;
        }
        if (table) {
            fclose(table);
        }
    }
    lua_pushboolean(lua, has);
    return 1;
}

static const struct vocabulary_row rows[] = {
    {{"has", "has(\"ipv6\" | \"sctp\")",
      "Whether the run's network has IPv6 (the address ::1), or the kernel has SCTP: so that a "
      "program can claim what is true on this machine. May stand outside of programs.",
      "if has(\"ipv6\") then print \"::1 is there\" end"},
     has_call},
};

const struct vocabulary vocabulary_address = {
    .chapter = "sockets", .rows = rows, .count = sizeof rows / sizeof *rows};
