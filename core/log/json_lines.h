/* SPDX-License-Identifier: MIT */
/*
 * json_lines.h: a log as text and back: JSON Lines format 1, one record a line (design.md section
 * 5; ipc-tutor-run(5)). Pure: opening and saving files is the caller's.
 *
 * Reading what was written gives an equal log, and writing that gives equal bytes: kinds, fields
 * and operations of a newer version included (struct event, `more`). Exceptions: strings are valid
 * UTF-8 in the text, so a byte that belongs to no character becomes U+FFFD when written.
 */
#ifndef JSON_LINES_H
#define JSON_LINES_H

#include "buf.h"
#include "diag.h"
#include "log.h"
#include <stdbool.h>

#define JSON_LINES_FORMAT 1

/* Appends record n as one line, its line break included; nothing if there is no record n. */
void json_lines_put(struct buf *out, const struct log *log, uint64_t n);
/* Writes records first ... last through put, some 64 KB a call. put gives 0, or a negative number,
 * which ends the writing and is returned. */
int json_lines_write(const struct log *log, uint64_t first, uint64_t last,
                     int (*put)(void *arg, const char *bytes, size_t len), void *arg);

/* Appends the records of text to an empty log. file is its name in the fault.
 * 0: all of it. Else *diag names line and byte, what stands before that line is in the log, and:
 * -EBADMSG   a record is cut off or damaged (the end of a run whose tutor was killed, say);
 * -EPROTO    there is no record before it: this is no saved run;
 * -ENOTSUP   the run is of a newer format. */
int json_lines_read(struct log *log, const char *file, const char *text, size_t len,
                    struct diag *diag);

/* Asked again and again while reading, how many bytes of how many are done; false ends it. */
struct json_lines_watch {
    bool (*go_on)(void *arg, size_t done, size_t len);
    void *arg;
};
/* The same; -ECANCELED: watch ended it, *diag says where, what stands before is in the log. watch
 * may be NULL. */
int json_lines_read_watched(struct log *log, const char *file, const char *text, size_t len,
                            const struct json_lines_watch *watch, struct diag *diag);

#endif
