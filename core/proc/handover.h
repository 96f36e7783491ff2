/* SPDX-License-Identifier: MIT */
/*
 * handover.h: what launch.c tells the runner that it starts, through one environment variable:
 * which namespaces it got and what was refused. Private to core/proc.
 */
#ifndef HANDOVER_H
#define HANDOVER_H

#include "cage.h"
#include <sys/types.h>

struct handover {
    struct cage_report report;
    bool net_wished;
    int proc_fd;    /* the machine's /proc; -1: none */
    pid_t launcher; /* as the runner's /proc counts; 0: not known */
};

/* Into the environment of this process. 0, or -errno. */
int handover_put(const struct handover *handover);
/* Out of it; false: this process was not launched by launch.c. */
bool handover_take(struct handover *ret_handover);

#endif
