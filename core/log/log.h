/* SPDX-License-Identifier: MIT */
/*
 * log.h: the log of one run: records in order, the strings and bytes that they name. Append and
 * look; nothing is ever changed or taken out. Pure: no system call. JSON Lines form: json_lines.h.
 */
#ifndef LOG_H
#define LOG_H

#include "event.h"
#include <stddef.h>

struct log;

/* An empty log; NULL is never returned (out of memory ends the program by base's hook). */
struct log *log_new(void);
void log_free(struct log *log);

/* The number for a string, the same for equal strings; "" and NULL give 0. len in bytes. */
strid log_intern(struct log *log, const char *text);
strid log_intern_len(struct log *log, const char *text, size_t len);
/* The number of a string that the log holds already; 0 if it does not. */
strid log_find(const struct log *log, const char *text);
/* The string of a number, 0-terminated; "" for 0 or a number that was never given. Valid while the
 * log lives: a string never moves. */
const char *log_str(const struct log *log, strid id);

/* Appends *event, with up to EVENT_DATA_MAX bytes of data (NULL: none). Sets nothing in *event.
 * Returns the number of the record: 1, 2, 3 ... */
uint64_t log_append(struct log *log, const struct event *event, const void *data, size_t len);
uint64_t log_count(const struct log *log);
/* Record n (1 ... log_count), or NULL. It stays where it is while the log lives. */
const struct event *log_at(const struct log *log, uint64_t n);
/* The bytes of a record's data; event->data_len of them. */
const unsigned char *log_data(const struct log *log, const struct event *event);
/* Bytes of memory held by the log, all told. */
size_t log_memory(const struct log *log);

#endif
