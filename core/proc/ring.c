/* SPDX-License-Identifier: MIT */
/*
 * ring.c: the ring of bytes of one process (ring.h). Positions only grow; the place in the ring is
 * the position modulo its size. The writer copies a whole record behind `head`, then publishes it
 * by storing `head`: there is no moment at which a reader could see a part of one.
 */
#include "clock.h"
#include "futex.h"
#include "ring_bytes.h"
#include <string.h>

/* A record in the ring: this, then text, state and data without anything between. */
struct packed {
    uint32_t size; /* of all of it, a multiple of 8 */
    uint16_t kind, op;
    uint16_t type, state_len;
    uint16_t text_len;
    uint8_t data_len, end;
    uint32_t obj;
    int32_t fd, line, err;
    uint8_t has_range, cut, unused[6];
    int64_t ret, off, len, t;
};

static size_t at_most(size_t n, size_t max) {
    return n < max ? n : max;
}

static void put_bytes(struct shared_slot *slot, uint64_t at, const void *bytes, size_t len) {
    size_t place = (size_t)(at % SHARED_RING_BYTES);
    size_t first = at_most(len, SHARED_RING_BYTES - place);
    if (first) {
        memcpy(slot->ring + place, bytes, first);
    }
    if (len > first) {
        memcpy(slot->ring, (const char *)bytes + first, len - first);
    }
}

/* Waits until `size` bytes fit. The phase is put back as it was: whoever writes may be anywhere. */
static void make_room(struct shared_slot *slot, size_t size) {
    uint32_t phase = atomic_load(&slot->phase);
    while (atomic_load(&slot->head) - atomic_load(&slot->tail) + size > SHARED_RING_BYTES) {
        atomic_store(&slot->phase, PHASE_FULL);
        futex_pass(&slot->space);
    }
    atomic_store(&slot->phase, phase);
}

void ring_put(struct shared_slot *slot, const struct ring_record *r) {
    struct packed p = {.kind = (uint16_t)r->kind,
                       .op = (uint16_t)r->op,
                       .type = (uint16_t)r->type,
                       .end = (uint8_t)r->end,
                       .obj = r->obj,
                       .fd = r->fd,
                       .line = r->line,
                       .err = r->err,
                       .has_range = r->has_range,
                       .ret = r->ret,
                       .off = r->off,
                       .len = r->len,
                       .t = slot->wild ? clock_ns() : 0};
    p.text_len = (uint16_t)at_most(r->text_len, RING_TEXT_MAX);
    p.state_len = (uint16_t)at_most(r->state_len, RING_STATE_MAX);
    p.data_len = (uint8_t)at_most(r->data_len, EVENT_DATA_MAX);
    p.cut = p.text_len < r->text_len || p.state_len < r->state_len;
    size_t size = sizeof p + p.text_len + p.state_len + p.data_len;
    p.size = (uint32_t)((size + 7) / 8 * 8);
    if (atomic_load(&slot->head) - atomic_load(&slot->tail) + p.size > SHARED_RING_BYTES) {
        make_room(slot, p.size);
    }
    uint64_t head = atomic_load_explicit(&slot->head, memory_order_relaxed);
    uint64_t at = head;
    put_bytes(slot, at, &p, sizeof p);
    at += sizeof p;
    put_bytes(slot, at, r->text, p.text_len);
    at += p.text_len;
    put_bytes(slot, at, r->state, p.state_len);
    at += p.state_len;
    put_bytes(slot, at, r->data, p.data_len);
    atomic_store_explicit(&slot->head, head + p.size, memory_order_release);
}

size_t ring_take(struct shared_slot *slot, struct buf *out) {
    uint64_t tail = atomic_load_explicit(&slot->tail, memory_order_relaxed);
    uint64_t head = atomic_load_explicit(&slot->head, memory_order_acquire);
    uint64_t len = head - tail;
    if (len > SHARED_RING_BYTES) { /* only a hostile writer does that */
        len = 0;
    }
    size_t place = (size_t)(tail % SHARED_RING_BYTES);
    size_t first = at_most((size_t)len, SHARED_RING_BYTES - place);
    if (len) {
        buf_put(out, slot->ring + place, first);
    }
    if (len > first) {
        buf_put(out, slot->ring, (size_t)len - first);
    }
    atomic_store_explicit(&slot->tail, head, memory_order_release);
    return (size_t)len;
}

/* Does what the head says fit into what is there? `left` bytes are there. */
static bool sound(const struct packed *p, size_t left) {
    return p->size <= left && p->size >= sizeof *p + p->text_len + p->state_len + p->data_len &&
           p->kind > RING_NONE && p->kind < RING_KIND_COUNT && p->op < OP_COUNT &&
           p->type < OBJ_COUNT && p->end <= END_RW && p->text_len <= RING_TEXT_MAX &&
           p->state_len <= RING_STATE_MAX && p->data_len <= EVENT_DATA_MAX;
}

int64_t ring_time(const struct buf *bytes, size_t at) {
    struct packed p;
    if (at > bytes->len || bytes->len - at < sizeof p) {
        return INT64_MAX;
    }
    memcpy(&p, bytes->data + at, sizeof p);
    return sound(&p, bytes->len - at) ? p.t : INT64_MAX;
}

bool ring_next(const struct buf *bytes, size_t *at, struct buf *scratch,
               struct ring_record *ret_record) {
    struct packed p;
    if (*at > bytes->len || bytes->len - *at < sizeof p) {
        return false;
    }
    const char *from = bytes->data + *at;
    memcpy(&p, from, sizeof p);
    if (!sound(&p, bytes->len - *at)) {
        return false;
    }
    from += sizeof p;
    buf_clear(scratch);
    buf_put(scratch, from, p.text_len);
    buf_putc(scratch, '\0');
    buf_put(scratch, from + p.text_len, p.state_len);
    buf_putc(scratch, '\0');
    buf_put(scratch, from + p.text_len + p.state_len, p.data_len);
    *ret_record = (struct ring_record){
        .kind = (enum ring_kind)p.kind,
        .op = (enum op_kind)p.op,
        .type = (enum obj_type)p.type,
        .end = (enum fd_end)p.end,
        .obj = p.obj,
        .fd = p.fd,
        .line = p.line,
        .err = p.err,
        .ret = p.ret,
        .off = p.off,
        .len = p.len,
        .t = p.t,
        .has_range = p.has_range,
        .cut = p.cut,
        .text = scratch->data,
        .text_len = p.text_len,
        .state = scratch->data + p.text_len + 1,
        .state_len = p.state_len,
        .data = (const unsigned char *)scratch->data + p.text_len + p.state_len + 2,
        .data_len = p.data_len,
    };
    *at += p.size;
    return true;
}
