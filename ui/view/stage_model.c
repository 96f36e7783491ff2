/* SPDX-License-Identifier: MIT */
/* stage_model.c: the stage at one moment, from the cast's layout and the world. */
#include "stage_model.h"
#include "columns.h"
#include "glyphs.h"
#include "mem.h"
#include "stage_rows.h"
#include "states.h"

static void add_label(struct stage_model *model, int y, int x, unsigned look, char *text) {
    model->labels =
        mem_grow(model->labels, &model->label_cap, model->label_count + 1, sizeof(*model->labels));
    model->labels[model->label_count++] =
        (struct stage_label){.y = y, .x = x, .text = text, .look = look};
}

static void actor_card(const struct scene *scene, struct stage_model *model, size_t i) {
    const struct cast_actor *actor = &scene->cast->actors[i];
    const struct world_proc *proc = world_proc(scene->world, actor->id);
    struct stage_card *card = &model->cards[i];
    struct buf text = {0}, more = {0};
    int number, frame;

    card->place = model->layout.actors[i];
    if (proc == NULL) {
        return;
    }
    number = scene_number(scene, actor->id);
    if (number > 0) {
        buf_putf(&text, "%d ", number);
    }
    buf_puts(&text, actor->name);
    card->free = state_free(scene, proc, &text);
    card->name = buf_take(&text);
    frame = model->layout.framed ? 2 : 0;
    int dashes = card->free && frame == 0 ? 1 : 0; /* drawn beside the text where no box is */
    state_fit(scene, proc, card->place.w - frame - dashes, card->place.h - frame - 1, &text, &more);
    card->state = buf_take(&text);
    card->more = buf_take(&more);
    card->look = state_look(scene, proc);
    card->changed = scene_is_new(scene, proc->since);
    card->chosen = actor->id == scene->chosen;
    card->there = true;
}

/* An object has what a message brings when the message is there, not while it is on its way. */
static void obj_card(const struct scene *now, struct stage_model *model, size_t i) {
    const struct cast_obj *known = &now->cast->objs[i];
    struct scene then = *now;
    const struct scene *scene = now->before != NULL ? &then : now;
    const struct world_obj *obj;
    struct stage_card *card = &model->cards[model->actor_count + i];

    then.world = now->before;
    obj = world_obj(scene->world, known->id);
    card->place = model->layout.objs[i];
    if (obj == NULL) {
        return;
    }
    card->name = mem_strdup(known->name);
    card->inside = sheet_new(card->place.w - (model->layout.framed ? 2 : 0));
    card->inside->no_bar = true;
    if (obj->gone) {
        sheet_text(card->inside, STYLE_DIM, 0, "gone: no end is open");
    } else {
        stage_kind(obj->type)->inside(scene, obj, card->inside);
    }
    card->look = obj->gone ? STYLE_DIM : STYLE_OBJECT;
    card->changed = scene_is_new(scene, obj->touched);
    card->there = true;
}

/* What is known now about one link: its open descriptors, or that they were closed. */
struct hold {
    const struct world_fd *open, *closed; /* the last of them */
    uint32_t count;                       /* of open ones: dup2(2) makes a second */
    bool used;                            /* by what its process does */
};

static bool is_of_link(const struct scene *scene, const struct cast_link *link,
                       const struct world_fd *fd) {
    strid actor = scene->cast->actors[link->actor].id;
    strid obj = scene->cast->objs[link->obj].id;

    return actor != 0 && fd->actor == actor && fd->obj == obj &&
           (fd->end == link->end || fd->end == END_RW);
}

static struct hold hold_of(const struct scene *scene, const struct cast_link *link,
                           const struct world_proc *proc) {
    const struct world *world = scene->world;
    struct hold hold = {0};

    for (uint32_t i = 0; i < world->fd_count; i++) {
        const struct world_fd *fd = &world->fds[i];
        if (!is_of_link(scene, link, fd)) {
            continue;
        }
        const struct world_fd **last = fd->closed ? &hold.closed : &hold.open;
        *last = *last == NULL || fd->record >= (*last)->record ? fd : *last;
        hold.count += !fd->closed;
        hold.used = hold.used ||
                    (!fd->closed && proc != NULL && proc->fd == fd->fd && proc->obj == fd->obj);
    }
    return hold;
}

