/* SPDX-License-Identifier: MIT */
/*
 * stage_kinds.h: how each kind of object looks on stage: its inside as a sheet of lines. One file a
 * kind (stage_pipe.c), one row in stage_kinds.c.
 */
#ifndef STAGE_KINDS_H
#define STAGE_KINDS_H

#include "sheet.h"
#include "view.h"

struct stage_kind {
    enum obj_type type;
    int rows; /* lines that the inside wants where there is room; at least 2 */
    /* The inside, most important line first, at most `rows` lines of sheet->width columns. */
    void (*inside)(const struct scene *scene, const struct world_obj *obj, struct sheet *sheet);
    /* All of it in one line, for a crowded stage: "22 of 65536 B". */
    void (*line)(const struct scene *scene, const struct world_obj *obj, struct buf *out);
};

/* The row of a type; one that shows what any object has for a type without one. Never NULL. */
const struct stage_kind *stage_kind(enum obj_type type);
/* Most rows that any object of the cast wants. */
int stage_kind_rows(const struct cast *cast);
/* Whether an operation puts something into its object (a message travels from the actor to it) or
 * takes something out (the other way). */
bool stage_op_puts(enum op_kind op);
bool stage_op_takes(enum op_kind op);

extern const struct stage_kind stage_pipe, stage_fifo;
extern const struct stage_kind stage_listener;
extern const struct stage_kind stage_tcp;
extern const struct stage_kind stage_socketpair;

#endif
