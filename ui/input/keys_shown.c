/* SPDX-License-Identifier: MIT */
/*
 * keys_shown.c: what people read about the keys, all from the one table: the footer, the help
 * screen and the manual page.
 */
#include "key_table.h"

#include <string.h>

#define BETWEEN      2  /* blanks between two items of the footer */
#define HELP_KEYS    18 /* columns for the keys of a help row */
#define HELP_NARROW  50 /* below: the sentence stands under its keys */
#define PRIORITY_TOP 9

static bool holds(enum action action, enum input_context context) {
    return keys_holds(action, context);
}

/* Its own keys may have gone to others (keys_configure). */
static bool has_key(enum action action, enum input_context context) {
    char key[KEY_NAME];
    return holds(action, context) && keys_name_in(action, context, key)[0] != '\0';
}

static const char *word_of(const struct footer_wish *wish, enum action action) {
    const char *word = wish->words != NULL ? wish->words[action] : NULL;
    return word != NULL ? word : keys_label(action);
}

static int item_width(const struct footer_wish *wish, enum action action) {
    char key[KEY_NAME];
    return (int)(strlen(keys_name_in(action, wish->context, key)) + 1 +
                 strlen(word_of(wish, action)));
}

static enum action last_item(enum input_context context) {
    return holds(ACTION_HELP, context) ? ACTION_HELP : ACTION_LEAVE;
}

/* Adds the actions of one priority that still fit to *chosen. */
static void choose(const struct footer_wish *wish, int priority, action_set among, int *room,
                   action_set *chosen) {
    for (int i = ACTION_NONE + 1; i < ACTION_N; i++) {
        enum action action = (enum action)i;
        bool wanted = key_table[action].priority == priority && (among & ACTION_BIT(action)) &&
                      !(*chosen & ACTION_BIT(action)) && has_key(action, wish->context);
        int width = wanted ? item_width(wish, action) + BETWEEN : 0; /* names take time to find */
        if (wanted && width <= *room) {
            *chosen |= ACTION_BIT(action);
            *room -= width;
        }
    }
}

struct footer {
    const struct footer_wish *wish;
    struct footer_item *items;
    size_t n, max;
    int x;
};

static void add_item(struct footer *footer, enum action action) {
    if (footer->n == footer->max) {
        return;
    }
    struct footer_item *item = &footer->items[footer->n++];
    item->action = action;
    keys_name_in(action, footer->wish->context, item->key);
    item->label = word_of(footer->wish, action);
    item->x = footer->x;
    footer->x += item_width(footer->wish, action) + BETWEEN;
}

static void add_items(struct footer *footer, action_set chosen) {
    for (int i = ACTION_NONE + 1; i < ACTION_N; i++) {
        if (chosen & ACTION_BIT(i)) {
            add_item(footer, (enum action)i);
        }
    }
}

size_t keys_footer(const struct footer_wish *wish, int width, struct footer_item *ret_items,
                   size_t max) {
    enum action last = last_item(wish->context);
    action_set allowed = ~(wish->without | ACTION_BIT(last)), chosen = 0;
    int room = width - item_width(wish, last);
    struct footer footer = {.wish = wish, .items = ret_items, .max = max};
    for (int priority = PRIORITY_TOP; priority >= 0; priority--) {
        choose(wish, priority, wish->first & allowed, &room, &chosen);
    }
    for (int priority = PRIORITY_TOP; priority > 0; priority--) {
        choose(wish, priority, allowed & ~wish->first, &room, &chosen);
    }
    add_items(&footer, chosen & wish->first);
    add_items(&footer, chosen & ~wish->first);
    add_item(&footer, last);
    return footer.n;
}

/* A sentence in plain ASCII, from column `at` on (where the cursor is), wrapped with that indent.
 */
