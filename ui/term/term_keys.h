/* SPDX-License-Identifier: MIT */
/*
 * term_keys.h: the keys that curses gives, byte by byte, as the keys of keys.h.
 */
#ifndef TERM_KEYS_H
#define TERM_KEYS_H

/* The next key that is there, INPUT_NONE when none is (never waits longer than the 25 ms that tell
 * Esc from the start of a key's sequence). Sequences of keys that nobody knows are swallowed. */
int keys_take(void);

#endif
