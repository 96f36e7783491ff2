/* SPDX-License-Identifier: MIT */
/*
 * predict.c: one row an operation that can end in more than one way: what a student may think of.
 */
#include "predict.h"
#include "predict_parts.h"
#include "tell.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* The ways in which an operation may end; NULL: not offered for it. */
struct ways {
    enum op_kind op;
    const char *goes_on, *eof, *blocks;
    const char *err; /* the error that one thinks of; NULL: none in particular */
    bool sigpipe;
};

#define UNTIL_READ "blocks until somebody reads"

static const struct ways table[] = {
    {OP_READ, "reads bytes", "returns 0: end-of-file", "blocks", "EAGAIN", false},
    {OP_RECV, "receives bytes", "returns 0: end-of-file", "blocks", "EAGAIN", false},
    {OP_RECVFROM, "receives a datagram", "returns 0: end-of-file", "blocks", "EAGAIN", false},
    {OP_MQ_RECEIVE, "receives a message", NULL, "blocks", "EAGAIN", false},
    {OP_WRITE, "writes and goes on, read or not", NULL, UNTIL_READ, "EPIPE", true},
    {OP_SEND, "sends and goes on, received or not", NULL, UNTIL_READ, "EPIPE", true},
    {OP_SENDTO, "sends and goes on, received or not", NULL, UNTIL_READ, "ECONNREFUSED", false},
    {OP_MQ_SEND, "sends and goes on, received or not", NULL, UNTIL_READ, "EAGAIN", false},
    {OP_OPEN, "opens it", NULL, "blocks until the other end is opened", "ENOENT", false},
    {OP_CONNECT, "is connected, accepted or not", NULL, "blocks until it is accepted",
     "ECONNREFUSED", false},
    {OP_ACCEPT, "accepts a connection", NULL, "blocks", "EAGAIN", false},
    {OP_WAIT, "goes on: the child has ended", NULL, "blocks until the child ends", "ECHILD", false},
    {OP_POLL, "goes on: something is ready", NULL, "blocks", NULL, false},
    {OP_LOCK, "takes the lock", NULL, "blocks", "EDEADLK", false},
    {OP_TRYLOCK, "takes the lock", NULL, "blocks", "EBUSY", false},
    {OP_UNLOCK, "releases it", NULL, "blocks", "EPERM", false},
    {OP_ACQUIRE, "goes on, and the value is one less", NULL, "blocks", "EAGAIN", false},
    {OP_TRY_ACQUIRE, "goes on, and the value is one less", NULL, "blocks", "EAGAIN", false},
    {OP_RELEASE, "goes on, and the value is one more", NULL, "blocks", "EOVERFLOW", false},
    {OP_EVENT_WAIT, "goes on: it is set", NULL, "blocks", NULL, false},
    {OP_BARRIER_WAIT, "goes on: all are there", NULL, "blocks", NULL, false},
    {OP_CHAN_SEND, "goes on", NULL, "blocks until somebody receives", NULL, false},
    {OP_CHAN_RECV, "receives a value", NULL, "blocks", NULL, false},
    {OP_PAUSE, "goes on", NULL, "blocks until a signal comes", NULL, false},
    {OP_SIGWAIT, "takes a signal", NULL, "blocks until one comes", NULL, false},
};

static const struct ways *ways_of(enum op_kind op) {
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].op == op) {
            return &table[i];
        }
    }
    return NULL;
}

void predict_offer(struct predict_set *set, struct prediction choice) {
    if (set->count < PREDICT_CHOICES) {
        set->choices[set->count++] = choice;
    }
}

static bool takes_bytes(enum op_kind op) {
    return op == OP_READ || op == OP_RECV;
}

/* read(3, 100): at most so many bytes; INT64_MAX if the call does not say. */
static int64_t at_most(const char *call) {
    const char *comma = strchr(call, ',');
    int64_t most = comma == NULL ? 0 : strtoll(comma + 1, NULL, 10);
    return most > 0 ? most : INT64_MAX;
}

/* "Bytes, not messages": where several writes lie in a stream, does one read take one of them? */
static void offer_amounts(const struct world *world, const struct world_proc *proc,
                          struct predict_set *set) {
    const struct world_obj *obj = world_obj(world, proc->obj);
    int64_t most = at_most(log_str(world->log, proc->call));
    if (obj == NULL || obj->item_count < 2 || !takes_bytes(proc->op)) {
        return;
    }
    const struct event *put = log_at(world->log, obj->items[0].record);
    if (put->ret != put->len) {
        return; /* a stream of messages: one is taken, whole or cut */
    }
    int64_t all = obj_in_flight(obj), first = obj->items[0].len;
    all = all < most ? all : most;
    if (first < all) {
        predict_offer(
            set, (struct prediction){.kind = PREDICT_GOES_ON, .has_value = true, .value = all});
        predict_offer(
            set, (struct prediction){.kind = PREDICT_GOES_ON, .has_value = true, .value = first});
    }
}

