/* SPDX-License-Identifier: MIT */
/*
 * wild.h: many runs of one program with all gates open (run_wish.wild), one after the other and
 * some side by side, and the tally of how they ended: how often a mistake shows by itself. Each run
 * has a runner and a cage of its own. Returns at once, as run.h does: poll wild_fd, then wild_pump.
 */
#ifndef WILD_H
#define WILD_H

#include "tally.h"

enum { WILD_COUNT_MAX = 1000000, WILD_SIDE_BY_SIDE_MAX = 16 };

struct wild_wish {
    /* Its strings must live as long as the wild; `wild` and, where there is none, `input` (what
     * the program declares, else no answers at all) are filled in. */
    struct run_wish run;
    uint32_t count;
};

struct wild;

/* Starts; waits, some ms, for what the program declares with these parameters. 0, or -errno with
 * *diag: the lesson's fault, -ENOENT: it has no such program, or no runner can be started. */
int wild_new(const struct wild_wish *wish, struct wild **ret_wild, struct diag *diag);
/* Ends every run that is still going; when it returns nothing of them is left. NULL: nothing. */
void wild_free(struct wild *wild);
/* Readable when wild_pump has something to do. */
int wild_fd(const struct wild *wild);
/* Takes what has come, starts what is to be started; waits for nothing but, a millisecond or so,
 * for a runner that has done its work to be gone. False: all runs are made, or a fault ended it. */
bool wild_pump(struct wild *wild);
/* Ends those who run; they do not count. */
void wild_stop(struct wild *wild);
/* As it stands. */
const struct tally *wild_tally(const struct wild *wild);
/* What ended it before its time (a fault of the lesson, or of the runner), or NULL; its code as of
 * run_fault_code. */
const struct diag *wild_fault(const struct wild *wild);
int wild_fault_code(const struct wild *wild);

#endif
