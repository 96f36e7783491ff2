/* SPDX-License-Identifier: MIT */
/* frame.c: see frame.h. */
#include "frame.h"
#include "columns.h"
#include "faults.h"
#include "glyphs.h"
#include "header.h"
#include "lines.h"
#include "search.h"
#include "sheet.h"
#include "views.h"
#include <string.h>

enum input_context frame_context(const struct scene *scene) {
    return scene->prompt != PROMPT_NONE ? IN_FIELD : frame_below(scene);
}

enum input_context frame_below(const struct scene *scene) {
    switch (scene->over) {
    case VIEW_HELP:
    case VIEW_MEASURE:
    case VIEW_WILD:
        return IN_TEXT;
    case VIEW_CHOOSER:
        return IN_CHOOSER;
    case VIEW_FIELD:
        return IN_FIELD;
    case VIEW_NONE:
    case VIEW_SYLLABUS:
    case VIEW_LESSON:
    case VIEW_TEXT:
    case VIEW_STAGE:
    case VIEW_TIMELINE:
    case VIEW_CODE:
    case VIEW_WHY:
    case VIEW_KERNEL:
    case VIEW_EXPLAIN:
    case VIEW_OUTPUT:
    case VIEW_EVENTS:
    case VIEW_OVERVIEW:
    case VIEW_MECHANISM:
    case VIEW_QUESTION:
    case VIEW_PALETTE:
    case VIEW_FAULTS:
    case VIEW_EXAM:
    case VIEW_VERDICT:
    case VIEW_COUNT:
        break;
    }
    switch (scene->place) {
    case PLACE_SYLLABUS:
    case PLACE_OVERVIEW:
        return IN_SYLLABUS;
    case PLACE_TEXT:
        return IN_TEXT;
    case PLACE_QUESTION:
        return IN_QUESTION;
    case PLACE_EXAM:
        return IN_EXAM;
    case PLACE_RESULT:
        return IN_CHOOSER;
    case PLACE_RUN:
        break;
    }
    return scene->page == VIEW_TIMELINE ? IN_TIMELINE : IN_STAGE;
}

unsigned frame_holding(const struct scene *scene) {
    enum input_context below = frame_below(scene);

    return below == IN_TIMELINE ? IN_TIMELINE | IN_STAGE : (unsigned)below;
}

enum view_id frame_page(const struct scene *scene, int width, int height, int by) {
    enum view_id pages[VIEW_COUNT];
    int count = (int)panes_pages(width, height, pages);

    for (int i = 0; i < count; i++) {
        if (pages[i] == scene->page) {
            return pages[(i + by + count) % count];
        }
    }
    return VIEW_STAGE;
}

/* What stands at the right gives way to what stands at the left. */
static void title_right(struct area box, int left, struct buf *right) {
    enum { EDGES = 5, LEAST = 8 }; /* two corners, three blanks */
    int room = box.width - left - EDGES;

    if (columns(buf_str(right)) > room && room >= LEAST) {
        right->len = columns_fit(buf_str(right), right->len, room - 1);
        buf_puts(right, GLYPH_MORE);
    }
    if (columns(buf_str(right)) <= room) {
        canvas_box_title_right(box, STYLE_TITLE, buf_str(right));
    }
}

static void draw_pane(struct canvas *canvas, struct scene *scene, const struct pane *pane) {
    struct area box = area_sub(area_all(canvas), pane->x, pane->y, pane->width, pane->height);
    const struct view *view = view_of(pane->view);
    struct buf left = {0}, right = {0};

    canvas_box(box, LINE_LIGHT, STYLE_FRAME);
    view->title(scene, &left, &right);
    canvas_box_title(box, STYLE_TITLE, buf_str(&left));
    if (right.len > 0) {
        title_right(box, columns(buf_str(&left)), &right);
    }
    if (view->border != NULL) {
        view->border(scene, area_sub(box, 1, 0, box.width - 2, box.height));
    }
    view_show(pane->view, scene, area_inside(box));
    search_mark_view(scene, pane->view, area_inside(box));
    buf_done(&left);
    buf_done(&right);
}

/* How many lines of the question there are below its pane, if that begins at line `top`; <= 0: its
 * end is in sight. */
static int question_below(const struct scene *scene, const struct pane *pane, int top) {
    struct sheet *sheet = view_of(VIEW_QUESTION)->recalc(scene, pane->width - 2, pane->height - 2);
    int below = (int)sheet->count - top - (pane->height - 2);

    sheet_free(sheet);
    return below;
}

/* The question is longer than its pane, and its end is not in sight. tops is in range: the pane was
 * drawn. */
