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
    struct sheet *sheet = sheet_page(width);
    struct buf text = {0}, line = {0};
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
        unsigned look;
        buf_clear(&text);
        if (!tell_event(scene->log, n, &text)) {
            continue;
        }
        step = timeline_step_of(scene->timeline, n);
        buf_clear(&line);
        buf_putf(&line, step != told ? "%4llu " : "     ", (unsigned long long)step);
        buf_puts(&line, buf_str(&text));
        look = scene_is_new(scene, n) ? STYLE_CHANGED | ATTR_REVERSE
               : n > here             ? STYLE_DIM
                                      : STYLE_NORMAL;
        sheet_text(sheet, look, 5, buf_str(&line));
        if (scene_is_new(scene, n) || n <= here) {
            sheet_here(sheet);
        }
        told = step;
    }
    buf_done(&text);
    buf_done(&line);
    return sheet;
}

const struct view view_events = {
    .name = "events",
    .title = events_title,
    .recalc = events_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
