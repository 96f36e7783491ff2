/* SPDX-License-Identifier: MIT */
/* stage_bytes.h: what is on its way through an object, as text: for every kind that bytes flow
 * through. */
#ifndef STAGE_BYTES_H
#define STAGE_BYTES_H

#include "view.h"

/* The bytes in it, the next one to be read first. What is not known of them is counted where it
 * lies: [20 B unknown] "SECOND" and 30 B more; "not recorded" or "mixed bytes" where nothing of
 * them is. Nothing only if nothing is in it. */
void stage_bytes(const struct scene *scene, const struct world_obj *obj, struct buf *out);

#endif
