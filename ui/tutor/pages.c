/* SPDX-License-Identifier: MIT */
/* pages.c: actions that change what is in front, and scrolling. A view that was scrolled by hand
 * stays where it is until the next step. */
#include "actions.h"
#include "exams.h"
#include "links.h"
#include "panes.h"

enum { TIME_BY = 4 };

static enum refresh toggle(struct desk *desk, enum view_id page) {
    struct scene *scene = &desk->scene;

    scene->page = scene->page == page ? VIEW_STAGE : page;
    scene->scrolled[page] = false;
    return REFRESH_DRAW;
}

enum refresh act_kernel(struct desk *desk, int key) {
    (void)key;
    return toggle(desk, VIEW_KERNEL);
}

enum refresh act_explain(struct desk *desk, int key) {
    (void)key;
    return toggle(desk, VIEW_EXPLAIN);
}

enum refresh act_output(struct desk *desk, int key) {
    (void)key;
    return toggle(desk, VIEW_OUTPUT);
}

/* Where the code is a page of its own and not in front, it comes to the front first. */
enum refresh act_code(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;
    bool wide = panes_wide(desk->canvas.width, desk->canvas.height);
    bool seen = scene->page == VIEW_CODE || (wide && scene->page == VIEW_STAGE);

    (void)key;
    if (!seen) {
        scene->page = wide ? VIEW_STAGE : VIEW_CODE;
        return REFRESH_DRAW;
    }
    if (scene->twin == NULL) {
        desk_say(desk, "This program has no C twin.");
        return REFRESH_DRAW;
    }
    scene->show_twin = !scene->show_twin;
    scene->scrolled[VIEW_CODE] = false;
    return REFRESH_DRAW;
}

enum refresh act_text(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;

    (void)key;
    if (scene->over != VIEW_NONE) {
        return REFRESH_NOTHING;
    }
    if (scene->place == PLACE_TEXT) {
        if (desk->session.log != NULL) {
            scene->place = PLACE_RUN;
        }
        return REFRESH_DRAW;
    }
    if (scene->lesson == NULL) {
        desk_say(desk, "A saved run brings no lesson text along.");
        return REFRESH_DRAW;
    }
    door_text(desk);
    return REFRESH_DRAW;
}

static enum refresh shift_time(struct desk *desk, int by) {
    desk->scene.time_shift += by;
    return REFRESH_DRAW;
}

enum refresh act_time_left(struct desk *desk, int key) {
    (void)key;
    return shift_time(desk, -TIME_BY);
}

enum refresh act_time_right(struct desk *desk, int key) {
    (void)key;
    return shift_time(desk, TIME_BY);
}

static enum refresh scroll(struct desk *desk, enum view_id view, int by) {
    desk->scene.tops[view] += by;
    desk->scene.scrolled[view] = true;
    return REFRESH_DRAW;
}

static enum view_id in_front(const struct scene *scene) {
    if (scene->over == VIEW_HELP || scene->over == VIEW_MEASURE || scene->over == VIEW_WILD) {
        return scene->over;
    }
    if (scene->place != PLACE_RUN) {
        return scene->place == PLACE_TEXT       ? VIEW_TEXT
               : scene->place == PLACE_QUESTION ? VIEW_QUESTION
               : scene->place == PLACE_OVERVIEW ? VIEW_OVERVIEW
                                                : VIEW_SYLLABUS;
    }
    return scene->page == VIEW_STAGE ? VIEW_WHY : scene->page;
}

enum refresh act_pane_up(struct desk *desk, int key) {
    (void)key;
    return scroll(desk, in_front(&desk->scene), -3);
}

enum refresh act_pane_down(struct desk *desk, int key) {
    (void)key;
    return scroll(desk, in_front(&desk->scene), 3);
}

static enum refresh turn(struct desk *desk, int by) {
    struct scene *scene = &desk->scene;

    scene->page = frame_page(scene, desk->canvas.width, desk->canvas.height, by);
    times_moved(desk);
    return REFRESH_DRAW;
}

enum refresh act_next_page(struct desk *desk, int key) {
    (void)key;
    return turn(desk, 1);
}

enum refresh act_last_page(struct desk *desk, int key) {
    (void)key;
    return turn(desk, -1);
}

/* The next {stage} of the text, or the one before; after the last comes the first. */
static enum refresh choose_other(struct desk *desk, int by) {
    struct scene *scene = &desk->scene;
    int count = scene->lesson != NULL ? (int)links_count(scene->lesson) : 0;

    if (scene->over == VIEW_NONE && scene->place == PLACE_TEXT && count > 0) {
        desk->link = (size_t)(((int)desk->link + by + count) % count);
        scene->scrolled[VIEW_TEXT] = false;
    }
    return REFRESH_DRAW;
}

enum refresh act_next_link(struct desk *desk, int key) {
    (void)key;
    return choose_other(desk, 1);
}

enum refresh act_last_link(struct desk *desk, int key) {
    (void)key;
    return choose_other(desk, -1);
}

/* Enter opens what is in sight. The text is drawn first, which puts its top into range. */
static void choose_link(struct desk *desk) {
    desk_scene(desk);
    frame_draw(&desk->canvas, &desk->scene);
    desk->link = links_in_sight(&desk->scene, desk->canvas.width - 2, desk->canvas.height - 4);
}

/* Moves the cursor of a list, or scrolls a text. Numbers out of range are put right by whoever
 * draws, or here. */
static enum refresh move(struct desk *desk, long by) {
    struct scene *scene = &desk->scene;
    bool chooses = scene->over == VIEW_CHOOSER;
    bool overview = !chooses && scene->place == PLACE_OVERVIEW;
    size_t *cursor = chooses ? &scene->choice : overview ? &scene->row : &scene->cursor;
    size_t count = chooses                    ? scene->choice_count
                   : scene->catalogue == NULL ? 0
                   : overview                 ? scene->catalogue->overview.count
                                              : scene->catalogue->lesson_count;
    long to;

    if (!chooses && (scene->place == PLACE_EXAM || scene->place == PLACE_RESULT) &&
        scene->over == VIEW_NONE) {
        return exams_move(desk, by);
    }
    if (frame_context(scene) == IN_QUESTION) {
        return scroll(desk, VIEW_QUESTION, (int)by);
    }
    if (frame_context(scene) == IN_TEXT) {
        enum refresh refresh = scroll(desk, in_front(scene), (int)by);
        if (scene->over == VIEW_NONE && scene->lesson != NULL) {
            choose_link(desk);
        }
        return refresh;
    }
    to = (long)*cursor + by;
    to = to >= (long)count ? (long)count - 1 : to;
    *cursor = to > 0 ? (size_t)to : 0;
    return REFRESH_DRAW;
}

enum refresh act_up(struct desk *desk, int key) {
    (void)key;
    return move(desk, -1);
}

enum refresh act_down(struct desk *desk, int key) {
    (void)key;
    return move(desk, 1);
}

static long page_rows(const struct desk *desk) {
    return desk->canvas.height > 8 ? desk->canvas.height - 6 : 2;
}

enum refresh act_page_up(struct desk *desk, int key) {
    (void)key;
    return move(desk, -page_rows(desk));
}

enum refresh act_page_down(struct desk *desk, int key) {
    (void)key;
    return move(desk, page_rows(desk));
}

enum { FAR = 1000000 };

enum refresh act_top(struct desk *desk, int key) {
    (void)key;
    return move(desk, -FAR);
}

enum refresh act_bottom(struct desk *desk, int key) {
    (void)key;
    return move(desk, FAR);
}

void page_link_in_sight(struct desk *desk) {
    choose_link(desk);
}