static enum wire_look wire_look_of(const struct scene *scene, const struct hold *hold,
                                   const struct world_proc *proc) {
    if (scene_is_new(scene, hold->open->record) ||
        (hold->used && proc->name == scene->world->actor && scene->world->n > 0)) {
        return WIRE_CHANGED;
    }
    return hold->used && proc->state == PROC_BLOCKED ? WIRE_WAITS : WIRE_PLAIN;
}

/* "fd 3"; "fd 0,3" where two lead there, "3 fds" where so many numbers have no room. */
static void put_numbers(const struct scene *scene, const struct cast_link *link,
                        const struct hold *hold, struct buf *out) {
    const struct world *world = scene->world;
    int64_t after = -1;

    buf_puts(out, "fd");
    for (uint32_t told = 0; told < hold->count; told++) {
        int64_t next = INT64_MAX;
        for (uint32_t i = 0; i < world->fd_count; i++) {
            const struct world_fd *fd = &world->fds[i];
            if (!fd->closed && fd->fd > after && fd->fd < next && is_of_link(scene, link, fd)) {
                next = fd->fd;
            }
        }
        buf_putf(out, told == 0 ? " %lld" : ",%lld", (long long)next);
        after = next;
    }
    if (hold->count > 1 && columns(buf_str(out)) > columns("closed")) {
        buf_clear(out);
        buf_putf(out, "%u fds", hold->count);
    }
}

static void link_label(const struct scene *scene, struct stage_model *model, size_t index,
                       const struct hold *hold) {
    const struct cast_link *link = &scene->cast->links[index];
    const struct stage_place *place = &model->layout.actors[link->actor];
    int y = model->layout.link_y[index];
    int x = place->x + place->w;
    struct buf text = {0};

    if (hold->open != NULL) {
        unsigned look = scene_is_new(scene, hold->open->record) ? STYLE_CHANGED : STYLE_NORMAL;
        if (link->end == END_R) {
            add_label(model, y, x, look, mem_strdup(GLYPH_LEFT));
        } else {
            add_label(model, model->layout.write_y[link->obj], model->layout.objs[link->obj].x - 1,
                      look, mem_strdup(GLYPH_RIGHT));
        }
        put_numbers(scene, link, hold, &text);
        add_label(model, y, x + 1, look, buf_take(&text));
    } else if (hold->closed != NULL) {
        bool now = scene_is_new(scene, hold->closed->record);
        add_label(model, y, x + 1, now ? STYLE_CHANGED | ATTR_REVERSE : STYLE_DIM,
                  mem_strdup("closed"));
    }
}

/* A wire without a descriptor: its direction and word are the moment's. */
static void lay_bond(const struct scene *scene, struct stage_model *model, size_t index) {
    struct cast_link link = scene->cast->links[index];
    const struct stage_place *place = &model->layout.actors[link.actor];
    const struct world_proc *proc = world_proc(scene->world, scene->cast->actors[link.actor].id);
    const struct world_obj *obj = world_obj(scene->world, scene->cast->objs[link.obj].id);
    const char *word = "";
    bool waits, changed;

    if (proc == NULL || obj == NULL || stage_kind(obj->type)->bond == NULL) {
        return;
    }
    link.end = stage_kind(obj->type)->bond(scene, obj, proc, &word);
    if (link.end == END_NONE) {
        return;
    }
    waits = proc->state == PROC_BLOCKED && proc->obj == obj->name && link.end == END_W;
    changed = scene_is_new(scene, obj->touched) && proc->name == scene->world->actor;
    wire_lay(&model->wires, &model->layout, &link, index,
             changed ? WIRE_CHANGED
             : waits ? WIRE_WAITS
                     : WIRE_PLAIN);
    if (link.end == END_R) {
        add_label(model, model->layout.link_y[index], place->x + place->w,
                  changed ? STYLE_CHANGED : STYLE_NORMAL, mem_strdup(GLYPH_LEFT));
    } else {
        add_label(model, model->layout.write_y[link.obj], model->layout.objs[link.obj].x - 1,
                  waits ? STYLE_BLOCKED : STYLE_NORMAL, mem_strdup(GLYPH_RIGHT));
    }
    add_label(model, model->layout.link_y[index], place->x + place->w + 1,
              changed ? STYLE_CHANGED
              : waits ? STYLE_BLOCKED
                      : STYLE_NORMAL,
              mem_strdup(word));
}

