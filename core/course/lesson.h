/* SPDX-License-Identifier: MIT */
/*
 * lesson.h: one lesson folder as text: lesson.md, read strictly (form: ipc-tutor-lesson in the
 * README of this folder). What lesson.lua declares is asked from a runner: run_declared() of run.h.
 */
#ifndef LESSON_H
#define LESSON_H

#include "question.h"

struct lesson {
    char *dir;  /* the folder */
    bool aside; /* it is not in the catalogue: a command names it by its folder, not by its id */
    char *file; /* dir/lesson.md */
    char *id;   /* the folder's name too */
    char *title;
    char *topic; /* one of the syllabus */
    int topic_line;
    char *summary;    /* one sentence, or NULL */
    char *leaves_out; /* or NULL */
    char **needs;     /* ids of lessons */
    size_t need_count, need_cap;
    int needs_line;
    struct prose text; /* up to the first question */
    struct question *questions;
    size_t question_count, question_cap;
};

/* Reads dir/lesson.md. 0, or -errno with *diag: file, line, the line itself, what to do. */
int lesson_load(const char *dir, struct lesson **ret_lesson, struct diag *diag);
/* The same from memory; dir is what lesson_load would be given. */
int lesson_parse(const char *dir, const char *text, size_t len, struct lesson **ret_lesson,
                 struct diag *diag);
/* The same two, and all that is wrong as far as one can go on behind it, at most so many; if there
 * is more, the last fault says that. Each has its line and the line itself. 0, or -errno: there is
 * at least one. *faults: the caller's to diag_list_done; empty before. */
enum { LESSON_FAULTS_MAX = 20 };
int lesson_load_all(const char *dir, struct lesson **ret_lesson, struct diag_list *faults);
int lesson_parse_all(const char *dir, const char *text, size_t len, struct lesson **ret_lesson,
                     struct diag_list *faults);
void lesson_free(struct lesson *lesson);

/* The question of that id, or NULL. */
const struct question *lesson_question(const struct lesson *lesson, const char *id);

/* Calls visit for each {stage: program} of the text and of the questions, with its line. */
void lesson_stages(const struct lesson *lesson,
                   void (*visit)(void *context, const char *program, int line), void *context);

/* Calls visit for each presenter's note of the text and of the questions, in order: the program
 * that it is about (NULL: all of the lesson), its words (the callee's only during the call). */
void lesson_notes(const struct lesson *lesson,
                  void (*visit)(void *context, const char *program, const char *words, int line),
                  void *context);

#endif
