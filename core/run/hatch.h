/* SPDX-License-Identifier: MIT */
/*
 * hatch.h: loading a lesson inside `main` of its run, and getting out of that process, before its
 * first operation, what the file declares or the fault that it has. The note is a page of shared
 * memory: no descriptor of ours is in the lesson's table. What stands in it was written by a
 * process that nobody vouches for.
 */
#ifndef HATCH_H
#define HATCH_H

#include "buf.h"
#include "diag.h"
#include "run.h"

#define HATCH_SOURCE_MAX (1u << 20)
#define HATCH_NOTE_MAX   (256u << 10)

struct hatch {
    const struct run_wish *wish; /* its program and parameters */
    bool declare_only;
    struct buf source; /* lesson.lua */
    struct hatch_note *note;
};

/* Reads lesson.lua of wish->lesson_dir. 0, or -errno with *diag. */
int hatch_init(struct hatch *hatch, const struct run_wish *wish, bool declare_only,
               struct diag *diag);
void hatch_done(struct hatch *hatch);
/* The body of `main` (supervisor.h); arg is the hatch. Runs in the lesson's process. */
int hatch_main(void *arg);
/* What main noted: 0 and the JSON of script_declarations (script.h), appended to ret_json; or
 * -errno with *diag: the lesson's fault, or that it noted nothing. */
int hatch_read(const struct hatch *hatch, struct buf *ret_json, struct diag *diag);
/* A fault at a line of the lesson (0: of the run as a whole), with the line itself. */
void hatch_fault(const struct hatch *hatch, const char *file, int line, const char *text,
                 struct diag *diag);

#endif