static bool waits_at(const struct world *world, const struct world_proc *other,
                     const struct world_proc *proc) {
    (void)world;
    return other->state == PROC_BLOCKED && other->obj == proc->obj && other != proc;
}

/* An operation that may let somebody else go on: who waits where it happens? */
static bool may_wake(enum op_kind op) {
    return op == OP_RELEASE || op == OP_UNLOCK || op == OP_EVENT_SET || op == OP_WRITE ||
           op == OP_SEND || op == OP_CLOSE || op == OP_MQ_SEND || op == OP_CHAN_SEND ||
           op == OP_CHAN_RECV || op == OP_CHAN_CLOSE || op == OP_READ || op == OP_RECV ||
           op == OP_MQ_RECEIVE || op == OP_BARRIER_WAIT;
}

static size_t count_waiting(const struct world *world, const struct world_proc *proc) {
    size_t count = 0;
    for (uint32_t i = 0; proc->obj != 0 && i < world->proc_count; i++) {
        count += waits_at(world, &world->procs[i], proc);
    }
    return count;
}

static void offer_waiting(const struct world *world, const struct world_proc *proc,
                          struct predict_set *set) {
    size_t waiting = count_waiting(world, proc);
    for (uint32_t i = 0; i < world->proc_count && set->count < PREDICT_CHOICES - 2; i++) {
        if (waits_at(world, &world->procs[i], proc)) {
            predict_offer(
                set, (struct prediction){.kind = PREDICT_WAKES, .actor = world->procs[i].name});
        }
    }
    if (waiting > 1) {
        predict_offer(set, (struct prediction){.kind = PREDICT_WAKES, .all = true});
    }
    predict_offer(set, (struct prediction){.kind = PREDICT_WAKES});
}

void predict_choices(const struct world *world, strid actor, struct predict_set *ret_set) {
    const struct world_proc *proc = world_proc(world, actor);
    *ret_set = (struct predict_set){0};
    if (proc == NULL || proc->state != PROC_READY) {
        return;
    }
    if (may_wake(proc->op) && count_waiting(world, proc) > 0) {
        offer_waiting(world, proc, ret_set);
        return;
    }
    if (proc->op == OP_LOAD || proc->op == OP_STORE) {
        predict_cells(world, proc, ret_set);
        return;
    }
    const struct ways *ways = ways_of(proc->op);
    if (ways == NULL) {
        return;
    }
    offer_amounts(world, proc, ret_set);
    if (ret_set->count == 0) {
        predict_offer(ret_set, (struct prediction){.kind = PREDICT_GOES_ON, .text = ways->goes_on});
    }
    if (ways->eof != NULL) {
        predict_offer(ret_set, (struct prediction){.kind = PREDICT_EOF, .text = ways->eof});
    }
    predict_offer(ret_set, (struct prediction){.kind = PREDICT_BLOCKS, .text = ways->blocks});
    if (ways->err != NULL) {
        predict_offer(ret_set, (struct prediction){.kind = PREDICT_FAILS, .err = ways->err});
    }
    if (ways->sigpipe) {
        predict_offer(ret_set, (struct prediction){.kind = PREDICT_DIES, .value = SIGPIPE});
    }
    predict_offer(ret_set, (struct prediction){.kind = PREDICT_FAILS});
}

static void did_exit(const struct log *log, const struct event *event,
                     struct predict_outcome *outcome) {
    struct prediction *did = &outcome->did;
    bool fails = event->text != 0 && strcmp(log_str(log, event->text), "EOWNERDEAD") != 0;
    if (fails) {
        *did = (struct prediction){.kind = PREDICT_FAILS, .err = log_str(log, event->text)};
        return;
    }
    bool eof = (takes_bytes((enum op_kind)event->op) || event->op == OP_RECVFROM) &&
               event->ret == 0 && (event->has & EVENT_HAS_RET) != 0;
    *did = (struct prediction){.kind = eof ? PREDICT_EOF : PREDICT_GOES_ON,
                               .has_value = (event->has & EVENT_HAS_RET) != 0,
                               .value = event->ret};
}

static void woke(const struct world *before, const struct event *event,
                 struct predict_outcome *outcome) {
    const struct world_proc *other = world_proc(before, event->actor);
    if (other != NULL && other->state == PROC_BLOCKED && outcome->woken_count < PREDICT_CHOICES) {
        outcome->woken[outcome->woken_count++] = event->actor;
    }
}

