/* SPDX-License-Identifier: MIT */
/*
 * svg.h: shapes of SVG 1.1 appended to a buf, for svg_*.c alone. Lengths are user units (pixels at
 * first); texts are data: whatever XML could take for markup, and what XML 1.0 does not allow, is
 * written as it may stand there.
 */
#ifndef SVG_H
#define SVG_H

#include "buf.h"

/* One character of the fixed-width font is so wide at a size. */
#define SVG_CHAR(size) ((double)(size)*0.602)

/* Colours that are told apart by colour-blind eyes too (Okabe and Ito); what they mean is always
 * said by a word or a shape as well. */
#define SVG_INK     "#222222"
#define SVG_FAINT   "#8a8a8a"
#define SVG_RULE    "#d5d5d5"
#define SVG_OP      "#0072b2"
#define SVG_BLOCKED "#e69f00"
#define SVG_FAULT   "#d55e00"
#define SVG_MESSAGE "#009e73"

void svg_begin(struct buf *out, double width, double height, const char *title);
void svg_end(struct buf *out);
void svg_escape(struct buf *out, const char *text);
/* anchor: "start", "middle", "end". */
void svg_text(struct buf *out, double x, double y, int size, const char *colour, const char *anchor,
              const char *text);
/* A text cut to so many columns, "…" at its end if something is missing. */
void svg_text_cut(struct buf *out, double x, double y, int size, const char *colour,
                  const char *text, int columns);
/* A rectangle with round corners; style: fill and stroke as attributes. tip: what a pointer shows,
 * or NULL. */
void svg_box(struct buf *out, double x, double y, double width, double height, const char *style,
             const char *tip);
void svg_line(struct buf *out, double x1, double y1, double x2, double y2, const char *style);
/* A curve that leaves and arrives level, with an arrow's head at its end. */
void svg_arrow(struct buf *out, double x1, double y1, double x2, double y2, const char *colour,
               const char *more);
/* A straight one. */
void svg_line_to(struct buf *out, double x1, double y1, double x2, double y2, const char *colour);
/* A small text that stands on lines: with a rim of the background's colour. */
void svg_label(struct buf *out, double x, double y, const char *text);

#endif
