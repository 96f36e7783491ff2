/* SPDX-License-Identifier: MIT */
/* hit.c: see hit.h. One function a view that has something to click on; the others are panes. */
#include "hit.h"
#include "frame.h"
#include "header.h"
#include "lanes.h"
#include "links.h"
#include "palette.h"
#include "sheet.h"
#include "stage_model.h"

/* x, y: inside of the view's room. */
struct spot {
    int x, y, width, height;
};

static void hit_row(const struct sheet *sheet, int line, struct hit *hit) {
    if (line >= 0 && line < (int)sheet->count && sheet->lines[line].row > 0) {
        hit->kind = HIT_ROW;
        hit->row = sheet->lines[line].row - 1;
    }
}

static void hit_list(const struct scene *scene, struct spot spot, struct hit *hit) {
    const struct view *view = view_of(hit->view);
    struct sheet *sheet = view->recalc(scene, spot.width, spot.height);

    hit_row(sheet, scene->tops[hit->view] + spot.y, hit);
    sheet_free(sheet);
}

static void hit_text(const struct scene *scene, struct spot spot, struct hit *hit) {
    if (links_at(scene, spot.width, scene->tops[VIEW_TEXT] + spot.y, spot.x, &hit->row)) {
        hit->kind = HIT_LINK;
    }
}

static void hit_palette(const struct scene *scene, struct spot spot, struct hit *hit) {
    struct sheet *sheet = palette_sheet(scene, spot.width);

    if (spot.y > 0) {
        hit_row(sheet, scene->tops[VIEW_PALETTE] + spot.y - 1, hit);
    }
    sheet_free(sheet);
}

/* The process of the cast, if the moment that is shown knows it. */
static void hit_actor(const struct scene *scene, size_t actor, struct hit *hit) {
    const struct world_proc *proc =
        scene->world != NULL && scene->cast != NULL && actor < scene->cast->actor_count
            ? world_proc(scene->world, scene->cast->actors[actor].id)
            : NULL;

    if (proc != NULL) {
        hit->kind = HIT_ACTOR;
        hit->actor = proc->name;
    }
}

static void hit_stage(const struct scene *scene, struct spot spot, struct hit *hit) {
    struct stage_model *model;

    if (scene->world == NULL || scene->cast == NULL) {
        return;
    }
    model = stage_model_new(scene, spot.height, spot.width);
    for (size_t i = 0; model->crowd == NULL && i < model->actor_count; i++) {
        const struct stage_place *place = &model->cards[i].place;
        if (spot.x >= place->x && spot.x < place->x + place->w && spot.y >= place->y &&
            spot.y < place->y + place->h) {
            hit_actor(scene, i, hit);
        }
    }
    stage_model_free(model);
}

static void hit_timeline(const struct scene *scene, struct spot spot, struct hit *hit) {
    struct lanes_window window;

    if (scene->world == NULL) {
        return;
    }
    window = lanes_window(scene, spot.width);
    if (spot.x < window.names) {
        if (spot.y > 0) {
            hit_actor(scene, (size_t)(scene->tops[VIEW_TIMELINE] + spot.y - 1), hit);
        }
        return;
    }
    for (uint64_t step = window.first; step <= window.last; step++) {
        if (spot.x >= lanes_x(&window, step) && spot.x < lanes_end(&window, step)) {
            hit->kind = HIT_STEP;
            hit->step = step;
        }
    }
}

static void (*const hits[VIEW_COUNT])(const struct scene *scene, struct spot spot,
                                      struct hit *hit) = {
    [VIEW_SYLLABUS] = hit_list,   [VIEW_OVERVIEW] = hit_list, [VIEW_CHOOSER] = hit_list,
    [VIEW_PALETTE] = hit_palette, [VIEW_STAGE] = hit_stage,   [VIEW_TIMELINE] = hit_timeline,
    [VIEW_TEXT] = hit_text,       [VIEW_EXAM] = hit_list,
};

static bool within(const struct pane *pane, int x, int y) {
    return x > pane->x && x < pane->x + pane->width - 1 && y > pane->y &&
           y < pane->y + pane->height - 1;
}

/* What stands over the screen takes all clicks. */
struct hit hit_at(const struct scene *scene, int width, int height, int x, int y) {
    struct pane panes[FRAME_PANES];
    size_t count = frame_panes(scene, width, height, panes);
    bool over = scene->over != VIEW_NONE || scene->prompt == PROMPT_PALETTE;
    struct hit hit = {0};

    if (count > 0 && y == height - 1) {
        hit.action = footer_at(scene, width, panes_wide(width, height), x);
        hit.kind = hit.action != ACTION_NONE ? HIT_ACTION : HIT_NONE;
        return hit;
    }
    for (size_t i = count; i-- > (over && count > 0 ? count - 1 : 0);) {
        const struct pane *pane = &panes[i];
        if (within(pane, x, y)) {
            struct spot spot = {x - pane->x - 1, y - pane->y - 1, pane->width - 2,
                                pane->height - 2};
            hit.kind = HIT_PANE;
            hit.view = pane->view;
            if (hits[pane->view] != NULL) {
                hits[pane->view](scene, spot, &hit);
            }
            break;
        }
    }
    return hit;
}
