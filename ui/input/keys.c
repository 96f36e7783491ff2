/* SPDX-License-Identifier: MIT */
/*
 * keys.c: the list of keys.h as a table, and the questions about one action. The footer, the help
 * screen and the manual page are made from the same table in keys_shown.c.
 */
#include "keys.h"

#include "key_table.h"

#include <string.h>

const struct key_row key_table[ACTION_N] = {
#define ACTION_ROW(id, the_keys, where, order, the_label, the_help)                                \
    [ACTION_##id] = {.keys = (the_keys),                                                           \
                     .contexts = (where),                                                          \
                     .priority = (order),                                                          \
                     .label = (the_label),                                                         \
                     .help = (the_help)},
    ACTION_LIST(ACTION_ROW)
#undef ACTION_ROW
};

_Static_assert(ACTION_N <= 8 * sizeof(action_set), "action_set has a bit an action");

static const struct {
    const char *name;
    int key;
} key_names[] = {
    {"Space", ' '},
    {"Tab", INPUT_TAB},
    {"Enter", INPUT_ENTER},
    {"Esc", INPUT_ESC},
    {"Backspace", INPUT_BACKSPACE},
    {"Up", INPUT_UP},
    {"Down", INPUT_DOWN},
    {"Left", INPUT_LEFT},
    {"Right", INPUT_RIGHT},
    {"Home", INPUT_HOME},
    {"End", INPUT_END},
    {"PageUp", INPUT_PAGE_UP},
    {"PageDown", INPUT_PAGE_DOWN},
    {"Insert", INPUT_INSERT},
    {"Delete", INPUT_DELETE},
    {"Shift-Tab", INPUT_SHIFT_TAB},
    {"F1", INPUT_F1},
};

static int named_key(const char *name, size_t len) {
    if (len == 1) {
        return (unsigned char)name[0];
    }
    if (len == 6 && strncmp(name, "Ctrl-", 5) == 0) {
        return name[5] & 0x1F;
    }
    for (size_t i = 0; i < sizeof key_names / sizeof *key_names; i++) {
        if (strlen(key_names[i].name) == len && strncmp(key_names[i].name, name, len) == 0) {
            return key_names[i].key;
        }
    }
    return INPUT_NONE;
}

bool key_next(const char **cursor, struct key_name *ret_key) {
    *cursor += strspn(*cursor, " ");
    if (**cursor == '\0') {
        return false;
    }
    ret_key->name = *cursor;
    ret_key->len = strcspn(*cursor, " ");
    ret_key->key = named_key(ret_key->name, ret_key->len);
    *cursor += ret_key->len;
    return true;
}

enum action keys_action(enum input_context context, int key) {
    for (int action = ACTION_NONE + 1; action < ACTION_N; action++) {
        const char *cursor = key_table[action].keys;
        struct key_name name;
        while ((key_table[action].contexts & (unsigned)context) && key_next(&cursor, &name)) {
            if (name.key == key) {
                return (enum action)action;
            }
        }
    }
    return ACTION_NONE;
}

bool keys_is_text(int key) {
    return key >= ' ' && key < INPUT_SPECIAL && !(key >= 0x7F && key < 0xA0);
}

/* The nine digits are shown as one key. */
static bool is_digits(const char *keys) {
    return strcmp(keys, "1 2 3 4 5 6 7 8 9") == 0;
}

char *keys_name(enum action action, char out[KEY_NAME]) {
    const char *cursor = key_table[action].keys;
    struct key_name name = {.name = "", .len = 0};
    if (is_digits(cursor)) {
        name = (struct key_name){.name = "1-9", .len = 3};
    } else {
        key_next(&cursor, &name);
    }
    size_t len = name.len < KEY_NAME ? name.len : KEY_NAME - 1;
    memcpy(out, name.name, len);
    out[len] = '\0';
    return out;
}

void keys_all(enum action action, struct buf *out) {
    const char *cursor = key_table[action].keys;
    const char *between = "";
    struct key_name name;
    if (is_digits(cursor)) {
        buf_puts(out, "1-9");
        return;
    }
    while (key_next(&cursor, &name)) {
        buf_puts(out, between);
        buf_put(out, name.name, name.len);
        between = ", ";
    }
}

const char *keys_label(enum action action) {
    return key_table[action].label;
}

const char *keys_help(enum action action) {
    return key_table[action].help;
}
