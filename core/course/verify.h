/* SPDX-License-Identifier: MIT */
/*
 * verify.h: does a lesson say the truth? Every program is run again and again and must end as it
 * claims, with equal logs and with its facts, and with parameters at the ends of their ranges too;
 * every question that a run answers must have that answer; every program named must be there; the C
 * twin must follow lesson.lua and compile, where there is a compiler; nothing may be left behind.
 * Starts runners (run.h) and waits for them.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include "lesson.h"

struct verify_wish {
    int times;  /* runs of each program in its own order; 0: 3 */
    int orders; /* runs in a random order of each program that claims "ok"; 0: 20 */
    /* Told what is being done, a sentence each; NULL: nobody. */
    void (*progress)(void *context, const char *sentence);
    void *context;
    bool no_twins;  /* C twins are not compiled */
    bool form_only; /* nothing is run or compiled: names, links, the form of twins */
};

/* What was found. */
struct verify {
    struct diag *faults;
    size_t fault_count, fault_cap;
    int programs, runs, questions; /* looked at */
    int twins;                     /* compiled */
    int twins_left;                /* not compiled, as there is no compiler */
    int ends_left;                 /* ends of parameters' ranges that were not tried to the end */
    struct buf left;               /* of which; a line each, for people */
};

/* 0: looked at all of it (faults may have been found); -errno with *diag: could not look, as when
 * no runner can be started. *ret_verify is the caller's to verify_done in any case. */
int verify_lesson(const struct lesson *lesson, const struct verify_wish *wish,
                  struct verify *ret_verify, struct diag *diag);
/* Whether lesson.lua of a folder can be loaded, where its text can't be read: 0, or -errno with
 * *diag (file, line, the line itself). */
int verify_script(const char *dir, struct diag *diag);
void verify_done(struct verify *verify);

#endif
