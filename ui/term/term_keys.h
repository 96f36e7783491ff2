/* SPDX-License-Identifier: MIT */
/*
 * term_keys.h: the keys that curses gives, byte by byte, as the keys of keys.h.
 */
#ifndef TERM_KEYS_H
#define TERM_KEYS_H

/* The next key that is there (or KEYS_MOUSE), INPUT_NONE when none is (never waits longer than the
 * 25 ms that tell Esc from the start of a key's sequence). Sequences of keys that nobody knows are
 * swallowed. */
int keys_take(void);

#include "term.h"

/* keys_take gave the mouse: what it did, in the last of these. */
enum { KEYS_MOUSE = -1 };
struct keys_mouse {
    enum term_button button;
    int x, y;
};
struct keys_mouse keys_mouse(void);
/* Sequences of the mouse are read as such: only while it is ours, since "ESC [ M" is a key else. */
void keys_expect_mouse(bool on);

#endif