static bool goes_on(const struct scene *scene, const struct pane *pane) {
    return question_below(scene, pane, scene->tops[VIEW_QUESTION]) > 0;
}

static bool question_fits(const struct scene *scene, const struct pane *panes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (panes[i].view == VIEW_QUESTION) {
            return question_below(scene, &panes[i], 0) <= 0;
        }
    }
    return false;
}

static bool sits(const struct scene *scene) {
    return scene->place == PLACE_EXAM && scene->exam != NULL && scene->exam->phase == EXAM_SITTING;
}

/* Below a question of an exam; with the seed one begins it anew, also after a power cut. */
static void draw_rules(const struct scene *scene, struct area box, bool more) {
    struct buf text = {0};
    char key[KEY_NAME];

    if (more) {
        buf_putf(&text, "%s: more below " GLYPH_DOT " ", keys_name(ACTION_PAGE_DOWN, key));
    }
    buf_putf(&text, "no hints, no stage " GLYPH_DOT " seed %llu",
             (unsigned long long)scene->exam->sitting->exam->seed);
    canvas_box_foot(box, more ? STYLE_KEY | ATTR_BOLD : STYLE_DIM, buf_str(&text));
    buf_done(&text);
}

static void draw_status(struct canvas *canvas, const struct scene *scene, const struct pane *pane) {
    struct area box = area_sub(area_all(canvas), pane->x, pane->y, pane->width, pane->height);

    if (scene->status != NULL && scene->status[0] != '\0') {
        canvas_box_foot(box, STYLE_CHANGED | ATTR_BOLD, scene->status);
    } else if (sits(scene)) {
        draw_rules(scene, box, goes_on(scene, pane));
    } else if (scene->place != PLACE_EXAM && scene->place != PLACE_RESULT && scene->fault != NULL) {
        struct buf fault = {0};
        if (scene->fault->file != NULL) {
            const char *slash = strrchr(scene->fault->file, '/');
            buf_putf(&fault, "%s:%d: ", slash != NULL ? slash + 1 : scene->fault->file,
                     scene->fault->line);
        }
        buf_puts(&fault, scene->fault->text);
        canvas_box_foot(box, STYLE_ERROR | ATTR_BOLD, buf_str(&fault));
        buf_done(&fault);
    }
}

/* An overlay: in the middle, as large as it needs to be; what is below stays to be seen around it.
 * What one types stands at the bottom, so that the stage and why are there to be read. */
static bool over_pane(const struct scene *scene, int width, int height, struct pane *ret_pane) {
    struct pane pane = {.view = scene->over, .width = width, .height = height - 2};
    int want = 5, foot;

    switch (scene->over) {
    case VIEW_CHOOSER:
        want = chooser_columns(scene) + 2;
        want = want > 64 ? want : 64;
        pane.width = pane.width < want ? pane.width : want;
        want = chooser_rows(scene, pane.width - 2) + 2;
        break;
    case VIEW_FIELD:
        want = 7;
        pane.width = pane.width < 64 ? pane.width : 64;
        break;
    case VIEW_HELP:
        want = pane.height;
        pane.width = pane.width < 100 ? pane.width : 100;
        break;
    case VIEW_MEASURE: /* bars want width */
    case VIEW_WILD:
        want = pane.height;
        break;
    case VIEW_NONE:
    case VIEW_SYLLABUS:
    case VIEW_LESSON:
    case VIEW_TEXT:
    case VIEW_STAGE:
    case VIEW_TIMELINE:
    case VIEW_CODE:
    case VIEW_WHY:
    case VIEW_KERNEL:
    case VIEW_EXPLAIN:
    case VIEW_OUTPUT:
    case VIEW_EVENTS:
    case VIEW_OVERVIEW:
    case VIEW_MECHANISM:
    case VIEW_QUESTION:
    case VIEW_PALETTE:
    case VIEW_FAULTS:
    case VIEW_EXAM:
    case VIEW_VERDICT:
    case VIEW_COUNT:
        return false;
    }
    want = want < 3 ? 3 : want;
    pane.height = want < pane.height ? want : pane.height;
    pane.x = (width - pane.width) / 2;
    foot = pane.width < width ? 2 : 1; /* as wide as the screen: it has the screen's border */
    pane.y = scene->over == VIEW_FIELD || scene->below ? height - foot - pane.height
                                                       : 1 + (height - 2 - pane.height) / 3;
    *ret_pane = pane;
    return true;
}

/* The palette is as large as may be, so that it does not jump while one types. */
static struct pane palette_pane(int width, int height) {
    struct pane pane = {.view = VIEW_PALETTE, .y = 1, .width = width, .height = height - 2};

