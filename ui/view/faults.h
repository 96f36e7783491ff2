/* SPDX-License-Identifier: MIT */
/* faults.h: how many rows the faults of a lesson that is being written take, for frame.c. */
#ifndef FAULTS_H
#define FAULTS_H

#include "view.h"

/* In so many columns; 0: there are none. */
int faults_rows(const struct scene *scene, int width);

#endif
