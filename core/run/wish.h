/* SPDX-License-Identifier: MIT */
/*
 * wish.h: a struct run_wish over the link: sent by the tutor (run.c), held by the runner
 * (engine.c).
 */
#ifndef WISH_H
#define WISH_H

#include "link.h"
#include "run.h"

#define WISH_PARAMS_MAX 256

/* A wish that owns its strings. */
struct wish_held {
    struct run_wish wish;
    struct run_param *params;
};

/* type: LINK_WISH or LINK_DECLARE. */
void wish_send(struct link *link, enum link_type type, const struct run_wish *wish);
/* From a frame LINK_WISH or LINK_DECLARE. 0, or -EPROTO. *ret_held need not be initialised. */
int wish_take(struct link_frame *frame, struct wish_held *ret_held);
void wish_done(struct wish_held *held);

#endif
