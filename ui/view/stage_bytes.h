/* SPDX-License-Identifier: MIT */
/* stage_bytes.h: what is on its way through an object, as text: for every kind that bytes flow
 * through. */
#ifndef STAGE_BYTES_H
#define STAGE_BYTES_H

#include "view.h"

/* The bytes in it, the next one to be read first, as far as the log kept them. */
void stage_bytes(const struct scene *scene, const struct world_obj *obj, struct buf *out);

#endif
