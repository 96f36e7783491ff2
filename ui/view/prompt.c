/* SPDX-License-Identifier: MIT */
/* prompt.c: see prompt.h. What was typed is at the left, the keys that count here at the right. */
#include "prompt.h"
#include "columns.h"

enum { ROOM_MIN = 18 }; /* for what is typed; below: no hints */

static const struct prompt_look {
    const char *sign;
    const char *what; /* Enter does it */
    bool completes;
} looks[PROMPT_COUNT] = {
    [PROMPT_SEARCH] = {.sign = "/", .what = "find"},
    [PROMPT_COMMAND] = {.sign = ":", .what = "do it", .completes = true},
    [PROMPT_PALETTE] = {.sign = "", .what = "do it"},
};

static void put_key(enum action action, const char *label, struct buf *out) {
    char key[KEY_NAME];

    buf_putf(out, "%s%s %s", out->len > 0 ? "  " : "", keys_name_in(action, IN_FIELD, key), label);
}

/* all: also what one can do without. */
static void hints(const struct scene *scene, bool all, struct buf *out) {
    const struct prompt_look *look = &looks[scene->prompt];

    buf_clear(out);
    put_key(ACTION_SEND, look->what, out);
    if (look->completes) {
        put_key(ACTION_COMPLETE, "complete", out);
    }
    if (scene->prompt == PROMPT_PALETTE) {
        char up[KEY_NAME], down[KEY_NAME];
        buf_putf(out, "  %s/%s choose", keys_name_in(ACTION_EARLIER, IN_FIELD, up),
                 keys_name_in(ACTION_LATER, IN_FIELD, down));
    } else if (all) {
        put_key(ACTION_EARLIER, "typed before", out);
    }
    put_key(ACTION_LEAVE, "leave", out);
}

void prompt_draw(const struct scene *scene, struct area area) {
    const char *text = scene->field != NULL ? scene->field : "";
    struct buf keys = {0};
    int least = scene->prompt == PROMPT_PALETTE ? 0 : ROOM_MIN;
    int room, x;

    canvas_fill(area, STYLE_INPUT);
    hints(scene, true, &keys);
    room = area.width - columns(buf_str(&keys)) - 3;
    if (room < least) {
        hints(scene, false, &keys);
        room = area.width - columns(buf_str(&keys)) - 3;
    }
    if (room >= least) {
        canvas_puts_right(area, area.width - 1, 0, STYLE_DIM, buf_str(&keys));
    } else {
        room = area.width - 2;
    }
    buf_done(&keys);
    if (scene->prompt == PROMPT_PALETTE) {
        /* it is typed above its list; what is said would stand below it */
        canvas_puts_fit(area, 1, 0, room - 1, STYLE_CHANGED | ATTR_BOLD,
                        scene->status != NULL ? scene->status : "");
        return;
    }
    x = canvas_puts(area, 0, 0, STYLE_KEY | ATTR_BOLD, looks[scene->prompt].sign);
    while (*text != '\0' && columns(text) > room - x) {
        text++;
        while (((unsigned char)*text & 0xc0) == 0x80) {
            text++;
        }
    }
    x += canvas_puts(area, x, 0, STYLE_INPUT, text);
    canvas_cursor(area, x, 0);
}
