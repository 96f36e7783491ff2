/* SPDX-License-Identifier: MIT */
/*
 * key_table.h: between the files of this folder: the rows of ACTION_LIST.
 */
#ifndef KEY_TABLE_H
#define KEY_TABLE_H

#include "keys.h"

struct key_row {
    const char *keys; /* names separated by blanks */
    unsigned contexts;
    int priority;
    const char *label;
    const char *help;
};

extern const struct key_row key_table[ACTION_N];

struct key_name {
    const char *name; /* into the row, not 0-terminated */
    size_t len;
    int key; /* INPUT_NONE: no such name (a test sees to it that there is none) */
};

/* The next key of a row's keys; false at their end. */
bool key_next(const char **cursor, struct key_name *ret_key);

#endif
