/* SPDX-License-Identifier: MIT */
/*
 * json_scan.h: looks into the small JSON texts that records carry (attrs, state, circle) without
 * building anything. Text that is no JSON finds nothing; no text makes it fail.
 */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "buf.h"
#include <stdbool.h>
#include <stdint.h>

/* A value as it stands in a text that lives longer. */
struct json_value {
    const char *at; /* first byte; NULL: none */
    size_t len;
};

/* The member of that name of the object that text holds. */
bool json_member(const char *text, const char *name, struct json_value *ret_value);
/* The same of an object that is a value. */
bool json_member_of(struct json_value object, const char *name, struct json_value *ret_value);
/* Goes through an array: *place starts with the array itself, and each call gives the next element;
 * false after the last one. */
bool json_next(struct json_value *place, struct json_value *ret_element);
/* Goes through an object likewise. ret_name is the name as it stands, with its quotes. */
bool json_next_member(struct json_value *place, struct json_value *ret_name,
                      struct json_value *ret_value);

/* As text: a string without quotes and escapes; null as ""; others as they stand. */
void json_text(struct json_value value, struct buf *out);
/* A whole number: false if it is none. */
bool json_int(struct json_value value, int64_t *ret_value);
/* A string, written with quotes and escapes; bytes that are not UTF-8 become U+FFFD. */
void json_put_string(struct buf *out, const char *text);

#endif
