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
    int rows;          /* lines that the inside wants where there is room; at least 2 */
    int cells_per_row; /* one line more for each so many cells (cast_obj.length); 0: none */
    /* The inside, most important line first, at most `rows` lines of sheet->width columns. */
    void (*inside)(const struct scene *scene, const struct world_obj *obj, struct sheet *sheet);
    /* All of it in one line, for a crowded stage: "22 of 65536 B". */
    void (*line)(const struct scene *scene, const struct world_obj *obj, struct buf *out);
    /* How a process stands now to an object that needs no descriptor, for a wire between them:
     * END_R: from the object to the process (it holds it, it took from it), END_W: from the process
     * to the object (it waits for it, it put into it), END_NONE: not at all; and a word of at most
     * five letters for the wire. NULL: only descriptors make wires. */
    enum fd_end (*bond)(const struct scene *scene, const struct world_obj *obj,
                        const struct world_proc *proc, const char **ret_word);
    /* Takes the stage where it is the only object of a program and has cells (cast_obj.length): the
     * picture, below which the processes stand a line each; and the stage's title. NULL: never. */
    void (*whole)(const struct scene *scene, const struct world_obj *obj, struct sheet *sheet);
    const char *whole_title;
    /* The rows of that picture for so many cells in width columns, where the object is not there
     * yet. */
    int (*whole_rows)(int64_t length, int width);
    bool tells_waiters; /* `line` says who sleeps in it; else the crowded stage adds that */
};

/* The row of a type; one that shows what any object has for a type without one. Never NULL. */
const struct stage_kind *stage_kind(enum obj_type type);
/* Rows that an object of the cast wants. */
int stage_kind_rows(const struct cast_obj *obj);
/* The object of the cast that takes the whole stage, or NULL. */
const struct cast_obj *stage_whole(const struct cast *cast);
/* Whether an operation puts something into its object (a message travels from the actor to it) or
 * takes something out (the other way). */
bool stage_op_puts(enum op_kind op);
bool stage_op_takes(enum op_kind op);

extern const struct stage_kind stage_pipe;
extern const struct stage_kind stage_value;
extern const struct stage_kind stage_array;
extern const struct stage_kind stage_lock;
extern const struct stage_kind stage_rlock;
extern const struct stage_kind stage_semaphore;
extern const struct stage_kind stage_event;
extern const struct stage_kind stage_fifo;
extern const struct stage_kind stage_listener;
extern const struct stage_kind stage_tcp;
extern const struct stage_kind stage_udp;
extern const struct stage_kind stage_socketpair;
extern const struct stage_kind stage_mqueue;
extern const struct stage_kind stage_condition;
extern const struct stage_kind stage_barrier;
extern const struct stage_kind stage_queue;
extern const struct stage_kind stage_signals;
extern const struct stage_kind stage_unix;
extern const struct stage_kind stage_unix_dgram;
extern const struct stage_kind stage_channel;

#endif
