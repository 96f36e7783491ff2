/* SPDX-License-Identifier: MIT */
/* overview.c: see overview.h: the table, line by line. */
#include "overview.h"
#include "fdio.h"
#include "mem.h"
#include <errno.h>
#include <string.h>

#define OVERVIEW_MAX ((size_t)256 << 10)

static const struct {
    const char *name, *title;
    bool may_miss;
} facts[OVERVIEW_FACTS] = {
    [OVERVIEW_LESSON] = {"lesson", "lesson", false},
    [OVERVIEW_CLASSES] = {"classes", "in Python", false},
    [OVERVIEW_OPERATIONS] = {"operations", "operations", false},
    [OVERVIEW_CALLS] = {"calls", "C calls", false},
    [OVERVIEW_DIRECTION] = {"direction", "direction", false},
    [OVERVIEW_BOUNDARIES] = {"boundaries", "boundaries", false},
    [OVERVIEW_WHO] = {"who", "who", false},
    [OVERVIEW_SURVIVES] = {"survives", "survives", false},
    [OVERVIEW_SPEED] = {"speed", "speed here", true},
};

const char *overview_fact_name(enum overview_fact fact) {
    return facts[fact].name;
}

const char *overview_fact_title(enum overview_fact fact) {
    return facts[fact].title;
}

const char *overview_whole(const struct overview_row *row, enum overview_fact fact) {
    const char *text = row->wholes[fact] ? row->wholes[fact] : row->facts[fact];
    return text ? text : "";
}

bool overview_next(const char **at, struct buf *ret_word) {
    const char *from = *at + strspn(*at, ", ");
    size_t len = strcspn(from, ",");
    buf_clear(ret_word);
    buf_put(ret_word, from, len);
    *at = from + len;
    return len > 0;
}

/* Without the blanks at both ends; the caller's. */
static char *trimmed(const char *from, size_t len) {
    while (len && (*from == ' ' || *from == '\t')) {
        from++;
        len--;
    }
    while (len && (from[len - 1] == ' ' || from[len - 1] == '\t' || from[len - 1] == '\r')) {
        len--;
    }
    return mem_strndup(from, len);
}

/* The row that is being read has all that it must have. */
static int close_row(const struct overview *overview, struct diag *diag) {
    const struct overview_row *row = overview->count ? &overview->rows[overview->count - 1] : NULL;
    for (size_t i = 0; row && i < OVERVIEW_FACTS; i++) {
        if (!row->facts[i] && !facts[i].may_miss) {
            return diag_set(diag, -EINVAL, overview->file, row->line, "%s has no %s", row->name,
                            facts[i].name);
        }
    }
    return 0;
}

static int begin_row(struct overview *overview, char *name, int line, struct diag *diag) {
    int r = close_row(overview, diag);
    for (size_t i = 0; r == 0 && i < overview->count; i++) {
        if (strcmp(overview->rows[i].name, name) == 0) {
            r = diag_set(diag, -EINVAL, overview->file, line, "%s is there already", name);
        }
    }
    if (r < 0) {
        mem_free(name);
        return r;
    }
    overview->rows =
        mem_grow(overview->rows, &overview->cap, overview->count + 1, sizeof *overview->rows);
    overview->rows[overview->count++] = (struct overview_row){.name = name, .line = line};
    return 0;
}

/* "direction: one way | from the write end to the read end": the whole sentence says both. */
static void take_value(struct overview_row *row, size_t fact, const char *value) {
    const char *bar = strchr(value, '|');
    if (!bar) {
        row->facts[fact] = trimmed(value, strlen(value));
        return;
    }
    struct buf whole = {0};
    char *more = trimmed(bar + 1, strlen(bar + 1));
    row->facts[fact] = trimmed(value, (size_t)(bar - value));
    buf_putf(&whole, "%s: %s", row->facts[fact], more);
    row->wholes[fact] = buf_take(&whole);
    mem_free(more);
}

static int take_fact(struct overview *overview, const char *text, int line, struct diag *diag) {
    const char *colon = strchr(text, ':');
    size_t len = colon ? (size_t)(colon - text) : 0;
    struct overview_row *row = overview->count ? &overview->rows[overview->count - 1] : NULL;
    if (!row || !colon) {
        return diag_set(diag, -EINVAL, overview->file, line,
                        "a fact is written \"name: value\", below a mechanism");
    }
    for (size_t i = 0; i < OVERVIEW_FACTS; i++) {
        if (strlen(facts[i].name) != len || strncmp(facts[i].name, text, len) != 0) {
            continue;
        }
        if (row->facts[i]) {
            return diag_set(diag, -EINVAL, overview->file, line, "%s has two of %s", row->name,
                            facts[i].name);
        }
        take_value(row, i, colon + 1);
        return 0;
    }
    return diag_set(diag, -EINVAL, overview->file, line, "%.*s is no fact of the overview",
                    (int)len, text);
}

static int take_line(struct overview *overview, const char *from, size_t len, int line,
                     struct diag *diag) {
    bool indented = len && (*from == ' ' || *from == '\t');
    char *text = trimmed(from, len);
    if (!*text || *text == '#') {
        mem_free(text);
        return 0;
    }
    if (!indented) {
        return begin_row(overview, text, line, diag);
    }
    int r = take_fact(overview, text, line, diag);
    mem_free(text);
    return r;
}

int overview_parse(const char *file, const char *text, size_t len, struct overview *ret_overview,
                   struct diag *diag) {
    struct overview overview = {.file = mem_strdup(file)};
    const char *end = text + len;
    int line = 1;
    int r = 0;
    for (const char *at = text; at < end && r == 0; line++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *stop = newline ? newline : end;
        r = take_line(&overview, at, (size_t)(stop - at), line, diag);
        at = stop + 1;
    }
    r = r < 0 ? r : close_row(&overview, diag);
    if (r < 0) {
        diag_quote(diag, text, len);
        overview_done(&overview);
        return r;
    }
    *ret_overview = overview;
    return 0;
}

int overview_load(const char *file, struct overview *ret_overview, struct diag *diag) {
    struct buf text = {0};
    int r = file_read(file, &text, OVERVIEW_MAX, diag);
    if (r == 0) {
        r = overview_parse(file, buf_str(&text), text.len, ret_overview, diag);
    }
    buf_done(&text);
    return r;
}

void overview_keep(struct overview *overview, size_t count) {
    while (overview->count > count) {
        struct overview_row *row = &overview->rows[--overview->count];
        for (size_t k = 0; k < OVERVIEW_FACTS; k++) {
            mem_free(row->facts[k]);
            mem_free(row->wholes[k]);
        }
        mem_free(row->name);
    }
}

void overview_done(struct overview *overview) {
    if (!overview) {
        return;
    }
    overview_keep(overview, 0);
    mem_free(overview->rows);
    mem_free(overview->file);
    *overview = (struct overview){0};
}
