/* SPDX-License-Identifier: MIT */
/*
 * plain.h: the tutor as lines: for screen readers, dumb terminals and pipes. One sentence an event,
 * numbered menus, nothing is ever redrawn. plain.c is the syllabus, plain_lesson.c a lesson,
 * plain_run.c a run, plain_predict.c predicting its steps, plain_past.c looking back at one,
 * plain_kernel.c what the kernel holds.
 */
#ifndef PLAIN_H
#define PLAIN_H

#include "catalogue.h"
#include "foretelling.h"
#include "line_input.h"
#include "log.h"
#include "out.h"
#include "page.h"
#include "run.h"
#include "timeline.h"

struct plain {
    struct out *out;
    struct lines lines; /* of standard input */
    struct page_wish page;
    bool left; /* the user wants to leave, or the input ended */
    struct progress *progress;
    bool in_run;                    /* a run is in front: Ctrl-C is its */
    bool interrupted;               /* and was typed there */
    struct foretelling foretelling; /* predicting */
};

/* What to open; the rest is NULL. Exit code. */
struct plain_wish {
    const struct catalogue *catalogue; /* the syllabus */
    const struct lesson *lesson;       /* begin here */
    const char *program;               /* and run this one */
    const struct log *saved;           /* or look at this run */
    struct progress *progress;         /* answers go there; NULL: nowhere */
};
int plain_open(const struct plain_wish *wish, struct out *out);

/* The rest is for the parts of the plain tutor. */

/* Asks for a line: false when there is none more, and then plain->left is set; or at Ctrl-C where a
 * run is in front. Blanks around it are cut. */
bool plain_ask(struct plain *plain, const char *prompt, struct buf *ret_line);
/* The number in `line` if it is one from 1 to count; 0 if it is not, and that is said. */
size_t plain_number(struct plain *plain, const struct buf *line, size_t count);
/* Prose, set in lines. */
void plain_prose(struct plain *plain, const struct prose *prose);

/* What the ways between two processes cost here: as it was measured, or measured now. */
void plain_speeds(struct plain *plain);

/* The questions of a lesson, one after the other; those of all lessons that are due. */
void plain_questions(struct plain *plain, const struct lesson *lesson);
void plain_review(struct plain *plain, const struct catalogue *catalogue);

/* plain_find.c: a question whose answer is a schedule: typed, or made step by step. true: it was
 * answered or given up, and *ret_log is a run that does it (the caller's; NULL: none could be
 * made); false: it was left, *ret_back: to the lesson. */
struct asking;
bool plain_find(struct plain *plain, struct asking *asking, struct log **ret_log, bool *ret_back);

/* A lesson's menu. Returns when the user goes back to the syllabus, or leaves. */
int plain_lesson(struct plain *plain, const struct lesson *lesson, const char *program);

/* A run under way, or one to look at. */
struct plain_run {
    struct plain *plain;
    const struct lesson *lesson;
    const struct run_decl *decl;
    const char *program;
    struct run_param *params; /* values that the user gave; of plain_lesson.c */
    size_t param_count;
    const struct log *log; /* own, or a saved one */
    struct log *own;
    struct timeline *timeline;
    struct run *run;   /* NULL: a saved one */
    uint64_t told;     /* records */
    bool over;         /* back to the lesson */
    const char *order; /* who goes, as run_wish.schedule; NULL: the program's own */
    /* Told once when a run is over; true: that was all. NULL: nobody is. */
    bool (*judge)(struct plain_run *run, void *context);
    void *context;
    bool judged;
};

/* Steps through a program until the user is done with it. */
void plain_run(struct plain_run *run);
/* One step of this process (NULL: of whose turn it is); before it, what it will do is asked, if one
 * predicts and there is something to say. */
void plain_step(struct plain_run *run, const char *actor);
/* Predicting: on, or off again. */
void plain_predict(struct plain *plain);
/* Looks back, from the last step on; *ret_branch is the step to branch from, or UINT64_MAX. */
void plain_past(struct plain_run *run, uint64_t *ret_branch);
/* plain_interrupt.c: Ctrl-C. From now on it does not end us (and does again); it was typed, since
 * the last time that was asked; the next line, as lines_next: -EINTR at Ctrl-C. */
void plain_catch(bool on);
/* Measuring and wild runs leave the default behind: before a prompt is shown, ours is back. */
void plain_catch_again(void);
bool plain_caught(void);
int plain_next(struct lines *lines, struct buf *ret_line);
/* The terminal's SIGINT to the processes of the run, at its last step. */
void plain_interrupt(struct plain_run *run);
/* plain_run.c: new processes, brought to the end of that step; last: a word more of the schedule,
 * or NULL. */
void plain_branch(struct plain_run *run, uint64_t steps, const char *last);
/* The sentences of what came since the last time. */
void plain_tell_new(struct plain_run *run);
/* Why who waits; who holds what, as sentences. After record n. */
void plain_why(struct plain_run *run, uint64_t n);
void plain_kernel(struct plain_run *run, uint64_t n);

#endif
