/* SPDX-License-Identifier: MIT */
/*
 * headless_wild.h: run --wild N: many runs with all gates open, and the tally of them.
 */
#ifndef HEADLESS_WILD_H
#define HEADLESS_WILD_H

#include "out.h"
#include "run.h"

struct headless_wild {
    struct run_wish wish;
    uint32_t count;
    bool json;
    struct out *out;  /* where the tally goes; NULL: ... */
    const char *file; /* ... into this file */
};

/* 0: all runs are made, and what the program claims in every order held; 1: it did not hold; 128
 * and its number: a signal asked for an end before, and the tally is of the runs up to then. Else
 * an exit code, its message said. */
int headless_wild(const struct headless_wild *wish);

#endif
