/* SPDX-License-Identifier: MIT */
/*
 * frame_holds.h: what every picture keeps, whatever is on it: a header, a footer, and panes whose
 * sides and corners nothing was written over. scenery_picture looks at each picture it makes.
 */
#ifndef FRAME_HOLDS_H
#define FRAME_HOLDS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "frame.h"

static inline bool frame_row_is_blank(const struct canvas *canvas, int y) {
    for (int x = 0; x < canvas->width; x++) {
        if (canvas_at(canvas, x, y)->ch != ' ') {
            return false;
        }
    }
    return true;
}

static inline bool frame_covers(const struct pane *pane, int x, int y) {
    return x >= pane->x && x < pane->x + pane->width && y >= pane->y && y < pane->y + pane->height;
}

/* A cell of a side: a line, unless a pane that was drawn later has it. */
static inline void frame_side_holds(const struct canvas *canvas, const struct pane *panes,
                                    size_t count, size_t pane, int x, int y) {
    for (size_t later = pane + 1; later < count; later++) {
        if (frame_covers(&panes[later], x, y)) {
            return;
        }
    }
    if (canvas_at(canvas, x, y)->lines == 0) {
        struct buf picture = {0};
        canvas_dump(canvas, &picture);
        print_error("the border of %s is broken at %d, %d:\n%s", view_of(panes[pane].view)->name, x,
                    y, buf_str(&picture));
        buf_done(&picture);
    }
    assert_int_not_equal(canvas_at(canvas, x, y)->lines, 0);
}

static inline void frame_holds(const struct canvas *canvas, const struct scene *scene) {
    struct pane panes[FRAME_PANES];
    size_t count = frame_panes(scene, canvas->width, canvas->height, panes);

    if (count == 0) {
        return; /* too small */
    }
    assert_false(frame_row_is_blank(canvas, 0));
    if (scene->prompt != PROMPT_PALETTE) { /* its footer may have nothing to say */
        assert_false(frame_row_is_blank(canvas, canvas->height - 1));
    }
    for (size_t i = 0; i < count; i++) {
        const struct pane *pane = &panes[i];
        assert_true(pane->x >= 0 && pane->x + pane->width <= canvas->width);
        assert_true(pane->y >= 1 && pane->y + pane->height <= canvas->height - 1);
        for (int y = pane->y; y < pane->y + pane->height; y++) {
            frame_side_holds(canvas, panes, count, i, pane->x, y);
            frame_side_holds(canvas, panes, count, i, pane->x + pane->width - 1, y);
        }
    }
}

#endif
