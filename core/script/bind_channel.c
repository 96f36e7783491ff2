/* SPDX-License-Identifier: MIT */
/*
 * bind_channel.c: Channel, under the names of Go (where `ch <- v` is send and `<-ch` is recv).
 * A value is a number, a string or a boolean. What makes a Go program panic is an error here.
 */
#include "bind.h"
#include "op_channel.h"
#include "vocabulary.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHANNEL "channel"

static int channel_call(lua_State *lua) {
    bool named_only = lua_type(lua, 1) == LUA_TSTRING;
    lua_Integer capacity = named_only ? 0 : luaL_optinteger(lua, 1, 0);
    const char *name = bind_name(lua, named_only ? 1 : 2, NULL);
    luaL_argcheck(lua, capacity >= 0 && capacity <= CHANNEL_CAPACITY_MAX, 1,
                  "capacity: how many values its buffer holds, 0 to 1024");
    struct op_channel *channel = lua_newuserdatauv(lua, sizeof *channel, 0);
    *channel = (struct op_channel){0};
    luaL_setmetatable(lua, CHANNEL);
    int code = op_channel_new(name, (uint32_t)capacity, channel, bind_operation(lua, "Channel"));
    return code < 0 ? bind_failure(lua, code) : 1;
}

static const struct op_channel *check(lua_State *lua, int index) {
    const struct op_channel *channel = luaL_checkudata(lua, index, CHANNEL);
    luaL_argcheck(lua, channel->memory != NULL, index, "this channel was never made");
    return channel;
}

static void check_value(lua_State *lua, struct op_channel_value *ret_value) {
    struct op_channel_value *value = ret_value;
    size_t len = 0;
    if (lua_isinteger(lua, 2)) {
        value->type = 'i';
        len = (size_t)snprintf(value->bytes, sizeof value->bytes, "%lld",
                               (long long)lua_tointeger(lua, 2));
    } else if (lua_isboolean(lua, 2)) {
        value->type = 'b';
        len = (size_t)snprintf(value->bytes, sizeof value->bytes, "%s",
                               lua_toboolean(lua, 2) ? "true" : "false");
    } else {
        luaL_argexpected(lua, lua_type(lua, 2) == LUA_TSTRING, 2, "integer, string or boolean");
        const char *text = lua_tolstring(lua, 2, &len);
        luaL_argcheck(lua, len <= CHANNEL_VALUE_MAX, 2, "at most 1024 bytes go into one value");
        value->type = 's';
        memcpy(value->bytes, text, len);
    }
    value->len = (uint16_t)len;
}

static void push_value(lua_State *lua, const struct op_channel_value *value) {
    if (value->type == 's') {
        lua_pushlstring(lua, value->bytes, value->len);
    } else if (value->type == 'b') {
        lua_pushboolean(lua, value->bytes[0] == 't');
    } else {
        char number[32] = "";
        memcpy(number, value->bytes, value->len < sizeof number ? value->len : 0);
        lua_pushinteger(lua, strtoll(number, NULL, 10));
    }
}

static int send_call(lua_State *lua) {
    const struct op_channel *channel = check(lua, 1);
    struct op_channel_value value = {0};
    check_value(lua, &value);
    int code = op_channel_send(channel, &value, bind_operation(lua, "send"));
    if (code == -EPIPE) {
        return luaL_error(lua, "send on closed channel %s", channel->name);
    }
    return bind_done(lua, code);
}

static int receive(lua_State *lua, const struct op_channel *channel) {
    struct op_channel_value value;
    int code = op_channel_recv(channel, &value, bind_operation(lua, "recv"));
    if (code < 0) {
        return bind_failure(lua, code);
    }
    if (code == 0) {
        lua_pushnil(lua);
        lua_pushliteral(lua, "closed");
        return 2;
    }
    push_value(lua, &value);
    return 1;
}

static int recv_call(lua_State *lua) {
    return receive(lua, check(lua, 1));
}

/* The generic for calls it with (channel, last value). */
static int range_next(lua_State *lua) {
    int count = receive(lua, check(lua, 1));
    bind_handlers_run(lua);
    return count;
}

static int range_call(lua_State *lua) {
    check(lua, 1);
    lua_pushcfunction(lua, range_next);
    lua_pushvalue(lua, 1);
    return 2;
}

static int close_call(lua_State *lua) {
    const struct op_channel *channel = check(lua, 1);
    int code = op_channel_close(channel, bind_operation(lua, "close"));
    if (code == -EBADF) {
        return luaL_error(lua, "close of closed channel %s", channel->name);
    }
    return bind_done(lua, code);
}

static int channel_tostring(lua_State *lua) {
    lua_pushstring(lua, ((const struct op_channel *)luaL_checkudata(lua, 1, CHANNEL))->name);
    return 1;
}

static void open_channel(lua_State *lua) {
    luaL_getmetatable(lua, CHANNEL);
    lua_pushcfunction(lua, channel_tostring);
    lua_setfield(lua, -2, "__tostring");
    lua_pop(lua, 1);
}

static const struct vocabulary_row rows[] = {
    {{"Channel", "ch = Channel([capacity][, name])",
      "A channel as Go's make(chan T, capacity): without a capacity unbuffered. A lock, a buffer "
      "and two lists of who waits, in memory that this process shares with all that it forks from "
      "now on.",
      "local done = Channel(\"done\")"},
     channel_call},
    {{CHANNEL ":send", "ch:send(value)",
      "Go's ch <- value: gives the value to who waits for one, or puts it into the buffer; else "
      "waits in futex(2) until somebody receives it. An error on a closed channel.",
      "ch:send(3)"},
     send_call},
    {{CHANNEL ":recv", "value = ch:recv()",
      "Go's <-ch: the oldest value, or waits for one in futex(2). Of a channel that is closed and "
      "empty: nil, \"closed\".",
      "local value = ch:recv()"},
     recv_call},
    {{CHANNEL ":range", "for value in ch:range() do ... end",
      "Receives until the channel is closed and empty, as Go's for value := range ch.",
      "ch:close()\n"
      "for value in ch:range() do print(value) end"},
     range_call},
    {{CHANNEL ":close", "ch:close()",
      "No more will be sent: what is in the buffer can still be received. Who waits goes on. An "
      "error on a closed channel.",
      "ch:close()"},
     close_call},
};

const struct vocabulary vocabulary_channel = {.chapter = "channels",
                                              .rows = rows,
                                              .count = sizeof rows / sizeof *rows,
                                              .before = "local ch = Channel(2, \"ch\")\n"
                                                        "ch:send(3)",
                                              .open = open_channel};
