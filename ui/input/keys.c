/* SPDX-License-Identifier: MIT */
/*
 * keys.c: the list of keys.h as a table, and the questions about one action. The footer, the help
 * screen and the manual page are made from the same table in keys_shown.c.
 */
#include "keys.h"

#include "key_table.h"
#include "mem.h"
#include "text.h"

#include <ctype.h>
#include <string.h>

const struct key_row key_table[ACTION_N] = {
#define ACTION_ROW(which, the_keys, where, order, the_label, the_help)                             \
    [ACTION_##which] = {.id = #which,                                                              \
                        .keys = (the_keys),                                                        \
                        .contexts = (where),                                                       \
                        .priority = (order),                                                       \
                        .label = (the_label),                                                      \
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
    {"Hash", '#'}, /* in a file "#" begins a comment */
};

/* "F1" to "F12", or INPUT_NONE. */
static int function_key(const char *name, size_t len) {
    int n = 0;
    for (size_t i = 1; i < len && len <= 3 && name[0] == 'F'; i++) {
        n = name[i] >= '0' && name[i] <= '9' ? n * 10 + name[i] - '0' : 99;
    }
    return n >= 1 && n <= 12 ? INPUT_F1 + n - 1 : INPUT_NONE;
}

int key_named(const char *name, size_t len) {
    uint32_t character;
    if (len > 0 && text_char_len(name, len) == len) {
        text_decode(name, len, &character);
        return keys_is_text((int)character) ? (int)character : INPUT_NONE;
    }
    if (len == 6 && strncmp(name, "Ctrl-", 5) == 0) {
        return name[5] >= 'A' && name[5] <= 'Z' ? name[5] & 0x1F : INPUT_NONE;
    }
    if (function_key(name, len) != INPUT_NONE) {
        return function_key(name, len);
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
    ret_key->key = key_named(ret_key->name, ret_key->len);
    *cursor += ret_key->len;
    return true;
}

/* Every key of the list, its name read once. */
struct listed {
    int key;
    unsigned contexts;
    enum action action;
};

static struct listed *listed;
static size_t listed_count, listed_cap;

static void read_list(void) {
    for (int action = ACTION_NONE + 1; action < ACTION_N; action++) {
        const char *cursor = key_table[action].keys;
        struct key_name name;
        while (key_next(&cursor, &name)) {
            listed = mem_grow(listed, &listed_cap, listed_count + 1, sizeof *listed);
            listed[listed_count++] = (struct listed){.key = name.key,
                                                     .contexts = key_table[action].contexts,
                                                     .action = (enum action)action};
        }
    }
}

enum action key_default(enum input_context context, int key) {
    if (!listed) {
        read_list();
    }
    for (size_t i = 0; i < listed_count; i++) {
        if (listed[i].key == key && (listed[i].contexts & (unsigned)context)) {
            return listed[i].action;
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

static bool is_digit(enum action action, const struct key_name *name) {
    return is_digits(key_table[action].keys) && name->len == 1 && name->name[0] >= '1' &&
           name->name[0] <= '9';
}

static char *first_name(enum action action, unsigned contexts, char out[KEY_NAME]) {
    struct key_walk walk = key_walk(action, contexts);
    struct key_name name = {.name = "", .len = 0};
    if (key_walk_next(&walk, &name) && is_digit(action, &name)) {
        name = (struct key_name){.name = "1-9", .len = 3};
    }
    size_t len = name.len < KEY_NAME ? name.len : KEY_NAME - 1;
    memcpy(out, name.name, len);
    out[len] = '\0';
    return out;
}

char *keys_name(enum action action, char out[KEY_NAME]) {
    return first_name(action, IN_ALL, out);
}

char *keys_name_in(enum action action, enum input_context context, char out[KEY_NAME]) {
    return first_name(action, context, out);
}

void keys_all_in(enum action action, unsigned contexts, struct buf *out) {
    struct key_walk walk = key_walk(action, contexts);
    const char *between = "";
    bool digits = false;
    struct key_name name;
    while (key_walk_next(&walk, &name)) {
        if (is_digit(action, &name)) {
            digits = true;
            continue;
        }
        buf_puts(out, between);
        buf_put(out, name.name, name.len);
        between = ", ";
    }
    if (digits) {
        buf_putf(out, "%s1-9", between);
    }
}

void keys_all(enum action action, struct buf *out) {
    keys_all_in(action, IN_ALL, out);
}

char *keys_id(enum action action, char out[ACTION_ID]) {
    const char *id = key_table[action].id;
    size_t len = 0;
    for (; id[len] != '\0' && len < ACTION_ID - 1; len++) {
        out[len] = id[len] == '_' ? '-' : (char)tolower((unsigned char)id[len]);
    }
    out[len] = '\0';
    return out;
}

enum action keys_find(const char *id) {
    char other[ACTION_ID];
    for (int action = ACTION_NONE + 1; action < ACTION_N; action++) {
        if (strcmp(keys_id((enum action)action, other), id) == 0) {
            return (enum action)action;
        }
    }
    return ACTION_NONE;
}

bool keys_holds(enum action action, unsigned contexts) {
    return (key_table[action].contexts & contexts) != 0;
}

const char *keys_label(enum action action) {
    return key_table[action].label;
}

const char *keys_help(enum action action) {
    return key_table[action].help;
}
