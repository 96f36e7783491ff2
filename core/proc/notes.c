/* SPDX-License-Identifier: MIT */
/*
 * notes.c: what a lesson process tells without a gate (gate.h): objects, descriptors, marks, texts
 * and faults. Each is one record in its ring.
 */
#include "gate.h"
#include "me.h"
#include "ring_bytes.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

static void put(struct ring_record record) {
    assert(gate_attached());
    ring_put(me.self, &record);
}

uint32_t gate_obj_reserve(uint32_t count) {
    assert(gate_attached());
    return atomic_fetch_add(&me.shared->obj_count, count) + 1;
}

/* One word, so that a process killed half-way leaves no half of an entry. */
uint32_t gate_port(enum obj_type type, bool ipv6, uint16_t port) {
    uint64_t key = (uint64_t)ipv6 << 63 | (uint64_t)type << 48 | (uint64_t)port << 32;
    uint32_t obj = 0;
    for (size_t i = 0; i < SHARED_PORTS; i++) {
        uint64_t entry = atomic_load(&me.shared->ports[i]);
        if (!entry) {
            obj = obj ? obj : gate_obj_reserve(1);
            if (atomic_compare_exchange_strong(&me.shared->ports[i], &entry, key | obj)) {
                return obj;
            }
        }
        if (entry >> 32 == key >> 32) {
            return (uint32_t)entry;
        }
    }
    return 0;
}

static void make_known(uint32_t obj, enum obj_type type, const char *name, const char *attrs,
                       char ret_name[GATE_NAME_MAX]) {
    assert(gate_attached());
    char numbered[GATE_NAME_MAX];
    if (!name) {
        uint32_t n = atomic_fetch_add(&me.shared->type_count[type], 1) + 1;
        snprintf(numbered, sizeof numbered, "%s#%u", obj_type_name(type), n);
        name = numbered;
    }
    shared_name_unique(me.shared, 'o', name, ret_name);
    put((struct ring_record){.kind = RING_OBJ_NEW,
                             .type = type,
                             .obj = obj,
                             .fd = -1,
                             .text = ret_name,
                             .text_len = strlen(ret_name),
                             .state = attrs,
                             .state_len = attrs ? strlen(attrs) : 0});
}

uint32_t gate_obj_new(enum obj_type type, const char *name, const char *attrs) {
    uint32_t obj = gate_obj_reserve(1);
    gate_obj_new_at(obj, type, name, attrs);
    return obj;
}

uint32_t gate_obj_new_named(enum obj_type type, const char *name, const char *attrs,
                            char ret_name[GATE_NAME_MAX]) {
    uint32_t obj = gate_obj_reserve(1);
    make_known(obj, type, name, attrs, ret_name);
    return obj;
}

void gate_obj_new_at(uint32_t obj, enum obj_type type, const char *name, const char *attrs) {
    char unique[GATE_NAME_MAX];
    make_known(obj, type, name, attrs, unique);
}

void gate_obj_key(uint64_t key, uint32_t obj) {
    assert(gate_attached() && key != 0);
    shared_key_put(me.shared, key, obj);
}

uint32_t gate_obj_by_key(uint64_t key) {
    assert(gate_attached() && key != 0);
    return shared_key_get(me.shared, key);
}

const char *gate_names_prefix(void) {
    assert(gate_attached());
    return me.shared->names_prefix;
}

bool gate_has_network(void) {
    assert(gate_attached());
    return me.shared->own_net;
}

uint64_t gate_key(char space, const char *name) {
    return shared_hash(space, name);
}

uint32_t gate_queue_new(void) {
    return gate_obj_reserve(1);
}

void gate_obj_gone(uint32_t obj) {
    put((struct ring_record){.kind = RING_OBJ_GONE, .obj = obj, .fd = -1});
}

void gate_fd_open(int fd, uint32_t obj, enum fd_end end) {
    put((struct ring_record){.kind = RING_FD_OPEN, .obj = obj, .fd = fd, .end = end});
}

void gate_fd_close(int fd) {
    put((struct ring_record){.kind = RING_FD_CLOSE, .fd = fd});
}

void gate_mark(int64_t T, const char *label) {
    put((struct ring_record){.kind = RING_MARK,
                             .fd = -1,
                             .ret = T,
                             .text = label,
                             .text_len = label ? strlen(label) : 0});
}

void gate_say(const char *text) {
    put((struct ring_record){.kind = RING_SAY, .fd = -1, .text = text, .text_len = strlen(text)});
}

void gate_print(const char *text, size_t len) {
    put((struct ring_record){.kind = RING_PRINT, .fd = -1, .text = text, .text_len = len});
}

void gate_fault(const char *file, int line, const char *text) {
    put((struct ring_record){.kind = RING_FAULT,
                             .fd = -1,
                             .line = line,
                             .text = text,
                             .text_len = strlen(text),
                             .state = file,
                             .state_len = file ? strlen(file) : 0});
}

void gate_limit(int line, const char *text) {
    put((struct ring_record){
        .kind = RING_LIMIT, .fd = -1, .line = line, .text = text, .text_len = strlen(text)});
}
