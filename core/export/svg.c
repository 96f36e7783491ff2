/* SPDX-License-Identifier: MIT */
/*
 * svg.c: the shapes of svg.h.
 */
#include "svg.h"
#include "export_parts.h"
#include "text.h"
#include <string.h>

/* XML 1.0, production [2], allows fewer control characters than a string may have; export_shown
 * leaves none. */
static void put_character(struct buf *out, uint32_t character) {
    switch (character) {
    case '<':
        buf_puts(out, "&lt;");
        break;
    case '>':
        buf_puts(out, "&gt;");
        break;
    case '&':
        buf_puts(out, "&amp;");
        break;
    case '"':
        buf_puts(out, "&quot;");
        break;
    case '\'':
        buf_puts(out, "&#39;");
        break;
    default:
        text_put_char(out, export_shown(character));
    }
}

/* As many characters as fit into so many columns. */
static void put_cut(struct buf *out, const char *text, int columns) {
    bool cut = export_columns(text) > columns;
    int room = cut ? columns - 1 : columns;
    char one[8];
    for (size_t i = 0, len = strlen(text); i < len;) {
        uint32_t character;
        size_t took = text_decode(text + i, len - i, &character);
        memcpy(one, text + i, took < sizeof one ? took : sizeof one - 1);
        one[took < sizeof one ? took : sizeof one - 1] = '\0';
        room -= export_columns(one);
        if (room < 0) {
            break;
        }
        put_character(out, character);
        i += took;
    }
    buf_puts(out, cut ? "…" : "");
}

void svg_escape(struct buf *out, const char *text) {
    put_cut(out, text, 1 << 20);
}

void svg_begin(struct buf *out, double width, double height, const char *title) {
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    buf_putf(out,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%.0f\" "
             "height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
             "font-family=\"'DejaVu Sans Mono', 'Liberation Mono', Menlo, monospace\">\n<title>",
             width, height, width, height);
    svg_escape(out, title);
    buf_puts(out,
             "</title>\n<defs>\n"
             "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
             "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fdf3dc\"/>"
             "<rect width=\"2\" height=\"6\" fill=\"" SVG_BLOCKED "\"/></pattern>\n");
    const char *const heads[][2] = {
        {"head-message", SVG_MESSAGE}, {"head-ink", SVG_FAINT}, {"head-blocked", SVG_BLOCKED}};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        buf_putf(out,
                 "<marker id=\"%s\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" "
                 "markerHeight=\"7\" orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\" fill=\"%s\"/>"
                 "</marker>\n",
                 heads[i][0], heads[i][1]);
    }
    buf_puts(out, "<marker id=\"head-back\" viewBox=\"0 0 8 8\" refX=\"0\" refY=\"4\" "
                  "markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">"
                  "<path d=\"M8,0 L0,4 L8,8 z\" fill=\"" SVG_FAINT "\"/></marker>\n");
    buf_putf(out, "</defs>\n<rect width=\"%.0f\" height=\"%.0f\" fill=\"#ffffff\"/>\n", width,
             height);
}

void svg_end(struct buf *out) {
    buf_puts(out, "</svg>\n");
}

void svg_text_cut(struct buf *out, double x, double y, int size, const char *colour,
                  const char *text, int columns) {
    buf_putf(out, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" fill=\"%s\">", x, y, size, colour);
    put_cut(out, text, columns);
    buf_puts(out, "</text>\n");
}

void svg_text(struct buf *out, double x, double y, int size, const char *colour, const char *anchor,
              const char *text) {
    buf_putf(out, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\">", x,
             y, size, colour, anchor);
    svg_escape(out, text);
    buf_puts(out, "</text>\n");
}

void svg_box(struct buf *out, double x, double y, double width, double height, const char *style,
             const char *tip) {
    buf_putf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\" %s", x, y,
             width, height, style);
    if (tip == NULL) {
        buf_puts(out, "/>\n");
        return;
    }
    buf_puts(out, "><title>");
    svg_escape(out, tip);
    buf_puts(out, "</title></rect>\n");
}

void svg_line(struct buf *out, double x1, double y1, double x2, double y2, const char *style) {
    buf_putf(out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>\n", x1, y1, x2, y2,
             style);
}

static const char *head_of(const char *colour) {
    return strcmp(colour, SVG_MESSAGE) == 0   ? "head-message"
           : strcmp(colour, SVG_BLOCKED) == 0 ? "head-blocked"
                                              : "head-ink";
}

void svg_arrow(struct buf *out, double x1, double y1, double x2, double y2, const char *colour,
               const char *more) {
    double middle = (x1 + x2) / 2;
    buf_putf(out,
             "<path d=\"M%.1f,%.1f C%.1f,%.1f %.1f,%.1f %.1f,%.1f\" fill=\"none\" stroke=\"%s\" "
             "stroke-width=\"1.5\" marker-end=\"url(#%s)\" %s/>\n",
             x1, y1, middle, y1, middle, y2, x2, y2, colour, head_of(colour), more);
}

void svg_line_to(struct buf *out, double x1, double y1, double x2, double y2, const char *colour) {
    buf_putf(out,
             "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" "
             "stroke-width=\"1.5\" marker-end=\"url(#%s)\"/>\n",
             x1, y1, x2, y2, colour, head_of(colour));
}

void svg_label(struct buf *out, double x, double y, const char *text) {
    buf_putf(out,
             "<text x=\"%.1f\" y=\"%.1f\" font-size=\"10\" fill=\"" SVG_INK "\" stroke=\"#ffffff\" "
             "stroke-width=\"3\" paint-order=\"stroke\">",
             x, y);
    svg_escape(out, text);
    buf_puts(out, "</text>\n");
}
