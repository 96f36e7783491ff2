/* SPDX-License-Identifier: MIT */
/*
 * kinds.h: what the world knows about each kind of object, and about each wait that is on no
 * object. One file a kind (kind_pipe.c), one row in kinds.c. For core/world itself and its kinds;
 * the rest of the program reads waits.h. How to add one: README.md.
 */
#ifndef KINDS_H
#define KINDS_H

#include "waits.h"

/* How a wait is told. Every slot is called for a blocked process only. */
struct world_wait {
    /* Adds all who could end it (wait_add), and says if it may end from outside (set->outside). */
    void (*who)(const struct world *world, const struct world_proc *proc, struct wait_set *set);
    /* "waits in read(2) on p (fd 3): p is empty, and child (fd 4) can still write.": all but the
     * name of the process. set is what `who` found. */
    void (*why)(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out);
    /* What would end it: "bytes in p, or its last write end closed". */
    void (*need)(const struct world *world, const struct world_proc *proc, struct buf *out);
    /* As `why`, for one that is part of a deadlock: "waits in read(2) on p (fd 3): p is empty, and
     * p still has one writer: main itself (fd 4). End-of-file can't come." NULL: as `why`. */
    void (*stuck)(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out);
    /* What to change in the program, each sentence with a space before it: " Close fd 4 in main
     * after the fork (line 15)." NULL: nothing to say. */
    void (*advice)(const struct world *world, const struct world_proc *proc,
                   const struct wait_set *set, struct buf *out);
    /* Who could end it depends on the object and the operation alone, but that nobody ends a wait
     * of its own: so of many who wait one is asked. */
    bool alike;
};

/* A kind of object. */
struct world_kind {
    enum obj_type type;
    struct world_wait wait;
    /* Folds obj.new: obj->attrs is set already. NULL: nothing to do. */
    void (*made)(struct world *world, struct world_obj *obj);
    /* Folds an op.exit on the object: event->has says what there is; obj->state is set already.
     * Only touches obj. NULL: nothing to do. */
    void (*did)(struct world *world, struct world_obj *obj, const struct event *event);
    /* Which of obj's items an op.exit takes out, where that is not for its range to say: NULL:
     * none. The slot NULL: the range says it. */
    const struct world_item *(*taken)(const struct world *world, const struct world_obj *obj,
                                      const struct event *event);
    /* For one who is ready for an operation on it: a sentence more, with a space before it. NULL:
     * nothing to say. */
    void (*ready)(const struct world *world, const struct world_obj *obj,
                  const struct world_proc *proc, struct buf *out);
    /* Folds that a descriptor of it was closed. Only touches obj. NULL: nothing to do. */
    void (*left)(const struct world *world, struct world_obj *obj);
    /* "0 of 65536 bytes, 1 reader, 2 writers" */
    void (*describe)(const struct world *world, const struct world_obj *obj, struct buf *out);
    /* The value of a field for path.h: false if it has no such field. */
    bool (*field)(const struct world *world, const struct world_obj *obj, const char *name,
                  struct buf *out);
    const char *const *fields; /* the names that `field` knows, then NULL */
};

/* The row of a type; one that knows nothing for a type without one. Never NULL. */
const struct world_kind *world_kind(enum obj_type type);
/* How proc's wait is told: by its operation if that has a row of its own (wait, sleep, ask), else
 * by the kind of its object. Never NULL. */
const struct world_wait *world_wait(const struct world *world, const struct world_proc *proc);
/* Adds one who could end a wait; one that doesn't live is left out. false: enough, look no further.
 */
bool wait_add(struct wait_set *set, const struct world *world, strid actor, int32_t fd);
/* "main itself (fd 4) and child (fd 4)": those of the set, as seen by proc. */
void wait_tell(const struct world *world, const struct world_proc *proc, const struct wait_set *set,
               struct buf *out);
/* " on p (fd 3)", with what there is; of kill(2) " to child"; nothing of one's own signals. */
void wait_tell_place(const struct world *world, const struct world_proc *proc, struct buf *out);
/* "waits in read(2) on p (fd 3): ", with what there is. */
void wait_tell_call(const struct world *world, const struct world_proc *proc, struct buf *out);

/* The child that a process at wait(2) waits for, by the name in its call; 0: any child. */
strid wait_child_name(const struct world *world, const struct world_proc *proc);

/* The open socket that listens at the address of a connection's object (kind_listener.c), or NULL;
 * and adding all who have an object open at this end: false as wait_add. */
const struct world_obj *world_listener_of(const struct world *world, const struct world_obj *obj);
bool wait_add_holders(struct wait_set *set, const struct world *world, const struct world_obj *obj,
                      enum fd_end end);

/* Bytes or messages in flight (stream.c). A put appends [off, off + len), a take drops what lies
 * before off + len. Any numbers may come. */
void stream_put(struct world_obj *obj, const struct event *event, uint64_t record);
void stream_take(struct world_obj *obj, int64_t off, int64_t len);
void stream_did(struct world *world, struct world_obj *obj, const struct event *event);
/* What is in it is gone (obj->dropped counts it): nobody took it. */
void stream_drop(struct world_obj *obj);
/* A pipe's `left`: the kernel frees it with its last descriptor (pipe(7)). A socket's: its receive
 * queue goes when the last one that can read it is closed; before somebody has accepted the
 * connection nobody has one. */
void stream_pipe_left(const struct world *world, struct world_obj *obj);
void stream_socket_left(const struct world *world, struct world_obj *obj);

/* Whether a state of a process's signals ({"handled":"SIGUSR1 SIGCHLD","blocked":""}) has a name
 * among those of one kind. */
bool kind_signals_lists(const struct log *log, strid state, const char *key, const char *name);
/* A `ready` of what is made of several semaphores (ready_part.c). */
void ready_part(const struct world *world, const struct world_obj *obj,
                const struct world_proc *proc, struct buf *out);

/* kind_signals.c: the signal of that number was sent to the process whose signals these are. */
void kind_signals_sent(const struct world *world, struct world_obj *obj, int64_t signal);
/* Its handler is about to run ("handler(SIGPIPE)"): so it is pending, also where nobody's record
 * said that it was sent, as of what the kernel sends (SIGPIPE, SIGCHLD). */
void kind_signals_ready(struct world_obj *obj, const char *call);

#endif
