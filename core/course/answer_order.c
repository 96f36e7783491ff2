/* SPDX-License-Identifier: MIT */
/*
 * answer_order.c: what must come before what in a run. From the later record back: everything that
 * it depends on, and what that depends on, is marked, until the earlier one is or is not.
 */
#include "answer.h"
#include "mem.h"
#include "tell.h"
#include <string.h>

static bool same_data(const struct log *log, const struct event *a, const struct event *b) {
    return a->len == b->len && a->data_len == b->data_len &&
           memcmp(log_data(log, a), log_data(log, b), a->data_len) == 0;
}

static bool is_put(const struct event *event) {
    return event->op == OP_WRITE || event->op == OP_SEND || event->op == OP_STORE;
}

static bool only_looks(const struct event *event) {
    return event->op == OP_LOAD || event->op == OP_EVENT_IS_SET || event->op == OP_EVENT_WAIT ||
           event->op == OP_GETVALUE;
}

/* Whoever passes a barrier needs that all have come, and not that another has passed. */
static bool passes(const struct event *event) {
    return event->op == OP_BARRIER_WAIT && event->kind == EVENT_OP_EXIT;
}

/* Two operations on one thing, in this order. Whether they would have come out otherwise the other
 * way round; where that is not known, they would. */
static bool depends(const struct log *log, const struct event *earlier, const struct event *later) {
    if ((only_looks(earlier) && only_looks(later)) || (passes(earlier) && passes(later))) {
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

/* What the later one has is what the earlier one gave. */
static bool hands_over(const struct log *log, const struct event *earlier,
                       const struct event *later) {
    if (earlier->op == OP_STORE && later->op == OP_LOAD) {
        return same_data(log, earlier, later);
    }
    return is_put(earlier) && !is_put(later) && (earlier->has & later->has & EVENT_HAS_RANGE) &&
           later->len > 0 && depends(log, earlier, later);
}

static bool on_one_object(const struct event *earlier, const struct event *later) {
    return earlier->kind == EVENT_OP_EXIT && later->kind == EVENT_OP_EXIT && earlier->obj &&
           earlier->obj == later->obj;
}

/* It comes round there again, and may get something else first in another run. */
static bool may_get_other(const struct event *earlier, const struct event *later) {
    return earlier->kind == later->kind && earlier->op == later->op && earlier->line == later->line;
}

/* As the lesson sees its pid; a log without a cage has but the one. */
static bool has_pid(const struct event *event, int64_t pid) {
    return pid > 0 && (event->vpid == pid || event->pid == pid);
}

static bool is_collected(const struct event *earlier, const struct event *later) {
    return earlier->kind == EVENT_ACTOR_EXIT && has_pid(earlier, later->ret);
}

/* That the parent's call returns comes behind the child's first moment in a log, and yet nothing of
 * the child comes before "main forks child". */
static bool is_forked(const struct event *earlier, const struct event *later) {
    return earlier->kind == EVENT_OP_EXIT && earlier->op == OP_FORK && has_pid(later, earlier->ret);
}

/* That somebody waits there, or has come to where all meet, is known of the two in question alone:
 * of others what they did in the end counts. */
static bool touches(const struct event *event, bool in_question) {
    bool begins = event->op == OP_BARRIER_WAIT || event->op == OP_HANDLER || event->op == OP_PAUSE;
    return event->obj && (event->kind == EVENT_OP_EXIT ||
                          (in_question && (event->kind == EVENT_OP_BLOCK ||
                                           (event->kind == EVENT_OP_ENTER && begins))));
}

/* It slept, or came there, because of what the other did before, or before the other did that: but
 * two may sleep or come in any order. */
static bool meets(const struct event *earlier, const struct event *later) {
    bool both_done = earlier->kind == EVENT_OP_EXIT && later->kind == EVENT_OP_EXIT;
    bool none_done = earlier->kind != EVENT_OP_EXIT && later->kind != EVENT_OP_EXIT;
    return earlier->obj == later->obj && touches(earlier, true) && touches(later, true) &&
           !both_done && !none_done;
}

/* What the end of a process leaves to others, and what ends it. */
static bool by_an_end(const struct log *log, const struct event *earlier,
                      const struct event *later) {
    if (later->kind == EVENT_ACTOR_EXIT && (later->has & EVENT_HAS_SIGNAL)) {
        return earlier->kind == EVENT_ACTOR_EXIT ||
               (earlier->kind == EVENT_OP_EXIT &&
                (earlier->op == OP_KILL || earlier->op == OP_CLOSE));
    }
    bool takes = later->op == OP_READ || later->op == OP_RECV;
    if (earlier->kind == EVENT_ACTOR_EXIT && later->kind == EVENT_OP_EXIT && later->obj) {
        return later->text != 0 || (takes && later->ret == 0); /* an error, end-of-file */
    }
    if (earlier->kind == EVENT_OP_BLOCK && earlier->op == OP_WAIT) {
        return later->kind == EVENT_ACTOR_EXIT &&
               strstr(log_str(log, earlier->waits_for), log_str(log, later->actor)) != NULL;
    }
    return false;
}

/* How much is taken into account: what processes do one after the other, make and wait for; what
 * they hand over; who was first at an object, too. */
enum depth { BY_PROCESSES, BY_DATA, BY_ALL };

/* The two records that are asked about. */
struct pair {
    const struct log *log;
    uint64_t before, after;
    enum depth depth;
};

static bool needs(const struct pair *pair, uint64_t n, uint64_t m) {
    const struct event *earlier = log_at(pair->log, n), *later = log_at(pair->log, m);
    if ((earlier->actor && earlier->actor == later->actor) || is_forked(earlier, later)) {
        return true;
    }
    if (later->kind == EVENT_ACTOR_START) {
        return earlier->actor && earlier->actor == later->name;
    }
    if (later->kind == EVENT_OP_EXIT && later->op == OP_WAIT) {
        return is_collected(earlier, later);
    }
    if (pair->depth == BY_PROCESSES) {
        return false;
    }
    if (pair->depth == BY_DATA) {
        return on_one_object(earlier, later) && hands_over(pair->log, earlier, later);
    }
    bool in_question = n == pair->before || m == pair->after;
    bool closed = in_question && is_put(earlier) && later->op == OP_CLOSE;
    return (on_one_object(earlier, later) && (closed || depends(pair->log, earlier, later))) ||
           ((in_question || passes(later)) && meets(earlier, later)) ||
           by_an_end(pair->log, earlier, later);
}

/* What `after` needs, from there back to `before`: a mark a record, the caller's to mem_free. all:
 * also what need not be known any more once `before` has its mark. */
static bool *mark(const struct pair *pair, bool all) {
    bool *marked = mem_new((pair->after + 1) * sizeof *marked);
    marked[pair->after] = true;
    for (uint64_t later = pair->after; later > pair->before && (all || !marked[pair->before]);
         later--) {
        for (uint64_t n = pair->before; marked[later] && n < later; n++) {
            marked[n] = marked[n] || needs(pair, n, later);
        }
    }
    return marked;
}

static bool precedes(const struct pair *pair) {
    const struct event *earlier = log_at(pair->log, pair->before);
    const struct event *later = log_at(pair->log, pair->after);
    if (pair->before >= pair->after || (pair->depth != BY_ALL && earlier->actor == later->actor &&
                                        may_get_other(earlier, later))) {
        return false;
    }
    bool *marked = mark(pair, false);
    bool must = marked[pair->before];
    mem_free(marked);
    return must;
}

bool answer_must_precede(const struct log *log, uint64_t before, uint64_t after) {
    return precedes(&(struct pair){log, before, after, BY_ALL});
}

static void put_direct(const struct log *log, const struct event *before, const struct event *after,
                       struct buf *out) {
    const char *who = log_str(log, after->actor), *by = log_str(log, before->actor);
    if (before->actor == after->actor) {
        buf_putf(out, "%s does one after the other", who);
    } else if (after->kind == EVENT_ACTOR_START || is_forked(before, after)) {
        buf_putf(out, "%s makes %s", by, who);
    } else if (after->op == OP_WAIT) {
        buf_putf(out, "%s waits for %s to end", who, by);
    } else if (hands_over(log, before, after)) {
        buf_putf(out, "%s gets from %s what %s put there", who, log_str(log, after->obj), by);
    } else if (on_one_object(before, after) || meets(before, after)) {
        buf_putf(out, "%s uses %s before %s", by, log_str(log, after->obj), who);
    } else {
        buf_putf(out, "what %s does depends on what %s did", who, by);
    }
}

/* A record between the two that needs the one and is needed by the other: the first that there is a
 * sentence for. */
static bool tell_link(const struct pair *pair, struct buf *out) {
    bool *marked = mark(pair, true);
    bool *needing = mem_new((pair->after + 1) * sizeof *needing);
    bool told = false;
    needing[pair->before] = true;
    for (uint64_t n = pair->before + 1; n < pair->after && !told; n++) {
        for (uint64_t m = pair->before; m < n && marked[n] && !needing[n]; m++) {
            needing[n] = needing[m] && needs(pair, m, n);
        }
        told = needing[n] && log_at(pair->log, n)->kind == EVENT_OP_EXIT &&
               tell_event(pair->log, n, out);
    }
    mem_free(marked);
    mem_free(needing);
    return told;
}

static void put_why(const struct pair *pair, struct buf *out) {
    struct buf link = {0};
    if (needs(pair, pair->before, pair->after)) {
        put_direct(pair->log, log_at(pair->log, pair->before), log_at(pair->log, pair->after), out);
    } else if (tell_link(pair, &link)) {
        size_t len = link.len > 0 && link.data[link.len - 1] == '.' ? link.len - 1 : link.len;
        buf_puts(out, "between them, ");
        buf_put(out, link.data, len);
    }
    buf_done(&link);
}

/* The first two that were put the wrong way round; false: none were. */
static bool find_wrong(const struct answer_given *given, const struct log *log,
                       const uint64_t *records, enum depth depth, struct answer *answer) {
    for (size_t late = 1; late < given->order_count; late++) {
        for (size_t early = 0; early < late; early++) {
            answer->too_early = given->order[early];
            answer->first = given->order[late];
            const struct pair pair = {log, records[answer->first], records[answer->too_early],
                                      depth};
            if (precedes(&pair)) {
                return true;
            }
        }
    }
    return false;
}

void answer_judge_order(const struct answer_given *given, const struct log *log,
                        const uint64_t *records, struct answer *answer) {
    struct buf why = {0};
    enum depth depth = BY_PROCESSES;
    bool wrong = find_wrong(given, log, records, depth, answer);
    answer->always = wrong;
    while (!wrong && depth != BY_ALL) {
        depth = depth == BY_PROCESSES ? BY_DATA : BY_ALL;
        wrong = find_wrong(given, log, records, depth, answer);
    }
    answer->right = !wrong;
    if (wrong) {
        buf_puts(&why, "");
        put_why(&(struct pair){log, records[answer->first], records[answer->too_early], depth},
                &why);
        answer->why = buf_take(&why);
    }
}
