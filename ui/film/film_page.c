/* SPDX-License-Identifier: MIT */
/*
 * film_page.c: the steps as a list, each with its sentences and its screen. It is read as XML too,
 * so that any parser can say whether it is well-formed.
 */
#include "film_page.h"
#include "export_parts.h"
#include "text.h"
#include <string.h>

void film_page_text(struct buf *out, const char *text) {
    static const struct {
        char is;
        const char *as;
    } marks[] = {{'<', "&lt;"}, {'>', "&gt;"}, {'&', "&amp;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    for (size_t i = 0, len = strlen(text); i < len;) {
        uint32_t character;
        const char *as = NULL;
        i += text_decode(text + i, len - i, &character);
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
            as = character == (uint32_t)marks[m].is ? marks[m].as : as;
        }
        if (as != NULL) {
            buf_puts(out, as);
        } else {
            text_put_char(out, export_shown(character));
        }
    }
}

/* Classes: s and the style's number, which has its colour; b, u, r: bold, underlined, reversed. */
static void open_span(struct buf *out, unsigned look) {
    buf_putf(out, "<span class=\"s%u%s%s%s\">", (unsigned)LOOK_STYLE(look),
             (look & ATTR_BOLD) != 0 ? " b" : "", (look & ATTR_UNDERLINE) != 0 ? " u" : "",
             (look & ATTR_REVERSE) != 0 ? " r" : "");
}

static void put_cell_text(const struct cell *cell, struct buf *out) {
    struct buf text = {0};
    cell_text(cell, &text);
    if (cell->width == 2) {
        buf_puts(out, "<span class=\"w\">");
    }
    film_page_text(out, buf_str(&text));
    if (cell->width == 2) {
        buf_puts(out, "</span>");
    }
    buf_done(&text);
}

/* One past the last cell of a row that shows anything. */
static int row_end(const struct film *film, int y) {
    int end = film->canvas.width;
    for (; end > 0; end--) {
        const struct cell *cell = canvas_at(&film->canvas, end - 1, y);
        unsigned attrs = film->theme.rows[LOOK_STYLE(cell->look)].attrs;
        bool marked = (cell->look & (ATTR_REVERSE | ATTR_UNDERLINE)) != 0 ||
                      (attrs & (THEME_REVERSE | THEME_UNDERLINE)) != 0;
        if (cell->ch != ' ' || marked) {
            break;
        }
    }
    return end;
}

static void put_row(const struct film *film, int y, struct buf *out) {
    unsigned look = STYLE_NORMAL;
    for (int x = 0, end = row_end(film, y); x < end; x++) {
        const struct cell *cell = canvas_at(&film->canvas, x, y);
        if (cell->width == 0) {
            continue;
        }
        if (cell->look != look) {
            buf_puts(out, look != STYLE_NORMAL ? "</span>" : "");
            look = cell->look;
            if (look != STYLE_NORMAL) {
                open_span(out, look);
            }
        }
        put_cell_text(cell, out);
    }
    buf_puts(out, look != STYLE_NORMAL ? "</span>\n" : "\n");
}

static void put_step(struct film *film, const char *name, uint64_t step, struct buf *out) {
    struct buf said = {0};
    film_show(film, step);
    film_say(film, step, &said);
    buf_puts(out, "<li class=\"step\" id=\"");
    film_page_text(out, name);
    buf_putf(out, "-%llu\" value=\"%llu\"><p>", (unsigned long long)step, (unsigned long long)step);
    film_page_text(out, said.len > 0 ? buf_str(&said)
                        : step == 0  ? "Before the first step."
                                     : "Nothing that can be told.");
    buf_puts(out, "</p>\n<pre>");
    for (int y = 0; y < film->rows; y++) {
        put_row(film, y, out);
    }
    buf_puts(out, "</pre></li>\n");
    buf_done(&said);
}

void film_page_begin(const char *title, struct buf *out) {
    buf_puts(out,
             "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; "
             "style-src &#39;unsafe-inline&#39;; script-src &#39;unsafe-inline&#39;\"/>\n<title>");
    film_page_text(out, title);
    buf_puts(out, "</title>\n<style>\n");
    film_page_style(out);
    buf_puts(out, "</style>\n</head>\n<body>\n<h1>");
    film_page_text(out, title);
    buf_puts(out, "</h1>\n");
}

void film_page_film(struct film *film, const char *name, struct buf *out) {
    uint64_t last = film_last(film, FILM_PAGE_STEPS);
    buf_puts(out, "<div class=\"film\" id=\"");
    film_page_text(out, name);
    buf_puts(out, "\">\n<div class=\"bar\" hidden=\"hidden\">"
                  "<button class=\"back\" type=\"button\">previous</button> "
                  "<input class=\"slider\" type=\"range\" min=\"0\" aria-label=\"step\"/> "
                  "<button class=\"on\" type=\"button\">next</button> "
                  "<output class=\"place\"></output></div>\n");
    if (last < film->steps) {
        buf_putf(out, "<p>Cut here: the first %llu of %llu steps.</p>\n", (unsigned long long)last,
                 (unsigned long long)film->steps);
    }
    buf_puts(out, "<div class=\"both\">\n<ol class=\"steps\">\n");
    for (uint64_t step = 0; step <= last && film_goes_on(film, step, last); step++) {
        put_step(film, name, step, out);
    }
    buf_puts(out, "</ol>\n</div>\n</div>\n");
}

void film_page_end(struct buf *out) {
    buf_puts(out, "<script>\n");
    film_page_script(out);
    buf_puts(out, "</script>\n</body>\n</html>\n");
}

void film_page(struct film *film, struct buf *out) {
    struct buf title = {0};
    film_title(film, &title);
    film_page_begin(buf_str(&title), out);
    film_page_film(film, "step", out);
    film_page_end(out);
    buf_done(&title);
}
