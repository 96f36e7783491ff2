/* SPDX-License-Identifier: MIT */
/*
 * world_json.h: a world as JSON (for `show --format json`, and for tests) and as text to read.
 */
#ifndef WORLD_JSON_H
#define WORLD_JSON_H

#include "buf.h"
#include "world.h"

/* One object, on one line: n, t, steps, program, processes, objects, descriptors, waits, marks,
 * deadlock, outcome. Strings are valid UTF-8. */
void world_to_json(const struct world *world, struct buf *out);
/* The same for people: tables of processes, objects and who holds which end, and why who waits. */
void world_to_text(const struct world *world, struct buf *out);
/* An object in one line, by its kind: "0 of 65536 bytes, 1 reader, 2 writers". */
void obj_describe(const struct world *world, const struct world_obj *obj, struct buf *out);
/* A field of an object that its kind knows (path.h): false if it has none of that name. */
bool obj_field(const struct world *world, const struct world_obj *obj, const char *name,
               struct buf *out);

#endif
