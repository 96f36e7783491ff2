/* SPDX-License-Identifier: MIT */
/*
 * recorder_ring.c: one record of a ring into one record of the log (a fork: into several), by a
 * table of kinds.
 */
#include "mem.h"
#include "recorder_slot.h"
#include <string.h>

/* Operations that move bytes or messages through their object's stream. */
static bool takes(enum op_kind op) {
    return op == OP_READ || op == OP_RECV || op == OP_ACCEPT || op == OP_RECVFROM;
}

static bool puts_in(enum op_kind op) {
    return op == OP_WRITE || op == OP_SEND || op == OP_CONNECT || op == OP_SENDTO;
}

/* The last number of a call as `write(4, "ab", 2)`: how many bytes it asks for; -1: there is none.
 */
static int64_t count_in(const char *call, enum op_kind op) {
    size_t end = strlen(call);
    char last = ')';
    if (op == OP_SEND || op == OP_RECV) {
        const char *flags = strrchr(call, ',');
        end = flags ? (size_t)(flags - call) + 1 : 0;
        last = ',';
    }
    if (end == 0 || call[end - 1] != last) {
        return -1;
    }
    size_t at = --end;
    int64_t value = 0;
    int64_t place = 1;
    while (at > 0 && end - at < 18 && call[at - 1] >= '0' && call[at - 1] <= '9') {
        value += place * (call[--at] - '0');
        place *= 10;
    }
    return at == end ? -1 : value;
}

static strid intern_text(struct recorder *recorder, const struct ring_record *record) {
    if (record->text_len == 0) {
        return 0;
    }
    struct buf *text = &recorder->text;
    buf_clear(text);
    buf_put(text, record->text, record->text_len);
    for (char *zero; (zero = memchr(text->data, 0, text->len)) != NULL;) {
        *zero = ' '; /* a string of the log ends at its first 0 byte */
    }
    if (record->cut) {
        buf_puts(text, "...");
    }
    return log_intern_len(recorder->log, text->data, text->len);
}

static strid obj_name(struct recorder *recorder, uint32_t obj) {
    return obj ? recorder_obj(recorder, obj)->name : 0;
}

static void put_ready(struct recorder *recorder, struct recorder_slot *slot,
                      const struct ring_record *record) {
    struct event event = recorder_event(recorder, slot, EVENT_OP_READY);
    event.op = (uint16_t)record->op;
    event.obj = obj_name(recorder, record->obj);
    event.fd = record->fd;
    event.line = record->line;
    event.text = log_intern_len(recorder->log, record->text, strlen(record->text));
    event.has = (uint8_t)((event.obj ? EVENT_HAS_OBJ : 0) | (record->fd >= 0 ? EVENT_HAS_FD : 0));
    slot->op = event;
    slot->obj = record->obj;
    bool counts = record->op == OP_READ || record->op == OP_WRITE || record->op == OP_RECV ||
                  record->op == OP_SEND;
    slot->want = counts ? count_in(record->text, record->op) : -1;
    slot->in_op = false;
    recorder_append(recorder, &event, NULL, 0);
}

static void put_enter(struct recorder *recorder, struct recorder_slot *slot,
                      const struct ring_record *record) {
    if (record->obj && record->obj != slot->obj) { /* its name stands for something else by now */
        slot->obj = record->obj;
        slot->op.obj = obj_name(recorder, record->obj);
        slot->op.has =
            (uint8_t)((slot->op.has & ~EVENT_HAS_OBJ) | (slot->op.obj ? EVENT_HAS_OBJ : 0));
    }
    struct event event = slot->op;
    event.kind = EVENT_OP_ENTER;
    event.t = recorder->t;
    if (!event.obj && slot->obj) {
        /* What is at a port may have come to be while this process stood at its gate. */
        event.obj = obj_name(recorder, slot->obj);
        event.has |= event.obj ? EVENT_HAS_OBJ : 0;
        slot->op.obj = event.obj;
        slot->op.has = event.has;
    }
    slot->in_op = true;
    recorder_append(recorder, &event, NULL, 0);
}

/* The byte range of what was done, into *event if it is known. */
static void put_range(struct recorder *recorder, struct recorder_slot *slot,
                      const struct ring_record *record, struct event *event) {
    bool known = record->off >= 0;
    event->off = record->off;
    if (slot->obj && !known && takes(record->op)) {
        struct ranges *ranges = &recorder_obj(recorder, slot->obj)->ranges;
        if (record->has_range && (record->len > 0 || slot->want != 0)) {
            ranges_read(ranges, record->len, &event->off);
            known = true;
        }
    } else if (slot->obj && !known && puts_in(record->op)) {
        struct ranges *ranges = &recorder_obj(recorder, slot->obj)->ranges;
        int64_t len = record->has_range ? record->len : 0;
        known = ranges_wrote(ranges, &slot->part, len, &event->off);
    }
    if (known && record->has_range && record->len > 0) {
        event->len = record->len;
        event->has |= EVENT_HAS_RANGE;
    } else {
        event->off = 0;
    }
}

