/* SPDX-License-Identifier: MIT */
/*
 * export_parts.h: what several forms share: who takes part, and what an operation is called.
 */
#ifndef EXPORT_PARTS_H
#define EXPORT_PARTS_H

#include "export.h"

/* "read", or the name that the record itself gives. */
const char *export_op(const struct log *log, const struct event *event);
/* "pipe-fork: forgotten", or "a run". */
void export_title(const struct world *world, struct buf *out);
/* The first bytes of a record as they are told, quoted: nothing if it has none. */
void export_data(const struct log *log, const struct event *event, struct buf *out);
/* "T=1 all are ready", "T=0", "all are ready"; of Ctrl-C "^C". */
void export_mark(const struct log *log, const struct event *event, struct buf *out);
/* How an actor ended: "exit 0", "SIGPIPE". */
void export_end(const struct event *event, struct buf *out);
/* Columns of a text where each character is one wide, or two (East Asian wide, roughly). */
int export_columns(const char *text);
/* The character to show for one that is in a string: a blank for a control character of ASCII and
 * for what ends a line, U+FFFD for those that would turn the direction of what follows, for other
 * controls and for what is no character; else itself. */
uint32_t export_shown(uint32_t character);

#endif
