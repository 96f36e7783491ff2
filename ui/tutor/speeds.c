/* SPDX-License-Identifier: MIT */
/* speeds.c: measuring on the screen: the action that opens the bars or measures anew, the news of
 * the process that measures, and its end. Its news are drawn some times a second: drawing takes a
 * CPU from who is measured. */
#include "actions.h"
#include "clock.h"
#include <errno.h>

enum { DRAW_EVERY_MS = 200 };

void speeds_stop(struct desk *desk) {
    measure_free(desk->measure);
    desk->measure = NULL;
    desk->measuring = false;
}

/* What this machine gave when it was measured last, if it ever was; looked up once. */
const struct measured *speeds_known(struct desk *desk) {
    if (!desk->looked_up) {
        desk->looked_up = true;
        desk->has_measured = measured_load(&desk->measured, NULL) == 0;
    }
    return desk->has_measured ? &desk->measured : NULL;
}

/* What was stopped halfway gives way to what was measured whole before. */
void speeds_leave(struct desk *desk) {
    speeds_stop(desk);
    if (desk->has_measured && !desk->measured.whole) {
        desk->looked_up = false;
    }
}

static void begin(struct desk *desk) {
    const struct measure_wish wish = {.seconds = MEASURE_SECONDS};
    struct diag diag = {0};

    speeds_stop(desk);
    if (measure_start(&wish, &desk->measure, &diag) < 0) {
        desk_say(desk, "%s", diag.text != NULL ? diag.text : "It can't be measured.");
        diag_done(&diag);
        return;
    }
    desk->measuring = true;
    desk->measure_drawn = clock_ns();
    measured_init(&desk->measured);
    desk->has_measured = true;
}

static void over(struct desk *desk) {
    struct diag diag = {0};

    if (!desk->measured.whole) {
        desk_say(desk, "The measuring process ended too early.");
    } else if (measured_save(&desk->measured, &diag) < 0 && diag.text != NULL) {
        desk_say(desk, "Measured, but not kept: %s", diag.text);
    }
    diag_done(&diag);
    speeds_stop(desk);
}

enum refresh speeds_pump(struct desk *desk) {
    int64_t now = clock_ns();

    if (desk->measure == NULL || !measure_pump(desk->measure)) {
        return REFRESH_NOTHING;
    }
    desk->measured = *measure_result(desk->measure);
    desk->measure_progress = measure_progress(desk->measure);
    buf_clear(&desk->measure_doing);
    measure_doing(desk->measure, &desk->measure_doing);
    if (measure_over(desk->measure)) {
        over(desk);
    } else if (now - desk->measure_drawn < DRAW_EVERY_MS * NS_PER_MS) {
        return REFRESH_NOTHING;
    }
    desk->measure_drawn = now;
    return REFRESH_DRAW;
}

enum refresh act_measure(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;
    bool open = scene->over == VIEW_MEASURE;

    (void)key;
    if (!open) {
        desk_close(desk);
        scene->over = VIEW_MEASURE;
        scene->tops[VIEW_MEASURE] = 0;
        scene->scrolled[VIEW_MEASURE] = true;
        desk->playing = false;
    }
    if (!desk->measuring && (open || speeds_known(desk) == NULL)) {
        desk->measure_progress = 0;
        begin(desk);
    }
    return REFRESH_DRAW;
}
