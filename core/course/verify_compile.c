/* SPDX-License-Identifier: MIT */
/*
 * verify_compile.c: C twins compile without a warning. The compiler works while the programs are
 * run, so that a check takes hardly longer for it where there is a second CPU.
 */
#include "compiler.h"
#include "mem.h"
#include "verifying.h"
#include <errno.h>
#include <unistd.h>

static bool has_twin(const struct verifying *verifying, const char *name) {
    struct buf path = {0};
    buf_putf(&path, "%s/%s", verifying->lesson->dir, name);
    bool there = access(buf_str(&path), F_OK) == 0;
    buf_done(&path);
    return there;
}

static void begin(struct verifying *verifying, const char *const *names, size_t count) {
    struct diag diag = {0};
    int r = compiling_start(verifying->lesson->dir, names, count, &verifying->twins, &diag);
    if (r == 0) {
        verifying->verify->twins = (int)count;
    } else if (r == -ENOENT) {
        verifying->verify->twins_left = (int)count;
    } else {
        *verify_fault(verifying) = diag;
        return;
    }
    diag_done(&diag);
}

void verify_compile(struct verifying *verifying) {
    size_t programs = verifying->decl.program_count, count = 0;
    if (verifying->wish.no_twins) {
        return;
    }
    char **names = mem_new((programs + 1) * sizeof *names);
    for (size_t i = 0; i < programs; i++) {
        struct buf name = {0};
        buf_putf(&name, "%s.c", verifying->decl.programs[i].id);
        if (has_twin(verifying, buf_str(&name))) {
            names[count++] = buf_take(&name);
        }
        buf_done(&name);
    }
    if (count > 0) {
        begin(verifying, (const char *const *)names, count);
    }
    for (size_t i = 0; i < count; i++) {
        mem_free(names[i]);
    }
    mem_free(names);
}

static void take_fault(void *context, const struct diag *found) {
    struct diag *fault = verify_fault(context);
    diag_set(fault, 0, found->file, found->line, "%s", found->text);
    fault->source = found->source ? mem_strdup(found->source) : NULL;
}

void verify_compiled(struct verifying *verifying) {
    if (verifying->twins) {
        compiling_finish(verifying->twins, take_fault, verifying);
        verifying->twins = NULL;
    }
}
