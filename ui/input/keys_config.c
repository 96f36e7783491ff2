/* SPDX-License-Identifier: MIT */
/*
 * keys_config.c: the configuration file: a line a key, "x = step". What is wrong is told with its
 * line and with what to do, and left out: a wrong line never keeps anybody from a lesson.
 */
#include "key_table.h"
#include "text.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

struct config {
    const char *file;
    int line;
    void (*fault)(void *arg, const struct diag *diag);
    void *arg;
};

/* A piece of a line. */
struct word {
    const char *text;
    size_t len;
};

#define WORD(word) (int)(word).len, (word).text

static void tell(const struct config *config, int line, const struct buf *text) {
    struct diag diag = {0};

    diag_set(&diag, -EINVAL, config->file, line, "%s", buf_str(text));
    config->fault(config->arg, &diag);
    diag_done(&diag);
}

__attribute__((format(printf, 2, 3))) static void wrong(const struct config *config,
                                                        const char *format, ...) {
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vputf(&text, format, args);
    va_end(args);
    tell(config, config->line, &text);
    buf_done(&text);
}

/* Ctrl combinations that a terminal sends as another key, and those that it, or the tutor, takes
 * for itself. */
static const struct {
    int key;
    const char *instead;
} not_keys[] = {
    {'C' & 0x1F, "it always goes to the lesson"},
    {'Z' & 0x1F, "it always stops ipc-tutor"},
    {'H' & 0x1F, "write Backspace"},
    {'J' & 0x1F, "write Enter"},
};

static bool key_of(const struct config *config, struct word word, int *ret_key) {
    int key = key_named(word.text, word.len);

    if (key == INPUT_NONE) {
        wrong(config,
              "no key is called %.*s: write a character, or Space, Tab, Enter, Up, PageUp, F2, "
              "Ctrl-A and the like",
              WORD(word));
        return false;
    }
    for (size_t i = 0; i < sizeof not_keys / sizeof *not_keys; i++) {
        if (not_keys[i].key == key) {
            wrong(config, "%.*s can't be given away: %s", WORD(word), not_keys[i].instead);
            return false;
        }
    }
    *ret_key = key;
    return true;
}

/* The name that is nearest to a wrong one. */
static enum action nearest(const char *id) {
    enum action best = ACTION_NONE;
    unsigned least = 3;
    char other[ACTION_ID];

    for (int i = ACTION_NONE + 1; i < ACTION_N; i++) {
        unsigned distance = text_distance(id, keys_id((enum action)i, other));
        if (distance < least) {
            least = distance;
            best = (enum action)i;
        }
    }
    return best;
}

static bool action_of(const struct config *config, struct word word, enum action *ret_action) {
    char id[ACTION_ID] = "", other[ACTION_ID];

    memcpy(id, word.text, word.len < sizeof id ? word.len : sizeof id - 1);
    *ret_action = strcmp(id, "none") == 0 ? ACTION_NONE : keys_find(id);
    if (*ret_action != ACTION_NONE || strcmp(id, "none") == 0) {
        return true;
    }
    if (nearest(id) != ACTION_NONE) {
        wrong(config, "no action is called %.*s: did you mean %s?", WORD(word),
              keys_id(nearest(id), other));
    } else {
        wrong(config, "no action is called %.*s: \":\" and then Tab names them all", WORD(word));
    }
    return false;
}

static const struct key_bound *bound_before(const struct key_bound *bound) {
    for (size_t i = 0; keys_bound(i) != NULL; i++) {
        const struct key_bound *other = keys_bound(i);
        unsigned both = key_table[other->action].contexts & key_table[bound->action].contexts;
        if (other->key == bound->key &&
            (both != 0 || other->action == ACTION_NONE || bound->action == ACTION_NONE)) {
            return other;
        }
    }
    return NULL;
}

static void bind(const struct config *config, struct word key, struct word action) {
    struct key_bound bound = {.line = config->line};
    const struct key_bound *before;
    char id[ACTION_ID];

    if (!key_of(config, key, &bound.key) || !action_of(config, action, &bound.action)) {
        return;
    }
    before = bound_before(&bound);
    if (before != NULL) {
        wrong(config, "%.*s means %s since line %d: take one of the two lines out", WORD(key),
              before->action == ACTION_NONE ? "none" : keys_id(before->action, id), before->line);
        return;
    }
    if (key_table[bound.action].contexts == IN_FIELD && keys_is_text(bound.key)) {
        wrong(config, "%.*s is text in a field: %s wants a key that types nothing, as Tab or F2",
              WORD(key), keys_id(bound.action, id));
        return;
    }
    memcpy(bound.name, key.text, key.len < KEY_NAME ? key.len : KEY_NAME - 1);
    if (!keys_bind(&bound)) {
        wrong(config, "more than %d keys: this one is left out", KEYS_BOUND_MAX);
    }
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

/* Takes a word that ends at a blank or at `until` (but has a first character whatever it is). */
static struct word take(const char **at, const char *end, char until) {
    struct word word;

    while (*at < end && is_blank(**at)) {
        (*at)++;
    }
    word.text = *at;
    while (*at < end && !is_blank(**at) && (**at != until || *at == word.text)) {
        (*at)++;
    }
    word.len = (size_t)(*at - word.text);
    return word;
}

static void read_line(const struct config *config, const char *line, size_t len) {
    const char *at = line, *end = line + len;
    struct word key = take(&at, end, '=');

    if (key.len == 0 || key.text[0] == '#') {
        return;
    }
    struct word equals = take(&at, end, '\0');
    struct word action = {equals.text + 1, equals.len > 0 ? equals.len - 1 : 0};
    if (equals.len == 0 || equals.text[0] != '=') {
        action.len = 0;
    } else if (action.len == 0) {
        action = take(&at, end, '\0');
    }
    if (action.len == 0 || take(&at, end, '\0').len > 0) {
        wrong(config, "a line is a key, \"=\" and an action, as in \"x = step\"");
        return;
    }
    bind(config, key, action);
}

/* An action whose last key went to another one can't be reached by a key: that was not meant. */
static void check_left(const struct config *config, enum action action, enum input_context place) {
    const char *cursor = key_table[action].keys;
    struct key_walk walk = key_walk(action, place);
    const struct key_bound *by = NULL;
    struct key_name name;
    struct buf text = {0};
    char id[ACTION_ID];

    if (!keys_holds(action, place) || key_walk_next(&walk, &name)) {
        return;
    }
    while (key_next(&cursor, &name)) {
        by = keys_bound_for(place, name.key);
        if (by == NULL || by->action == ACTION_NONE) {
            return; /* taken away by name */
        }
    }
    buf_putf(&text, "%s has no key left (%s): give it one, as in \"F2 = %s\"", keys_id(action, id),
             keys_place(place), id);
    tell(config, by != NULL ? by->line : 0, &text);
    buf_done(&text);
}

void keys_configure(const char *file, const char *text,
                    void (*fault)(void *arg, const struct diag *diag), void *arg) {
    struct config config = {.file = file, .fault = fault, .arg = arg};

    keys_unbind_all();
    while (text != NULL && *text != '\0') {
        size_t len = strcspn(text, "\n");
        config.line++;
        read_line(&config, text, len);
        text += len + (text[len] == '\n');
    }
    for (int i = ACTION_NONE + 1; i < ACTION_N && keys_bound(0) != NULL; i++) {
        for (unsigned place = 1; place < IN_ALL; place <<= 1) {
            check_left(&config, (enum action)i, (enum input_context)place);
        }
    }
}
