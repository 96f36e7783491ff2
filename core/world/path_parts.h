/* SPDX-License-Identifier: MIT */
/*
 * path_parts.h: what path.c and those who find values share: a path taken apart, and its faults.
 * path_run.c answers for the whole run, path_actor.c for processes, path_object.c for objects.
 */
#ifndef PATH_PARTS_H
#define PATH_PARTS_H

#include "path.h"

#define PATH_SEGMENTS_MAX 8

/* "read[2]": the name is not 0-terminated. */
struct segment {
    const char *name;
    size_t len;
    uint32_t index; /* 0: none */
};

struct path {
    const char *whole;
    struct timeline *timeline;
    const struct log *log;
    const struct world *world; /* at the mark, or at the end */
    uint64_t n;                /* its record */
    struct segment segments[PATH_SEGMENTS_MAX];
    size_t count;
    struct diag *diag;
};

/* "PATH: text" into the diag; returns code. */
int path_fault(const struct path *path, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool segment_is(const struct path *path, size_t index, const char *name);
/* The string of the log that a segment names, or 0. */
strid segment_id(const struct path *path, size_t index);
/* The member that a segment names, of a JSON object of the log, as text; false: there is none. */
bool path_put_member(const struct path *path, strid object, size_t index, struct buf *out);
/* 0 if the path has exactly count segments, else a fault: nothing is inside of the last one. */
int path_end(const struct path *path, size_t count);

int path_outcome(const struct path *path, struct buf *out);
int path_steps(const struct path *path, struct buf *out);
int path_schedule(const struct path *path, struct buf *out);
int path_prints(const struct path *path, struct buf *out);
int path_deadlock(const struct path *path, struct buf *out);
int path_actor(const struct path *path, const struct world_proc *proc, struct buf *out);
int path_object(const struct path *path, const struct world_obj *obj, struct buf *out);
/* What an actor printed (0: everybody), or the one that segment `at` counts. */
int path_prints_of(const struct path *path, strid actor, size_t at, struct buf *out);

#endif
