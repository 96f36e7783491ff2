/* SPDX-License-Identifier: MIT */
/*
 * excerpt.h: of lesson.lua what one has to read to answer a question, for an exam, which has no
 * stage: the programs that the question names, the functions and values of the file that they use,
 * and their parameters. Not what is declared about a program, nor comments and says: these tell
 * answers. Pure.
 */
#ifndef EXCERPT_H
#define EXCERPT_H

#include "question.h"
#include "run.h"
#include "source.h"

/* Whether the question may name a program: where not, nothing needs to be declared or read. */
bool excerpt_may_be(const struct question *question);
/* Lua text, appended; nothing where the question names no program that is declared. */
void excerpt_put(const struct source *lua, const struct run_decl *decl,
                 const struct question *question, struct buf *out);

#endif
