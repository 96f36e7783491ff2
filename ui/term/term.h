/* SPDX-License-Identifier: MIT */
/*
 * term.h: the terminal: shows a canvas, waits for what happens next, and is always given back:
 * at the end, at a crash, at a signal, at Ctrl-Z. Two backends behind one interface: the real one
 * (term_screen.c, with term_palette.c the only files that include curses) and one in memory for
 * tests (term_memory.c).
 */
#ifndef TERM_H
#define TERM_H

#include "canvas.h"
#include "diag.h"

#include <stdbool.h>
#include <stddef.h>

struct term;
struct theme;

enum term_palette { PALETTE_AUTO, PALETTE_DARK, PALETTE_LIGHT };

/* Zeroed is right for the tutor: TERM, NO_COLOR, COLORFGBG and the locale decide. */
struct term_options {
    const char *name; /* instead of $TERM */
    enum term_palette palette;
    bool ascii;     /* ASCII glyphs whatever the locale says */
    bool no_colour; /* attributes alone */
    const struct theme
        *theme;    /* instead of the one built in for the palette; needed while it opens */
    bool no_mouse; /* it stays the terminal's own, to select text with */
};

/* Takes standard input and output over. -ENOTTY: not a terminal, or one that can't move its cursor
 * (TERM=dumb, not set); diag says why and what to do. One at a time. Sets the locale (LC_CTYPE),
 * the die hook, and handlers for SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT and
 * the signals of a crash. No signal is blocked: exec'd programs inherit nothing but SIGPIPE as it
 * is. */
int term_open(struct term **ret_term, const struct term_options *options, struct diag *diag);
/* Gives the terminal back. NULL is fine. */
void term_close(struct term *term);

int term_width(const struct term *term);
int term_height(const struct term *term);
/* What the canvas has to be drawn with. */
bool term_ascii(const struct term *term);
/* A sentence for the user about how it was opened ("TERM=foo is not known here: ..."), or NULL. */
const char *term_notice(const struct term *term);

/* Whether clicks and the wheel come to us (TERM_MOUSE) instead of selecting text. */
bool term_mouse(const struct term *term);
/* Takes the mouse, or leaves it to the terminal. false: this terminal has none to give. */
bool term_set_mouse(struct term *term, bool on);

/* Shows the canvas; writes only what changed since the last one, and nothing if nothing did. */
void term_draw(struct term *term, const struct canvas *canvas);
/* The next term_draw writes everything (Ctrl-L). */
void term_redraw(struct term *term);

enum term_event_kind {
    TERM_KEY,    /* key: see keys.h */
    TERM_RESIZE, /* width, height have changed, or the terminal was ours again after fg: draw */
    TERM_FD,     /* index: fds[index] is readable, at its end or broken */
    TERM_TIME,   /* timeout_ms have passed */
    TERM_END,    /* signal: the system wants us to end; SIGINT: Ctrl-C, or a SIGINT from outside */
    TERM_MOUSE,  /* button, at x, y of the canvas */
};

enum term_button { TERM_CLICK, TERM_WHEEL_UP, TERM_WHEEL_DOWN };

struct term_event {
    enum term_event_kind kind;
    int key;
    size_t index;
    int signal;
    enum term_button button;
    int x, y;
};

/* Waits for one event. timeout_ms < 0: for ever, and then without a single wake-up or system call
 * until something happens. Negative descriptors in fds are skipped. Keys come before descriptors.
 * Returns 0 or -errno (-EIO: the terminal has gone away). */
int term_wait(struct term *term, const int *fds, size_t n_fds, int timeout_ms,
              struct term_event *ret_event);

/* The backend in memory, behind the same calls. term_wait gives the keys in their order, then waits
 * for the descriptors (for a while). When there is nothing to wait for, it gives TERM_TIME at once
 * for a time-out, and TERM_END with signal 0 where it would have waited for ever. */
struct term *term_memory(int width, int height, bool ascii);
void term_memory_key(struct term *term, int key);
void term_memory_keys(struct term *term, const char *text);
void term_memory_mouse(struct term *term, enum term_button button, int x, int y);
void term_memory_resize(struct term *term, int width, int height);
/* What was last drawn; NULL before. */
const struct canvas *term_memory_picture(const struct term *term);
/* Cells that the last term_draw changed. */
size_t term_memory_changed(const struct term *term);

#endif
