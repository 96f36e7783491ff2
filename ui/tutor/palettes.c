/* SPDX-License-Identifier: MIT */
/* palettes.c: the palette of all actions: which row is chosen, and doing it. */
#include "actions.h"
#include "palette.h"
#include "prompts.h"

enum refresh palette_move(struct desk *desk, int by) {
    struct scene *scene = &desk->scene;
    struct palette palette;
    long to = (long)scene->palette + by;

    desk_scene(desk);
    palette_fill(&palette, scene);
    to = to >= (long)palette.count ? (long)palette.count - 1 : to;
    scene->palette = to > 0 ? (size_t)to : 0;
    palette_done(&palette);
    return REFRESH_DRAW;
}

/* What can't be done is not done, and the palette stays: perhaps another row was meant. */
enum refresh palette_do(struct desk *desk, size_t row) {
    struct palette palette;
    enum action action = ACTION_NONE;
    int number = 0;

    desk_scene(desk);
    palette_fill(&palette, &desk->scene);
    if (row < palette.count && palette.rows[row].why == NULL) {
        action = palette.rows[row].action;
        number = palette.rows[row].number;
    } else if (row < palette.count) {
        desk_say(desk, "%s: %s.", palette.rows[row].label, palette.rows[row].why);
    }
    palette_done(&palette);
    if (action == ACTION_NONE) {
        return REFRESH_DRAW;
    }
    prompt_close(desk);
    return command_do(desk, action, number);
}

enum refresh palette_take(struct desk *desk, size_t index, const char *text) {
    (void)index;
    (void)text;
    return palette_do(desk, desk->scene.palette);
}

enum refresh act_palette(struct desk *desk, int key) {
    (void)key;
    prompt_open(desk, PROMPT_PALETTE, palette_take);
    return REFRESH_DRAW;
}
