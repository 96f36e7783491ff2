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

uint32_t gate_obj_new(enum obj_type type, const char *name, const char *attrs) {
    char unique[GATE_NAME_MAX];
    return gate_obj_new_named(type, name, attrs, unique);
}

uint32_t gate_obj_new_named(enum obj_type type, const char *name, const char *attrs,
                            char ret_name[GATE_NAME_MAX]) {
    assert(gate_attached());
    uint32_t obj = atomic_fetch_add(&me.shared->obj_count, 1) + 1;
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
    return obj;
}

uint32_t gate_queue_new(void) {
    assert(gate_attached());
    return atomic_fetch_add(&me.shared->obj_count, 1) + 1;
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
