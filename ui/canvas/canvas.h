/* SPDX-License-Identifier: MIT */
/*
 * canvas.h: a picture made of cells, and the means to draw into it. Pure: no terminal, no curses,
 * no system call, so every screen can be tested as text. A view draws into an `area` (a rectangle
 * of a canvas that clips everything) with a `look` (what a thing means, never a colour: ui/term has
 * the colours). Read next: glyphs.h (the marks), columns.h (width and wrapping), lines.h (boxes,
 * arrows).
 */
#ifndef CANVAS_H
#define CANVAS_H

#include "buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a cell means. STYLE(name): assets/themes give each its colours. */
#define STYLE_LIST(STYLE)                                                                          \
    STYLE(NORMAL)                                                                                  \
    STYLE(HEADER)   /* the top line */                                                             \
    STYLE(FOOTER)   /* the keys' line: labels */                                                   \
    STYLE(KEY)      /* a key named on screen */                                                    \
    STYLE(FRAME)    /* borders of panes */                                                         \
    STYLE(TITLE)    /* the title in a border */                                                    \
    STYLE(READY)    /* can go */                                                                   \
    STYLE(BLOCKED)  /* waits */                                                                    \
    STYLE(ENDED)    /* has exited */                                                               \
    STYLE(KILLED)   /* ended by a signal */                                                        \
    STYLE(DEADLOCK) /* part of a circle; the word DEADLOCK */                                      \
    STYLE(CHANGED)  /* changed by the last step */                                                 \
    STYLE(MARK)     /* T marks */                                                                  \
    STYLE(PAST)     /* "past": not the live end */                                                 \
    STYLE(OBJECT)   /* pipes, semaphores, ... */                                                   \
    STYLE(BYTES)    /* what is inside an object */                                                 \
    STYLE(DIM)      /* there, but not what to look at */                                           \
    STYLE(ERROR)    /* a call that failed, a fault */                                              \
    STYLE(GOOD)     /* as expected, right answer */                                                \
    STYLE(SELECTED) /* the row the cursor is on */                                                 \
    STYLE(CURRENT)  /* the line of code a process stands at */                                     \
    STYLE(KEYWORD)  /* code */                                                                     \
    STYLE(STRING)                                                                                  \
    STYLE(NUMBER)                                                                                  \
    STYLE(COMMENT)                                                                                 \
    STYLE(CALL)    /* code: a name that is called */                                               \
    STYLE(HEADING) /* lesson text */                                                               \
    STYLE(EMPHASIS)                                                                                \
    STYLE(QUOTE)                                                                                   \
    STYLE(LINK)                                                                                    \
    STYLE(INPUT) /* a field one types into */                                                      \
    STYLE(ACTOR1)                                                                                  \
    STYLE(ACTOR2)                                                                                  \
    STYLE(ACTOR3)                                                                                  \
    STYLE(ACTOR4)                                                                                  \
    STYLE(ACTOR5)                                                                                  \
    STYLE(ACTOR6)

enum canvas_style {
#define STYLE_ENUM(name) STYLE_##name,
    STYLE_LIST(STYLE_ENUM)
#undef STYLE_ENUM
        STYLE_N
};

/* A look is a style, or-ed with any of these: canvas_puts(a, 0, 0, STYLE_READY | ATTR_BOLD, "x").
 */
#define ATTR_BOLD        0x100u
#define ATTR_REVERSE     0x200u
#define ATTR_UNDERLINE   0x400u
#define LOOK_STYLE(look) ((enum canvas_style)((look)&0xffu))
#define LOOK_ATTRS(look) ((look)&0xff00u)

/* The colour of actor number slot (from 0): round and round. */
unsigned canvas_actor_look(unsigned slot);

#define CELL_MARKS 2 /* combining codepoints a cell can carry; more are dropped */

struct cell {
    uint32_t ch;                /* the codepoint; 0: the right half of a wide one */
    uint32_t marks[CELL_MARKS]; /* combining ones, 0: none */
    uint16_t look;
    uint8_t width; /* 1 or 2; 0 for a right half */
    uint8_t lines; /* box drawing: 2 bits a direction (enum lines weights), 0 for text */
};

