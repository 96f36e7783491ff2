/* SPDX-License-Identifier: MIT */
/*
 * bind_queue.c: Queue and JoinableQueue, under the names of Python's multiprocessing. An item is a
 * letter and a text: i3 for the number 3, sabc for the string "abc".
 */
#include "bind.h"
#include "op_queue.h"
#include "vocabulary.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUEUE "queue"

enum { MAXSIZE_MAX = 32767, NUMBER_MAX = 32 };

static int make(lua_State *lua, bool joinable) {
    bool named_only = lua_type(lua, 1) == LUA_TSTRING;
    lua_Integer maxsize = named_only ? 0 : luaL_optinteger(lua, 1, 0);
    const char *name = bind_name(lua, named_only ? 1 : 2, NULL);
    luaL_argcheck(lua, maxsize >= 0 && maxsize <= MAXSIZE_MAX, 1,
                  "maxsize: how many items it holds, 0 to 32767; 0: as many as go into its pipe");
    struct op_queue *queue = lua_newuserdatauv(lua, sizeof *queue, 0);
    *queue = (struct op_queue){0};
    luaL_setmetatable(lua, QUEUE);
    int line = bind_operation(lua, joinable ? "JoinableQueue" : "Queue");
    int code = op_queue_new(name, (uint32_t)maxsize, joinable, queue, line);
    return code < 0 ? bind_failure(lua, code) : 1;
}

static int queue_call(lua_State *lua) {
    return make(lua, false);
}

static int joinable_call(lua_State *lua) {
    return make(lua, true);
}

static const struct op_queue *check(lua_State *lua) {
    const struct op_queue *queue = luaL_checkudata(lua, 1, QUEUE);
    luaL_argcheck(lua, queue->obj != 0, 1, "this queue was never made");
    return queue;
}

static const struct op_queue *check_joinable(lua_State *lua) {
    const struct op_queue *queue = check(lua);
    if (!queue->joinable) {
        luaL_error(lua, "%s is a Queue: only a JoinableQueue counts what is done", queue->name);
    }
    return queue;
}

static int put_call(lua_State *lua) {
    const struct op_queue *queue = check(lua);
    char number[NUMBER_MAX], item[QUEUE_ITEM_MAX];
    size_t len = 0;
    const char *text = number;
    bool integer = lua_isinteger(lua, 2);
    if (integer) {
        len = (size_t)snprintf(number, sizeof number, "%lld", (long long)lua_tointeger(lua, 2));
    } else {
        luaL_argexpected(lua, lua_type(lua, 2) == LUA_TSTRING, 2, "integer or string");
        text = lua_tolstring(lua, 2, &len);
    }
    luaL_argcheck(lua, len < sizeof item, 2, "at most 3999 bytes go into one item");
    item[0] = integer ? 'i' : 's';
    memcpy(item + 1, text, len);
    return bind_done(lua, op_queue_put(queue, item, len + 1, bind_operation(lua, "put")));
}

static int get_call(lua_State *lua) {
    const struct op_queue *queue = check(lua);
    unsigned char item[QUEUE_ITEM_MAX + 1];
    ssize_t len = op_queue_get(queue, item, bind_operation(lua, "get"));
    if (len <= 0) {
        return bind_failure(lua, len < 0 ? (int)len : -EBADMSG);
    }
    item[len] = '\0';
    if (item[0] == 'i') {
        lua_pushinteger(lua, strtoll((const char *)item + 1, NULL, 10));
    } else {
        lua_pushlstring(lua, (const char *)item + 1, (size_t)len - 1);
    }
    return 1;
}

static int task_done_call(lua_State *lua) {
    const struct op_queue *queue = check_joinable(lua);
    int code = op_queue_task_done(queue, bind_operation(lua, "task_done"));
    if (code == -EAGAIN) {
        return luaL_error(lua, "task_done of %s was called more often than something was put",
                          queue->name);
    }
    return bind_done(lua, code);
}

static int join_call(lua_State *lua) {
    const struct op_queue *queue = check_joinable(lua);
    return bind_done(lua, op_queue_join(queue, bind_operation(lua, "join")));
}

static int queue_tostring(lua_State *lua) {
    lua_pushstring(lua, ((const struct op_queue *)luaL_checkudata(lua, 1, QUEUE))->name);
    return 1;
}

static void open_queue(lua_State *lua) {
    luaL_getmetatable(lua, QUEUE);
    lua_pushcfunction(lua, queue_tostring);
    lua_setfield(lua, -2, "__tostring");
    lua_pop(lua, 1);
}

static const struct vocabulary_row rows[] = {
    {{"Queue", "q = Queue([maxsize][, name])",
      "A queue of integers and strings: a pipe, a lock for its readers (q-rlock), one for its "
      "writers (q-wlock) and, with a maxsize, a semaphore that counts free places.",
      "local jobs = Queue(5, \"jobs\")"},
     queue_call},
    {{"JoinableQueue", "q = JoinableQueue([maxsize][, name])",
      "A Queue that also counts what was put and not called done yet.",
      "local jobs = JoinableQueue(5, \"jobs\")"},
     joinable_call},
    {{QUEUE ":put", "q:put(value)",
      "Waits for a free place (sem_wait(3)), takes q-wlock, writes the item into the pipe. Each "
      "call in it is a step.",
      "q:put(3)"},
     put_call},
    {{QUEUE ":get", "value = q:get()",
      "Takes q-rlock and reads one item from the pipe: its length, then its bytes. Waits in "
      "read(2) while there is none.",
      "local value = q:get()"},
     get_call},
    {{QUEUE ":task_done", "q:task_done()",
      "Of a JoinableQueue: an item that this process got is done. The last one wakes who waits in "
      "join.",
      "q:get()\n"
      "q:task_done()"},
     task_done_call},
    {{QUEUE ":join", "q:join()",
      "Of a JoinableQueue: waits until task_done was called for each item that was put.",
      "q:get()\n"
      "q:task_done()\n"
      "q:join()"},
     join_call},
};

const struct vocabulary vocabulary_queue = {.chapter = "queues",
                                            .rows = rows,
                                            .count = sizeof rows / sizeof *rows,
                                            .before = "local q = JoinableQueue(5, \"q\")\n"
                                                      "q:put(1)",
                                            .open = open_queue};