    pane.width = pane.width < 110 ? pane.width : 110;
    pane.x = (width - pane.width) / 2;
    return pane;
}

/* As high as what there is to say, and half of the screen at most: the last good version stays to
 * be seen above it. */
static bool faults_pane(const struct scene *scene, int width, int height, struct pane *ret_pane) {
    int rows = faults_rows(scene, width - 2) + 2;
    int most = (height - 2) / 2;

    rows = rows < most ? rows : most;
    *ret_pane = (struct pane){VIEW_FAULTS, 0, height - 1 - rows, width, rows};
    return rows > 2;
}

static bool shows_verdict(const struct scene *scene) {
    return scene->verdict != NULL && scene->verdict[0] != '\0' && scene->place == PLACE_RUN &&
           scene->over == VIEW_NONE && scene->prompt == PROMPT_NONE;
}

/* As high as its text: at the bottom, so that the stage and why stay to be seen. */
static struct pane verdict_pane(const struct scene *scene, int width, int height) {
    struct pane pane = {.view = VIEW_VERDICT, .width = width < 100 ? width : 100};
    int rows = verdict_rows(scene, pane.width - 2) + 2;

    pane.height = rows < height - 2 ? rows : height - 2;
    pane.x = (width - pane.width) / 2;
    pane.y = height - 1 - pane.height;
    return pane;
}

size_t frame_panes(const struct scene *scene, int width, int height,
                   struct pane ret_panes[FRAME_PANES]) {
    size_t count = panes_of(scene, width, height, ret_panes);

    if (count > 0 && faults_pane(scene, width, height, &ret_panes[count])) {
        count++;
    }
    if (count > 0 && over_pane(scene, width, height, &ret_panes[count])) {
        count++;
    }
    if (count > 0 && shows_verdict(scene)) {
        ret_panes[count++] = verdict_pane(scene, width, height);
    }
    if (count > 0 && scene->prompt == PROMPT_PALETTE) {
        ret_panes[count++] = palette_pane(width, height);
    }
    return count;
}

bool frame_pane(const struct scene *scene, int width, int height, enum view_id view,
                struct pane *ret_pane) {
    struct pane panes[FRAME_PANES];
    size_t count = frame_panes(scene, width, height, panes);

    for (size_t i = count; i-- > 0;) {
        if (panes[i].view == view) {
            *ret_pane = panes[i];
            return true;
        }
    }
    return false;
}

static void draw_over(struct canvas *canvas, struct scene *scene, const struct pane *pane) {
    canvas_fill(area_sub(area_all(canvas), pane->x, pane->y, pane->width, pane->height),
                STYLE_NORMAL);
    draw_pane(canvas, scene, pane);
}

/* All of it in one row, else a part a row; the last words that have room are those that matter
 * most.
 */
static void too_small(struct canvas *canvas) {
    static const char *const parts[] = {"too small:", "need 40x10", "q quits"};
    enum { PARTS = sizeof(parts) / sizeof(parts[0]), WHOLE = 31 };
    struct area all = area_all(canvas);
    int rows = all.height < PARTS ? all.height : PARTS;

    if (all.width >= WHOLE) {
        canvas_puts(all, 0, 0, STYLE_NORMAL, "too small: need 40x10 - q quits");
        return;
    }
    for (int y = 0; y < rows; y++) {
        canvas_puts_fit(all, 0, y, all.width, STYLE_NORMAL, parts[rows == 1 ? 1 : y]);
    }
}

void frame_draw(struct canvas *canvas, struct scene *scene) {
    struct pane panes[FRAME_PANES];
    size_t count, all, low;

    canvas_clear(canvas);
    count = panes_of(scene, canvas->width, canvas->height, panes);
    all = frame_panes(scene, canvas->width, canvas->height, panes);
    if (count == 0) {
        too_small(canvas);
        return;
    }
    header_draw(scene, area_sub(area_all(canvas), 0, 0, canvas->width, 1));
    for (size_t i = 0; i < count; i++) {
        draw_pane(canvas, scene, &panes[i]);
    }
    low = all > count && panes[count].view == VIEW_FAULTS ? count + 1 : count;
    for (size_t i = count; i < low; i++) {
        draw_over(canvas, scene, &panes[i]);
    }
    draw_status(canvas, scene, &panes[low - 1]);
    for (size_t i = low; i < all; i++) {
        draw_over(canvas, scene, &panes[i]);
    }
    scene->question_fits = question_fits(scene, panes, count);
    footer_draw(scene, area_sub(area_all(canvas), 0, canvas->height - 1, canvas->width, 1),
                panes_wide(canvas->width, canvas->height));
}
