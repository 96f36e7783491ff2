/* SPDX-License-Identifier: MIT */
/*
 * shared.c: the shared region (shared.h): getting it, giving out slots and names.
 */
#include "shared.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* Slots begin on a page of their own, so that each process touches its own pages only. */
#define HEAD_BYTES ((sizeof(struct shared) + 4095) / 4096 * 4096)

size_t shared_bytes(void) {
    return HEAD_BYTES + (size_t)SHARED_SLOTS * SHARED_SLOT_BYTES;
}

struct shared *shared_new(uint32_t slot_max) {
    assert(slot_max > 0 && slot_max <= SHARED_SLOTS);
    /* Pages come when first touched, so room for all slots costs an address range only. */
    void *block = mmap(NULL, shared_bytes(), PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (block == MAP_FAILED) {
        return NULL;
    }
    struct shared *shared = block;
    shared->slot_max = slot_max;
    return shared;
}

void shared_free(struct shared *shared) {
    if (shared) {
        munmap(shared, shared_bytes());
    }
}

struct shared_slot *shared_slot(struct shared *shared, uint32_t slot) {
    assert(slot < SHARED_SLOTS);
    return (struct shared_slot *)(void *)((char *)shared + HEAD_BYTES +
                                          (size_t)slot * SHARED_SLOT_BYTES);
}

uint32_t shared_slot_new(struct shared *shared, const char *name, uint32_t parent) {
    uint32_t slot = atomic_load(&shared->slot_count);
    do {
        if (slot >= shared->slot_max) {
            return SHARED_NOBODY;
        }
    } while (!atomic_compare_exchange_weak(&shared->slot_count, &slot, slot + 1));
    struct shared_slot *s = shared_slot(shared, slot);
    s->parent = parent;
    s->wild = shared->wild;
    shared_name_unique(shared, 'p', name, s->name);
    return slot;
}

uint32_t shared_slot_of(struct shared *shared, pid_t pid) {
    uint32_t count = atomic_load(&shared->slot_count);
    for (uint32_t i = count; i-- > 0 && pid > 0;) {
        if (atomic_load(&shared->pids[i]) == pid) {
            return i;
        }
    }
    return SHARED_NOBODY;
}

/* FNV-1a; never 0, which says "free". */
uint64_t shared_hash(char space, const char *name) {
    uint64_t h = 0xcbf29ce484222325U ^ (unsigned char)space;
    for (; *name; name++) {
        h = (h ^ (unsigned char)*name) * 0x100000001b3U;
    }
    return h ? h : 1;
}

/* How often this name was asked for, with this time: 1, 2, 3 ... */
static uint32_t count_name(struct shared *shared, char space, const char *name) {
    uint64_t h = shared_hash(space, name);
    for (uint32_t i = 0; i < SHARED_NAMES; i++) {
        struct shared_name *at = &shared->names[(h + i) & (SHARED_NAMES - 1)];
        uint64_t seen = 0;
        if (atomic_compare_exchange_strong(&at->hash, &seen, h) || seen == h) {
            return atomic_fetch_add(&at->count, 1) + 1;
        }
    }
    return 1; /* no room to remember it: two of a name are only a pity */
}

void shared_name_unique(struct shared *shared, char space, const char *name,
                        char ret_name[GATE_NAME_MAX]) {
    char text[GATE_NAME_MAX];
    snprintf(text, sizeof text, "%s", name);
    snprintf(ret_name, GATE_NAME_MAX, "%s", text);
    uint32_t n = count_name(shared, space, text);
    while (n > 1) { /* "x#2" may itself have been given as a name */
        snprintf(ret_name, GATE_NAME_MAX, "%.*s#%u", GATE_NAME_MAX - 12, text, n);
        if (count_name(shared, space, ret_name) == 1) {
            return;
        }
        n = count_name(shared, space, text);
    }
}

/* A process that is killed between the two steps leaves a key that stands for nothing. */
void shared_key_put(struct shared *shared, uint64_t key, uint32_t obj) {
    for (uint64_t i = 0; i < SHARED_KEYS; i++) {
        struct shared_key *at = &shared->keys[(key + i) & (SHARED_KEYS - 1)];
        uint64_t seen = 0;
        if (atomic_compare_exchange_strong(&at->key, &seen, key) || seen == key) {
            atomic_store(&at->obj, obj);
            return;
        }
    }
}

uint32_t shared_key_get(struct shared *shared, uint64_t key) {
    for (uint64_t i = 0; i < SHARED_KEYS; i++) {
        struct shared_key *at = &shared->keys[(key + i) & (SHARED_KEYS - 1)];
        uint64_t seen = atomic_load(&at->key);
        if (seen == key) {
            return atomic_load(&at->obj);
        }
        if (seen == 0) {
            break;
        }
    }
    return 0;
}
