/* SPDX-License-Identifier: MIT */
/*
 * slot_list.c: lists of slots (supervising.h).
 */
#include "mem.h"
#include "supervising.h"
#include <stdlib.h>

void slot_list_add(struct slot_list *list, uint32_t slot) {
    list->slots = mem_grow(list->slots, &list->cap, list->count + 1, sizeof *list->slots);
    list->slots[list->count++] = slot;
}

void slot_list_done(struct slot_list *list) {
    mem_free(list->slots);
    *list = (struct slot_list){0};
}

static int by_slot(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void slot_list_sort(struct slot_list *list) {
    if (list->count > 1) {
        qsort(list->slots, list->count, sizeof *list->slots, by_slot);
    }
}
