/* SPDX-License-Identifier: MIT */
/* recorder.c: see recorder.h: the order of records within a step. One record: recorder_ring.c. */
#include "recorder.h"
#include "mem.h"
#include "recorder_slot.h"
#include "waits.h"
#include <limits.h>
#include <stdlib.h>

void recorder_init(struct recorder *recorder, struct log *log,
                   const struct supervisor_slot *(*look)(void *arg, uint32_t slot), void *arg) {
    *recorder =
        (struct recorder){.log = log, .look = look, .look_arg = arg, .released = SLOT_NOBODY};
    world_init(&recorder->world, log);
}

void recorder_done(struct recorder *recorder) {
    if (!recorder) {
        return;
    }
    for (uint32_t i = 0; i < recorder->slot_count; i++) {
        mem_free(recorder->slots[i].fds);
    }
    mem_free(recorder->slots);
    mem_free(recorder->objs);
    mem_free(recorder->pending);
    mem_free(recorder->trouble_file);
    mem_free(recorder->trouble_text);
    buf_done(&recorder->bytes);
    buf_done(&recorder->text);
    world_done(&recorder->world);
    *recorder = (struct recorder){0};
}

struct recorder_slot *recorder_slot(struct recorder *recorder, uint32_t slot) {
    if (slot >= recorder->slot_count) {
        recorder->slots = mem_grow(recorder->slots, &recorder->slot_cap, (size_t)slot + 1,
                                   sizeof(*recorder->slots));
        recorder->slot_count = slot + 1;
    }
    return &recorder->slots[slot];
}

struct recorder_obj *recorder_obj(struct recorder *recorder, uint32_t obj) {
    if (obj >= recorder->obj_count) {
        recorder->objs =
            mem_grow(recorder->objs, &recorder->obj_cap, (size_t)obj + 1, sizeof(*recorder->objs));
        recorder->obj_count = obj + 1;
    }
    return &recorder->objs[obj];
}

struct event recorder_event(const struct recorder *recorder, const struct recorder_slot *slot,
                            enum event_kind kind) {
    return (struct event){.t = recorder->t,
                          .kind = (uint16_t)kind,
                          .actor = slot->name,
                          .pid = slot->pid,
                          .vpid = slot->vpid,
                          .fd = -1};
}

void recorder_append(struct recorder *recorder, const struct event *event, const void *data,
                     size_t len) {
    log_append(recorder->log, event, data, len);
    world_fold(&recorder->world);
}

void recorder_add(struct recorder *recorder, struct event event) {
    event.t = recorder->t;
    recorder_append(recorder, &event, NULL, 0);
}

void recorder_main(struct recorder *recorder) {
    recorder_start(recorder, 0, SLOT_NOBODY);
}

void recorder_begin(struct recorder *recorder, uint32_t slot, bool let_go, int64_t t) {
    recorder->t = t;
    recorder->released = slot;
    recorder->moved = false;
    recorder->stop_here = false;
    if (let_go) {
        const struct recorder_slot *of = recorder_slot(recorder, slot);
        struct event event = recorder_event(recorder, of, EVENT_STEP);
        event.line = of->op.line;
        recorder_append(recorder, &event, NULL, 0);
    }
}

void recorder_interrupt(struct recorder *recorder, int signal, const char *word, int64_t t) {
    struct event event = {
        .kind = EVENT_INTERRUPT, .fd = -1, .ret = signal, .has = EVENT_HAS_SIGNAL};
    recorder_begin(recorder, SLOT_NOBODY, false, t);
    buf_clear(&recorder->text);
    for (uint32_t i = 0; i < recorder->slot_count; i++) {
        const struct recorder_slot *slot = &recorder->slots[i];
        if (slot->there && !slot->ended) {
            buf_puts(&recorder->text, recorder->text.len > 0 ? " " : "");
            buf_puts(&recorder->text, log_str(recorder->log, slot->name));
        }
    }
    event.waits_for = log_intern(recorder->log, buf_str(&recorder->text));
    event.name = log_intern(recorder->log, word);
    recorder_add(recorder, event);
}

/* The bytes, ended by a 0, at the end of recorder->bytes: where they begin. */
static size_t keep(struct recorder *recorder, const void *bytes, size_t len) {
    size_t at = recorder->bytes.len;
    buf_put(&recorder->bytes, bytes ? bytes : "", bytes ? len : 0);
    buf_putc(&recorder->bytes, 0);
    return at;
}

void recorder_take(struct recorder *recorder, uint32_t slot, const struct ring_record *record) {
    if (slot == recorder->released) {
        recorder_put(recorder, slot, record);
        return;
    }
    recorder->pending = mem_grow(recorder->pending, &recorder->pending_cap,
                                 recorder->pending_count + 1, sizeof(*recorder->pending));
    recorder->pending[recorder->pending_count++] =
        (struct pending){.slot = slot,
                         .record = *record,
                         .text = keep(recorder, record->text, record->text_len),
                         .state = keep(recorder, record->state, record->state_len),
                         .data = keep(recorder, record->data, record->data_len)};
}

/* All that this process still has waiting. */
static void put_pending(struct recorder *recorder, uint32_t slot) {
    for (size_t i = 0; i < recorder->pending_count; i++) {
        struct pending *pending = &recorder->pending[i];
        if (pending->slot != slot || pending->done) {
            continue;
        }
        pending->done = true;
        pending->record.text = recorder->bytes.data + pending->text;
        pending->record.state = recorder->bytes.data + pending->state;
        pending->record.data = (const unsigned char *)recorder->bytes.data + pending->data;
        recorder_put(recorder, slot, &pending->record);
    }
}

