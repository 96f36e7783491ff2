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
    {KEY_ENTER, INPUT_ENTER},   {KEY_SLEFT, INPUT_LEFT},      {KEY_SRIGHT, INPUT_RIGHT},
    {KEY_FIND, INPUT_HOME},     {KEY_SELECT, INPUT_END},
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
    if (code >= KEY_F(1) && code <= KEY_F(12)) {
        return INPUT_F1 + code - KEY_F(1);
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
    {'A', INPUT_UP},    {'B', INPUT_DOWN},   {'C', INPUT_RIGHT},     {'D', INPUT_LEFT},
    {'H', INPUT_HOME},  {'F', INPUT_END},    {'Z', INPUT_SHIFT_TAB}, {'P', INPUT_F1},
    {'M', INPUT_ENTER}, {'Q', INPUT_F1 + 1}, {'R', INPUT_F1 + 2},    {'S', INPUT_F1 + 3},
};

/* ... and the number before a final '~'. */
static const int tilde_keys[] = {
    [1] = INPUT_HOME,    [2] = INPUT_INSERT,    [3] = INPUT_DELETE,   [4] = INPUT_END,
    [5] = INPUT_PAGE_UP, [6] = INPUT_PAGE_DOWN, [7] = INPUT_HOME,     [8] = INPUT_END,
    [11] = INPUT_F1,     [12] = INPUT_F1 + 1,   [13] = INPUT_F1 + 2,  [14] = INPUT_F1 + 3,
    [15] = INPUT_F1 + 4, [17] = INPUT_F1 + 5,   [18] = INPUT_F1 + 6,  [19] = INPUT_F1 + 7,
    [20] = INPUT_F1 + 8, [21] = INPUT_F1 + 9,   [23] = INPUT_F1 + 10, [24] = INPUT_F12,
};

static int from_final(int final) {
    for (size_t i = 0; i < sizeof final_keys / sizeof *final_keys; i++) {
        if (final_keys[i].final == final) {
            return final_keys[i].key;
        }
    }
    return INPUT_NONE;
}

/* What the mouse did last, and whether its sequences are expected. */
static struct keys_mouse mouse;
static bool mouse_expected;

struct keys_mouse keys_mouse(void) {
    return mouse;
}

void keys_expect_mouse(bool on) {
    mouse_expected = on;
}

/* A button as xterm's ctlseqs has it ("Mouse Tracking"): bits 2 to 4 are Shift, Alt, Ctrl. Pressing
 * the left one counts, and the wheel. */
static int from_mouse(int button, int x, int y) {
    switch (button & ~(4 | 8 | 16)) {
    case 0:
        mouse.button = TERM_CLICK;
        break;
    case 64:
        mouse.button = TERM_WHEEL_UP;
        break;
    case 65:
        mouse.button = TERM_WHEEL_DOWN;
        break;
    default:
        return INPUT_NONE;
    }
    mouse.x = x - 1;
    mouse.y = y - 1;
    return x > 0 && y > 0 ? KEYS_MOUSE : INPUT_NONE;
}

/* After "ESC [ <": "button;x;yM", pressed, or "m", released. */
static int from_sgr_mouse(void) {
    int numbers[3] = {0};
    size_t n = 0;
    int byte;
    while ((byte = wgetch(stdscr)) >= 0x20 && byte <= 0x3F) {
        n += byte == ';';
        if (byte >= '0' && byte <= '9' && n < 3 && numbers[n] < 10000) {
            numbers[n] = numbers[n] * 10 + byte - '0';
        }
    }
    return byte == 'M' && n == 2 ? from_mouse(numbers[0], numbers[1], numbers[2]) : INPUT_NONE;
}

/* After "ESC [ M", of terminals that know no other way: three bytes, 32 more than they mean. */
static int from_old_mouse(void) {
    int numbers[3];
    for (int i = 0; i < 3; i++) {
        numbers[i] = wgetch(stdscr) - 32;
    }
    return from_mouse(numbers[0], numbers[1], numbers[2]);
}

/* After "ESC [": parameters up to the final byte. Keys with modifiers, and those nobody knows, are
 * none, but all of their bytes are taken. */
static int from_sequence(void) {
    size_t number = 0, parameters = 0;
    int byte;
    while ((byte = wgetch(stdscr)) >= 0x20 && byte <= 0x3F) {
        if (byte == '<' && parameters == 0) {
            return from_sgr_mouse();
        }
        if (byte >= '0' && byte <= '9' && number < 100) {
            number = number * 10 + (size_t)(byte - '0');
        }
        parameters++;
    }
    if (byte == '~' && parameters <= 2) {
        return number < sizeof tilde_keys / sizeof *tilde_keys ? tilde_keys[number] : INPUT_NONE;
    }
    if (byte == 'M' && parameters == 0 && mouse_expected) {
        return from_old_mouse();
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
