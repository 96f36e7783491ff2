/* SPDX-License-Identifier: MIT */
/* view_stage.c: draws the stage: processes at the left, objects at the right, the descriptors that
 * join them as wires between, in the direction in which bytes go. */
#include "columns.h"
#include "glyphs.h"
#include "lines.h"
#include "stage_model.h"
#include "views.h"

/* By the sides that a cell is joined to: WIRE_N 1, WIRE_E 2, WIRE_S 4, WIRE_W 8. */
static const char *const joints[16] = {" ", "╵", "╶", "└", "╷", "│", "┌", "├",
                                       "╴", "┘", "─", "┴", "┐", "┤", "┬", "┼"};

static const unsigned wire_looks[] = {
    [WIRE_PLAIN] = STYLE_NORMAL,
    [WIRE_WAITS] = STYLE_BLOCKED,
    [WIRE_CHANGED] = STYLE_CHANGED | ATTR_BOLD,
};

static void stage_title(const struct scene *scene, struct buf *left, struct buf *right) {
    const struct cast_obj *whole = stage_whole(scene->cast);
    bool pipes = true;

    (void)right;
    for (size_t i = 0; scene->cast != NULL && i < scene->cast->obj_count; i++) {
        pipes = pipes && scene->cast->objs[i].type == OBJ_PIPE;
    }
    buf_puts(left, whole != NULL ? stage_kind(whole->type)->whole_title
                   : pipes       ? "processes and pipes"
                                 : "processes and what they share");
}

static void *stage_recalc(const struct scene *scene, int width, int height) {
    return stage_model_new(scene, height, width);
}

static void draw_card(const struct stage_card *card, struct area area, bool framed) {
    struct area box = area_sub(area, card->place.x, card->place.y, card->place.w, card->place.h);
    struct area inside = framed ? area_inside(box) : box;
    unsigned changed = card->changed ? ATTR_REVERSE : 0;
    unsigned chosen = card->chosen && !framed ? ATTR_UNDERLINE : 0;

    if (framed) {
        canvas_box(box, card->chosen ? LINE_HEAVY : LINE_LIGHT, card->look);
    }
    if (framed && card->free) {
        canvas_box_dashed(box, card->chosen, card->look);
    } else if (card->free && inside.height > 1) {
        for (int y = 0; y < inside.height; y++) {
            canvas_puts(inside, 0, y, card->look, GLYPH_FREE);
        }
        inside = area_sub(inside, 1, 0, inside.width - 1, inside.height);
    }
    unsigned weight = card->free ? 0 : ATTR_BOLD; /* the lesson's own stand out */
    canvas_puts_fit(inside, 0, 0, inside.width, STYLE_NORMAL | weight | chosen, card->name);
    if (chosen != 0) {
        canvas_puts(inside, columns(card->name), 0, STYLE_SELECTED | ATTR_BOLD, GLYPH_CURSOR_R);
    }
    if (inside.height > 1) {
        canvas_puts_fit(inside, 0, 1, inside.width, card->look | changed, card->state);
        canvas_puts_fit(inside, 0, 2, inside.width, card->look | changed, card->more);
    } else {
        int x = columns(card->name) + 1;
        canvas_puts_fit(inside, x, 0, inside.width - x, card->look | changed, card->state);
    }
}

static void draw_obj(const struct stage_card *card, struct area area, bool framed) {
    struct area box = area_sub(area, card->place.x, card->place.y, card->place.w, card->place.h);
    int top = 0;

    if (framed) {
        canvas_box(box, LINE_DOUBLE, card->look);
        canvas_box_title(box, card->look | ATTR_BOLD, card->name);
        sheet_draw(card->inside, area_inside(box), &top, false);
        return;
    }
    if (box.height > 2) {
        canvas_puts_fit(box, 0, 0, box.width, card->look | ATTR_BOLD, card->name);
        sheet_draw(card->inside, area_sub(box, 0, 1, box.width, box.height - 1), &top, false);
        return;
    }
    int x = canvas_puts(box, 0, 0, card->look | ATTR_BOLD, card->name) + 1;
    sheet_draw(card->inside, area_sub(box, x, 0, box.width - x, box.height), &top, false);
}

static void draw_wires(const struct stage_model *model, struct area area) {
    for (int y = 0; y < model->wires.h; y++) {
        for (int x = 0; x < model->wires.w; x++) {
            const struct wire_cell *cell = wire_at(&model->wires, y, x);
            if (cell->sides != 0) {
                canvas_puts(area, x, y, wire_looks[cell->look], joints[cell->sides & 15]);
            }
        }
    }
    for (size_t i = 0; i < model->label_count; i++) {
        const struct stage_label *label = &model->labels[i];
        canvas_puts(area, label->x, label->y, label->look, label->text);
    }
}

static void draw_message(const struct stage_model *model, struct area area) {
    int width = columns(model->message) + 2;
    int x = model->message_at.x - width / 2;

    x = x > area.width - width ? area.width - width : x;
    canvas_printf(area, x > 0 ? x : 0, model->message_at.y, STYLE_CHANGED | ATTR_REVERSE, " %s ",
                  model->message);
}

static void stage_draw(const void *given, struct area area, int *top, bool follow) {
    const struct stage_model *model = given;

    if (model->crowd != NULL) {
        int above = (int)model->crowd_objs->count;
        int none = 0;
        above = above < area.height - 1 ? above : area.height - 1;
        sheet_draw(model->crowd_objs, area_sub(area, 0, 0, area.width, above), &none, false);
        sheet_draw(model->crowd, area_sub(area, 0, above, area.width, area.height - above), top,
                   follow);
        return;
    }
    draw_wires(model, area);
    for (size_t i = 0; i < model->card_count; i++) {
        const struct stage_card *card = &model->cards[i];
        if (!card->there) {
            continue;
        }
        if (i < model->actor_count) {
            draw_card(card, area, model->layout.framed);
        } else {
            draw_obj(card, area, model->layout.framed);
        }
    }
    if (model->message != NULL) {
        draw_message(model, area);
    }
}

const struct view view_stage = {
    .name = "stage",
    .title = stage_title,
    .recalc = stage_recalc,
    .draw = stage_draw,
    .free = stage_model_free,
};
