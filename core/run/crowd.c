/* SPDX-License-Identifier: MIT */
/* crowd.c: see crowd.h. */
#include "crowd.h"
#include "mem.h"
#include <string.h>

void crowd_init(struct crowd *crowd) {
    *crowd = (struct crowd){0};
}

void crowd_done(struct crowd *crowd) {
    if (crowd) {
        mem_free(crowd->states);
        mem_free(crowd->ready);
        *crowd = (struct crowd){0};
    }
}

static void count_state(struct crowd *crowd, enum slot_state state, uint32_t one) {
    switch (state) {
    case SLOT_VOID:
    case SLOT_DEAD:
        return;
    case SLOT_READY:
        break;
    case SLOT_COMPUTING:
        crowd->computing += one;
        break;
    case SLOT_BLOCKED:
    case SLOT_STOPPED:
        crowd->blocked += one;
        break;
    case SLOT_SLEEPING:
        crowd->sleeping += one;
        break;
    case SLOT_ASKING:
        crowd->asking += one;
        break;
    }
    crowd->live += one;
}

/* Where the slot stands, or would stand, among those who are ready. */
static size_t ready_place(const struct crowd *crowd, uint32_t slot) {
    size_t low = 0;
    size_t high = crowd->ready_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (crowd->ready[middle].slot < slot) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void leave_ready(struct crowd *crowd, uint32_t slot) {
    size_t i = ready_place(crowd, slot);
    crowd->ready_count--;
    memmove(crowd->ready + i, crowd->ready + i + 1,
            (crowd->ready_count - i) * sizeof(*crowd->ready));
}

static void enter_ready(struct crowd *crowd, uint32_t slot, const char *name) {
    size_t i = ready_place(crowd, slot);
    crowd->ready =
        mem_grow(crowd->ready, &crowd->ready_cap, crowd->ready_count + 1, sizeof(*crowd->ready));
    memmove(crowd->ready + i + 1, crowd->ready + i,
            (crowd->ready_count - i) * sizeof(*crowd->ready));
    crowd->ready[i] = (struct order_choice){name, slot};
    crowd->ready_count++;
}

void crowd_update(struct crowd *crowd, uint32_t slot, const struct supervisor_slot *look) {
    if (slot >= crowd->count) {
        crowd->states =
            mem_grow(crowd->states, &crowd->cap, (size_t)slot + 1, sizeof(*crowd->states));
        for (uint32_t i = crowd->count; i <= slot; i++) {
            crowd->states[i] = SLOT_VOID;
        }
        crowd->count = slot + 1;
    }
    enum slot_state was = crowd->states[slot];
    enum slot_state now = look->limited ? SLOT_SLEEPING : look->state; /* the clock wakes it, too */
    if (was == now) {
        return;
    }
    count_state(crowd, was, UINT32_MAX);
    count_state(crowd, now, 1);
    crowd->states[slot] = now;
    if (was == SLOT_READY) {
        leave_ready(crowd, slot);
    }
    if (now == SLOT_READY) {
        enter_ready(crowd, slot, look->name);
    }
}

uint32_t crowd_first(const struct crowd *crowd, enum slot_state state) {
    for (uint32_t i = 0; i < crowd->count; i++) {
        if (crowd->states[i] == state) {
            return i;
        }
    }
    return SLOT_NOBODY;
}

const struct order_choice *crowd_ready(const struct crowd *crowd, const char *name) {
    for (size_t i = 0; i < crowd->ready_count; i++) {
        if (strcmp(crowd->ready[i].name, name) == 0) {
            return &crowd->ready[i];
        }
    }
    return NULL;
}
