/* SPDX-License-Identifier: MIT */
/* overview_tell.c: see overview_tell.h. */
#include "overview_tell.h"
#include "columns.h"
#include "json_write.h"
#include <string.h>

enum { WIDTH = 78, INDENT = 15 };

static const enum overview_fact told[] = {
    OVERVIEW_CLASSES,    OVERVIEW_OPERATIONS, OVERVIEW_CALLS,    OVERVIEW_DIRECTION,
    OVERVIEW_BOUNDARIES, OVERVIEW_WHO,        OVERVIEW_SURVIVES,
};

/* What the mechanism costs here. False: nothing is known, and *out stays. */
static bool put_speed(const struct overview_row *row, const struct measured *measured,
                      struct buf *out) {
    const char *name = row->facts[OVERVIEW_SPEED];
    for (int i = 0; name && measured && i < MEASURED_WAYS; i++) {
        enum measured_way way = (enum measured_way)i;
        if (strcmp(measured_name(way), name) == 0) {
            return measured_brief(measured, way, out);
        }
    }
    return false;
}

static void put_fact(const char *title, const char *text, int width, struct buf *out) {
    struct wrap_line line;
    for (const char *at = text; wrap_next(&at, (width > 0 ? width : WIDTH) - INDENT, &line);) {
        buf_putf(out, "  %-*s%.*s\n", INDENT - 2, title, (int)line.len, line.text);
        title = "";
    }
}

void overview_tell_row(const struct overview_row *row, size_t number,
                       const struct measured *measured, int width, struct buf *out) {
    struct buf speed = {0};
    if (number) {
        buf_putf(out, "%zu. ", number);
    }
    buf_putf(out, "%s (lesson %s)\n", row->name, row->facts[OVERVIEW_LESSON]);
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        put_fact(overview_fact_title(told[i]), overview_whole(row, told[i]), width, out);
    }
    if (row->facts[OVERVIEW_SPEED]) {
        bool known = put_speed(row, measured, &speed);
        put_fact(overview_fact_title(OVERVIEW_SPEED),
                 known ? buf_str(&speed) : "not measured yet: ipc-tutor measure", width, out);
    }
    buf_done(&speed);
}

void overview_tell(const struct overview *overview, const struct measured *measured, int width,
                   struct buf *out) {
    for (size_t i = 0; i < overview->count; i++) {
        buf_puts(out, i ? "\n" : "");
        overview_tell_row(&overview->rows[i], 0, measured, width, out);
    }
}

static void json_list(const char *list, struct buf *out) {
    struct buf word = {0};
    json_put_open(out, '[');
    while (overview_next(&list, &word)) {
        json_put_comma(out), json_put_text(out, buf_str(&word));
    }
    json_put_close(out, ']');
    buf_done(&word);
}

static void json_row(const struct overview_row *row, const struct measured *measured,
                     struct buf *out) {
    struct buf speed = {0};
    json_put_comma(out), json_put_open(out, '{');
    json_put_key(out, "mechanism"), json_put_text(out, row->name);
    json_put_key(out, "lesson"), json_put_text(out, row->facts[OVERVIEW_LESSON]);
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        json_put_key(out, overview_fact_name(told[i]));
        if (told[i] == OVERVIEW_OPERATIONS || told[i] == OVERVIEW_CALLS) {
            json_list(row->facts[told[i]], out);
        } else {
            json_put_text(out, overview_whole(row, told[i]));
        }
    }
    json_put_key(out, "way"), json_put_text(out, row->facts[OVERVIEW_SPEED]);
    bool known = put_speed(row, measured, &speed);
    json_put_key(out, "measured"), json_put_text(out, known ? buf_str(&speed) : NULL);
    json_put_close(out, '}');
    buf_done(&speed);
}

void overview_json(const struct overview *overview, const struct measured *measured,
                   struct buf *out) {
    json_put_open(out, '[');
    for (size_t i = 0; i < overview->count; i++) {
        json_row(&overview->rows[i], measured, out);
    }
    json_put_close(out, ']');
}
