/* SPDX-License-Identifier: MIT */
/*
 * palette.h: all actions as a list, narrowed by what was typed: those that can be done here first,
 * the others with the reason why not. ui/tutor does the one that is chosen. Pure.
 */
#ifndef PALETTE_H
#define PALETTE_H

#include "sheet.h"
#include "view.h"

struct palette_row {
    enum action action;
    int number; /* LET_GO: the process' number, else 0 */
    char *label;
    const char *help;
    char *keys;
    const char *why; /* it can't be done here; NULL: it can */
    int score;       /* the higher, the better it fits what was typed */
};

struct palette {
    struct palette_row *rows;
    size_t count, cap;
};

/* The rows for scene->field; give them back with palette_done. */
void palette_fill(struct palette *ret_palette, const struct scene *scene);
void palette_done(struct palette *palette);
/* The list as it is drawn, in so many columns. */
struct sheet *palette_sheet(const struct scene *scene, int width);

#endif
