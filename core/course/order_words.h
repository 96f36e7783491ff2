/* SPDX-License-Identifier: MIT */
/*
 * order_words.h: what a process can be said to do in an item of an order ("a acquires garage"): the
 * verbs, and the records that say that it did. The table in ipc-tutor-lesson(5) is made from these.
 * For what looks at items, and for tests.
 */
#ifndef ORDER_WORDS_H
#define ORDER_WORDS_H

#include "buf.h"
#include "event.h"

/* A verb stands for several records where there are several rows with it, one below the other. */
struct order_word {
    const char *verb;
    enum event_kind kind;
    enum op_kind op;    /* OP_NONE: any, or none */
    enum obj_type type; /* on objects of this type alone; OBJ_NONE: on any, or none */
    bool done;          /* only where it did what was asked of it: no EAGAIN, no EBUSY */
};

/* The rows; NULL behind the last. */
const struct order_word *order_word(size_t index);
/* The rows of one verb: the first, and how many in *ret_count; NULL: there is no such verb. */
const struct order_word *order_word_find(const char *verb, size_t len, size_t *ret_count);
/* All verbs, once each: "makes, forks, ...". */
void order_words_put(struct buf *out);
/* The same with what each stands for, as the rows of a list in mdoc(7). */
void order_words_manual(struct buf *out);

#endif
