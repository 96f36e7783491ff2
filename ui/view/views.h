/* SPDX-License-Identifier: MIT */
/* views.h: the rows of the table in views.c, one a file. For ui/view alone. */
#ifndef VIEWS_H
#define VIEWS_H

#include "view.h"

extern const struct view view_syllabus, view_lesson, view_text, view_stage, view_timeline,
    view_code, view_why, view_kernel, view_explain, view_output, view_events, view_help,
    view_chooser, view_field, view_measure, view_wild, view_overview, view_mechanism, view_question,
    view_palette, view_faults, view_exam, view_verdict;

/* How many rows the verdict takes in so many columns. */
int verdict_rows(const struct scene *scene, int width);
/* How many columns the choices take, each in one row; and how many rows in so many columns. */
int chooser_columns(const struct scene *scene);
int chooser_rows(const struct scene *scene, int width);

#endif
