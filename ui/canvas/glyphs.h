/* SPDX-License-Identifier: MIT */
/*
 * glyphs.h: the marks that screens are made of, as UTF-8 string literals: all of U+2190-28FF, where
 * each terminal's font has them and they are one column wide. A canvas with `ascii` set translates
 * each by the table in glyphs.c when it is put, so a view uses these and never asks.
 */
#ifndef GLYPHS_H
#define GLYPHS_H

#include <stddef.h>
#include <stdint.h>

#define GLYPH_READY    "▶" /* can go                    > */
#define GLYPH_WAITS    "⋯" /* waits                     ~ */
#define GLYPH_ENDED    "✗" /* exited or killed          x */
#define GLYPH_LINK     "▷" /* a stage, not chosen       ) */
#define GLYPH_KILLED   "⊗" /* killed, where no word is  X */
#define GLYPH_YES      "✓" /* done, right               v */
#define GLYPH_NO       "✘" /* wrong                     x */
#define GLYPH_DUE      "●" /* to be repeated            * */
#define GLYPH_OPEN     "○" /* not begun                 o */
#define GLYPH_EVENT    "■" /* an event on a lane        # */
#define GLYPH_STRETCH  "▓" /* blocked now, bytes        # */
#define GLYPH_WAITED   "░" /* blocked then, room        . */
#define GLYPH_FULL     "█" /*                           # */
#define GLYPH_LOW      "▂" /* a little, half, most of a cell  _ o O */
#define GLYPH_HALF     "▄"
#define GLYPH_HIGH     "▆"
#define GLYPH_DOT      "∙" /* between words             - */
#define GLYPH_MORE     "⋯" /* cut here                  ~ */
#define GLYPH_GOES_ON  "↪" /* the row above goes on     + */
#define GLYPH_LEFT     "◀" /* arrow heads             < > ^ v */
#define GLYPH_RIGHT    "▶"
#define GLYPH_UP       "▲"
#define GLYPH_DOWN     "▼"
#define GLYPH_CURSOR   "▌" /* before a cell             [ */
#define GLYPH_CURSOR_R "▐" /* after a cell              ] */
#define GLYPH_BULLET   "∙"
#define GLYPH_TIMES    "✕" /* x3                        x */
#define GLYPH_MESSAGE  "◆" /* on its way                @ */
#define GLYPH_FREE     "┆" /* not gated                 : */
#define GLYPH_NONE     "─" /* nothing there             - */
#define GLYPH_WARN     "△" /*                           ! */
#define GLYPH_TICK     "┬" /* a mark on the time axis   + */
#define GLYPH_HERE     "▽" /* the step one looks at     v */

struct glyph {
    uint32_t codepoint;
    char ascii;
};

/* Every codepoint that chrome may use, with what stands for it in ASCII; ends with {0, 0}. */
extern const struct glyph glyph_table[];
/* The ASCII character for any codepoint: from the table, a letter without its accent, or '?'. */
char glyph_ascii(uint32_t codepoint);

#endif
