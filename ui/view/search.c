/* SPDX-License-Identifier: MIT */
/* search.c: see search.h. A text is folded first: a row of characters, each with the place it
 * stands at, blanks as one. */
#include "search.h"
#include "mem.h"
#include "sheet.h"
#include "text.h"
#include <string.h>
#include <wctype.h>

struct folded {
    struct folded_char {
        uint32_t ch;
        int x, y;
    } * chars;
    size_t count, cap;
    bool capitals; /* they count */
};

static void fold_char(struct folded *folded, uint32_t ch, int x, int y) {
    bool blank = ch == ' ' || ch == '\n' || ch == '\t' || ch == 0xA0;

    if (blank && (folded->count == 0 || folded->chars[folded->count - 1].ch == ' ')) {
        return;
    }
    if (blank) {
        ch = ' ';
    } else if (!folded->capitals) {
        ch = (uint32_t)towlower((wint_t)ch);
    }
    folded->chars =
        mem_grow(folded->chars, &folded->cap, folded->count + 1, sizeof(*folded->chars));
    folded->chars[folded->count++] = (struct folded_char){.ch = ch, .x = x, .y = y};
}

static void fold_text(struct folded *folded, const char *text, int y) {
    size_t len = strlen(text);

    for (size_t i = 0; i < len;) {
        uint32_t ch;
        size_t used = text_decode(text + i, len - i, &ch);
        fold_char(folded, ch, (int)i, y);
        i += used;
    }
}

static bool has_capitals(const char *text) {
    size_t len = strlen(text);

    for (size_t i = 0; i < len;) {
        uint32_t ch;
        i += text_decode(text + i, len - i, &ch);
        if (towlower((wint_t)ch) != (wint_t)ch) {
            return true;
        }
    }
    return false;
}

static void folded_done(struct folded *folded) {
    mem_free(folded->chars);
}

/* What is sought: a blank at its end is about to be followed by something. */
static struct folded fold_sought(const char *sought) {
    struct folded folded = {.capitals = has_capitals(sought)};

    fold_text(&folded, sought, 0);
    while (folded.count > 0 && folded.chars[folded.count - 1].ch == ' ') {
        folded.count--;
    }
    return folded;
}

/* The first place from `at` on where it stands; text->count: nowhere. */
static size_t find(const struct folded *text, const struct folded *sought, size_t at) {
    for (; sought->count > 0 && at + sought->count <= text->count; at++) {
        size_t same = 0;
        while (same < sought->count && text->chars[at + same].ch == sought->chars[same].ch) {
            same++;
        }
        if (same == sought->count) {
            return at;
        }
    }
    return text->count;
}

bool search_where(const char *text, const char *sought, size_t *ret_at, size_t *ret_len) {
    struct folded what = fold_sought(sought);
    struct folded where = {.capitals = what.capitals};
    size_t at;
    bool found;

    fold_text(&where, text, 0);
    at = find(&where, &what, 0);
    found = at < where.count;
    if (found) {
        const struct folded_char *last = &where.chars[at + what.count - 1];
        uint32_t ch;
        *ret_at = (size_t)where.chars[at].x;
        *ret_len =
            (size_t)last->x - *ret_at + text_decode(text + last->x, strlen(text + last->x), &ch);
    }
    folded_done(&what);
    folded_done(&where);
    return found;
}

bool search_in(const char *text, const char *sought) {
    size_t at, len;

    return search_where(text, sought, &at, &len);
}

static void fold_line(struct folded *folded, const struct sheet *sheet, size_t line, int y) {
    for (size_t i = 0; line < sheet->count && i < sheet->lines[line].count; i++) {
        fold_text(folded, sheet->lines[line].pieces[i].text, y);
    }
}

/* It begins in this line; it may go on in the next one. */
static bool begins(const struct sheet *sheet, size_t line, const struct folded *what) {
    struct folded where = {.capitals = what->capitals};
    size_t at;
    bool found;

    fold_line(&where, sheet, line, 0);
    fold_char(&where, ' ', 0, 0);
    fold_line(&where, sheet, line + 1, 1);
    at = find(&where, what, 0);
    found = at < where.count && where.chars[at].y == 0;
    folded_done(&where);
    return found;
}

bool search_line(const struct scene *scene, enum view_id id, int width, int height,
                 const char *sought, long from, int by, long *ret_line, bool *ret_wrapped) {
    const struct view *view = view_of(id);
    struct folded what = fold_sought(sought);
    struct sheet *sheet = NULL;
    bool found = false;

    if (view->draw == sheet_draw) {
        sheet = view->recalc(scene, width, height);
    }
    for (size_t i = 0; sheet != NULL && i < sheet->count && !found; i++) {
        long count = (long)sheet->count, at = from + by * (long)i;
        *ret_wrapped = at < 0 || at >= count;
        *ret_line = (at % count + count) % count;
        found = begins(sheet, (size_t)*ret_line, &what);
    }
    sheet_free(sheet);
    folded_done(&what);
    return found;
}

/* The views in which one searches, by the place one is at. */
static bool is_searched(const struct scene *scene, enum view_id view) {
    if (scene->sought == NULL || scene->sought[0] == '\0' || scene->prompt == PROMPT_PALETTE) {
        return false;
    }
    if (scene->over == VIEW_HELP || scene->over == VIEW_MEASURE || scene->over == VIEW_WILD) {
        return view == scene->over;
    }
    return view == VIEW_TEXT || view == VIEW_EVENTS || view == VIEW_SYLLABUS ||
           view == VIEW_LESSON || view == VIEW_OVERVIEW || view == VIEW_MECHANISM ||
           view == VIEW_QUESTION;
}

static void mark_place(struct area area, const struct folded_char *place, unsigned attrs) {
    const struct cell *cell = canvas_at(area.canvas, area.x + place->x, area.y + place->y);

    canvas_flip_attrs(area_sub(area, place->x, place->y, cell->width, 1), attrs);
}

void search_mark_view(const struct scene *scene, enum view_id view, struct area area) {
    struct folded what, where = {0};
    bool one = (view == VIEW_TEXT || view == scene->over) && scene->sought_line >= 0;

    if (!is_searched(scene, view)) {
        return;
    }
    what = fold_sought(scene->sought);
    where.capitals = what.capitals;
    for (int y = 0; y < area.height; y++) {
        for (int x = 0; x < area.width - 1; x++) { /* the last one is the scroll bar's */
            const struct cell *cell = canvas_at(area.canvas, area.x + x, area.y + y);
            if (cell != NULL && cell->width > 0) {
                fold_char(&where, cell->ch, x, y);
            }
        }
        fold_char(&where, ' ', area.width - 1, y);
    }
    for (size_t at = find(&where, &what, 0); at < where.count;
         at = find(&where, &what, at + what.count)) {
        bool here = one && where.chars[at].y == scene->sought_line - scene->tops[view];
        for (size_t i = at; i < at + what.count; i++) {
            mark_place(area, &where.chars[i], ATTR_REVERSE | (here ? ATTR_UNDERLINE : 0));
        }
    }
    folded_done(&what);
    folded_done(&where);
}
