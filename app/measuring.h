/* SPDX-License-Identifier: MIT */
/*
 * measuring.h: a measurement without a screen (core/measure/measure.h), for `measure` and the tutor
 * as lines: how far it is on standard error where that is a terminal; Ctrl-C stops it.
 */
#ifndef MEASURING_H
#define MEASURING_H

#include "measured.h"

/* Measures for about so many seconds and keeps what came if it is whole. 0; 128 and the number of
 * the signal that stopped it (*ret_measured is what was known by then); another exit code, with the
 * reason said. */
int measuring_run(double seconds, struct measured *ret_measured);

#endif
