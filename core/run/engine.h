/* SPDX-License-Identifier: MIT */
/*
 * engine.h: the runner's side of a run, from the tutor's wish to run.end: starts main, chooses who
 * is next, lets it go, records what came of it, looks for deadlocks, holds for the tutor's
 * commands, ends everybody. app/runner.c calls it; nothing else does. Its parts: hatch.h (loading),
 * crowd.h and order.h (who is next), recorder.h (records), engine_link.c (commands), engine_end.c
 * (how it ends).
 */
#ifndef ENGINE_H
#define ENGINE_H

/* Serves one request that comes over fd, a socket to the tutor: a run (LINK_WISH) or the
 * declarations of a lesson (LINK_DECLARE). Returns the exit status of the runner: 0, or 70 if the
 * tutor spoke nonsense or is gone. */
int engine_serve(int fd);

#endif
