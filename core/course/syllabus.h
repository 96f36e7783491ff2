/* SPDX-License-Identifier: MIT */
/*
 * syllabus.h: lessons/syllabus.txt: the topics and the ids of their lessons, in order. A topic
 * stands at the left, its lessons are indented, "#" begins a comment. For catalogue.c.
 */
#ifndef SYLLABUS_H
#define SYLLABUS_H

#include "diag.h"
#include <stddef.h>

struct syllabus_lesson {
    char *id;
    size_t topic; /* index */
    int line;
};

struct syllabus {
    char *file;
    char **topics;
    size_t topic_count, topic_cap;
    struct syllabus_lesson *lessons;
    size_t lesson_count, lesson_cap;
};

/* 0, or -errno with *diag. */
int syllabus_load(const char *file, struct syllabus *ret_syllabus, struct diag *diag);
int syllabus_parse(const char *file, const char *text, size_t len, struct syllabus *ret_syllabus,
                   struct diag *diag);
void syllabus_done(struct syllabus *syllabus);
/* The index of a topic, or -1. */
long syllabus_topic(const struct syllabus *syllabus, const char *name);
/* The place of a lesson, or -1. */
long syllabus_place(const struct syllabus *syllabus, const char *id);

#endif
