/* SPDX-License-Identifier: MIT */
/*
 * keys_bound.c: the keys of the user's own. They shadow those of the list in each place where their
 * action holds; what is shown of an action's keys is what works there.
 */
#include "key_table.h"

static struct key_bound bounds[KEYS_BOUND_MAX];
static size_t bound_count;

const struct key_bound *keys_bound(size_t i) {
    return i < bound_count ? &bounds[i] : NULL;
}

bool keys_bind(const struct key_bound *bound) {
    if (bound_count == KEYS_BOUND_MAX) {
        return false;
    }
    bounds[bound_count++] = *bound;
    return true;
}

void keys_unbind_all(void) {
    bound_count = 0;
}

/* In a field a letter is text, whatever else it was made to mean; and no key is taken away there,
 * so that there is always a way out. */
const struct key_bound *keys_bound_for(enum input_context context, int key) {
    for (size_t i = 0; i < bound_count; i++) {
        const struct key_bound *bound = &bounds[i];
        bool field = context == IN_FIELD && (keys_is_text(key) || bound->action == ACTION_NONE);
        if (bound->key == key && !field &&
            (bound->action == ACTION_NONE || keys_holds(bound->action, context))) {
            return bound;
        }
    }
    return NULL;
}

enum action keys_action(enum input_context context, int key) {
    const struct key_bound *bound = keys_bound_for(context, key);

    if (key >= INPUT_ACTION) {
        enum action action = (enum action)((key - INPUT_ACTION) & 0xFFF);
        return action < ACTION_N && keys_holds(action, context) ? action : ACTION_NONE;
    }
    return bound != NULL ? bound->action : key_default(context, key);
}

bool key_takes_number(enum action action) {
    return action == ACTION_LET_GO || action == ACTION_PICK || action == ACTION_NUMBER;
}

int keys_number(int key) {
    int number = 0;

    if (key >= INPUT_ACTION) {
        return (key - INPUT_ACTION) / 0x1000;
    }
    for (size_t i = 0; i < bound_count; i++) {
        enum action action = bounds[i].action;
        number += key_takes_number(action);
        if (bounds[i].key == key && (key_takes_number(action))) {
            return number <= 9 ? number : 0;
        }
    }
    return key >= '1' && key <= '9' ? key - '0' : 0;
}

struct key_walk key_walk(enum action action, unsigned contexts) {
    return (struct key_walk){.action = action,
                             .contexts = contexts & key_table[action].contexts,
                             .cursor = key_table[action].keys};
}

static bool works(const struct key_walk *walk, int key) {
    for (unsigned context = 1; context < IN_ALL; context <<= 1) {
        if ((walk->contexts & context) &&
            keys_action((enum input_context)context, key) == walk->action) {
            return true;
        }
    }
    return false;
}

bool key_walk_next(struct key_walk *walk, struct key_name *ret_key) {
    while (walk->bound < bound_count) {
        const struct key_bound *bound = &bounds[walk->bound++];
        if (bound->action == walk->action && works(walk, bound->key)) {
            size_t len = 0;
            while (bound->name[len] != '\0') {
                len++;
            }
            *ret_key = (struct key_name){.name = bound->name, .len = len, .key = bound->key};
            return true;
        }
    }
    while (key_next(&walk->cursor, ret_key)) {
        if (works(walk, ret_key->key)) {
            return true;
        }
    }
    return false;
}
