/* SPDX-License-Identifier: MIT */
/* wish.c: see wish.h. */
#include "wish.h"
#include "mem.h"
#include <errno.h>

/* A string that may be NULL. */
static void put_maybe(struct link *link, const char *text) {
    link_put_u8(link, text != NULL);
    if (text) {
        link_put_str(link, text);
    }
}

static const char *get_maybe(struct link_frame *frame) {
    return link_get_u8(frame) ? link_get_str(frame) : NULL;
}

void wish_send(struct link *link, enum link_type type, const struct run_wish *wish) {
    link_begin(link, type);
    link_put_str(link, wish->lesson_dir);
    link_put_str(link, wish->lesson);
    put_maybe(link, wish->program);
    put_maybe(link, wish->schedule);
    put_maybe(link, wish->input);
    link_put_u8(link, wish->has_seed);
    link_put_u64(link, wish->seed);
    link_put_u32(link, (uint32_t)wish->limit_seconds);
    link_put_u8(link, wish->hold);
    link_put_u8(link, wish->no_cage);
    link_put_u8(link, wish->wild);
    link_put_u32(link, (uint32_t)wish->param_count);
    for (size_t i = 0; i < wish->param_count; i++) {
        link_put_str(link, wish->params[i].name);
        link_put_str(link, wish->params[i].value);
    }
    link_end(link);
}

static void take_params(struct link_frame *frame, struct wish_held *held) {
    uint32_t count = link_get_u32(frame);
    if (count > WISH_PARAMS_MAX) {
        frame->bad = true;
        return;
    }
    held->params = mem_new((count + 1) * sizeof(*held->params));
    held->wish.params = held->params;
    held->wish.param_count = count;
    for (uint32_t i = 0; i < count; i++) {
        held->params[i].name = link_get_str(frame);
        held->params[i].value = link_get_str(frame);
    }
}

int wish_take(struct link_frame *frame, struct wish_held *ret_held) {
    struct wish_held held = {0};
    held.wish.lesson_dir = link_get_str(frame);
    held.wish.lesson = link_get_str(frame);
    held.wish.program = get_maybe(frame);
    held.wish.schedule = get_maybe(frame);
    held.wish.input = get_maybe(frame);
    held.wish.has_seed = link_get_u8(frame);
    held.wish.seed = link_get_u64(frame);
    held.wish.limit_seconds = (int)link_get_u32(frame);
    held.wish.hold = link_get_u8(frame);
    held.wish.no_cage = link_get_u8(frame);
    held.wish.wild = link_get_u8(frame);
    take_params(frame, &held);
    if (frame->bad || link_left(frame) > 0) {
        wish_done(&held);
        return -EPROTO;
    }
    *ret_held = held;
    return 0;
}

static void drop(const char *text) {
    mem_free((void *)(uintptr_t)text); /* held strings are our own, whatever run_wish says */
}

void wish_done(struct wish_held *held) {
    if (!held) {
        return;
    }
    drop(held->wish.lesson_dir);
    drop(held->wish.lesson);
    drop(held->wish.program);
    drop(held->wish.schedule);
    drop(held->wish.input);
    for (size_t i = 0; i < held->wish.param_count; i++) {
        drop(held->params[i].name);
        drop(held->params[i].value);
    }
    mem_free(held->params);
    *held = (struct wish_held){0};
}
