/* SPDX-License-Identifier: MIT */
/* predict_parts.h: what predict*.c share. For them alone; predict.h is the way in. */
#ifndef PREDICT_PARTS_H
#define PREDICT_PARTS_H

#include "predict.h"

/* One more choice, where there is room for it. */
void predict_offer(struct predict_set *set, struct prediction choice);
/* predict_cell.c: the numbers that one may expect of a load or a store; none where there is only
 * one. */
void predict_cells(const struct world *world, const struct world_proc *proc,
                   struct predict_set *set);

#endif
