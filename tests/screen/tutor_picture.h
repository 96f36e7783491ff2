/* SPDX-License-Identifier: MIT */
/*
 * tutor_picture.h: what is to be seen of the tutor's screen as a whole: frame, boxes, chosen rows.
 */
#ifndef TUTOR_PICTURE_H
#define TUTOR_PICTURE_H

#include "tty.h"

/* A pane: its upper left corner, its right side and its lower border. */
struct picture_box {
    int x, y, right, bottom;
};

/* NULL: there is a pane of that title (what it begins with), its sides unbroken; else what is not
 * there. */
const char *picture_box(struct tty *tty, const char *title, struct picture_box *ret_box);
/* The frame below the header and above the footer is unbroken. */
bool picture_framed(struct tty *tty);
/* A row of it has the cursor of a list: a mark, reversed. */
bool picture_chosen(struct tty *tty, const struct picture_box *box);
/* The text of all rows but the last; the caller's to mem_free. */
char *picture_above_footer(struct tty *tty);

#endif