void predict_outcome(const struct log *log, const struct world *before, uint64_t first,
                     uint64_t last, strid actor, struct predict_outcome *ret_outcome) {
    const struct world_proc *proc = world_proc(before, actor);
    bool ended = false;
    *ret_outcome = (struct predict_outcome){.did = {.kind = PREDICT_GOES_ON}};
    ret_outcome->op = proc == NULL ? OP_NONE : proc->op;
    ret_outcome->waiting_count = proc == NULL ? 0 : count_waiting(before, proc);
    for (uint64_t n = first; n > 0 && n <= last; n++) {
        const struct event *event = log_at(log, n);
        if (event == NULL) {
            return;
        }
        bool own = event->actor == actor;
        if (event->kind == EVENT_OP_EXIT && own && !ended) {
            ended = true;
            did_exit(log, event, ret_outcome);
        } else if (event->kind == EVENT_OP_EXIT && !own) {
            woke(before, event, ret_outcome);
        } else if (event->kind == EVENT_OP_BLOCK && own && !ended) {
            ret_outcome->did = (struct prediction){.kind = PREDICT_BLOCKS};
            ended = true;
        } else if (event->kind == EVENT_ACTOR_EXIT && own && !ended &&
                   (event->has & EVENT_HAS_SIGNAL) != 0) {
            ret_outcome->did = (struct prediction){.kind = PREDICT_DIES, .value = event->ret};
            ended = true;
        }
    }
}

static bool wakes_right(const struct prediction *choice, const struct predict_outcome *outcome) {
    if (choice->all) {
        return outcome->woken_count > 1 && outcome->woken_count >= outcome->waiting_count;
    }
    if (choice->actor == 0) {
        return outcome->woken_count == 0;
    }
    return outcome->woken_count == 1 && outcome->woken[0] == choice->actor;
}

static bool fails_right(const struct predict_set *set, const struct prediction *choice,
                        const struct prediction *did) {
    if (choice->err != NULL) {
        return strcmp(choice->err, did->err) == 0;
    }
    for (size_t i = 0; i < set->count; i++) {
        const struct prediction *other = &set->choices[i];
        if (other->kind == PREDICT_FAILS && other->err != NULL &&
            strcmp(other->err, did->err) == 0) {
            return false;
        }
    }
    return true;
}

bool prediction_right(const struct predict_set *set, const struct prediction *choice,
                      const struct predict_outcome *outcome) {
    const struct prediction *did = &outcome->did;
    if (choice->kind == PREDICT_WAKES) {
        return wakes_right(choice, outcome);
    }
    if (choice->kind != did->kind) {
        return false;
    }
    switch (choice->kind) {
    case PREDICT_GOES_ON:
        return !choice->has_value || (did->has_value && did->value == choice->value);
    case PREDICT_FAILS:
        return fails_right(set, choice, did);
    case PREDICT_DIES:
        return choice->value == did->value;
    case PREDICT_EOF:
    case PREDICT_BLOCKS:
    case PREDICT_WAKES:
        break;
    }
    return true;
}

size_t predict_right(const struct predict_set *set, const struct predict_outcome *outcome) {
    size_t i = 0;
    while (i < set->count && !prediction_right(set, &set->choices[i], outcome)) {
        i++;
    }
    return i;
}

void prediction_tell(const struct log *log, const struct prediction *choice, struct buf *out) {
    char name[24];
    switch (choice->kind) {
    case PREDICT_GOES_ON:
        if (choice->has_value) {
            buf_putf(out, "%s %lld", choice->text != NULL ? choice->text : "returns",
                     (long long)choice->value);
        } else {
            buf_puts(out, choice->text != NULL ? choice->text : "goes on");
        }
        break;
    case PREDICT_EOF:
        buf_puts(out, "returns 0: end-of-file");
        break;
    case PREDICT_BLOCKS:
        buf_puts(out, choice->text != NULL ? choice->text : "blocks");
        break;
    case PREDICT_FAILS:
        buf_putf(out, choice->err != NULL ? "fails with %s" : "fails with another error",
                 choice->err != NULL ? choice->err : "");
        break;
    case PREDICT_DIES:
        buf_putf(out, "ends the process: %s", signal_text((int32_t)choice->value, name));
        break;
    case PREDICT_WAKES:
        if (choice->all) {
            buf_puts(out, "lets all of them go on");
        } else if (choice->actor == 0) {
            buf_puts(out, "lets nobody go on");
        } else {
            buf_putf(out, "lets %s go on", log_str(log, choice->actor));
        }
        break;
    }
}

void predict_tell_outcome(const struct log *log, const struct predict_set *set,
                          const struct predict_outcome *outcome, struct buf *out) {
    size_t right = predict_right(set, outcome);
    prediction_tell(log, right < set->count ? &set->choices[right] : &outcome->did, out);
}
