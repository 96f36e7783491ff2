/* SPDX-License-Identifier: MIT */
/*
 * recorder_free.c: processes that execute another program and have no gates. When all is settled
 * the kernel says in which call each sleeps: that becomes an op.enter and an op.block, as of any
 * other, so that who waits for whom is found by the same rules; what a call gave in the end nobody
 * knows, and the op.exit says nothing of it. How much is in a pipe that such a one has, or had, an
 * end of, the kernel says too: an obj.fill where that is not what was counted.
 */
#include "recorder_slot.h"
#include <stdio.h>
#include <sys/syscall.h>

static enum op_kind op_of(long call) {
    return call == SYS_read ? OP_READ : call == SYS_write ? OP_WRITE : OP_NONE;
}

static void add_to(uint32_t *who, uint32_t number) {
    *who = *who == 0 || *who == number + 1 ? number + 1 : RECORDER_SEVERAL;
}

void recorder_freed(struct recorder *recorder, struct recorder_slot *slot) {
    uint32_t number = (uint32_t)(slot - recorder->slots);
    slot->free = true;
    slot->obj = 0;
    for (size_t i = 0; i < slot->fd_count; i++) {
        struct recorder_obj *obj = recorder_obj(recorder, slot->fds[i].obj);
        if (slot->fds[i].end != END_W) {
            add_to(&obj->takers, number);
        }
        if (slot->fds[i].end != END_R) {
            add_to(&obj->putters, number);
        }
    }
}

static void woken(struct recorder *recorder, struct recorder_slot *slot) {
    struct event event = slot->op;
    event.kind = EVENT_OP_EXIT;
    event.t = recorder->t;
    event.text = 0; /* its call; of an op.exit it is the error */
    slot->asleep = false;
    slot->asleep_since = 0;
    recorder_append(recorder, &event, NULL, 0);
}

/* The object that its descriptor leads to; 0: none of the lesson's. */
static uint32_t obj_at(const struct recorder_slot *slot, int fd) {
    for (size_t i = 0; i < slot->fd_count; i++) {
        if (slot->fds[i].fd == fd) {
            return slot->fds[i].obj;
        }
    }
    return 0;
}

static void enter(struct recorder *recorder, struct recorder_slot *slot,
                  const struct supervisor_slot *look) {
    char call[64];
    struct event event = recorder_event(recorder, slot, EVENT_OP_ENTER);
    event.op = (uint16_t)op_of(look->call);
    if (event.op != OP_NONE) {
        const char *bytes = event.op == OP_WRITE ? "..., " : "";
        snprintf(call, sizeof call, "%s(%d, %s%llu)", op_name((enum op_kind)event.op), look->fd,
                 bytes, (unsigned long long)look->count);
        uint32_t obj = obj_at(slot, look->fd);
        event.fd = look->fd;
        event.obj = obj ? recorder_obj(recorder, obj)->name : 0;
        event.has = (uint8_t)(EVENT_HAS_FD | (obj ? EVENT_HAS_OBJ : 0));
    } else if (look->call >= 0) {
        snprintf(call, sizeof call, "system call %ld", look->call);
    } else {
        snprintf(call, sizeof call, "a system call");
    }
    event.text = log_intern(recorder->log, call);
    event.name = event.op == OP_NONE ? event.text : 0;
    recorder_append(recorder, &event, NULL, 0);
    slot->op = event;
}

void recorder_free_sleeps(struct recorder *recorder, struct recorder_slot *slot,
                          const struct supervisor_slot *look) {
    if (look->state != SLOT_BLOCKED) {
        return; /* computes, or was stopped: it sleeps in no call */
    }
    if (slot->asleep) {
        if (slot->free_call == look->call && slot->op.fd == look->fd &&
            slot->free_count == look->count) {
            return;
        }
        woken(recorder, slot);
    }
    enter(recorder, slot, look);
    slot->free_call = look->call;
    slot->free_count = look->count;
    recorder_sleeps(recorder, slot);
}

/* Asked of whoever has an end of it; -1: nobody has one, or the kernel does not say. */
static int64_t ask(struct recorder *recorder, uint32_t obj) {
    for (uint32_t s = 0; s < recorder->slot_count; s++) {
        const struct recorder_slot *slot = &recorder->slots[s];
        for (size_t i = 0; i < slot->fd_count; i++) {
            if (slot->fds[i].obj == obj && slot->there && !slot->ended) {
                return recorder->fill(recorder->look_arg, s, slot->fds[i].fd);
            }
        }
    }
    return -1;
}

/* Who it was that changed what is in obj without a record, if only one can have been: that one took
 * (put) exactly that much. NULL: several, or one took while another put. */
static const struct recorder_slot *only_one(const struct recorder *recorder,
                                            const struct recorder_obj *obj, int64_t change) {
    uint32_t one = change < 0 ? obj->takers : obj->putters;
    uint32_t others = change < 0 ? obj->putters : obj->takers;
    return one != 0 && one != RECORDER_SEVERAL && others == 0 ? &recorder->slots[one - 1] : NULL;
}

static void put_fill(struct recorder *recorder, const struct recorder_obj *obj, int64_t bytes,
                     int64_t change) {
    const struct recorder_slot nobody = {0};
    const struct recorder_slot *who = only_one(recorder, obj, change);
    struct event event = recorder_event(recorder, who ? who : &nobody, EVENT_OBJ_FILL);
    event.obj = obj->name;
    event.has = EVENT_HAS_OBJ;
    event.len = bytes;
    event.ret = change;
    recorder_append(recorder, &event, NULL, 0);
}

void recorder_fills(struct recorder *recorder) {
    for (uint32_t i = 1; recorder->fill && i < recorder->obj_count; i++) {
        struct recorder_obj *obj = recorder_obj(recorder, i);
        bool pipe = obj->type == OBJ_PIPE || obj->type == OBJ_FIFO;
        /* While a write sleeps half-way, what is in is not counted as written yet. */
        if ((!obj->takers && !obj->putters) || !pipe || obj->ranges.part_way > 0) {
            continue;
        }
        int64_t bytes = ask(recorder, i);
        int64_t change = bytes < 0 ? 0 : ranges_fill(&obj->ranges, bytes);
        if (change != 0) {
            put_fill(recorder, obj, bytes, change);
        }
    }
}