static void put_exit(struct recorder *recorder, struct recorder_slot *slot,
                     const struct ring_record *record) {
    struct event event = slot->op;
    event.kind = EVENT_OP_EXIT;
    event.t = recorder->t;
    event.ret = record->ret;
    event.has |= EVENT_HAS_RET;
    event.text = record->err ? log_intern(recorder->log, strerrorname_np(record->err)) : 0;
    event.state = record->state_len ? log_intern(recorder->log, record->state) : 0;
    put_range(recorder, slot, record, &event);
    slot->in_op = false;
    slot->asleep = false;
    slot->asleep_since = 0;
    recorder_append(recorder, &event, record->data, record->data_len);
    if (record->op == OP_EXEC && !record->err) {
        recorder_freed(recorder, slot);
    }
}

static void put_obj_new(struct recorder *recorder, struct recorder_slot *slot,
                        const struct ring_record *record) {
    struct event event = recorder_event(recorder, slot, EVENT_OBJ_NEW);
    event.obj = intern_text(recorder, record);
    event.name = log_intern(recorder->log, obj_type_name(record->type));
    event.type = (uint16_t)record->type;
    event.state = record->state_len ? log_intern(recorder->log, record->state) : 0;
    event.has = EVENT_HAS_OBJ;
    if (record->obj) {
        recorder_obj(recorder, record->obj)->name = event.obj;
        recorder_obj(recorder, record->obj)->type = record->type;
        recorder_obj(recorder, record->obj)->messages =
            record->state_len && strstr(record->state, "\"messages\":1");
    }
    recorder_append(recorder, &event, NULL, 0);
}

static void put_obj_gone(struct recorder *recorder, struct recorder_slot *slot,
                         const struct ring_record *record) {
    struct event event = recorder_event(recorder, slot, EVENT_OBJ_GONE);
    event.obj = obj_name(recorder, record->obj);
    event.has = EVENT_HAS_OBJ;
    recorder_append(recorder, &event, NULL, 0);
}

static void append_fd(struct recorder *recorder, const struct recorder_slot *slot,
                      enum event_kind kind, const struct recorder_fd *fd) {
    struct event event = recorder_event(recorder, slot, kind);
    event.fd = fd->fd;
    event.obj = obj_name(recorder, fd->obj);
    event.end = fd->end;
    event.has = (uint8_t)(EVENT_HAS_FD | (event.obj ? EVENT_HAS_OBJ : 0));
    recorder_append(recorder, &event, NULL, 0);
}

/* Where the first entry of fd stands in the table, which is kept in the order of descriptors. */
static size_t fd_place(const struct recorder_slot *slot, int32_t fd) {
    size_t i = 0;
    while (i < slot->fd_count && slot->fds[i].fd < fd) {
        i++;
    }
    return i;
}

static bool is_fd(const struct recorder_slot *slot, size_t i, int32_t fd) {
    return i < slot->fd_count && slot->fds[i].fd == fd;
}

static void remove_fd(struct recorder_slot *slot, size_t i) {
    slot->fd_count--;
    memmove(slot->fds + i, slot->fds + i + 1, (slot->fd_count - i) * sizeof(*slot->fds));
}

/* A descriptor of a socket has two entries, for reading and for writing; any other one. */
static void put_fd_open(struct recorder *recorder, struct recorder_slot *slot,
                        const struct ring_record *record) {
    const struct recorder_fd fd = {record->fd, record->obj, (uint8_t)record->end};
    size_t i = fd_place(slot, fd.fd);
    while (is_fd(slot, i, fd.fd)) {
        if ((slot->fds[i].end == END_R && fd.end == END_W) ||
            (slot->fds[i].end == END_W && fd.end == END_R)) {
            i++;
        } else {
            remove_fd(slot, i);
        }
    }
    slot->fds = mem_grow(slot->fds, &slot->fd_cap, slot->fd_count + 1, sizeof(fd));
    memmove(slot->fds + i + 1, slot->fds + i, (slot->fd_count - i) * sizeof(fd));
    slot->fd_count++;
    slot->fds[i] = fd;
    append_fd(recorder, slot, EVENT_FD_OPEN, &fd);
}

static bool is_held(const struct recorder *recorder, uint32_t obj) {
    for (size_t s = 0; s < recorder->slot_count; s++) {
        const struct recorder_slot *slot = &recorder->slots[s];
        for (size_t i = 0; i < slot->fd_count; i++) {
            if (slot->fds[i].obj == obj) {
                return true;
            }
        }
    }
    return false;
}

void recorder_left(struct recorder *recorder, uint32_t obj) {
    struct recorder_obj *left = obj ? recorder_obj(recorder, obj) : NULL;
    /* fifo(7): the name stays, what was in it does not. */
    if (left && left->type == OBJ_FIFO && !is_held(recorder, obj)) {
        left->ranges =
            (struct ranges){.written = left->ranges.written, .taken = left->ranges.written};
    }
}

