/* SPDX-License-Identifier: MIT */
/*
 * export.h: a run as a text for other programs: a picture (SVG), a sequence diagram (Mermaid), a
 * trace (the trace event format, which Perfetto opens). Each is made from the log alone, so a live
 * run, a saved one and a traced one give the same. Pure. Whatever the strings of a run are, what
 * comes out is well-formed UTF-8: they are data there, never markup. A run too long for a form is
 * cut, and the text itself says where.
 */
#ifndef EXPORT_H
#define EXPORT_H

#include "buf.h"
#include "timeline.h"

/* Asked now and then while a long text is made: `done` of `all` are. false: what was made so far is
 * to be thrown away. NULL where nobody asks. */
struct export_watch {
    bool (*go_on)(void *arg, uint64_t done, uint64_t all);
    void *arg;
};
bool export_goes_on(const struct export_watch *watch, uint64_t done, uint64_t all);

/* Mermaid's sequenceDiagram: processes and objects as participants, each operation a message, waits
 * and marks as notes. For Markdown that a code host shows. Cut before the 50000 characters that
 * Mermaid takes. */
void export_mermaid(struct timeline *timeline, struct buf *out);
/* Trace event format, JSON object form: a process a lane, a millisecond a step (the order is what
 * counts; the run's clock stands in args), blocked stretches, flows from each write to its read.
 * All of the run. */
void export_trace(struct timeline *timeline, struct buf *out);
/* The same; false: stopped by the watch. */
bool export_trace_watched(struct timeline *timeline, const struct export_watch *watch,
                          struct buf *out);
/* An SVG 1.1 picture for slides: who holds which end after record n (0: the last), above the
 * timeline; of a long run, the EXPORT_SVG_STEPS steps around n (fewer if there are many processes).
 */
#define EXPORT_SVG_STEPS 200
void export_svg(struct timeline *timeline, uint64_t n, struct buf *out);
/* What that picture has no room for ("processes: 100, descriptors: 340, steps: 400"); nothing
 * where all is in it. */
void export_svg_left_out(struct timeline *timeline, uint64_t n, struct buf *out);

#endif
