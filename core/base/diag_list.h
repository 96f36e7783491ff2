/* SPDX-License-Identifier: MIT */
/*
 * diag_list.h: several faults of one text, for who goes on behind the first: at most so many, and
 * whether there were more.
 */
#ifndef DIAG_LIST_H
#define DIAG_LIST_H

#include "diag.h"
#include <stdbool.h>
#include <stddef.h>

/* Zeroed: none. Filled by diag_list_take alone. */
struct diag_list {
    struct diag *items;
    size_t count, cap;
    size_t most; /* set before the first; 0: any number */
    bool more;   /* there were more than that, which were dropped */
};

void diag_list_done(struct diag_list *list);
/* Moves a fault to the end of the list, or drops it where the list is full; *fault is empty
 * afterwards, and if it was before, nothing is moved. Returns code, as diag_set does. */
int diag_list_take(struct diag_list *list, struct diag *fault, int code);
/* Sorts those from index `from` on by line; those of one line stay in order. */
void diag_list_sort(struct diag_list *list, size_t from);

#endif
