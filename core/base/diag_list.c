/* SPDX-License-Identifier: MIT */
/* diag_list.c: see diag_list.h. */
#include "diag_list.h"
#include "mem.h"

void diag_list_done(struct diag_list *list) {
    if (!list) {
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        diag_done(&list->items[i]);
    }
    mem_free(list->items);
    *list = (struct diag_list){0};
}

int diag_list_take(struct diag_list *list, struct diag *fault, int code) {
    if (!fault->text) {
        return code;
    }
    if (list->most > 0 && list->count >= list->most) {
        list->more = true;
        diag_done(fault);
        return code;
    }
    list->items = mem_grow(list->items, &list->cap, list->count + 1, sizeof *list->items);
    list->items[list->count++] = *fault;
    diag_init(fault);
    return code;
}

void diag_list_sort(struct diag_list *list, size_t from) {
    for (size_t i = from + 1; i < list->count; i++) {
        struct diag fault = list->items[i];
        size_t at = i;
        for (; at > from && list->items[at - 1].line > fault.line; at--) {
            list->items[at] = list->items[at - 1];
        }
        list->items[at] = fault;
    }
}
