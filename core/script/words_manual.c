/* SPDX-License-Identifier: MIT */
/*
 * words_manual.c: the words of a lesson as a section of ipc-tutor-lesson(5), in mdoc(7): made from
 * the rows that make them known to Lua, so that page and program can't disagree.
 */
#include "script.h"
#include <string.h>

#define COLUMNS 78

/* A character as mdoc(7) has it: a minus that one types is \-, a backslash \e, and no line begins
 * as a request does. */
static void put_roff(struct buf *out, char c, bool begins) {
    if (begins && (c == '.' || c == '\'')) {
        buf_puts(out, "\\&");
    }
    if (c == '-') {
        buf_puts(out, "\\-");
    } else if (c == '\\') {
        buf_puts(out, "\\e");
    } else {
        buf_putc(out, c);
    }
}

/* A sentence begins a line, and none is longer than COLUMNS. */
static void put_sentences(struct buf *out, const char *text) {
    size_t column = 0;
    for (const char *at = text; *at; at++) {
        bool sentence = *at == ' ' && at > text && at[-1] == '.';
        bool full = *at == ' ' && column + 1 + strcspn(at + 1, " ") > COLUMNS;
        if (sentence || full) {
            buf_putc(out, '\n');
            column = 0;
        } else {
            put_roff(out, *at, column == 0);
            column += *at == '-' || *at == '\\' ? 2 : 1;
        }
    }
    buf_putc(out, '\n');
}

static void put_lines(struct buf *out, const char *text) {
    buf_puts(out, ".Bd -literal -offset indent\n");
    for (char before = '\n'; *text; before = *text++) {
        put_roff(out, *text, before == '\n');
    }
    buf_puts(out, "\n.Ed\n");
}

/* The form as a head: in quotes, so that none of its words is taken for a macro. */
static void put_head(struct buf *out, const char *form) {
    buf_puts(out, ".It Li \"");
    for (; *form; form++) {
        if (*form == '"') {
            buf_puts(out, "\\(dq");
        } else {
            buf_putc(out, *form);
        }
    }
    buf_puts(out, "\"\n");
}

/* Said once for the rows that share it; again: rows stand above it. */
static void put_setting(struct buf *out, const struct script_setting *setting, bool again) {
    if (again && *setting->before) {
        buf_puts(out, ".Pp\n");
    }
    if (setting->outside) {
        buf_puts(out, "The examples stand outside of programs.\n");
    } else if (*setting->before) {
        buf_puts(out, "The examples stand behind these lines:\n");
        put_lines(out, setting->before);
    }
}

/* The first row of this chapter has this number? Then it is put here, with all of its rows. */
static bool is_first(size_t row, const char *chapter) {
    struct script_setting setting;
    for (size_t i = 0; i < row; i++) {
        (void)script_name(i, &setting);
        if (strcmp(setting.chapter, chapter) == 0) {
            return false;
        }
    }
    return true;
}

static void put_chapter(struct buf *out, const char *chapter) {
    struct script_setting setting;
    const struct script_name *row = NULL;
    const char *before = NULL; /* of the rows put so far */
    buf_putf(out, ".Ss %c%s\n", chapter[0] - 'a' + 'A', chapter + 1);
    for (size_t i = 0; (row = script_name(i, &setting)); i++) {
        if (strcmp(setting.chapter, chapter) != 0) {
            continue;
        }
        if (!before || strcmp(before, setting.before) != 0) {
            buf_puts(out, before ? ".El\n" : "");
            put_setting(out, &setting, before != NULL);
            buf_puts(out, ".Bl -tag -width Ds\n");
            before = setting.before;
        }
        put_head(out, row->form);
        put_sentences(out, row->doc);
        put_lines(out, row->example);
    }
    buf_puts(out, ".El\n");
}

void script_manual(struct buf *out) {
    struct script_setting setting;
    buf_puts(out, ".Sh WORDS\n");
    for (size_t i = 0; script_name(i, &setting); i++) {
        if (is_first(i, setting.chapter)) {
            put_chapter(out, setting.chapter);
        }
    }
}
