/* SPDX-License-Identifier: MIT */
/*
 * cage.c: the runner finds out what cage it is in (cage.h), and makes up for what is missing.
 */
#include "cage.h"
#include "furnish.h"
#include "guard.h"
#include "handover.h"
#include "rundir.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void cage_enter(struct cage *ret_cage) {
    struct handover handover = {.proc_fd = -1};
    if (!handover_take(&handover)) {
        snprintf(handover.report.why, sizeof handover.report.why, "not started by the tutor");
    }
    struct cage cage = {
        .report = handover.report, .net_wished = handover.net_wished, .proc_fd = handover.proc_fd};
    if (cage.proc_fd < 0) {
        cage.proc_fd = open("/proc", O_RDONLY | O_DIRECTORY);
    }
    if (cage.proc_fd >= 0) {
        fcntl(cage.proc_fd, F_SETFD, FD_CLOEXEC);
    }
    if (!cage.report.pid) {
        cage.report.guard = guard_begin(handover.launcher);
    }
    cage.report.run_dir = rundir_make(&cage) == 0;
    snprintf(cage.queues_dir, sizeof cage.queues_dir, "%s",
             !cage.report.ipc  ? "/dev/mqueue"
             : cage.report.shm ? FURNISH_QUEUES
                               : "");
    confine_probe(&cage.report.confine);
    *ret_cage = cage;
}

void cage_leave(struct cage *cage) {
    rundir_remove(cage);
    if (cage->proc_fd >= 0) {
        close(cage->proc_fd);
        cage->proc_fd = -1;
    }
}

int cage_sweep(void) {
    return rundir_sweep();
}
