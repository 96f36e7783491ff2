/* SPDX-License-Identifier: MIT */
/*
 * verify_order.c: items to be put in order, "main writes "hello" into the first pipe", looked for
 * in a run. The first word is the process, the second what it does; an object's name and text in
 * double quotes say which time it is meant. Of what is loaded and stored, a number says it too.
 */
#include "mem.h"
#include "order_words.h"
#include "verifying.h"
#include <ctype.h>
#include <errno.h>
#include <string.h>

/* An object of the run. */
struct thing {
    strid obj;
    enum obj_type type; /* as it was made first */
    bool named;         /* by the item's words */
};

struct item {
    const struct log *log;
    char *words;
    struct thing *things; /* looked for once, not again for each record */
    size_t thing_count, thing_cap;
    strid actor;
    const struct order_word *rows; /* of its verb, or NULL */
    size_t row_count;
    char *quoted; /* or NULL */
};

static size_t word_len(const char *at) {
    return strcspn(at, " .,;:");
}

/* What stands between the first two double quotes; the caller's to mem_free, or NULL. */
static char *quoted_text(const char *words) {
    const char *open = strchr(words, '"');
    const char *close = open ? strchr(open + 1, '"') : NULL;
    return close ? mem_strndup(open + 1, (size_t)(close - open - 1)) : NULL;
}

static bool has_word(const char *words, const char *name) {
    size_t len = strlen(name);
    for (const char *at = strstr(words, name); at; at = strstr(at + 1, name)) {
        bool begins = at == words || !isalnum((unsigned char)at[-1]);
        if (len && begins && !isalnum((unsigned char)at[len])) {
            return true;
        }
    }
    return false;
}

static const struct thing *thing_of(const struct item *item, strid obj) {
    for (size_t i = 0; i < item->thing_count; i++) {
        if (item->things[i].obj == obj) {
            return &item->things[i];
        }
    }
    return NULL;
}

static void take_things(struct item *item) {
    for (uint64_t n = 1; n <= log_count(item->log); n++) {
        const struct event *made = log_at(item->log, n);
        if (made->kind != EVENT_OBJ_NEW || thing_of(item, made->obj) != NULL) {
            continue;
        }
        item->things =
            mem_grow(item->things, &item->thing_cap, item->thing_count + 1, sizeof *item->things);
        item->things[item->thing_count++] =
            (struct thing){.obj = made->obj,
                           .type = (enum obj_type)made->type,
                           .named = has_word(item->words, log_str(item->log, made->obj))};
    }
}

static bool item_read(const struct question_choice *choice, const struct log *log,
                      struct item *item) {
    *item = (struct item){.log = log, .words = prose_words(&choice->text)};
    const char *at = item->words;
    char *actor = mem_strndup(at, word_len(at));
    item->actor = log_find(log, actor);
    at += strlen(actor);
    at += strspn(at, " ");
    mem_free(actor);
    item->rows = order_word_find(at, word_len(at), &item->row_count);
    item->quoted = quoted_text(item->words);
    take_things(item);
    return item->actor && item->rows;
}

static void item_done(struct item *item) {
    mem_free(item->words);
    mem_free(item->quoted);
    mem_free(item->things);
}

/* Whether the item names an object of the run, other than the record's. */
static bool names_another(const struct item *item, const struct event *event) {
    bool another = false;
    for (size_t i = 0; i < item->thing_count; i++) {
        if (item->things[i].named && item->things[i].obj == event->obj) {
            return false;
        }
        another = another || item->things[i].named;
    }
    return another;
}

/* "main forks sort": whether the item names a process, other than that which was made or ended. */
static bool names_another_child(const struct item *item, const struct event *event) {
    bool another = false, child = event->op == OP_FORK || event->op == OP_WAIT;
    if (event->kind != EVENT_OP_EXIT || !child || event->ret <= 0) {
        return false;
    }
    for (uint64_t n = 1; n <= log_count(item->log); n++) {
        const struct event *start = log_at(item->log, n);
        if (start->kind != EVENT_ACTOR_START || start->actor == item->actor ||
            !has_word(item->words, log_str(item->log, start->actor))) {
            continue;
        }
        if (start->vpid == event->ret || start->pid == event->ret) {
            return false;
        }
        another = true;
    }
    return another;
}

/* "main makes the lock L": an object that came to be is what the item calls it, if it calls it
 * anything. What a process does with signals is made by nobody. */
static bool is_such_a_thing(const struct item *item, const struct event *made) {
    bool another = false;
    for (int type = OBJ_NONE + 1; type < OBJ_COUNT; type++) {
        if (has_word(item->words, obj_type_name((enum obj_type)type))) {
            if (type == made->type) {
                return true;
            }
            another = true;
        }
    }
    return !another && made->type != OBJ_SIGNALS;
}

/* An item of a queue is a number of four bytes, how long it is, then a letter for its type, then
 * its text; it is read in two pieces. Nothing is 16 MiB long, so a length begins with 0. */