static void put_wrapped(struct buf *out, const char *sentence, int at, int width) {
    int column = at;
    while (*sentence != '\0') {
        size_t word = strcspn(sentence, " ");
        if (column > at && column + 1 + (int)word > width) {
            buf_putf(out, "\n%*s", at, "");
            column = at;
        } else if (column > at) {
            buf_putc(out, ' ');
            column++;
        }
        buf_put(out, sentence, word);
        column += (int)word;
        sentence += word;
        sentence += strspn(sentence, " ");
    }
    buf_putc(out, '\n');
}

void keys_help_text(enum input_context context, int width, struct buf *out) {
    for (int i = ACTION_NONE + 1; i < ACTION_N; i++) {
        enum action action = (enum action)i;
        if (!holds(action, context)) {
            continue;
        }
        struct buf keys = {0};
        keys_all_in(action, context, &keys);
        if (width < HELP_NARROW) {
            buf_putf(out, "%s\n  ", buf_str(&keys));
            put_wrapped(out, keys_help(action), 2, width);
        } else {
            buf_putf(out, "%-*s", HELP_KEYS, buf_str(&keys));
            put_wrapped(out, keys_help(action), HELP_KEYS, width);
        }
        buf_done(&keys);
    }
}

static const struct {
    enum input_context context;
    const char *title;
} places[] = {
    {IN_STAGE, "In a run"},
    {IN_TEXT, "In a text"},
    {IN_SYLLABUS, "In the list of lessons"},
    {IN_CHOOSER, "In a list over the screen"},
    {IN_FIELD, "In a field"},
    {IN_TIMELINE, "In the timeline in front (other keys as in a run)"},
    {IN_QUESTION, "In a question"},
    {IN_EXAM, "In an exam"},
};

const char *keys_place(enum input_context context) {
    size_t i = 0;
    while (i < sizeof places / sizeof *places - 1 && places[i].context != context) {
        i++;
    }
    return places[i].title;
}

#define ANYWHERE ((unsigned)IN_ALL & ~(unsigned)IN_FIELD)

static bool holds_anywhere(enum action action) {
    return (key_table[action].contexts & ANYWHERE) == ANYWHERE;
}

/* In mdoc(7) a minus that one types is \-, a backslash \e, and each sentence has a line. */
static void put_roff(struct buf *out, const char *text) {
    for (const char *before = ""; *text != '\0'; before = text++) {
        if (*text == '-') {
            buf_puts(out, "\\-");
        } else if (*text == '\\') {
            buf_puts(out, "\\e");
        } else if (*text == ' ' && *before == '.') {
            buf_putc(out, '\n');
        } else {
            buf_putc(out, *text);
        }
    }
}

static void put_manual_row(struct buf *out, enum action action) {
    struct buf keys = {0};
    keys_all_in(action, IN_ALL, &keys);
    buf_puts(out, ".It Ic \"");
    put_roff(out, buf_str(&keys));
    buf_puts(out, "\\&\"\n"); /* \&: a comma at the end is a key, no punctuation */
    put_roff(out, keys_help(action));
    buf_putc(out, '\n');
    buf_done(&keys);
}

void keys_manual(struct buf *out) {
    buf_puts(out, ".Sh KEYS\n.Ss Anywhere but in a field\n.Bl -tag -width Ds\n");
    for (int i = ACTION_NONE + 1; i < ACTION_N; i++) {
        if (holds_anywhere((enum action)i)) {
            put_manual_row(out, (enum action)i);
        }
    }
    for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
        buf_putf(out, ".El\n.Ss %s\n.Bl -tag -width Ds\n", places[p].title);
        for (int i = ACTION_NONE + 1; i < ACTION_N; i++) {
            enum action action = (enum action)i;
            bool elsewhere = holds_anywhere(action) && places[p].context != IN_FIELD;
            if (holds(action, places[p].context) && !elsewhere) {
                put_manual_row(out, action);
            }
        }
    }
    buf_puts(out, ".El\n");
}