struct canvas {
    int width, height;
    bool ascii; /* draw with the ASCII glyphs: each put codepoint is translated, widths stay */
    struct cell *cells;
    int cursor_x, cursor_y; /* where one types; -1: no cursor to be seen */
};

/* All cells blanks of STYLE_NORMAL, no cursor. Sizes below 1 become 1. */
void canvas_init(struct canvas *canvas, int width, int height, bool ascii);
void canvas_done(struct canvas *canvas);
/* Blank again (for the next frame); the memory stays. */
void canvas_clear(struct canvas *canvas);
/* Another size; the picture is blank afterwards. */
void canvas_resize(struct canvas *canvas, int width, int height);
/* The cell at x, y, or NULL outside. */
const struct cell *canvas_at(const struct canvas *canvas, int x, int y);
bool canvas_same(const struct canvas *a, const struct canvas *b);
bool cell_same(const struct cell *a, const struct cell *b);
/* Appends a cell as UTF-8 (nothing for a right half). */
void cell_text(const struct cell *cell, struct buf *out);
/* The picture as UTF-8 text: a line a row, blanks at the end of a row left out. For golden tests.
 */
void canvas_dump(const struct canvas *canvas, struct buf *out);
/* As canvas_dump, then a second picture: a letter a cell for its style ('.' is STYLE_NORMAL, see
 * canvas.c), upper case when it is reversed. */
void canvas_dump_looks(const struct canvas *canvas, struct buf *out);

/* A rectangle to draw into: x, y from its upper left corner, everything outside is dropped. Passed
 * by value. */
struct area {
    struct canvas *canvas;
    int x, y;          /* its corner on the canvas; may lie outside */
    int width, height; /* its size as the drawer sees it */
    int left, top, right,
        bottom; /* what is really drawn to, on the canvas; right, bottom are past */
};

struct area area_all(struct canvas *canvas);
/* A part of an area, clipped by it too. Negative sizes become 0. */
struct area area_sub(struct area area, int x, int y, int width, int height);
/* Without a border of one cell (inside a box). */
struct area area_inside(struct area area);

/* Puts text (UTF-8; a bad byte shows as one U+FFFD, a control character as one blank, a tab as one)
 * on one row. Returns the columns it takes, clipped or not: x + that is where one goes on. */
int canvas_puts(struct area area, int x, int y, unsigned look, const char *text);
int canvas_putn(struct area area, int x, int y, unsigned look, const char *text, size_t len);
int canvas_printf(struct area area, int x, int y, unsigned look, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* In at most width columns: longer text ends in GLYPH_MORE. Returns the columns taken. */
int canvas_puts_fit(struct area area, int x, int y, int width, unsigned look, const char *text);
/* Its last column is at right - 1. */
int canvas_puts_right(struct area area, int right, int y, unsigned look, const char *text);
int canvas_puts_centred(struct area area, int x, int y, int width, unsigned look, const char *text);
/* One codepoint. */
int canvas_put(struct area area, int x, int y, unsigned look, uint32_t codepoint);
/* Wrapped at words into width columns, rows from y on, the first `skip` lines left out (scrolling);
 * the area clips. Returns the number of lines of the whole text. */
int canvas_text(struct area area, int x, int y, int width, int skip, unsigned look,
                const char *text);

/* Blanks of this look over the whole area. */
void canvas_fill(struct area area, unsigned look);
/* Changes how what is there looks; LOOK attributes replace the old ones. */
void canvas_restyle(struct area area, unsigned look);
/* Adds attributes (ATTR_REVERSE...) to what is there; the styles stay. */
void canvas_add_attrs(struct area area, unsigned attrs);
/* Turns attributes round: what had them has them no more. */
void canvas_flip_attrs(struct area area, unsigned attrs);
/* Shows the terminal's cursor there, if inside. */
void canvas_cursor(struct area area, int x, int y);

#endif
