/* SPDX-License-Identifier: MIT */
/*
 * world_map.h: the world's small tables from a key to an index: open addressing, nothing is ever
 * taken out (a new value takes the old one's place). For world.c and fold.c.
 */
#ifndef WORLD_MAP_H
#define WORLD_MAP_H

#include "world.h"

/* The index put last under key (not 0), or UINT32_MAX. */
uint32_t world_map_get(const struct world_map *map, uint64_t key);
void world_map_put(struct world_map *map, uint64_t key, uint32_t index);
void world_map_done(struct world_map *map);
void world_map_copy(struct world_map *ret_copy, const struct world_map *map);
size_t world_map_memory(const struct world_map *map);

#endif
