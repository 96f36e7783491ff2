/* SPDX-License-Identifier: MIT */
/*
 * verify_twin.c: a C twin has a line for each line of lesson.lua that its program carried out an
 * operation on, and names no line that is not there. A lesson need not have twins; one that has a
 * twin has one for each program, and no C file besides: that would be the twin of a program that
 * was renamed or taken out. Where lines have moved: verify_moved.c; that they compile:
 * verify_compile.c; that they run is for tests.
 */
#include "fdio.h"
#include "mem.h"
#include "source.h"
#include "text.h"
#include "verifying.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool has_any(const struct verifying *verifying) {
    for (size_t i = 0; i < verifying->decl.program_count; i++) {
        struct source twin;
        int r = source_twin(verifying->lesson->dir, verifying->decl.programs[i].id, &twin, NULL);
        if (r == 0) {
            source_done(&twin);
        }
        if (r != -ENOENT) {
            return true; /* also one that can't be read: that is said */
        }
    }
    return false;
}

static int line_count(const struct buf *text) {
    int lines = 0;
    for (size_t i = 0; i < text->len; i++) {
        lines += text->data[i] == '\n' || i + 1 == text->len;
    }
    return lines;
}

void verify_quote(struct diag *fault) {
    struct buf text = {0};
    if (file_read_plain(fault->file, &text, 0, NULL) == 0) {
        diag_quote(fault, buf_str(&text), text.len);
    }
    buf_done(&text);
}

static void look_at_marks(struct verifying *verifying, const struct source *twin) {
    int last = line_count(&verifying->lua);
    for (size_t i = 0; i < twin->line_count; i++) {
        for (int m = 0; m < twin->lines[i].lua_count; m++) {
            if (twin->lines[i].lua[m] > last) {
                struct diag *fault = verify_fault(verifying);
                diag_set(fault, 0, twin->file, (int)i + 1, "// lua: %d: lesson.lua has %d lines",
                         twin->lines[i].lua[m], last);
                verify_quote(fault);
            }
        }
    }
}

static void look_at_operations(struct verifying *verifying, const struct source *twin,
                               const struct log *log) {
    bool *said = mem_new(((size_t)line_count(&verifying->lua) + 2) * sizeof *said);
    for (uint64_t n = 1; n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        int line = event->line;
        if (event->kind != EVENT_OP_ENTER || line < 1 || line > line_count(&verifying->lua) ||
            said[line] || source_line_of(twin, line)) {
            continue;
        }
        said[line] = true;
        verify_fault_lua(verifying, line, "%s has no line for this (// lua: %d)", twin->file, line);
    }
    mem_free(said);
}

/* Editors keep their own files beside, which begin with a dot or end otherwise. */
static int is_code(const struct dirent *entry) {
    return entry->d_name[0] != '.' && text_ends(entry->d_name, ".c");
}

static void look_at_name(struct verifying *verifying, const char *name) {
    char *id = mem_strndup(name, strlen(name) - strlen(".c"));
    if (verify_program_index(verifying, id) < 0) {
        struct diag *fault = verify_fault(verifying);
        struct buf file = {0};
        buf_putf(&file, "%s/%s", verifying->lesson->dir, name);
        diag_set(fault, 0, buf_str(&file), 1,
                 "lesson.lua has no program %s: name the twin as its program, or take it away", id);
        verify_quote(fault);
        buf_done(&file);
    }
    mem_free(id);
}

/* C files that are the twin of no program. */
static void look_at_names(struct verifying *verifying) {
    struct dirent **names = NULL;
    int count = scandir(verifying->lesson->dir, &names, is_code, alphasort);
    for (int i = 0; i < count; i++) {
        look_at_name(verifying, names[i]->d_name);
        free(names[i]);
    }
    free(names);
}

void verify_twins(struct verifying *verifying) {
    look_at_names(verifying);
    if (!has_any(verifying)) {
        return;
    }
    for (size_t i = 0; i < verifying->decl.program_count; i++) {
        struct source twin;
        struct diag fault = {0};
        if (source_twin(verifying->lesson->dir, verifying->decl.programs[i].id, &twin, &fault) <
            0) {
            *verify_fault(verifying) = fault;
            continue;
        }
        if (verifying->logs[i]) {
            verify_moved(verifying, &twin, verifying->logs[i], line_count(&verifying->lua));
        }
        look_at_marks(verifying, &twin);
        if (verifying->logs[i]) {
            look_at_operations(verifying, &twin, verifying->logs[i]);
        }
        source_done(&twin);
    }
}
