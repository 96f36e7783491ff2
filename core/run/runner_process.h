/* SPDX-License-Identifier: MIT */
/*
 * runner_process.h: the tutor's side of a runner as a process: where its program is, starting it
 * with a link to it, ending it so that nothing of the run is left.
 */
#ifndef RUNNER_PROCESS_H
#define RUNNER_PROCESS_H

#include "launch.h"
#include "link.h"

struct runner_process {
    struct link link;
    struct launched launched;
    bool there;
};

/* net: with a network of its own (network.h). 0, or -errno with *diag. */
int runner_process_start(struct runner_process *runner, bool no_cage, bool net, struct diag *diag);
/* Ends what runners are forked from, if it is there; the next run starts it anew. */
void runner_process_rest(void);
/* Closes the link, at which the runner kills and removes all that is of the run; kills it if it
 * does not come to an end by itself. Zeroed struct: nothing. */
void runner_process_end(struct runner_process *runner);
/* Has it ended? Then *ret_status is its waitpid(2) status. */
bool runner_process_ended(struct runner_process *runner, int *ret_status);

#endif
