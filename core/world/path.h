/* SPDX-License-Identifier: MIT */
/*
 * path.h: a path into a run -> the value there, as text: what `facts` and answers of questions are
 * checked by.
 *
 *   child.read.ret            result of the last read(2) that child finished; [2]: of the second
 *   child.write.err           its error's name, "EPIPE"; "" if it had none
 *   child.read.data  .len  .off  .state.KEY  .fd  .line  .call  .obj
 *   child.read.count          how many reads it finished
 *   child.prints              all that it printed, a line each; [1]: the first; prints: everybody's
 *   child.exit.status         or .signal ("SIGPIPE")
 *   child.state  .parent  .pid  .fds  .steps  .op  .waits_for  .why
 *   OBJ.readers .writers .holders .bytes .capacity .gone .KEY (of its state, then its attrs)
 *   deadlock.actors  .why  .circle  .circle.ACTOR.waits_for  .op .obj .fd .through
 *   outcome  steps  schedule
 *
 * Before it, "@LABEL." asks for what was so when the mark of that label (or "@T1": T=1) was made,
 * and before that may stand a program: right@forked.second.writers, careless.deadlock.actors.
 */
#ifndef PATH_H
#define PATH_H

#include "buf.h"
#include "diag.h"
#include "timeline.h"

/* The value of path (without a program: path_program) in this run, appended to ret_value. 0;
 * -EINVAL: it is no path; -ENOENT: there is no such thing in the run. *diag says which part isn't
 * there, and what is there instead. */
int path_value(struct timeline *timeline, const char *path, struct buf *ret_value,
               struct diag *diag);
/* The same as of record n: as if the run had come no further. A mark that is made later is
 * -ENOENT. */
int path_value_at(struct timeline *timeline, uint64_t n, const char *path, struct buf *ret_value,
                  struct diag *diag);

/* Splits a leading program off: the index of the one of `programs` that path begins with, and the
 * rest after it ("deadlock.actors", "@forked.second.writers"); -1 and the whole path if it begins
 * with none of them. */
long path_program(const char *path, const char *const *programs, size_t count,
                  const char **ret_rest);

#endif
