/* SPDX-License-Identifier: MIT */
/* follow_picture.c: see follow_picture.h. Wide: what happens at the left, what to say at the right.
 * Else one below the other. */
#include "follow_picture.h"
#include "columns.h"
#include "follow_wishes.h"
#include "glyphs.h"
#include "lines.h"
#include "sheet.h"
#include "text.h"
#include <string.h>

enum { WIDE_WIDTH = 100, LEAST_WIDTH = 20, LEAST_HEIGHT = 4, ITEMS_MAX = 16 };

action_set follow_actions(void) {
    action_set set = ACTION_BIT(ACTION_PANE_UP) | ACTION_BIT(ACTION_PANE_DOWN) |
                     ACTION_BIT(ACTION_HELP) | ACTION_BIT(ACTION_REDRAW) | ACTION_BIT(ACTION_QUIT);
    for (int i = 0; i < SHOW_WISH_N; i++) {
        set |= ACTION_BIT(wish_action((enum show_wish)i));
    }
    return set;
}

static void heading(struct sheet *sheet, const char *text) {
    if (sheet->count > 0) {
        sheet_line(sheet);
    }
    sheet_line(sheet);
    sheet_put(sheet, STYLE_HEADING | ATTR_BOLD, text);
}

static void put_list(struct sheet *sheet, const char *title, const char *bullet,
                     const struct show_list *list) {
    struct buf line = {0};
    if (list->count > 0) {
        heading(sheet, title);
    }
    for (size_t i = 0; i < list->count; i++) {
        buf_clear(&line);
        buf_putf(&line, "%s%s", bullet, list->texts[i]);
        sheet_text(sheet, STYLE_NORMAL, 2, buf_str(&line));
    }
    buf_done(&line);
}

/* "question\nanswer" */
static void put_answers(struct sheet *sheet, const struct show_list *list) {
    struct buf line = {0};
    if (list->count > 0) {
        heading(sheet, "Answers");
    }
    for (size_t i = 0; i < list->count; i++) {
        const char *answer = strchr(list->texts[i], '\n');
        size_t len = answer ? (size_t)(answer - list->texts[i]) : strlen(list->texts[i]);
        buf_clear(&line);
        buf_put(&line, list->texts[i], len);
        sheet_text(sheet, STYLE_DIM, 2, buf_str(&line));
        buf_clear(&line);
        buf_putf(&line, "  %s %s", GLYPH_RIGHT, answer ? answer + 1 : "");
        sheet_text(sheet, STYLE_NORMAL | ATTR_BOLD, 4, buf_str(&line));
    }
    buf_done(&line);
}

static void put_happens(const struct show_state *state, struct sheet *sheet) {
    if (state->now[0]) {
        heading(sheet, "Now");
        sheet_text(sheet, STYLE_NORMAL, 0, state->now);
    }
    if (state->asks[0]) {
        heading(sheet, "Asked in the first terminal");
        sheet_text(sheet, STYLE_EMPHASIS | ATTR_BOLD, 0, state->asks);
    }
    put_list(sheet, "Next", "", &state->next);
}

static void put_notes(const struct show_state *state, struct sheet *sheet) {
    put_list(sheet, "Notes", "- ", &state->notes);
    if (state->why[0]) {
        heading(sheet, "Why nobody goes on");
        sheet_text(sheet, STYLE_DEADLOCK, 0, state->why);
    }
    put_answers(sheet, &state->answers);
    if (state->notes.count == 0 && state->answers.count == 0) {
        sheet_text(sheet, STYLE_DIM, 0,
                   state->lesson[0] ? "This lesson has no notes."
                                    : "No lesson is open yet: choose one in the first terminal.");
    }
}

static void put_help(struct sheet *sheet) {
    struct buf line = {0};
    sheet_text(sheet, STYLE_NORMAL, 0,
               "Keys of this terminal. What moves, moves in the first one:");
    for (int action = 1; action < ACTION_N; action++) {
        if (follow_actions() & ACTION_BIT(action)) {
            buf_clear(&line);
            keys_all((enum action)action, &line);
            buf_putf(&line, "%*s", columns(buf_str(&line)) < 16 ? 16 - columns(buf_str(&line)) : 1,
                     "");
            buf_puts(&line, action == ACTION_QUIT ? "Stop following. The show goes on."
                                                  : keys_help((enum action)action));
            sheet_text(sheet, STYLE_NORMAL, 16, buf_str(&line));
        }
    }
    buf_done(&line);
}

static void put_waiting(const struct follow_picture *picture, struct sheet *sheet) {
    if (picture->ended[0]) {
        sheet_text(sheet, STYLE_NORMAL | ATTR_BOLD, 0, picture->ended);
    } else {
        sheet_text(sheet, STYLE_NORMAL | ATTR_BOLD, 0, "No show is on.");
    }
    sheet_text(sheet, STYLE_NORMAL, 0,
               "Waiting for one. In the other terminal: ipc-tutor present LESSON");
}

