/* SPDX-License-Identifier: MIT */
/*
 * network.h: whether a lesson wants a network of its own. The namespace comes with the runner, so
 * it has to be known before a runner can read the lesson; and it costs most of a millisecond, so it
 * is not made for everybody.
 */
#ifndef NETWORK_H
#define NETWORK_H

#include <stdbool.h>

/* Whether `network = true`, an option of a program, stands in the folder's lesson.lua. Only looks
 * for the words: nothing of the lesson runs. */
bool network_wished(const char *lesson_dir);

#endif
