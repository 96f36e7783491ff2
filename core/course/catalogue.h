/* SPDX-License-Identifier: MIT */
/*
 * catalogue.h: which lessons there are: those of the program, of the user, and of the folders that
 * IPC_TUTOR_LESSONS names, in the order of the syllabus. A place that was asked for and can't be
 * read, a lesson that is wrong, an unknown topic: each is a fault kept beside the lessons that are
 * right, never silence.
 */
#ifndef CATALOGUE_H
#define CATALOGUE_H

#include "lesson.h"
#include "overview.h"

/* Folders of lesson folders. Where two hold a lesson of one id, the first named here counts. */
struct catalogue_places {
    const char *path; /* folders separated by ':', each must be there; NULL or "": none */
    const char *user; /* the user's own; need not be there; may be NULL */
    const char *own;  /* the program's, with syllabus.txt and (may be missing) overview.txt */
};

struct catalogue_topic {
    char *name;          /* as in `topic:`, "named pipes" */
    char *title;         /* for people, "Named pipes" */
    size_t first, count; /* its lessons: lessons[first] ... */
};

struct catalogue {
    struct catalogue_topic *topics; /* in the order of the syllabus; some may have no lesson yet */
    size_t topic_count, topic_cap;
    struct lesson **lessons; /* in the order of the syllabus, then by id */
    size_t lesson_count, lesson_cap;
    struct overview overview; /* the mechanisms side by side; each row's lesson is there */
    struct diag *faults;
    size_t fault_count, fault_cap;
};

/* Reads all of it. 0 even if there are faults; -errno with *diag only if there is no syllabus. */
int catalogue_open(const struct catalogue_places *places, struct catalogue *ret_catalogue,
                   struct diag *diag);
void catalogue_done(struct catalogue *catalogue);

/* By id; NULL if there is none. */
const struct lesson *catalogue_lesson(const struct catalogue *catalogue, const char *id);

/* Whether a lesson that need not be of the catalogue fits into it: its topic is there, and each
 * lesson that it needs is, or lies beside it. 0, or -EINVAL with *diag: the first that is not. */
int catalogue_fits(const struct catalogue *catalogue, const struct lesson *lesson,
                   struct diag *diag);

#endif
