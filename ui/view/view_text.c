/* SPDX-License-Identifier: MIT */
/* view_text.c: the text of a lesson, set for the room there is. */
#include "columns.h"
#include "glyphs.h"
#include "page.h"
#include "sheet.h"
#include "views.h"
#include <string.h>

enum { TEXT_WIDTH_MAX = 90 };

static void text_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)right;
    buf_puts(left, scene->lesson != NULL ? scene->lesson->title : "text");
}

/* What each look of a page is on screen; the first that is set counts. */
static const struct look {
    unsigned page, screen;
} looks[] = {
    {PROSE_STAGE, STYLE_LINK | ATTR_BOLD},
    {PROSE_TITLE, STYLE_HEADING | ATTR_BOLD},
    {PROSE_LINK, STYLE_LINK | ATTR_UNDERLINE},
    {PROSE_CODE, STYLE_CALL},
    {PROSE_STRONG, STYLE_EMPHASIS | ATTR_BOLD},
    {PROSE_EMPHASIS, STYLE_EMPHASIS},
    {PROSE_STRUCK, STYLE_DIM},
    {PROSE_FRAME, STYLE_FRAME},
    {PROSE_ASIDE, STYLE_QUOTE},
};

static unsigned look_of(unsigned page) {
    for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
        if (page & looks[i].page) {
            return looks[i].screen;
        }
    }
    return STYLE_NORMAL;
}

/* Counts the links as they come by: pieces with one target that stand side by side are one link. */
struct link_walk {
    const char *last;
    size_t count;
};

static void put_piece(const struct scene *scene, struct sheet *sheet,
                      const struct page_piece *piece, struct link_walk *walk) {
    bool is_link = (piece->look & PROSE_STAGE) != 0 && piece->target != NULL;
    unsigned look = look_of(piece->look);

    if (!is_link) {
        if (strspn(piece->text, " ") != strlen(piece->text)) {
            walk->last = NULL;
        }
        sheet_put(sheet, look, piece->text);
        return;
    }
    if (walk->last == NULL || strcmp(walk->last, piece->target) != 0) {
        walk->count++;
        walk->last = piece->target;
        if (walk->count - 1 == scene->link) {
            sheet_here(sheet);
        }
        sheet_put(sheet, look | (walk->count - 1 == scene->link ? ATTR_REVERSE : 0), GLYPH_READY);
    }
    sheet_put(sheet, look | (walk->count - 1 == scene->link ? ATTR_REVERSE : 0), piece->text);
}

static void *text_recalc(const struct scene *scene, int width, int height) {
    struct page_wish wish = {.columns = columns_n, .ascii = scene->ascii};
    struct sheet *sheet = sheet_page(width);
    struct link_walk walk = {0};
    struct page page;

    (void)height;
    if (scene->lesson == NULL) {
        sheet_text(sheet, STYLE_DIM, 0, "No lesson is open.");
        return sheet;
    }
    wish.width = width - 2 < TEXT_WIDTH_MAX ? width - 2 : TEXT_WIDTH_MAX;
    page_set(&scene->lesson->text, &wish, &page);
    for (size_t i = 0; i < page.line_count; i++) {
        const struct page_line *line = &page.lines[i];
        sheet_line(sheet);
        sheet_put(sheet, STYLE_NORMAL, " ");
        for (size_t j = 0; j < line->piece_count; j++) {
            put_piece(scene, sheet, &line->pieces[j], &walk);
        }
    }
    page_done(&page);
    return sheet;
}

const struct view view_text = {
    .name = "text",
    .title = text_title,
    .recalc = text_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
