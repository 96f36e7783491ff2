/* SPDX-License-Identifier: MIT */
/* loading.h: for the tests of this folder: loads a text as lesson.lua and keeps what came of it. */
#ifndef LOADING_H
#define LOADING_H

#include "script.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct loading {
    struct script_wish wish;
    struct script *script;
    struct diag fault;
    int code;
    struct buf json;
};

/* With what is in loading->wish already; a program is added to texts that declare none. */
static inline void loading_of(struct loading *loading, const char *text) {
    loading->wish.name = "lesson.lua";
    loading->wish.source = text;
    loading->wish.len = strlen(text);
    loading->code = script_new(&loading->wish, &loading->script, &loading->fault);
    if (loading->code == 0) {
        script_declarations(loading->script, &loading->json);
    }
}

/* Whether the fault says this. */
static inline bool loading_says(const struct loading *loading, const char *message) {
    return loading->fault.text && strstr(loading->fault.text, message);
}

static inline void loading_done(struct loading *loading) {
    script_free(loading->script);
    diag_done(&loading->fault);
    buf_done(&loading->json);
}

#endif
