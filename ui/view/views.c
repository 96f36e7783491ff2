/* SPDX-License-Identifier: MIT */
/* views.c: the one table of views. */
#include "views.h"
#include "lines.h"

static const struct view *const views[VIEW_COUNT] = {
    [VIEW_SYLLABUS] = &view_syllabus, [VIEW_LESSON] = &view_lesson,
    [VIEW_TEXT] = &view_text,         [VIEW_STAGE] = &view_stage,
    [VIEW_TIMELINE] = &view_timeline, [VIEW_CODE] = &view_code,
    [VIEW_WHY] = &view_why,           [VIEW_KERNEL] = &view_kernel,
    [VIEW_EXPLAIN] = &view_explain,   [VIEW_OUTPUT] = &view_output,
    [VIEW_EVENTS] = &view_events,     [VIEW_HELP] = &view_help,
    [VIEW_CHOOSER] = &view_chooser,   [VIEW_FIELD] = &view_field,
    [VIEW_MEASURE] = &view_measure,   [VIEW_WILD] = &view_wild,
    [VIEW_OVERVIEW] = &view_overview, [VIEW_MECHANISM] = &view_mechanism,
    [VIEW_QUESTION] = &view_question, [VIEW_PALETTE] = &view_palette,
    [VIEW_FAULTS] = &view_faults,     [VIEW_EXAM] = &view_exam,
    [VIEW_VERDICT] = &view_verdict,
};

const struct view *view_of(enum view_id id) {
    return views[id];
}

void view_show(enum view_id id, struct scene *scene, struct area area) {
    const struct view *view = views[id];
    void *model;

    if (view == NULL || area.width <= 0 || area.height <= 0) {
        return;
    }
    model = view->recalc(scene, area.width, area.height);
    view->draw(model, area, &scene->tops[id], !scene->scrolled[id]);
    view->free(model);
}
