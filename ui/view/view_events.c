/* SPDX-License-Identifier: MIT */
/* view_events.c: the run in sentences, one a record, around the moment one looks at. A long run is
 * not told from its beginning: a window of records is enough to scroll in. */
#include "glyphs.h"
#include "sheet.h"
#include "tell.h"
#include "views.h"

enum { EVENTS_BEFORE = 2000, EVENTS_AFTER = 500 };

static void events_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)scene;
    (void)right;
    buf_puts(left, "events");
}

static void *events_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_new(width);
    struct buf text = {0};
    uint64_t here, from, to, told = 0;

    (void)height;
    if (scene->world == NULL) {
        return sheet;
    }
    here = scene->world->n;
    from = here > EVENTS_BEFORE ? here - EVENTS_BEFORE : 1;
    to = here + EVENTS_AFTER < log_count(scene->log) ? here + EVENTS_AFTER : log_count(scene->log);
    for (uint64_t n = from; n <= to; n++) {
        uint64_t step;
        buf_clear(&text);
        if (!tell_event(scene->log, n, &text)) {
            continue;
        }
        step = timeline_step_of(scene->timeline, n);
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_DIM, step != told ? "%4llu " : "     ", (unsigned long long)step);
        sheet_put(sheet, n > here ? STYLE_DIM : STYLE_NORMAL, buf_str(&text));
        told = step;
        if (scene_is_new(scene, n)) {
            sheet_look(sheet, STYLE_CHANGED | ATTR_REVERSE);
            sheet_here(sheet);
        }
    }
    buf_done(&text);
    return sheet;
}

const struct view view_events = {
    .name = "events",
    .title = events_title,
    .recalc = events_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
