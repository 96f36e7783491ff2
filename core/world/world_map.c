/* SPDX-License-Identifier: MIT */
/* world_map.c: see world_map.h. At most half of the places are taken, so a search is short. */
#include "world_map.h"
#include "mem.h"
#include <string.h>

enum { FIRST_SIZE = 16 };

/* Fibonacci hashing: the high bits of the product are well mixed. */
static uint32_t place(const struct world_map *map, uint64_t key) {
    uint32_t at = (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (map->size - 1);
    while (map->keys[at] != 0 && map->keys[at] != key) {
        at = (at + 1) & (map->size - 1);
    }
    return at;
}

uint32_t world_map_get(const struct world_map *map, uint64_t key) {
    if (map->size == 0 || key == 0) {
        return UINT32_MAX;
    }
    uint32_t at = place(map, key);
    return map->keys[at] == key ? map->indexes[at] : UINT32_MAX;
}

static void grow(struct world_map *map) {
    struct world_map bigger = {.size = map->size == 0 ? FIRST_SIZE : map->size * 2};
    bigger.keys = mem_new(bigger.size * sizeof *bigger.keys);
    bigger.indexes = mem_new(bigger.size * sizeof *bigger.indexes);
    for (uint32_t i = 0; i < map->size; i++) {
        if (map->keys[i] != 0) {
            uint32_t at = place(&bigger, map->keys[i]);
            bigger.keys[at] = map->keys[i];
            bigger.indexes[at] = map->indexes[i];
            bigger.count++;
        }
    }
    world_map_done(map);
    *map = bigger;
}

void world_map_put(struct world_map *map, uint64_t key, uint32_t index) {
    if (key == 0) {
        return;
    }
    if ((map->count + 1) * 2 > map->size) {
        grow(map);
    }
    uint32_t at = place(map, key);
    if (map->keys[at] == 0) {
        map->keys[at] = key;
        map->count++;
    }
    map->indexes[at] = index;
}

void world_map_done(struct world_map *map) {
    mem_free(map->keys);
    mem_free(map->indexes);
    *map = (struct world_map){0};
}

void world_map_copy(struct world_map *ret_copy, const struct world_map *map) {
    *ret_copy = *map;
    if (map->size == 0) {
        return;
    }
    ret_copy->keys = mem_new(map->size * sizeof *map->keys);
    ret_copy->indexes = mem_new(map->size * sizeof *map->indexes);
    memcpy(ret_copy->keys, map->keys, map->size * sizeof *map->keys);
    memcpy(ret_copy->indexes, map->indexes, map->size * sizeof *map->indexes);
}

size_t world_map_memory(const struct world_map *map) {
    return map->size * (sizeof *map->keys + sizeof *map->indexes);
}
