/* SPDX-License-Identifier: MIT */
/* view_output.c: what the program printed and said so far, with who did and in which step. */
#include "sheet.h"
#include "views.h"

static void output_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)scene;
    (void)right;
    buf_puts(left, "output");
}

static const struct output_kind {
    const char *verb;
    enum event_kind kind;
    unsigned look;
} kinds[] = {
    {"prints", EVENT_PRINT, STYLE_NORMAL},
    {"says", EVENT_SAY, STYLE_EMPHASIS},
    {"asks", EVENT_ASK, STYLE_KEY},
    {"is told", EVENT_ANSWER, STYLE_INPUT},
};

static void put(const struct scene *scene, struct sheet *sheet, const struct event *event,
                uint64_t n) {
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (kinds[i].kind != (enum event_kind)event->kind) {
            continue;
        }
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_DIM, "%4llu ",
                     (unsigned long long)timeline_step_of(scene->timeline, n));
        sheet_printf(sheet, ATTR_BOLD | STYLE_NORMAL, "%s", log_str(scene->log, event->actor));
        sheet_printf(sheet, STYLE_DIM, " %s ", kinds[i].verb);
        sheet_put(sheet, kinds[i].look | (scene_is_new(scene, n) ? ATTR_REVERSE : 0),
                  log_str(scene->log, event->text));
    }
}

static void *output_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);
    uint64_t n;

    (void)height;
    for (size_t i = 0; scene->world != NULL && scene->timeline != NULL &&
                       (n = timeline_words_at(scene->timeline, i)) != 0 && n <= scene->world->n;
         i++) {
        put(scene, sheet, log_at(scene->log, n), n);
    }
    if (sheet->count == 0) {
        sheet_text(sheet, STYLE_DIM, 0, "Nothing was printed so far.");
    }
    sheet->to_end = true;
    return sheet;
}

const struct view view_output = {
    .name = "output",
    .title = output_title,
    .recalc = output_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
