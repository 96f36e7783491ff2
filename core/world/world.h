/* SPDX-License-Identifier: MIT */
/*
 * world.h: what is, after the first n records: processes, objects, descriptors, bytes in flight,
 * who waits for whom. A pure fold over the log: world_fold never fails, whatever the record says.
 * Read timeline.h (any n at once), waits.h (who waits for whom, and why) and tell.h (sentences)
 * next.
 */
#ifndef WORLD_H
#define WORLD_H

#include "buf.h"
#include "log.h"

enum proc_state {
    PROC_USER,    /* between two gates; not seen by anybody while all is settled */
    PROC_READY,   /* at the gate of `op`: may be let go */
    PROC_BLOCKED, /* asleep in the call of `op` */
    PROC_ZOMBIE,  /* ended, not waited for */
    PROC_GONE     /* ended and waited for (or nobody is left to wait) */
};

struct world_proc {
    strid name;
    strid parent;
    int32_t pid, vpid;
    enum proc_state state;
    enum op_kind op;  /* ready, blocked, in it, or the last one */
    strid obj;        /* of that op; 0: none */
    int32_t fd;       /* of that op; -1: none */
    int32_t line;     /* in lesson.lua */
    strid call;       /* the C call */
    strid why;        /* blocked: the sentence of the record */
    strid waits_for;  /* blocked: names */
    bool killed;      /* ended by signal `status` */
    int32_t status;   /* exit status or signal number, once ended */
    uint32_t steps;   /* operations it was let go for */
    uint64_t since;   /* number of the record that made this state */
    uint64_t born;    /* number of its actor.start (or of the first record that named it) */
    int64_t last_ret; /* of the last op.exit; has_ret says whether there was one */
    bool has_ret;
    strid last_err;
    strid last_print;
    strid ask;            /* waiting for an answer to this text; 0: not */
    bool orphan;          /* its parent ended before it */
    strid program;        /* executes another one, without gates: {"program":"sort"}; 0: does not */
    uint32_t first_child; /* index into world.procs + 1; 0: none. Then next_sibling */
    uint32_t next_sibling;
    uint32_t first_fd; /* its descriptors: index into world.fds + 1; 0: none. Then next_of_actor */
    uint32_t last_fd;
};

/* A stretch of the bytes (or messages) that a write put into an object and no read took yet. */
struct world_item {
    int64_t off, len;
    strid actor;     /* who put it */
    uint64_t record; /* its op.exit */
};

struct world_obj {
    strid name;
    enum obj_type type;
    strid type_name; /* as in the record, where type is OBJ_NONE */
    strid attrs;     /* JSON object as text; 0: none */
    strid state;     /* the last `state` that a record gave; 0: none */
    strid maker;     /* who made it, and the number of its obj.new: */
    uint64_t made;   /* those forked later have what is shared by fork */
    bool gone;
    int64_t written, taken;   /* ends of the stream: in flight are [taken, written) */
    int64_t dropped;          /* of those taken: by nobody, they went with the object */
    int64_t capacity;         /* bytes or messages; -1: not known */
    bool uncounted;           /* written and taken are what is known of: others have no records */
    struct world_item *items; /* in flight, oldest first */
    uint32_t item_count, item_cap;
    uint32_t given;  /* a semaphore: so many of its items another process gave back; which of them,
                        nobody can know (holders.h) */
    bool handed;     /* a semaphore: somebody released what another one had acquired */
    uint64_t *cells; /* shared memory: number of the record that last stored into each cell; 0: it
                        is as it was made (shared_cells.h) */
    uint32_t cell_count;
    uint64_t touched;             /* number of the last record about it */
    struct world_item *item_base; /* memory of items; world.c's own */
    uint32_t first_fd;            /* descriptors of it, as in world_proc; then next_of_obj */
    uint32_t last_fd;
};

struct world_fd {
    strid actor;
    strid obj;
    int32_t fd;
    enum fd_end end;
    bool closed;   /* kept, so that a view can say "closed" */
    bool nonblock; /* O_NONBLOCK, a flag of the open file description */
    uint32_t file; /* number of that: those who inherited it share it */
    uint64_t record;
    uint32_t next_of_actor; /* index into world.fds + 1; 0: the last one */
    uint32_t other;         /* the other direction of a socket's descriptor: index + 1; 0: none */
    uint32_t next_of_obj;
};

struct world_mark {
    int64_t T; /* -1: only a name */
    strid label;
    uint64_t record;
};

/* From a key to an index: names of processes and objects, (actor, fd) of descriptors. world_map.c
 */
struct world_map {
    uint64_t *keys;    /* 0: free */
    uint32_t *indexes; /* beside them */
    uint32_t count, size;
};

