/* SPDX-License-Identifier: MIT */
/* prompt.h: the last row while one types into it: what is searched for, or a command. */
#ifndef PROMPT_H
#define PROMPT_H

#include "view.h"

void prompt_draw(const struct scene *scene, struct area area);

#endif
