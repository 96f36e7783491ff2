/* SPDX-License-Identifier: MIT */
/* order.c: see order.h. */
#include "order.h"
#include "buf.h"
#include <errno.h>
#include <string.h>

void order_init(struct order *order) {
    *order = (struct order){0};
}

void order_done(struct order *order) {
    if (order) {
        schedule_done(&order->given);
        *order = (struct order){0};
    }
}

void order_follow(struct order *order, struct schedule *schedule, bool passes_over) {
    schedule_done(&order->given);
    order->given = *schedule;
    schedule_init(schedule);
    order->item = 0;
    order->used = 0;
    order->passes_over = passes_over;
}

void order_seed(struct order *order, uint64_t seed) {
    order->has_seed = true;
    order->random = seed;
}

/* splitmix64 (Steele, Lea, Flood 2014): every seed, 0 too, gives a good sequence at once. */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

bool order_has_more(const struct order *order) {
    return order->item < order->given.count;
}

const char *order_wants(const struct order *order) {
    return order_has_more(order) ? order->given.items[order->item].name : NULL;
}

static void drop_item(struct order *order) {
    order->item++;
    order->used = 0;
}

static bool find_name(const struct order_choice *choices, size_t count, const char *name,
                      size_t *ret_index) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(choices[i].name, name) == 0) {
            *ret_index = i;
            return true;
        }
    }
    return false;
}

/* Which step of the whole schedule is next, from 1: for a fault that can be looked up. */
static uint64_t place(const struct order *order) {
    uint64_t steps = order->used + 1u;
    for (size_t i = 0; i < order->item; i++) {
        steps += order->given.items[i].times;
    }
    return steps;
}

/* The first in slot order behind the last one; the first of all if there is none behind it. */
static size_t in_turn(const struct order *order, const struct order_choice *choices, size_t count) {
    for (size_t i = 0; order->has_last && i < count; i++) {
        if (choices[i].slot > order->last) {
            return i;
        }
    }
    return 0;
}

/* Why the one that is wanted now can't go, and who can. */
static int refuse(const struct order *order, const struct order_choice *choices, size_t count,
                  struct diag *diag) {
    enum { NAMED = 5 };
    struct buf why = {0};
    if (order_wants_word(order, ORDER_INTERRUPT_ASKING)) {
        buf_puts(&why, "it is for where somebody asks");
    } else {
        buf_puts(&why, "it is not at a gate");
        for (size_t i = 0; i < count && i < NAMED; i++) {
            buf_putf(&why, "%s%s", i == 0 ? "; who can go: " : ", ", choices[i].name);
        }
        buf_puts(&why, count > NAMED ? " and others" : "");
    }
    int err = diag_set(diag, -EINVAL, NULL, 0, "schedule, step %llu: %s can't go now: %s",
                       (unsigned long long)place(order), order_wants(order), buf_str(&why));
    buf_done(&why);
    return err;
}

int order_next(struct order *order, const struct order_choice *choices, size_t count,
               size_t *ret_index, struct diag *diag) {
    while (order_has_more(order)) {
        if (find_name(choices, count, order_wants(order), ret_index)) {
            return 0;
        }
        if (!order->passes_over) {
            return refuse(order, choices, count, diag);
        }
        drop_item(order);
    }
    if (order->has_seed) {
        *ret_index = (size_t)(((next_random(&order->random) >> 32) * count) >> 32);
    } else {
        *ret_index = in_turn(order, choices, count);
    }
    return 0;
}

bool order_wants_word(const struct order *order, const char *word) {
    return order_has_more(order) && strcmp(order_wants(order), word) == 0;
}

bool order_peek(const struct order *order, const struct order_choice *choices, size_t count,
                size_t *ret_index) {
    struct order copy = *order; /* the schedule itself is only read */
    struct diag none = {0};
    int r = order_next(&copy, choices, count, ret_index, &none);
    diag_done(&none);
    return r == 0;
}

void order_went(struct order *order, const struct order_choice *choice) {
    order->has_last = true;
    order->last = choice->slot;
    order_did(order, choice->name);
}

void order_did(struct order *order, const char *word) {
    if (!order_has_more(order)) {
        return;
    }
    if (!order_wants_word(order, word)) {
        order->item = order->given.count;
        return;
    }
    order->used++;
    if (order->used == order->given.items[order->item].times) {
        drop_item(order);
    }
}
