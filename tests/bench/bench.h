/* SPDX-License-Identifier: MIT */
/*
 * bench.h: rows of ./dev bench. What a thing costs is told as a ratio to a floor that is measured
 * in the same run on the same machine, so that a row says the same on any: how near we are to what
 * cannot be bettered. Each measurement is the best of several, which is what noise can't make.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stdint.h>

/* Nanoseconds of one there-and-back between two processes on one CPU, each asleep in futex(2) while
 * it is the other's turn. Measured once, then remembered. */
double bench_futex_round_trip(void);

/* The least time in ns that what(arg) took, of `times` times. */
double bench_least(void (*what)(void *arg), void *arg, int times);

/* Prints one row: what it is, what was measured, the most it may be, and the measured number behind
 * it ("3.1 ns of 1200 ns"), as by printf. */
void bench_row(const char *what, double measured, double at_most, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* A row that can't be measured here, and why. */
void bench_skip(const char *what, const char *why);
/* Is this row wished for? (./dev bench ROW: a part of its name; none: all) */
bool bench_wished(const char *what);

#endif
