/* SPDX-License-Identifier: MIT */
/*
 * record_fields.h: which fields each kind of record has in JSON Lines format 1, in which form, and
 * where struct event keeps them. Inside core/log only: the writer and the reader go by this table,
 * so they can't disagree.
 */
#ifndef RECORD_FIELDS_H
#define RECORD_FIELDS_H

#include "event.h"
#include <stddef.h>

enum field_form {
    FORM_TEXT,    /* strid: a string, left out if 0 */
    FORM_JSON,    /* strid of JSON text: the value itself, left out if 0 */
    FORM_NAMES,   /* strid, one blank between names: an array of strings */
    FORM_INT32,   /* left out if `has` is not set, or, where none is asked for, if 0 */
    FORM_INT64,   /* the same */
    FORM_ALWAYS,  /* int64_t, never left out */
    FORM_OP,      /* event.op, or event.name for one that is not known */
    FORM_TYPE,    /* event.type as enum obj_type, or event.name */
    FORM_OUTCOME, /* event.type as enum run_outcome, or event.name */
    FORM_END,     /* event.end */
    FORM_TRUTH,   /* EVENT_TRUTH */
    FORM_DATA,    /* event.data */
    FORM_FORMAT,  /* the number of the format */
};

struct field {
    const char *name;
    enum field_form form;
    uint16_t place; /* in struct event */
    uint8_t has;    /* enum event_has that says that it is there; 0: none */
    bool null;      /* not there: null, instead of left out */
};

/* The fields of a kind beside `n`, `t`, `kind`, `actor`, `pid`, `vpid`, in the order in which they
 * are written; ends with name NULL. A kind that is not known has none: all of it is in `more`. */
const struct field *record_fields(enum event_kind kind);

/* The name of an end of an object: "r", "w", "rw", or "". And back; END_NONE for no such name. */
const char *record_end_name(enum fd_end end);
enum fd_end record_end_by_name(const char *name);

#endif
