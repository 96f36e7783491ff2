/* SPDX-License-Identifier: MIT */
/*
 * verify_order.c: items to be put in order, "main writes "hello" into the first pipe", looked for
 * in a run. The first word is the process, the second what it does; an object's name and text in
 * double quotes say which time it is meant.
 */
#include "mem.h"
#include "verifying.h"
#include <ctype.h>
#include <errno.h>
#include <string.h>

/* What a process is said to do, and the record that says that it did. */
static const struct {
    const char *verb;
    enum event_kind kind;
    enum op_kind op;
} verbs[] = {
    {"makes", EVENT_OP_EXIT, OP_PIPE},
    {"forks", EVENT_OP_EXIT, OP_FORK},
    {"writes", EVENT_OP_EXIT, OP_WRITE},
    {"reads", EVENT_OP_EXIT, OP_READ},
    {"closes", EVENT_OP_EXIT, OP_CLOSE},
    {"collects", EVENT_OP_EXIT, OP_WAIT},
    {"kills", EVENT_OP_EXIT, OP_KILL},
    {"sleeps", EVENT_OP_EXIT, OP_SLEEP},
    {"waits", EVENT_OP_BLOCK, OP_NONE},
    {"starts", EVENT_ACTOR_START, OP_NONE},
    {"ends", EVENT_ACTOR_EXIT, OP_NONE},
    {"prints", EVENT_PRINT, OP_NONE},
    {"asks", EVENT_ASK, OP_NONE},
    {"listens", EVENT_OP_EXIT, OP_LISTEN},
    {"connects", EVENT_OP_EXIT, OP_CONNECT},
    {"accepts", EVENT_OP_EXIT, OP_ACCEPT},
    {"loads", EVENT_OP_EXIT, OP_LOAD},
    {"stores", EVENT_OP_EXIT, OP_STORE},
    {"takes", EVENT_OP_EXIT, OP_LOCK},
    {"releases", EVENT_OP_EXIT, OP_UNLOCK},
    {"sends", EVENT_OP_EXIT, OP_SENDTO},
    {"receives", EVENT_OP_EXIT, OP_RECVFROM},
};
#define VERBS (sizeof verbs / sizeof *verbs)

struct item {
    const struct log *log;
    char *words;
    strid actor;
    size_t verb;
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

static bool item_read(const struct question_choice *choice, const struct log *log,
                      struct item *item) {
    *item = (struct item){.log = log, .words = prose_words(&choice->text), .verb = VERBS};
    const char *at = item->words;
    char *actor = mem_strndup(at, word_len(at));
    item->actor = log_find(log, actor);
    at += strlen(actor);
    at += strspn(at, " ");
    mem_free(actor);
    for (size_t i = 0; i < VERBS; i++) {
        if (strlen(verbs[i].verb) == word_len(at) &&
            strncmp(at, verbs[i].verb, word_len(at)) == 0) {
            item->verb = i;
        }
    }
    item->quoted = quoted_text(item->words);
    return item->actor && item->verb < VERBS;
}

static void item_done(struct item *item) {
    mem_free(item->words);
    mem_free(item->quoted);
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

/* Whether the item names an object of the run, other than the record's. */
static bool names_another(const struct item *item, const struct event *event) {
    bool another = false;
    for (uint64_t n = 1; n <= log_count(item->log); n++) {
        const struct event *made = log_at(item->log, n);
        if (made->kind == EVENT_OBJ_NEW && has_word(item->words, log_str(item->log, made->obj))) {
            if (made->obj == event->obj) {
                return false;
            }
            another = true;
        }
    }
    return another;
}

static bool says_quoted(const struct item *item, const struct event *event) {
    size_t len = strlen(item->quoted);
    if (event->data_len) {
        return event->data_len >= len && memcmp(log_data(item->log, event), item->quoted, len) == 0;
    }
    return strstr(log_str(item->log, event->text), item->quoted) != NULL;
}

static bool item_is(const struct item *item, const struct event *event) {
    if (event->kind != verbs[item->verb].kind || event->actor != item->actor) {
        return false;
    }
    if (verbs[item->verb].op != OP_NONE && event->op != verbs[item->verb].op) {
        return false;
    }
    if (item->quoted && !says_quoted(item, event)) {
        return false;
    }
    return !(event->obj && names_another(item, event));
}

static int not_understood(const struct question_choice *choice, struct diag *diag) {
    struct buf known = {0};
    for (size_t i = 0; i < VERBS; i++) {
        buf_putf(&known, "%s%s", i ? ", " : "", verbs[i].verb);
    }
    diag_set(diag, -1, NULL, choice->line,
             "an item begins with a process of the run and what it does, one of: %s",
             buf_str(&known));
    buf_done(&known);
    return -1;
}

long verify_order_at(const struct question *question, const struct log *log, uint64_t *ret_records,
                     struct diag *diag) {
    uint64_t n = 0;
    for (size_t i = 0; i < question->choice_count; i++) {
        struct item item;
        if (!item_read(&question->choices[i], log, &item)) {
            item_done(&item);
            return not_understood(&question->choices[i], diag);
        }
        do {
            n++;
        } while (n <= log_count(log) && !item_is(&item, log_at(log, n)));
        item_done(&item);
        if (n > log_count(log)) {
            return (long)i + 1;
        }
        if (ret_records) {
            ret_records[i] = n;
        }
    }
    return 0;
}

long verify_order(const struct question *question, const struct log *log, struct diag *diag) {
    return verify_order_at(question, log, NULL, diag);
}
