/* SPDX-License-Identifier: MIT */
/* links.h: the {stage: program} places of a lesson's text, counted from 0. */
#ifndef LINKS_H
#define LINKS_H

#include "lesson.h"

size_t links_count(const struct lesson *lesson);
/* The program that the text's link number `index` names, or NULL. */
const char *links_program(const struct lesson *lesson, size_t index);

#endif