/* waits.h speaks of the world, in which this process is about to sleep; so it does already. */
static void tell_why(struct recorder *recorder, struct event *event) {
    struct wait_set set = {0};
    for (uint32_t i = 0; i < recorder->world.proc_count; i++) {
        if (recorder->world.procs[i].name == event->actor) {
            recorder->world.procs[i].state = PROC_BLOCKED;
        }
    }
    waits_of(&recorder->world, event->actor, &set);
    buf_clear(&recorder->text);
    waits_names(&recorder->world, &set, &recorder->text);
    event->waits_for = log_intern(recorder->log, buf_str(&recorder->text));
    buf_clear(&recorder->text);
    waits_why(&recorder->world, event->actor, &recorder->text);
    event->text = log_intern(recorder->log, buf_str(&recorder->text));
    wait_set_done(&set);
}

/* A write that may sleep with a part of its bytes in: a message goes in whole. */
static bool is_byte_write(struct recorder *recorder, const struct recorder_slot *slot) {
    return (slot->op.op == OP_WRITE || slot->op.op == OP_SEND) &&
           !recorder_obj(recorder, slot->obj)->messages;
}

void recorder_sleeps(struct recorder *recorder, struct recorder_slot *slot) {
    struct event event = slot->op;
    event.kind = EVENT_OP_BLOCK;
    event.t = recorder->t;
    slot->asleep = true;
    slot->asleep_since = ++recorder->asleep;
    recorder->moved = true;
    if (slot->obj && is_byte_write(recorder, slot)) {
        struct recorder_obj *obj = recorder_obj(recorder, slot->obj);
        bool socket = obj->type == OBJ_SOCKETPAIR || obj->type == OBJ_UNIX || obj->type == OBJ_TCP;
        ranges_write_sleeps(&obj->ranges, &slot->part, slot->want, socket ? 0 : PIPE_BUF);
    }
    tell_why(recorder, &event);
    recorder_append(recorder, &event, NULL, 0);
}

static void end(struct recorder *recorder, struct recorder_slot *slot,
                const struct supervisor_slot *look) {
    struct event event = recorder_event(recorder, slot, EVENT_ACTOR_EXIT);
    event.ret = look->status;
    event.has = look->killed ? EVENT_HAS_SIGNAL : EVENT_HAS_RET;
    event.line = slot->op.line;
    slot->ended = true;
    slot->in_op = false;
    slot->asleep = false;
    slot->asleep_since = 0;
    recorder->moved = true;
    if (slot->obj && is_byte_write(recorder, slot)) {
        ranges_write_lost(&recorder_obj(recorder, slot->obj)->ranges, &slot->part);
    }
    while (slot->fd_count > 0) {
        recorder_left(recorder, slot->fds[--slot->fd_count].obj);
    }
    recorder_append(recorder, &event, NULL, 0);
}

/* What became of this process, if it was not told yet. */
static void put_state(struct recorder *recorder, uint32_t number) {
    const struct supervisor_slot *look = recorder->look(recorder->look_arg, number);
    struct recorder_slot *slot = recorder_slot(recorder, number);
    if (!look || !slot->there || slot->ended) {
        return;
    }
    bool sleeps = look->state == SLOT_BLOCKED || look->state == SLOT_SLEEPING ||
                  look->state == SLOT_ASKING || look->state == SLOT_STOPPED;
    if (look->state == SLOT_DEAD) {
        end(recorder, slot, look);
    } else if (slot->free) {
        recorder_free_sleeps(recorder, slot, look);
    } else if (sleeps && slot->in_op && !slot->asleep) {
        recorder_sleeps(recorder, slot);
    }
}

static bool is_dead(const struct recorder *recorder, uint32_t slot) {
    const struct supervisor_slot *look = recorder->look(recorder->look_arg, slot);
    return look && look->state == SLOT_DEAD;
}

/* The slot with records waiting that fell asleep first; those that did not sleep come last, by
 * their number. SLOT_NOBODY: no records wait. */
static uint32_t first_woken(struct recorder *recorder) {
    uint32_t first = SLOT_NOBODY;
    uint64_t first_since = 0;
    for (size_t i = 0; i < recorder->pending_count; i++) {
        if (recorder->pending[i].done) {
            continue;
        }
        uint32_t number = recorder->pending[i].slot;
        uint64_t since = recorder_slot(recorder, number)->asleep_since;
        since = since ? since : UINT64_MAX;
        if (first == SLOT_NOBODY || since < first_since ||
            (since == first_since && number < first)) {
            first = number;
            first_since = since;
        }
    }
    return first;
}

void recorder_settled(struct recorder *recorder, const uint32_t *changed, uint32_t count) {
    if (recorder->released != SLOT_NOBODY) {
        put_state(recorder, recorder->released);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (changed[i] != recorder->released && is_dead(recorder, changed[i])) {
            put_pending(recorder, changed[i]);
            put_state(recorder, changed[i]);
        }
    }
    for (uint32_t slot; (slot = first_woken(recorder)) != SLOT_NOBODY;) {
        put_pending(recorder, slot);
        put_state(recorder, slot);
    }
    for (uint32_t i = 0; i < count; i++) {
        put_state(recorder, changed[i]);
    }
    recorder->pending_count = 0;
    buf_clear(&recorder->bytes);
    recorder_fills(recorder);
}