/* Whoever sleeps in a send to an address has no descriptor of what it waits for: a wire all the
 * same, for as long as it waits. */
static bool lay_address(const struct scene *scene, struct stage_model *model, size_t index,
                        const struct world_proc *proc) {
    const struct cast_link *link = &scene->cast->links[index];
    const struct stage_place *place = &model->layout.actors[link->actor];

    if (link->end != END_W || proc == NULL || proc->state != PROC_BLOCKED ||
        proc->op != OP_SENDTO || proc->obj != scene->cast->objs[link->obj].id) {
        return false;
    }
    wire_lay(&model->wires, &model->layout, link, index, WIRE_WAITS);
    add_label(model, model->layout.write_y[link->obj], model->layout.objs[link->obj].x - 1,
              STYLE_BLOCKED, mem_strdup(GLYPH_RIGHT));
    add_label(model, model->layout.link_y[index], place->x + place->w + 1, STYLE_BLOCKED,
              mem_strdup("waits"));
    return true;
}

static void lay_links(const struct scene *scene, struct stage_model *model) {
    for (size_t i = 0; i < scene->cast->link_count; i++) {
        const struct cast_link *link = &scene->cast->links[i];
        if (link->end == END_RW) {
            lay_bond(scene, model, i);
            continue;
        }
        const struct world_proc *proc =
            world_proc(scene->world, scene->cast->actors[link->actor].id);
        struct hold hold = hold_of(scene, link, proc);
        if (hold.open != NULL) {
            wire_lay(&model->wires, &model->layout, link, i, wire_look_of(scene, &hold, proc));
        } else if (lay_address(scene, model, i, proc)) {
            continue;
        }
        link_label(scene, model, i, &hold);
    }
}

/* Before the first record: why there is none. */
static void put_nothing(const struct scene *scene, struct sheet *sheet) {
    struct buf text = {0};

    if (scene->fault != NULL) {
        diag_write(scene->fault, &text);
        sheet_text(sheet, STYLE_ERROR, 0, buf_str(&text));
    } else {
        sheet_text(sheet, STYLE_DIM, 0, "The run is starting.");
    }
    buf_done(&text);
}

struct stage_model *stage_model_new(const struct scene *scene, int h, int w) {
    struct stage_model *model = mem_new(sizeof(*model));

    if (scene->world == NULL || scene->cast == NULL || scene->world->n == 0) {
        model->crowd_objs = sheet_new(w);
        model->crowd = sheet_new(w);
        put_nothing(scene, model->crowd);
        return model;
    }
    if (stage_rows_fit(scene, h, w)) {
        model->crowd_objs = sheet_new(w);
        model->crowd = stage_rows(scene, h, w);
        return model;
    }
    stage_layout(&model->layout, scene->cast, h, w, stage_kind_rows);
    if (model->layout.level == STAGE_LIST || stage_whole(scene->cast) != NULL) {
        stage_crowd(scene, model, h, w);
        return model;
    }
    model->actor_count = scene->cast->actor_count;
    model->card_count = model->actor_count + scene->cast->obj_count;
    model->cards = mem_new((model->card_count + 1) * sizeof(*model->cards));
    wire_grid_init(&model->wires, h, w);
    for (size_t i = 0; i < scene->cast->actor_count; i++) {
        actor_card(scene, model, i);
    }
    for (size_t i = 0; i < scene->cast->obj_count; i++) {
        obj_card(scene, model, i);
    }
    lay_links(scene, model);
    stage_flight(scene, model);
    return model;
}

void stage_model_free(void *given) {
    struct stage_model *model = given;

    if (model == NULL) {
        return;
    }
    for (size_t i = 0; i < model->card_count; i++) {
        mem_free(model->cards[i].name);
        mem_free(model->cards[i].state);
        mem_free(model->cards[i].more);
        sheet_free(model->cards[i].inside);
    }
    for (size_t i = 0; i < model->label_count; i++) {
        mem_free(model->labels[i].text);
    }
    mem_free(model->cards);
    mem_free(model->labels);
    mem_free(model->message);
    sheet_free(model->crowd_objs);
    sheet_free(model->crowd);
    wire_grid_done(&model->wires);
    stage_layout_done(&model->layout);
    mem_free(model);
}