static void put_fd_close(struct recorder *recorder, struct recorder_slot *slot,
                         const struct ring_record *record) {
    struct recorder_fd fd = {.fd = record->fd};
    size_t i = fd_place(slot, fd.fd);
    if (is_fd(slot, i, fd.fd)) {
        fd = slot->fds[i];
    }
    int entries = 0;
    for (; is_fd(slot, i, fd.fd); entries++) {
        remove_fd(slot, i);
    }
    if (entries > 1) { /* a socket: neither of its two directions alone */
        fd = (struct recorder_fd){.fd = record->fd};
    }
    append_fd(recorder, slot, EVENT_FD_CLOSE, &fd);
    recorder_left(recorder, fd.obj);
    recorder->moved = true;
}

void recorder_start(struct recorder *recorder, uint32_t number, uint32_t parent) {
    const struct supervisor_slot *look = recorder->look(recorder->look_arg, number);
    if (!look || look->state == SLOT_VOID) {
        return;
    }
    struct recorder_slot *slot = recorder_slot(recorder, number);
    const struct recorder_slot *from = parent < number ? recorder_slot(recorder, parent) : NULL;
    slot->there = true;
    slot->name = log_intern(recorder->log, look->name);
    slot->pid = look->pid;
    slot->vpid = look->vpid;
    struct event event = recorder_event(recorder, slot, EVENT_ACTOR_START);
    event.name = from ? from->name : 0;
    event.line = from ? from->op.line : 0;
    recorder_append(recorder, &event, NULL, 0);
    for (size_t i = 0; from && i < from->fd_count; i++) {
        slot->fds = mem_grow(slot->fds, &slot->fd_cap, i + 1, sizeof(*slot->fds));
        slot->fds[i] = from->fds[i];
        slot->fd_count = i + 1;
        append_fd(recorder, slot, EVENT_FD_OPEN, &slot->fds[i]);
    }
}

static void put_line(struct recorder *recorder, struct recorder_slot *slot,
                     const struct ring_record *record) {
    static const enum event_kind kinds[RING_KIND_COUNT] = {[RING_SAY] = EVENT_SAY,
                                                           [RING_PRINT] = EVENT_PRINT,
                                                           [RING_ASK] = EVENT_ASK,
                                                           [RING_ANSWER] = EVENT_ANSWER};
    struct event event = recorder_event(recorder, slot, kinds[record->kind]);
    event.text = intern_text(recorder, record);
    event.line = record->line;
    recorder->stop_here = recorder->stop_here || record->kind == RING_SAY;
    recorder_append(recorder, &event, NULL, 0);
}

static void put_mark(struct recorder *recorder, struct recorder_slot *slot,
                     const struct ring_record *record) {
    struct event event = recorder_event(recorder, slot, EVENT_MARK);
    event.name = intern_text(recorder, record);
    event.line = record->line;
    event.has = record->ret >= 0 ? EVENT_HAS_T : 0;
    event.ret = record->ret >= 0 ? record->ret : 0;
    recorder->stop_here = true;
    recorder_append(recorder, &event, NULL, 0);
}

/* A fault is not a record: it ends the run, and run.end carries it. The first one counts. */
static void put_trouble(struct recorder *recorder, struct recorder_slot *slot,
                        const struct ring_record *record) {
    (void)slot;
    if (recorder->trouble != TROUBLE_NONE) {
        return;
    }
    recorder->trouble = record->kind == RING_FAULT ? TROUBLE_FAULT : TROUBLE_LIMIT;
    recorder->trouble_file = record->state_len ? mem_strdup(record->state) : NULL;
    recorder->trouble_line = record->line;
    recorder->trouble_text = mem_strdup(record->text);
}

static void (*const put[RING_KIND_COUNT])(struct recorder *, struct recorder_slot *,
                                          const struct ring_record *) = {
    [RING_READY] = put_ready,       [RING_ENTER] = put_enter,       [RING_EXIT] = put_exit,
    [RING_OBJ_NEW] = put_obj_new,   [RING_OBJ_GONE] = put_obj_gone, [RING_FD_OPEN] = put_fd_open,
    [RING_FD_CLOSE] = put_fd_close, [RING_MARK] = put_mark,         [RING_SAY] = put_line,
    [RING_PRINT] = put_line,        [RING_ASK] = put_line,          [RING_ANSWER] = put_line,
    [RING_FAULT] = put_trouble,     [RING_LIMIT] = put_trouble,
};

void recorder_put(struct recorder *recorder, uint32_t slot, const struct ring_record *record) {
    if (record->kind == RING_FORKED) {
        recorder_start(recorder, record->obj, slot);
    } else if (put[record->kind]) {
        put[record->kind](recorder, recorder_slot(recorder, slot), record);
    }
}
