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
 * it is the other's turn: the least that was ever seen. The first call measures it; each call of
 * bench_futex_again does so too, so that a row can measure it in turn with itself. */
double bench_futex_round_trip(void);
void bench_futex_again(void);

/* A measurement beside what it is compared with, each the least of `times` times, taken in turn:
 * what disturbs one disturbs the other too, and is in neither if it ever stops. In ns. */
struct bench_pair {
    void (*what)(void *arg);
    void *arg;
    void (*floor)(void *arg);
    void *floor_arg;
    double took, floor_took;
};
void bench_in_turn(struct bench_pair *pair, int times);

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
