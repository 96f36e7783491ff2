/* SPDX-License-Identifier: MIT */
/*
 * source.c: code as lines, and the "// lua: 19" at the end of a twin's line taken off into numbers.
 */
#include "source.h"
#include "fdio.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SOURCE_MAX ((size_t)1 << 20)

/* The mark at the end of a line, or NULL. */
static char *find_mark(char *text) {
    char *mark = NULL;
    for (char *at = strstr(text, "// lua:"); at; at = strstr(at + 1, "// lua:")) {
        mark = at;
    }
    return mark;
}

static void cut_blanks(char *text, size_t len) {
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t' || text[len - 1] == '\r')) {
        text[--len] = '\0';
    }
}

/* Takes "19" or "19, 20" behind the mark. */
static int take_mark(struct source *source, struct source_line *line, struct diag *diag) {
    char *mark = find_mark(line->text);
    if (!mark) {
        return 0;
    }
    const char *at = mark + strlen("// lua:");
    do {
        char *end;
        at += *at == ',';
        long number = strtol(at, &end, 10);
        if (end == at || number <= 0 || number > 100000 || line->lua_count == SOURCE_LUA_MAX) {
            return diag_set(diag, -EINVAL, source->file, (int)source->line_count,
                            "after // lua: come numbers of lines of lesson.lua, as 19 or 19, 20");
        }
        line->lua[line->lua_count++] = (int)number;
        at = end;
    } while (*at == ',');
    if (strspn(at, " \t\r") != strlen(at)) {
        return diag_set(diag, -EINVAL, source->file, (int)source->line_count,
                        "the // lua: mark is the last thing on its line");
    }
    *mark = '\0';
    cut_blanks(line->text, strlen(line->text));
    return 0;
}

static int add_line(struct source *source, const char *text, size_t len, bool twin,
                    struct diag *diag) {
    source->lines =
        mem_grow(source->lines, &source->line_cap, source->line_count + 1, sizeof *source->lines);
    struct source_line *line = &source->lines[source->line_count++];
    struct buf valid = {0};
    text_put_valid(&valid, text, len);
    *line = (struct source_line){.text = buf_take(&valid)};
    cut_blanks(line->text, strlen(line->text));
    return twin ? take_mark(source, line, diag) : 0;
}

int source_parse(const char *file, const char *text, size_t len, bool twin,
                 struct source *ret_source, struct diag *diag) {
    struct source source = {.file = mem_strdup(file)};
    const char *end = text + len;
    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline ? newline : end;
        int r = add_line(&source, text, (size_t)(stop - text), twin, diag);
        if (r < 0) {
            source_done(&source);
            return r;
        }
        text = stop + 1;
    }
    *ret_source = source;
    return 0;
}

static int load(const char *dir, const char *name, const char *suffix, bool twin,
                struct source *ret_source, struct diag *diag) {
    struct buf path = {0};
    struct buf text = {0};
    buf_putf(&path, "%s/%s%s", dir, name, suffix);
    int r = file_read_plain(buf_str(&path), &text, SOURCE_MAX, diag);
    if (r == 0) {
        r = source_parse(buf_str(&path), buf_str(&text), text.len, twin, ret_source, diag);
        if (r < 0) {
            diag_quote(diag, buf_str(&text), text.len);
        }
    }
    buf_done(&path);
    buf_done(&text);
    return r;
}

int source_lua(const char *dir, struct source *ret_source, struct diag *diag) {
    return load(dir, "lesson", ".lua", false, ret_source, diag);
}

int source_twin(const char *dir, const char *program, struct source *ret_source,
                struct diag *diag) {
    return load(dir, program, ".c", true, ret_source, diag);
}

void source_done(struct source *source) {
    if (!source) {
        return;
    }
    for (size_t i = 0; i < source->line_count; i++) {
        mem_free(source->lines[i].text);
    }
    mem_free(source->lines);
    mem_free(source->file);
    *source = (struct source){0};
}

bool source_stands_for(const struct source *twin, int line, int lua_line) {
    if (line < 1 || (size_t)line > twin->line_count) {
        return false;
    }
    const struct source_line *l = &twin->lines[line - 1];
    for (int i = 0; i < l->lua_count; i++) {
        if (l->lua[i] == lua_line) {
            return true;
        }
    }
    return false;
}

int source_line_of(const struct source *twin, int lua_line) {
    for (size_t i = 1; i <= twin->line_count; i++) {
        if (source_stands_for(twin, (int)i, lua_line)) {
            return (int)i;
        }
    }
    return 0;
}
