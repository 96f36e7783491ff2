/* SPDX-License-Identifier: MIT */
/*
 * answer_order.c: what must come before what in a run. From the later record back: everything that
 * it depends on, and what that depends on, is marked, until the earlier one is or is not.
 */
#include "answer.h"
#include "mem.h"
#include <string.h>

static bool same_data(const struct log *log, const struct event *a, const struct event *b) {
    return a->len == b->len && a->data_len == b->data_len &&
           memcmp(log_data(log, a), log_data(log, b), a->data_len) == 0;
}

static bool is_put(const struct event *event) {
    return event->op == OP_WRITE || event->op == OP_SEND || event->op == OP_STORE;
}

/* Two operations on one thing, in this order. Whether they would have come out otherwise the other
 * way round; where that is not known, they would. */
static bool depends(const struct log *log, const struct event *earlier, const struct event *later) {
    if (earlier->op == OP_LOAD && later->op == OP_LOAD) {
        return false;
    }
    if (earlier->op == OP_CLOSE) {
        /* What a close can change for others: end-of-file, an error, who is woken. */
        return later->op != OP_CLOSE && later->ret <= 0;
    }
    if (later->op == OP_CLOSE) {
        return false;
    }
    if (is_put(earlier) && is_put(later)) {
        return !same_data(log, earlier, later);
    }
    if ((earlier->has & later->has & EVENT_HAS_RANGE) && later->len > 0) {
        return earlier->off < later->off + later->len && later->off < earlier->off + earlier->len;
    }
    return true;
}

static bool needs(const struct log *log, const struct event *earlier, const struct event *later) {
    if (earlier->actor && earlier->actor == later->actor) {
        return true;
    }
    if (later->kind == EVENT_ACTOR_START) {
        return earlier->actor && earlier->actor == later->name;
    }
    if (later->kind == EVENT_OP_EXIT && later->op == OP_WAIT) {
        /* As the lesson sees its pid; a log without a cage has but the one. */
        return earlier->kind == EVENT_ACTOR_EXIT &&
               (earlier->vpid == later->ret || earlier->pid == later->ret);
    }
    return earlier->kind == EVENT_OP_EXIT && later->kind == EVENT_OP_EXIT && earlier->obj &&
           earlier->obj == later->obj && depends(log, earlier, later);
}

bool answer_must_precede(const struct log *log, uint64_t before, uint64_t after) {
    bool *marked = mem_new((after + 1) * sizeof *marked);
    bool must = false;
    marked[after] = true;
    for (uint64_t later = after; later > before && !must; later--) {
        for (uint64_t n = before; marked[later] && n < later; n++) {
            marked[n] = marked[n] || needs(log, log_at(log, n), log_at(log, later));
        }
        must = marked[before];
    }
    mem_free(marked);
    return must;
}
