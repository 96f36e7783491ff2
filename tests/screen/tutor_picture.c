/* SPDX-License-Identifier: MIT */
/*
 * tutor_picture.c: see tutor_picture.h. Borders are known by the glyphs that have a line downwards
 * or upwards.
 */
#include "tutor_picture.h"

#include "text.h"

#include <string.h>

static bool is_one_of(struct tty *tty, int x, int y, const char *glyphs) {
    struct buf glyph = {0};
    text_put_char(&glyph, tty_cell(tty, x, y).chars[0]);
    bool is = glyph.len > 1 && strstr(glyphs, buf_str(&glyph)) != NULL;
    buf_done(&glyph);
    return is;
}

#define GOES_DOWN "│┌┐├┤┬┼"
#define GOES_UP   "│└┘├┤┴┼"

const char *picture_box(struct tty *tty, const char *title, struct picture_box *ret_box) {
    int width = 0, height = 0, x = 0, y = 0, inner;
    tty_size(tty, &width, &height);
    if (!tty_find(tty, title, &x, &y) || x < 2 || !is_one_of(tty, x - 2, y, GOES_DOWN)) {
        return "the title in a border";
    }
    *ret_box = (struct picture_box){.x = x - 2, .y = y};
    for (int down = y + 1; down < height - 1 && ret_box->bottom == 0; down++) {
        if (!is_one_of(tty, x - 2, down, GOES_UP)) {
            return "the left side";
        }
        if (is_one_of(tty, x - 2, down, "└├┴┼")) {
            ret_box->bottom = down;
        }
    }
    for (inner = x; inner < width && ret_box->right == 0; inner++) {
        if (is_one_of(tty, inner, y, "┐┤┬┼")) {
            ret_box->right = inner;
        }
    }
    if (ret_box->bottom == 0 || ret_box->right == 0) {
        return "the lower border";
    }
    for (int down = y + 1; down < ret_box->bottom; down++) {
        if (!is_one_of(tty, ret_box->right, down, GOES_UP)) {
            return "the right side";
        }
    }
    return NULL;
}

/* What stands over the screen may begin anywhere. */
bool picture_framed(struct tty *tty) {
    int width = 0, height = 0;
    tty_size(tty, &width, &height);
    for (int y = 2; y < height - 2; y++) {
        if (!is_one_of(tty, 0, y, GOES_UP GOES_DOWN) ||
            !is_one_of(tty, width - 1, y, GOES_UP GOES_DOWN)) {
            return false;
        }
    }
    return is_one_of(tty, 0, 1, "┌") && is_one_of(tty, width - 1, 1, "┐") &&
           is_one_of(tty, 0, height - 2, "└") && is_one_of(tty, width - 1, height - 2, "┘");
}

/* The row the cursor of a list is on: a mark, and reversed. */
bool picture_chosen(struct tty *tty, const struct picture_box *box) {
    for (int y = box->y + 1; y < box->bottom; y++) {
        for (int x = box->x + 1; x < box->x + 4; x++) {
            VTermScreenCell cell = tty_cell(tty, x, y);
            if (cell.chars[0] == '>' && cell.attrs.reverse) {
                return true;
            }
        }
    }
    return false;
}

/* All but the footer, which may have got a word about the keys. */
char *picture_above_footer(struct tty *tty) {
    struct buf picture = {0};
    tty_picture(tty, &picture);
    char *text = buf_take(&picture), *end = text + strlen(text) - 1;
    while (end > text && *--end != '\n') {
    }
    *end = '\0';
    return text;
}
