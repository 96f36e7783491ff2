/* SPDX-License-Identifier: MIT */
/*
 * json_write.h: appending JSON to a buf, piece by piece. Keys and elements put the comma before
 * them that they need, from the last byte that stands there:
 *
 *   json_put_open(out, '{');
 *   json_put_key(out, "capacity"), json_put_int(out, 65536);
 *   json_put_key(out, "names"), json_put_open(out, '[');
 *   json_put_comma(out), json_put_text(out, "main");
 *   json_put_close(out, ']');
 *   json_put_close(out, '}');
 *
 * What comes out is valid JSON in valid UTF-8 on one line, whatever the strings are.
 */
#ifndef JSON_WRITE_H
#define JSON_WRITE_H

#include "buf.h"
#include <stdbool.h>
#include <stdint.h>

void json_put_open(struct buf *out, char bracket);
void json_put_close(struct buf *out, char bracket);
/* The comma before an array's element, if one is needed. */
void json_put_comma(struct buf *out);
/* The comma if one is needed, then "name": (name needs no escapes: it is ours). */
void json_put_key(struct buf *out, const char *name);

void json_put_int(struct buf *out, int64_t number);
void json_put_bool(struct buf *out, bool truth);
void json_put_null(struct buf *out);
/* A number; null for what JSON has no number for (infinite, not a number). */
void json_put_double(struct buf *out, double number);
/* A string; each byte that belongs to no UTF-8 character becomes U+FFFD. NULL: null. */
void json_put_text(struct buf *out, const char *text);
void json_put_text_len(struct buf *out, const char *text, size_t len);
/* Bytes, one character each: 0x00-0x1F and 0x7F-0xFF as \u00XX (or \n, \t ...), so that the very
 * bytes can be had again from the string: character U+00XX is byte XX. */
void json_put_bytes(struct buf *out, const void *bytes, size_t len);
/* A value that is JSON text already; if it is not (or is nested deeper than half of
 * JSON_DEPTH_MAX), it is put as a string that holds it. */
void json_put_json(struct buf *out, const char *text);

#endif
