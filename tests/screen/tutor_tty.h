/* SPDX-License-Identifier: MIT */
/*
 * tutor_tty.h: the tutor in the terminal of tty.h, in words of the tutor: steps, what the header
 * says, pages, and the processes that belong to it.
 */
#ifndef TUTOR_TTY_H
#define TUTOR_TTY_H

#include "tty.h"

#include <stddef.h>

/* Opens the tutor at what is named ("pipe-fork:forgotten", a path; NULL: the syllabus), waits for
 * the first whole picture. Home is a folder of the test's own (tty.h); nothing moves by itself. */
struct tty *tutor_start(const char *what, int width, int height);
/* The path of a lesson made for these tests. */
#define TEST_LESSON(name) SOURCE_DIR "/tests/screen/" name

/* "step 3 of 7" in the header: 3 and 7; false where there is none. */
bool tutor_step(struct tty *tty, int *ret_step, int *ret_steps);
/* Presses n and waits until one more step is done. false: the run is over, nothing was pressed. */
bool tutor_next(struct tty *tty);
/* tutor_next until the run is over; returns the number of steps. Fails the test after 500. */
int tutor_to_end(struct tty *tty);
/* Waits until the header shows this step, and as the live end or not. */
#define tutor_at(tty, step, steps) tutor_at_step(tty, step, steps, __FILE__, __LINE__)
void tutor_at_step(struct tty *tty, int step, int steps, const char *file, int line);
bool tutor_is_over(struct tty *tty);

/* Waits for what every picture of a run has: the header in the first row, "? help" in the last, the
 * corners of the frame. */
#define tutor_whole(tty) tutor_whole_at(tty, __FILE__, __LINE__)
void tutor_whole_at(struct tty *tty, const char *file, int line);

/* q, then the end: exit status 0 and the terminal given back. Stops the tty. */
void tutor_quit(struct tty *tty);

/* All processes under a pid (children, their children, ...), remembered so that a later process
 * with the same pid is not taken for one of them. */
struct family {
    struct {
        pid_t pid;
        unsigned long long started;
    } members[64];
    size_t n;
};
void family_of(pid_t pid, struct family *ret_family);
/* Waits until none of them is there any more (a zombie that its parent has not collected counts).
 */
bool family_gone(const struct family *family);
/* None of them runs or is about to: they sleep in the kernel, or are zombies. */
bool family_asleep(const struct family *family);
/* Sum over the family of how often each has gone to sleep by itself; -1: one is not there. */
long family_switches(const struct family *family);

#endif
