/* SPDX-License-Identifier: MIT */
/* view_text.c: the text of a lesson, set for the room there is. */
#include "columns.h"
#include "glyphs.h"
#include "links.h"
#include "page.h"
#include "sheet.h"
#include "text_look.h"
#include "views.h"
#include <string.h>

enum { TEXT_WIDTH_MAX = 90, MARGIN = 1 };

static void text_title(const struct scene *scene, struct buf *left, struct buf *right) {
    const char *program = scene->lesson != NULL ? links_program(scene->lesson, scene->link) : NULL;
    char key[KEY_NAME];

    buf_puts(left, scene->lesson != NULL ? scene->lesson->title : "text");
    if (program != NULL) {
        bool runs = scene->log != NULL && scene->program != NULL &&
                    strcmp(scene->program->id, program) == 0;
        buf_putf(right, runs ? "%s: back to %s" : "%s runs: %s", keys_name(ACTION_START, key),
                 program);
    }
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

unsigned text_look(unsigned page) {
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

/* Whether a piece is (part of) a link; a new link is counted. */
static bool walk_piece(const struct page_piece *piece, struct link_walk *walk, bool *ret_begins) {
    *ret_begins = false;
    if ((piece->look & PROSE_STAGE) == 0 || piece->target == NULL) {
        if (strspn(piece->text, " ") != strlen(piece->text)) {
            walk->last = NULL;
        }
        return false;
    }
    if (walk->last == NULL || strcmp(walk->last, piece->target) != 0) {
        walk->count++;
        *ret_begins = true;
    }
    walk->last = piece->target;
    return true;
}

static void put_piece(const struct scene *scene, struct sheet *sheet,
                      const struct page_piece *piece, struct link_walk *walk) {
    unsigned look = text_look(piece->look);
    bool begins;

    if (walk_piece(piece, walk, &begins)) {
        bool chosen = walk->count - 1 == scene->link;
        look |= chosen ? ATTR_REVERSE : 0;
        if (begins) {
            sheet_put(sheet, look, chosen ? GLYPH_READY : GLYPH_LINK);
        }
        if (begins && chosen) {
            sheet_here(sheet);
        }
    }
    sheet_put(sheet, look, piece->text);
}

static void set_page(const struct scene *scene, int width, struct page *ret_page) {
    struct page_wish wish = {.columns = columns_n, .ascii = scene->ascii};

    wish.width = width - 3 < TEXT_WIDTH_MAX ? width - 3 : TEXT_WIDTH_MAX;
    page_set(&scene->lesson->text, &wish, ret_page);
}

/* At the end of the text: that there are questions, and the key to them. */
static void put_questions(const struct scene *scene, struct sheet *sheet) {
    size_t count = scene->lesson->question_count;
    char key[KEY_NAME];

    if (count > 0) {
        sheet_line(sheet);
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_KEY, " %s answers the %zu question%s of this lesson.",
                     keys_name(ACTION_QUESTIONS, key), count, count == 1 ? "" : "s");
    }
}

/* Where the links to elsewhere lead, below the text: a terminal opens none, but one can read and
 * select them. */
static void put_addresses(const struct page *page, struct sheet *sheet) {
    const char *last = NULL;

    for (size_t i = 0; i < page->line_count; i++) {
        const struct page_line *line = &page->lines[i];
        for (size_t j = 0; j < line->piece_count; j++) {
            const struct page_piece *piece = &line->pieces[j];
            bool leads = (piece->look & PROSE_LINK) != 0 && piece->target != NULL;
            if (leads && (last == NULL || strcmp(last, piece->target) != 0)) {
                sheet_line(sheet);
                if (last == NULL) {
                    sheet_line(sheet);
                    sheet_put(sheet, STYLE_HEADING | ATTR_BOLD, " Links");
                    sheet_line(sheet);
                }
                sheet_pad(sheet, MARGIN);
                sheet_put(sheet, STYLE_LINK | ATTR_UNDERLINE, piece->target);
                sheet_wrap(sheet, MARGIN);
                last = piece->target;
            }
        }
    }
}

static void *text_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);
    struct link_walk walk = {0};
    struct page page;

    (void)height;
    if (scene->lesson == NULL) {
        sheet_text(sheet, STYLE_DIM, 0, "No lesson is open.");
        return sheet;
    }
    set_page(scene, width, &page);
    for (size_t i = 0; i < page.line_count; i++) {
        const struct page_line *line = &page.lines[i];
        sheet_line(sheet);
        sheet_pad(sheet, MARGIN);
        for (size_t j = 0; j < line->piece_count; j++) {
            put_piece(scene, sheet, &line->pieces[j], &walk);
        }
    }
    put_addresses(&page, sheet);
    page_done(&page);
    put_questions(scene, sheet);
    return sheet;
}

size_t links_in_sight(const struct scene *scene, int width, int height) {
    struct link_walk walk = {0};
    struct page page;
    size_t above = 0;
    bool found = false;

    set_page(scene, width, &page);
    for (size_t i = 0; i < page.line_count && !found; i++) {
        const struct page_line *line = &page.lines[i];
        for (size_t j = 0; j < line->piece_count && !found; j++) {
            bool begins;
            if (walk_piece(&line->pieces[j], &walk, &begins) && begins &&
                (int)i < scene->tops[VIEW_TEXT] + height) {
                above = walk.count - 1;
                found = (int)i >= scene->tops[VIEW_TEXT];
            }
        }
    }
    page_done(&page);
    return above;
}

/* What put_piece puts: a mark before a link, then the piece. */
static bool piece_at(const struct page_line *line, int at, struct link_walk *walk) {
    bool hit = false;
    int x = MARGIN;

    for (size_t i = 0; i < line->piece_count; i++) {
        bool begins, link = walk_piece(&line->pieces[i], walk, &begins);
        int width = line->pieces[i].columns + (begins ? 1 : 0);
        hit = at >= x && at < x + width;
        if (hit) {
            return link;
        }
        x += width;
    }
    return false;
}

bool links_at(const struct scene *scene, int width, long line, int x, size_t *ret_link) {
    struct link_walk walk = {0};
    struct page page;
    bool found = false;

    if (scene->lesson == NULL) {
        return false;
    }
    set_page(scene, width, &page);
    for (long i = 0; i <= line && i < (long)page.line_count; i++) {
        found = piece_at(&page.lines[i], i == line ? x : -1, &walk);
    }
    page_done(&page);
    if (found) {
        *ret_link = walk.count - 1;
    }
    return found;
}

long text_line_at(const struct scene *scene, int width, int source_line) {
    struct page page;
    size_t line = 0;

    set_page(scene, width, &page);
    while (line + 1 < page.line_count && page.lines[line].source_line < source_line) {
        line++;
    }
    page_done(&page);
    return (long)line;
}

const struct view view_text = {
    .name = "text",
    .title = text_title,
    .recalc = text_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
