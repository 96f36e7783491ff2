/* SPDX-License-Identifier: MIT */
/*
 * json_value.h: looking into JSON text (RFC 8259) without building a tree: a value is a stretch of
 * the text that was checked once; asking for a member or an element walks over it. Text that is no
 * JSON gives JSON_NONE, and asking JSON_NONE for anything gives JSON_NONE again: no call here fails
 * otherwise, whatever the bytes. The text must outlive the values. Writing: json_write.h.
 */
#ifndef JSON_VALUE_H
#define JSON_VALUE_H

#include "buf.h"
#include <stdbool.h>
#include <stdint.h>

/* Values in values, at most; text that is nested deeper is refused. */
#define JSON_DEPTH_MAX 64

enum json_type {
    JSON_NONE, /* no value: not there, or the text is no JSON */
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
};

struct json {
    enum json_type type;
    bool escaped;   /* string: there is a backslash in it */
    const char *at; /* first byte; of a string: the one after the quote */
    size_t len;     /* bytes; of a string: those between the quotes */
};

/* The value that text is, all of it but for blanks around it. */
struct json json_parse(const char *text, size_t len);
/* Like it, for a text that will stand inside another: at most depth values in values. */
struct json json_parse_deep(const char *text, size_t len, int depth);
/* json_parse of a 0-terminated text (log_str of attrs, state, circle ...). NULL gives JSON_NONE. */
struct json json_of(const char *text);

/* The member of an object by its name (the last one, if there are several). */
struct json json_get(struct json object, const char *name);
/* Element i of an array, from 0; and how many elements (or members of an object) there are. */
struct json json_at(struct json array, size_t i);
size_t json_count(struct json value);

/* An integer that fits 64 bits and is written as one (no fraction, no exponent). */
bool json_int(struct json value, int64_t *ret_int);
/* The same, with what to give where there is none. */
int64_t json_int_or(struct json value, int64_t otherwise);
/* A number of any form, rounded to a double. */
bool json_double(struct json value, double *ret_double);
/* Appends what a string says, escapes undone: valid UTF-8. U+0000 and a lone surrogate become
 * U+FFFD, so that it is a C string too. Nothing, for what is no string. */
void json_put_said(struct json string, struct buf *out);
/* The string, the caller's to mem_free; NULL for what is no string. */
char *json_strdup(struct json string);
/* Appends the bytes that json_put_bytes made a string of; false (and whatever was appended so far)
 * for what is no string or has a character beyond U+00FF. */
bool json_put_bytes_said(struct json string, struct buf *out);
/* Is it this string? */
bool json_is(struct json string, const char *text);

/* Walking: start with json_walk of an array or object; json_next gives one after the other, false
 * after the last. key is JSON_NONE in an array. */
struct json_walk {
    const char *at, *end;
    const char *fault; /* json_next: NULL, or what is wrong at `at` (a text not checked before) */
    bool is_object, started;
};
struct json_walk json_walk(struct json value);
bool json_next(struct json_walk *walk, struct json *ret_key, struct json *ret_value);

/* For a reader of its own: one value at walk->at, which moves behind it, blanks before it passed
 * over. False with walk->fault, and `at` at the byte that is wrong (== end: the text is cut off).
 */
bool json_read(struct json_walk *walk, struct json *ret_value);
/* Enters the object at walk->at, so that json_next gives its members and checks them as it goes;
 * after the last one `at` is behind the brace. */
bool json_enter_object(struct json_walk *walk);

#endif
