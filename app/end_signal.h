/* SPDX-License-Identifier: MIT */
/*
 * end_signal.h: SIGINT and SIGTERM while something runs without a screen: they only ask for an end,
 * and are let in while we sleep alone.
 */
#ifndef END_SIGNAL_H
#define END_SIGNAL_H

#include <signal.h>

/* Blocks the two from now on; *ret_mask is for ppoll(2), and for end_signal_release. To be
 * called after the first runner was started: it must not inherit them blocked. */
void end_signal_catch(sigset_t *ret_mask);
/* As it was before, and none came. */
void end_signal_release(const sigset_t *mask);
/* The one that came; 0: none. */
int end_signal_came(void);

#endif