static void draw_header(const struct follow_picture *picture, struct area area) {
    const struct show_state *state = picture->state;
    struct buf left = {0}, right = {0};
    canvas_fill(area, STYLE_HEADER);
    buf_puts(&left, "following");
    if (!picture->connected) {
        buf_puts(&right, picture->ended[0] ? "show over" : "no show");
    } else if (state) {
        buf_putf(&left, "  %s%s%s", state->lesson, state->program[0] ? " > " : "", state->program);
        if (strcmp(state->place, "run") == 0) {
            buf_putf(&right, "step %lld of %lld " GLYPH_DOT " %s", (long long)state->step,
                     (long long)state->steps, state->word);
        } else {
            buf_puts(&right, state->place);
        }
    }
    int taken = columns(buf_str(&right));
    canvas_puts_fit(area, 1, 0, area.width - taken - 4, STYLE_HEADER | ATTR_BOLD, buf_str(&left));
    canvas_puts_right(area, area.width - 1, 0, STYLE_HEADER | ATTR_BOLD, buf_str(&right));
    buf_done(&left);
    buf_done(&right);
}

/* The end of what is typed is in sight. */
static void draw_typed(const char *typed, struct area area) {
    int x = 1 + canvas_puts(area, 1, 0, STYLE_KEY | ATTR_BOLD, "answer ");
    while (columns(typed) > area.width - x - 2 && *typed != '\0') {
        uint32_t character;
        typed += text_decode(typed, strlen(typed), &character);
    }
    x += canvas_puts(area, x, 0, STYLE_INPUT, typed);
    canvas_puts(area, x, 0, STYLE_INPUT | ATTR_REVERSE, " ");
}

static void draw_footer(const struct follow_picture *picture, struct area area) {
    struct footer_item items[ITEMS_MAX];
    action_set first = ACTION_BIT(ACTION_STEP) | ACTION_BIT(ACTION_BACK) |
                       ACTION_BIT(ACTION_BIG_STEP) | ACTION_BIT(ACTION_PLAY) |
                       ACTION_BIT(ACTION_QUIT);
    action_set own = ACTION_BIT(ACTION_HELP) | ACTION_BIT(ACTION_QUIT);
    action_set with = picture->connected ? follow_actions() : own;
    canvas_fill(area, STYLE_FOOTER);
    if (picture->typed != NULL) {
        draw_typed(picture->typed, area);
        return;
    }
    if (picture->state && picture->state->asks[0]) {
        first |= ACTION_BIT(ACTION_ANSWER);
    }
    if (picture->status[0]) {
        canvas_puts_fit(area, 1, 0, area.width - 2, STYLE_FOOTER | ATTR_BOLD, picture->status);
        return;
    }
    const struct footer_wish wish = {.context = IN_STAGE, .first = first & with, .without = ~with};
    size_t count = keys_footer(&wish, area.width - 2, items, ITEMS_MAX);
    for (size_t i = 0; i < count; i++) {
        int x = items[i].x + 1;
        x += canvas_puts(area, x, 0, STYLE_KEY | ATTR_BOLD, items[i].key);
        canvas_puts(area, x + 1, 0, STYLE_FOOTER, items[i].label);
    }
}

static void draw_sheet(struct sheet *sheet, struct area area, int *top) {
    sheet_draw(sheet, area, top, false);
    sheet_free(sheet);
}

static void draw_body(struct follow_picture *picture, struct area area) {
    bool wide = area.width >= WIDE_WIDTH && picture->connected && picture->state && !picture->help;
    int left = wide ? area.width * 2 / 5 : 0, zero = 0;
    struct sheet *sheet = sheet_page(area.width - (wide ? left + 2 : 0));
    if (picture->help) {
        put_help(sheet);
    } else if (!picture->connected) {
        put_waiting(picture, sheet);
    } else if (picture->state) {
        if (wide) {
            struct sheet *happens = sheet_page(left);
            put_happens(picture->state, happens);
            draw_sheet(happens, area_sub(area, 0, 0, left, area.height), &zero);
            canvas_vline(area, left, 0, area.height, LINE_LIGHT, STYLE_FRAME);
        } else {
            put_happens(picture->state, sheet);
        }
        put_notes(picture->state, sheet);
    }
    left += wide ? 2 : 0;
    draw_sheet(sheet, area_sub(area, left, 0, area.width - left, area.height), &picture->top);
}

void follow_draw(struct canvas *canvas, struct follow_picture *picture) {
    struct area all = area_all(canvas);
    canvas_clear(canvas);
    if (all.width < LEAST_WIDTH || all.height < LEAST_HEIGHT) {
        canvas_puts_fit(all, 0, 0, all.width, STYLE_NORMAL, "too small");
        return;
    }
    draw_header(picture, area_sub(all, 0, 0, all.width, 1));
    draw_body(picture, area_sub(all, 1, 1, all.width - 2, all.height - 2));
    draw_footer(picture, area_sub(all, 0, all.height - 1, all.width, 1));
}