struct world {
    const struct log *log;
    uint64_t n; /* records folded */
    int64_t t;  /* ns, run's clock, of the last one */
    struct world_proc *procs;
    uint32_t proc_count, proc_cap;
    struct world_obj *objs;
    uint32_t obj_count, obj_cap;
    struct world_fd *fds;
    uint32_t fd_count, fd_cap;
    uint32_t file_count; /* open file descriptions so far */
    struct world_mark *marks;
    uint32_t mark_count, mark_cap;
    strid lesson, program, params, schedule_given;
    uint64_t steps;           /* step records so far */
    strid actor;              /* of the last step */
    uint64_t step_record;     /* where the last step began */
    strid say;                /* the last say */
    uint64_t deadlock;        /* record of the last deadlock that still holds; 0: none */
    enum run_outcome outcome; /* OUTCOME_NONE while it runs */
    strid expected, schedule;
    bool as_expected;
    uint64_t interrupted; /* of an ended run: interrupted_by (interrupted.h) */
    struct world_map proc_map, obj_map, fd_map;
};

void world_init(struct world *world, const struct log *log);
void world_done(struct world *world);
void world_copy(struct world *ret_copy, const struct world *world); /* ret_copy: not initialised */
/* Folds record n = world->n + 1 of the log; false if the log has no more. */
bool world_fold(struct world *world);
/* Folds up to and including record n (does nothing if already there; n < world->n: see timeline.h).
 */
void world_fold_to(struct world *world, uint64_t n);

/* What became of a run that ended "ok", in two or three words: "ended well"; where Ctrl-C killed
 * somebody (interrupted.h), "ended by Ctrl-C" if that was its last step, else "interrupted". */
const char *world_ended_word(const struct world *world);
/* The outcome of a run that ended: "ok", "deadlock"; where Ctrl-C killed somebody, "interrupted by
 * Ctrl-C", after an outcome other than "ok": "limit, interrupted by Ctrl-C". */
void world_put_outcome(const struct world *world, struct buf *out);

/* By name; NULL if there is none. */
const struct world_proc *world_proc(const struct world *world, strid name);
const struct world_obj *world_obj(const struct world *world, strid name);
/* The open descriptor fd of an actor, or NULL. */
const struct world_fd *world_fd(const struct world *world, strid actor, int32_t fd);
/* How many open descriptors of obj can read (END_R) or write (END_W); END_RW counts as both. */
uint32_t world_holders(const struct world *world, strid obj, enum fd_end end);
/* The descriptors of obj, open and closed, in the order in which they came to be: from NULL the
 * first one, then the next; NULL after the last. Likewise those of an actor. */
const struct world_fd *world_obj_fds(const struct world *world, const struct world_obj *obj,
                                     const struct world_fd *after);
const struct world_fd *world_proc_fds(const struct world *world, const struct world_proc *proc,
                                      const struct world_fd *after);
/* Whether this end can do what END_R or END_W stands for: END_RW can both. */
bool fd_end_can(enum fd_end end, enum fd_end what);
const char *fd_end_name(enum fd_end end); /* "r", "w", "rw"; "" */
/* Neither zombie nor gone. */
bool proc_lives(const struct world_proc *proc);
/* What a process executes that has no gates, "sort"; false: it is one of the lesson's. */
bool proc_program(const struct world *world, const struct world_proc *proc, struct buf *out);
/* "ready", "blocked", "zombie"... */
const char *proc_state_name(enum proc_state state);
/* Bytes (or messages) in flight in an object: never negative. */
int64_t obj_in_flight(const struct world_obj *obj);
/* One direction of a connection: shutdown(2) has ended it (its state says so). */
bool world_obj_is_shut(const struct world *world, const struct world_obj *obj);
/* Its name was removed, by unlink(2) or mq_unlink(3) (its state says so). */
bool world_obj_is_unlinked(const struct world *world, const struct world_obj *obj);
/* mq_unlink(3): a message queue without a name goes when nobody has it open any more. */
bool world_mqueue_is_gone(const struct world *world, const struct world_obj *obj);
/* "SIGPIPE" for 13; "signal 99" for a number without a name. The text lives until the next call
 * with the same buffer. */
const char *signal_text(int32_t number, char buffer[static 24]);
/* Whether somebody sleeps in a write(2) into obj. Then no room is left in it, whatever was counted:
 * how much of a write is in that sleeps half-way, its record says only when it is over. */
bool obj_is_full(const struct world *world, const struct world_obj *obj);
/* Bytes of memory that this world holds. */
size_t world_memory(const struct world *world);

#endif
