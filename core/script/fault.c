/* SPDX-License-Identifier: MIT */
/*
 * fault.c: from an error of Lua to "lesson.lua:7: what" with the line itself. Lua writes positions
 * into messages; here they are taken out again, because a diag has a place for them.
 */
#include "fault.h"
#include "script.h"
#include "text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

int fault_handler(lua_State *lua) {
    sandbox_of(lua)->fault_line = sandbox_line(lua);
    if (!lua_isstring(lua, 1)) {
        const char *text = sandbox_tostring(lua, 1, NULL);
        lua_pushfstring(lua, "error(%s): an error should be a text", text);
    }
    return 1;
}

/* Takes "name:LINE: " off the front; the line, or 0 if there is no such thing. */
static int take_position(const char *name, const char **text) {
    size_t len = strlen(name);
    if (strncmp(*text, name, len) != 0 || (*text)[len] != ':') {
        return 0;
    }
    char *end = NULL;
    long line = strtol(*text + len + 1, &end, 10);
    if (line <= 0 || line > INT32_MAX || end[0] != ':' || end[1] != ' ') {
        return 0;
    }
    *text = end + 2;
    return (int)line;
}

const char *fault_guess(const char *word, const char *(*candidate)(void *context, size_t i),
                        void *context) {
    const char *best = NULL;
    unsigned least = strlen(word) < 4 ? 2 : 3; /* fewer edits than this are a slip */
    const char *name = NULL;
    for (size_t i = 0; (name = candidate(context, i)); i++) {
        unsigned distance = text_distance(word, name);
        if (distance < least) {
            least = distance;
            best = name;
        }
    }
    return best;
}

static const char *vocabulary(void *context, size_t i) {
    (void)context;
    const struct script_name *row = script_name(i, NULL);
    return row ? row->name : NULL;
}

/* "attempt to call a nil value (global 'prnt')": the name, if it is like one that there is. */
static void guess_global(const char *text, struct buf *out) {
    static const char before[] = "(global '";
    const char *start = strstr(text, before);
    if (!start) {
        return;
    }
    start += sizeof before - 1;
    struct buf word = {0};
    buf_put(&word, start, strcspn(start, "'"));
    const char *name = fault_guess(buf_str(&word), vocabulary, NULL);
    if (name && strcmp(name, buf_str(&word)) != 0) {
        buf_putf(out, ": did you mean %s?", name);
    }
    buf_done(&word);
}

int fault_to_diag(const struct sandbox *sandbox, lua_State *lua, int status, struct diag *diag) {
    struct buf out = {0};
    int line = sandbox->fault_line;
    if (status == LUA_ERRMEM) {
        buf_putf(&out, "a process of this program needs more than %zu MiB of memory",
                 sandbox->memory_max >> 20);
        line = sandbox->memory_line;
    } else {
        const char *text = lua_tostring(lua, -1);
        text = text ? text : "an error without a text";
        /* Each coroutine.wrap on the way puts its own in front: the last one is where it was. */
        for (int told; (told = take_position(sandbox->name, &text)) > 0;) {
            line = told;
        }
        buf_puts(&out, text);
        guess_global(text, &out);
    }
    diag_set(diag, -EINVAL, sandbox->name, line, "%s", buf_str(&out));
    diag_quote(diag, sandbox->source, sandbox->len);
    buf_done(&out);
    return -EINVAL;
}
