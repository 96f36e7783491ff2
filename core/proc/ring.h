/* SPDX-License-Identifier: MIT */
/*
 * ring.h: what a lesson process tells the runner: records in a ring of bytes, one ring a process,
 * one writer, one reader. A record is put in whole and then published by one release store, so a
 * process killed at any instruction leaves all records before it and nothing of the next. Texts
 * that are very long are cut, and the record says so.
 *
 * This is the decoded form, which the recorder (core/run) reads; the bytes are ring.c's own.
 */
#ifndef RING_H
#define RING_H

#include "event.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ring_kind {
    RING_NONE,
    RING_READY,    /* op, obj, fd, line, text = call */
    RING_ENTER,    /* op: let go; the rest is as in its RING_READY */
    RING_EXIT,     /* op, ret, err, has_range, off, len, data, state */
    RING_FORKED,   /* obj = slot of the child: comes before the RING_EXIT of the fork */
    RING_OBJ_NEW,  /* obj, type, text = name, state = attrs */
    RING_OBJ_GONE, /* obj */
    RING_FD_OPEN,  /* fd, obj, end */
    RING_FD_CLOSE, /* fd */
    RING_MARK,     /* ret = T (-1: only a name), text = label */
    RING_SAY,      /* text */
    RING_PRINT,    /* text, text_len (may hold 0 bytes) */
    RING_ASK,      /* text; between RING_ENTER and RING_EXIT of OP_ASK */
    RING_ANSWER,   /* text, text_len */
    RING_FAULT,    /* line, text = message, state = file */
    RING_LIMIT,    /* line, text */
    RING_KIND_COUNT
};

enum { RING_TEXT_MAX = 4096, RING_STATE_MAX = 4096 };

struct ring_record {
    enum ring_kind kind;
    enum op_kind op;
    enum obj_type type;
    enum fd_end end;
    uint32_t obj;
    int32_t fd; /* -1: none */
    int32_t line;
    int32_t err;
    int64_t ret, off, len;
    int64_t t; /* of clock_ns, when it was written; 0: gates say the order, not clocks */
    bool has_range;
    bool cut;         /* text or state was longer than what is kept */
    const char *text; /* 0-terminated, "" if none; this and the next two live until the reader's
                         next record */
    size_t text_len;
    const char *state; /* 0-terminated, "" if none */
    size_t state_len;
    const unsigned char *data;
    size_t data_len; /* at most EVENT_DATA_MAX */
};

#endif
