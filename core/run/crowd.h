/* SPDX-License-Identifier: MIT */
/*
 * crowd.h: how many of a run's processes are in which state, and who stands at a gate, kept up to
 * date from what changed, so that a step costs the same with two processes and with five hundred.
 */
#ifndef CROWD_H
#define CROWD_H

#include "order.h"
#include "supervisor.h"

struct crowd {
    enum slot_state *states;
    uint32_t count; /* slots */
    size_t cap;
    uint32_t live, sleeping, asking, blocked, computing;
    struct order_choice *ready; /* in the order of slots */
    size_t ready_count, ready_cap;
};

void crowd_init(struct crowd *crowd);
void crowd_done(struct crowd *crowd);
/* Takes in the state that a slot has now; the slot's name must live as long as the crowd. */
void crowd_update(struct crowd *crowd, uint32_t slot, const struct supervisor_slot *look);
/* The first slot in this state, or SLOT_NOBODY. */
uint32_t crowd_first(const struct crowd *crowd, enum slot_state state);
/* The one who is ready under this name, or NULL. */
const struct order_choice *crowd_ready(const struct crowd *crowd, const char *name);

#endif
