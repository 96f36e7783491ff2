/* SPDX-License-Identifier: MIT */
/*
 * key_table.h: between the files of this folder: the rows of ACTION_LIST, and the keys of the
 * user's own that stand before them.
 */
#ifndef KEY_TABLE_H
#define KEY_TABLE_H

#include "keys.h"

struct key_row {
    const char *id;   /* "GO_TO" */
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
/* The key of that name; INPUT_NONE: there is none. */
int key_named(const char *name, size_t len);
/* What the list alone says of a key. */
enum action key_default(enum input_context context, int key);

/* keys_bound.c: one key of the user's own. */
struct key_bound {
    int key;
    char name[KEY_NAME];
    enum action action; /* ACTION_NONE: the key is taken away */
    int line;           /* of the configuration file */
};

#define KEYS_BOUND_MAX 128

/* The i-th of them; NULL behind the last. */
const struct key_bound *keys_bound(size_t i);
/* Adds one; false: there are too many. */
bool keys_bind(const struct key_bound *bound);
void keys_unbind_all(void);
/* An action that is told which one it is about by its key. */
bool key_takes_number(enum action action);
/* The one that decides what a key means here; NULL: the list does. */
const struct key_bound *keys_bound_for(enum input_context context, int key);

/* The keys of an action that work in one of these contexts: the user's own first. */
struct key_walk {
    enum action action;
    unsigned contexts;
    size_t bound;
    const char *cursor;
};
struct key_walk key_walk(enum action action, unsigned contexts);
bool key_walk_next(struct key_walk *walk, struct key_name *ret_key);

#endif
