/* SPDX-License-Identifier: MIT */
/*
 * term_keys.c: bytes and curses' key codes to keys. UTF-8 is put together here: get_wch(3) loses a
 * character whose bytes come in two pieces.
 */
#include "term_keys.h"

#include "keys.h"
#include "text.h"

#define NCURSES_NOMACROS 1
#include <curses.h>

static const struct {
    int curses, key;
} key_codes[] = {
    {KEY_UP, INPUT_UP},         {KEY_DOWN, INPUT_DOWN},       {KEY_LEFT, INPUT_LEFT},
    {KEY_RIGHT, INPUT_RIGHT},   {KEY_HOME, INPUT_HOME},       {KEY_END, INPUT_END},
    {KEY_PPAGE, INPUT_PAGE_UP}, {KEY_NPAGE, INPUT_PAGE_DOWN}, {KEY_IC, INPUT_INSERT},
    {KEY_DC, INPUT_DELETE},     {KEY_BTAB, INPUT_SHIFT_TAB},  {KEY_BACKSPACE, INPUT_BACKSPACE},
    {KEY_ENTER, INPUT_ENTER},   {KEY_F(1), INPUT_F1},         {KEY_SLEFT, INPUT_LEFT},
    {KEY_SRIGHT, INPUT_RIGHT},  {KEY_FIND, INPUT_HOME},       {KEY_SELECT, INPUT_END},
};

/* Bytes of a character of which more are to come. */
static char begun[4];
static size_t n_begun;

static int from_code(int code) {
    for (size_t i = 0; i < sizeof key_codes / sizeof *key_codes; i++) {
        if (key_codes[i].curses == code) {
            return key_codes[i].key;
        }
    }
    return INPUT_NONE;
}

static size_t announced(unsigned char first) {
    return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
}

/* A byte of a character beyond ASCII; INPUT_NONE until it is whole, or if it never gets so. */
static int from_byte(unsigned char byte) {
    bool goes_on = (byte & 0xC0) == 0x80;
    if (!goes_on) {
        n_begun = 0;
    } else if (n_begun == 0) {
        return INPUT_NONE;
    }
    begun[n_begun++] = (char)byte;
    if (n_begun < announced((unsigned char)begun[0])) {
        return INPUT_NONE;
    }
    uint32_t character;
    size_t used = text_decode(begun, n_begun, &character);
    bool whole = used == n_begun;
    n_begun = 0;
    return whole ? (int)character : INPUT_NONE;
}

/* Keys as most terminals send them, whatever terminfo says of the TERM that is set (tmux and screen
 * are full of such): the final byte of "ESC [" or "ESC O" (ECMA-48, and xterm's ctlseqs)... */
static const struct {
    int final, key;
} final_keys[] = {
    {'A', INPUT_UP},        {'B', INPUT_DOWN}, {'C', INPUT_RIGHT},
    {'D', INPUT_LEFT},      {'H', INPUT_HOME}, {'F', INPUT_END},
    {'Z', INPUT_SHIFT_TAB}, {'P', INPUT_F1},   {'M', INPUT_ENTER},
};

/* ... and the number before a final '~'. */
static const int tilde_keys[] = {
    [1] = INPUT_HOME, [2] = INPUT_INSERT,  [3] = INPUT_DELETE,
    [4] = INPUT_END,  [5] = INPUT_PAGE_UP, [6] = INPUT_PAGE_DOWN,
    [7] = INPUT_HOME, [8] = INPUT_END,     [11] = INPUT_F1,
};

static int from_final(int final) {
    for (size_t i = 0; i < sizeof final_keys / sizeof *final_keys; i++) {
        if (final_keys[i].final == final) {
            return final_keys[i].key;
        }
    }
    return INPUT_NONE;
}

/* After "ESC [": parameters up to the final byte. Keys with modifiers, and those nobody knows, are
 * none, but all of their bytes are taken. */
static int from_sequence(void) {
    size_t number = 0, parameters = 0;
    int byte;
    while ((byte = wgetch(stdscr)) >= 0x20 && byte <= 0x3F) {
        if (byte >= '0' && byte <= '9' && number < 100) {
            number = number * 10 + (size_t)(byte - '0');
        }
        parameters++;
    }
    if (byte == '~' && parameters <= 2) {
        return number < sizeof tilde_keys / sizeof *tilde_keys ? tilde_keys[number] : INPUT_NONE;
    }
    return parameters == 0 ? from_final(byte) : INPUT_NONE;
}

static int after_escape(void) {
    int next = wgetch(stdscr);
    if (next == '[') {
        return from_sequence();
    }
    if (next == 'O') {
        return from_final(wgetch(stdscr));
    }
    if (next != ERR) {
        ungetch(next);
    }
    return INPUT_ESC;
}

static int from_curses(int got) {
    if (got >= KEY_MIN) {
        return from_code(got);
    }
    if (got >= 0x80) {
        return from_byte((unsigned char)got);
    }
    n_begun = 0;
    switch (got) {
    case 27:
        return after_escape();
    case '\n':
        return INPUT_ENTER;
    case '\b':
        return INPUT_BACKSPACE;
    default:
        return got;
    }
}

int keys_take(void) {
    int got;
    while ((got = wgetch(stdscr)) != ERR) {
        int key = from_curses(got);
        if (key != INPUT_NONE) {
            return key;
        }
    }
    return INPUT_NONE;
}
