/* SPDX-License-Identifier: MIT */
/* panes.c: see panes.h. */
#include "panes.h"
#include <string.h>

enum { WIDE_WIDTH = 76, WIDE_HEIGHT = 22, TALL_HEIGHT = 36, TIMELINE_HEIGHT = 14 };

static const enum view_id wide_pages[] = {VIEW_STAGE,  VIEW_CODE,   VIEW_KERNEL,  VIEW_EXPLAIN,
                                          VIEW_OUTPUT, VIEW_EVENTS, VIEW_TIMELINE};
static const enum view_id narrow_pages[] = {VIEW_STAGE,  VIEW_CODE,   VIEW_WHY,     VIEW_KERNEL,
                                            VIEW_OUTPUT, VIEW_EVENTS, VIEW_EXPLAIN, VIEW_TIMELINE};

bool panes_wide(int width, int height) {
    return width >= WIDE_WIDTH && height >= WIDE_HEIGHT;
}

size_t panes_pages(int width, int height, enum view_id ret_pages[VIEW_COUNT]) {
    bool wide = panes_wide(width, height);
    size_t size = wide ? sizeof(wide_pages) : sizeof(narrow_pages);

    memcpy(ret_pages, wide ? wide_pages : narrow_pages, size);
    return size / sizeof(ret_pages[0]);
}

/* Rows of the timeline with its upper border: an axis and some lanes, more on a tall screen and
 * for more processes than most programs have. */
static int timeline_rows(const struct scene *scene, int height) {
    int lanes = scene->cast != NULL ? (int)scene->cast->actor_count : 0;
    int least = height / 6 + 2;
    int most = height / 6 + 3;

    if (height < 22) {
        return height < 16 ? 4 : 5;
    }
    return lanes + 2 <= least ? least : most;
}

static size_t syllabus(int width, int height, struct pane *panes) {
    int left = width / 3 > 28 ? width / 3 : 28;

    left = left < 44 ? left : 44;
    if (width < 60) {
        panes[0] = (struct pane){VIEW_SYLLABUS, 0, 1, width, height - 2};
        return 1;
    }
    panes[0] = (struct pane){VIEW_SYLLABUS, 0, 1, left, height - 2};
    panes[1] = (struct pane){VIEW_LESSON, left - 1, 1, width - left + 1, height - 2};
    return 2;
}

/* What came of each question, and the one the cursor is on: beside it, or below where that would be
 * too narrow for its text. */
static size_t result(int width, int height, struct pane *panes) {
    int left = 34, upper = (height - 2) / 3 + 1;

    if (width < WIDE_WIDTH) {
        panes[0] = (struct pane){VIEW_EXAM, 0, 1, width, upper};
        panes[1] = (struct pane){VIEW_QUESTION, 0, upper, width, height - 1 - upper};
        return 2;
    }
    panes[0] = (struct pane){VIEW_EXAM, 0, 1, left, height - 2};
    panes[1] = (struct pane){VIEW_QUESTION, left - 1, 1, width - left + 1, height - 2};
    return 2;
}

/* The table, all of it if that leaves room for what there is to say of one row. */
static size_t overview(const struct scene *scene, int width, int height, struct pane *panes) {
    int rows = scene->catalogue != NULL ? (int)scene->catalogue->overview.count + 2 : 2;
    int most = (height - 2) / 2 - 1;
    int upper = rows < most ? rows : most;

    panes[0] = (struct pane){VIEW_OVERVIEW, 0, 1, width, upper};
    panes[1] = (struct pane){VIEW_MECHANISM, 0, upper, width, height - 1 - upper};
    return 2;
}

/* A column of panes from top to bottom, sharing borders: all but the first have a height. */
static size_t column(struct pane *panes, size_t count, int x, int width, int upper) {
    int y = 1 + upper;

    for (size_t i = count; i-- > 0;) {
        panes[i].x = x;
        panes[i].width = width;
        panes[i].height = i > 0 ? panes[i].height : y - 1;
        y -= panes[i].height;
        panes[i].y = y;
        y += 1;
    }
    return count;
}

/* Neighbours share a border: each begins on the last row or column of the one before. A tall screen
 * has what the kernel holds below the stage, and the output below why. */
static size_t run_wide(const struct scene *scene, int width, int height, struct pane *panes) {
    int below = timeline_rows(scene, height) + 1;
    int upper = height - 2 - below + 1;
    int right = width * 2 / 5 < 100 ? width * 2 / 5 : 100;
    bool tall = height >= TALL_HEIGHT;
    size_t n = 0;

    if (scene->page == VIEW_STAGE) {
        panes[0].view = VIEW_STAGE;
        panes[1] = (struct pane){.view = VIEW_KERNEL, .height = upper / 3};
        n += column(panes, tall ? 2 : 1, 0, width - right + 1, upper);
        panes[n].view = VIEW_CODE;
        panes[n + 1] = (struct pane){.view = VIEW_WHY, .height = tall ? upper / 3 : upper / 2 + 1};
        panes[n + 2] = (struct pane){.view = VIEW_OUTPUT, .height = upper / 4};
        n += column(panes + n, tall ? 3 : 2, width - right, right, upper);
    } else {
        panes[n++] = (struct pane){scene->page, 0, 1, width, upper};
    }
    panes[n++] = (struct pane){VIEW_TIMELINE, 0, upper, width, below};
    return n;
}

static size_t run_narrow(const struct scene *scene, int width, int height, struct pane *panes) {
    int below = timeline_rows(scene, height) + 1;
    int upper = height - 2 - below + 1;

    if (height < TIMELINE_HEIGHT && scene->page != VIEW_STAGE) {
        panes[0] = (struct pane){scene->page, 0, 1, width, height - 2};
        return 1; /* a page of text would have two lines left */
    }
    panes[0] = (struct pane){scene->page, 0, 1, width, upper};
    panes[1] = (struct pane){VIEW_TIMELINE, 0, upper, width, below};
    return 2;
}

size_t panes_of(const struct scene *scene, int width, int height,
                struct pane ret_panes[PANES_MAX]) {
    if (width < SCREEN_MIN_WIDTH || height < SCREEN_MIN_HEIGHT) {
        return 0;
    }
    switch (scene->place) {
    case PLACE_SYLLABUS:
        return syllabus(width, height, ret_panes);
    case PLACE_OVERVIEW:
        return overview(scene, width, height, ret_panes);
    case PLACE_TEXT:
        ret_panes[0] = (struct pane){VIEW_TEXT, 0, 1, width, height - 2};
        return 1;
    case PLACE_QUESTION:
        ret_panes[0] = (struct pane){VIEW_QUESTION, 0, 1, width, height - 2};
        return 1;
    case PLACE_EXAM:
        ret_panes[0] = (struct pane){VIEW_EXAM, 0, 1, width, height - 2};
        if (scene->exam != NULL && scene->exam->phase == EXAM_SITTING) {
            ret_panes[0].view = VIEW_QUESTION;
        }
        return 1;
    case PLACE_RESULT:
        return result(width, height, ret_panes);
    case PLACE_RUN:
        break;
    }
    if (scene->page == VIEW_TIMELINE) {
        ret_panes[0] = (struct pane){VIEW_TIMELINE, 0, 1, width, height - 2};
        return 1;
    }
    return panes_wide(width, height) ? run_wide(scene, width, height, ret_panes)
                                     : run_narrow(scene, width, height, ret_panes);
}
