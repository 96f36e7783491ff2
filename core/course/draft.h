/* SPDX-License-Identifier: MIT */
/*
 * draft.h: a lesson while it is being written: its folder is watched; when it was saved, it is read
 * again; the last text that could be read stays. What is wrong is found in two goes: what reading
 * finds (the form, what lesson.lua declares, names, the form of twins) at once; when there is none
 * of that, the whole check (verify.h) in a process of its own, which the next save ends.
 */
#ifndef DRAFT_H
#define DRAFT_H

#include "catalogue.h"
#include <stdint.h>

enum draft_state {
    DRAFT_CHECKING, /* nothing was found so far */
    DRAFT_HOLDS,    /* all of it */
    DRAFT_FAULTY,   /* draft_faults */
    DRAFT_UNCHECKED /* the check itself could not be made: the only fault says why */
};

/* What has changed. */
enum draft_change {
    DRAFT_TEXT = 1, /* draft_lesson is another one; the one before is good until the next change */
    DRAFT_SCRIPT = 2, /* lesson.lua is another one, and can be loaded */
    DRAFT_TWINS = 4,  /* C twins */
    DRAFT_FOUND = 8   /* state and faults */
};

struct draft;

/* Reads it a first time. 0 also if it is full of faults; -errno with *diag: it can't be watched.
 * catalogue: what it has to fit into; the caller's, may be NULL. program: the path of ipc-tutor, to
 * check with; NULL: nothing but what reading finds is looked for. */
int draft_open(const char *dir, const struct catalogue *catalogue, const char *program,
               struct draft **ret_draft, struct diag *diag);
void draft_free(struct draft *draft);

/* Readable when draft_pump (draft_pump_check) has something to do; -1: nothing to wait for. */
int draft_fd(const struct draft *draft);
int draft_check_fd(const struct draft *draft);
/* Takes what the kernel tells of the folder; draft_due may be set then. */
void draft_pump(struct draft *draft);
/* When draft_read is to be called, ns of clock_ns: a burst of changes is read once; -1: never. */
int64_t draft_due(const struct draft *draft);
/* Reads the folder again. What has changed, as bits; 0: nothing but times. Waits for a runner. */
unsigned draft_read(struct draft *draft);
/* Takes what the check found. The same bits. */
unsigned draft_pump_check(struct draft *draft);

/* The last text that could be read; one without words, if none ever could. */
const struct lesson *draft_lesson(const struct draft *draft);
const char *draft_dir(const struct draft *draft);
/* Text and lesson.lua are what stands in the files now: what is shown is what was saved. */
bool draft_is_shown(const struct draft *draft);
enum draft_state draft_state(const struct draft *draft);
const struct diag *draft_faults(const struct draft *draft, size_t *ret_count);

#endif