enum { ITEM_HEAD = 4 };
static bool is_length(const struct log *log, const struct event *event) {
    return event->data_len <= ITEM_HEAD && event->data_len > 0 && log_data(log, event)[0] == 0;
}

static bool row_is(const struct item *item, const struct order_word *row,
                   const struct event *event) {
    if (event->kind != row->kind || (row->op != OP_NONE && event->op != row->op) ||
        (row->done && event->text != 0)) {
        return false;
    }
    if (row->type != OBJ_NONE) {
        const struct thing *thing = thing_of(item, event->obj);
        if (thing == NULL || thing->type != row->type) {
            return false;
        }
    }
    if (row->type == OBJ_QUEUE && row->op == OP_READ && is_length(item->log, event)) {
        return false;
    }
    return row->kind != EVENT_OBJ_NEW || is_such_a_thing(item, event);
}

/* Where the text begins in a record's bytes: not with what is around it in a queue or a channel. */
static size_t text_at(const struct order_word *row, const struct event *event,
                      const unsigned char *data) {
    if (row->type == OBJ_QUEUE) {
        return row->op == OP_WRITE ? ITEM_HEAD + 1 : 1;
    }
    bool channel = event->op == OP_CHAN_SEND || event->op == OP_CHAN_RECV;
    return channel && data[0] == '"' ? 1 : 0;
}

static bool says_quoted(const struct item *item, const struct order_word *row,
                        const struct event *event) {
    size_t len = strlen(item->quoted);
    if (event->data_len) {
        const unsigned char *data = log_data(item->log, event);
        size_t at = text_at(row, event, data);
        return event->data_len >= at + len && memcmp(data + at, item->quoted, len) == 0;
    }
    return strstr(log_str(item->log, event->text), item->quoted) != NULL;
}

/* The first number among the words, "loads 0": where it stands; NULL: none. */
static const char *number_in(const char *words, size_t *ret_len) {
    for (const char *at = words; *at; at += strspn(at, " ")) {
        size_t len = strcspn(at, " "), sign = *at == '-';
        size_t digits = strspn(at + sign, "0123456789.");
        while (digits > 0 && at[sign + digits - 1] == '.') {
            digits--; /* the sentence's */
        }
        size_t rest = strspn(at + sign + digits, ".,;:");
        if (digits > 0 && sign + digits + rest == len) {
            *ret_len = sign + digits;
            return at;
        }
        at += len;
    }
    return NULL;
}

static bool says_number(const struct item *item, const struct event *event) {
    size_t len = 0;
    bool memory = event->op == OP_LOAD || event->op == OP_STORE;
    const char *number = memory ? number_in(item->words, &len) : NULL;
    return number == NULL ||
           (event->data_len == len && memcmp(log_data(item->log, event), number, len) == 0);
}

static bool item_is(const struct item *item, const struct event *event) {
    if (event->actor != item->actor) {
        return false;
    }
    const struct order_word *row = NULL;
    for (size_t i = 0; i < item->row_count && row == NULL; i++) {
        row = row_is(item, &item->rows[i], event) ? &item->rows[i] : NULL;
    }
    if (row == NULL ||
        (item->quoted ? !says_quoted(item, row, event) : !says_number(item, event))) {
        return false;
    }
    return !(event->obj && names_another(item, event)) && !names_another_child(item, event);
}

static int not_understood(const struct question_choice *choice, struct diag *diag) {
    struct buf known = {0};
    order_words_put(&known);
    diag_set(diag, -1, NULL, choice->line,
             "an item begins with a process of the run and what it does, one of: %s",
             buf_str(&known));
    buf_done(&known);
    return -1;
}

size_t verify_order_count(const struct question *question, const size_t *order,
                          const struct log *log, uint64_t *ret_records,
                          const struct question_choice **ret_strange) {
    uint64_t n = 0;
    for (size_t i = 0; i < question->choice_count; i++) {
        const struct question_choice *choice = &question->choices[order ? order[i] : i];
        struct item item;
        bool known = item_read(choice, log, &item);
        do {
            n++;
        } while (known && n <= log_count(log) && !item_is(&item, log_at(log, n)));
        item_done(&item);
        if (!known && ret_strange) {
            *ret_strange = choice;
        }
        if (!known || n > log_count(log)) {
            return i;
        }
        if (ret_records) {
            ret_records[i] = n;
        }
    }
    return question->choice_count;
}

long verify_order_at(const struct question *question, const struct log *log, uint64_t *ret_records,
                     struct diag *diag) {
    const struct question_choice *strange = NULL;
    size_t count = verify_order_count(question, NULL, log, ret_records, &strange);
    if (strange) {
        return not_understood(strange, diag);
    }
    return count == question->choice_count ? 0 : (long)count + 1;
}

long verify_order(const struct question *question, const struct log *log, struct diag *diag) {
    return verify_order_at(question, log, NULL, diag);
}
