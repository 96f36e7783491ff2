/* SPDX-License-Identifier: MIT */
/*
 * handover.c: a report as the text of an environment variable, "bits proc_fd launcher why".
 */
#include "handover.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define VARIABLE "IPC_TUTOR_CAGE"

enum { USER = 1, PID = 2, IPC = 4, MOUNT = 8, NET = 16, PROC = 32, SHM = 64, NET_WISHED = 128 };

int handover_put(const struct handover *handover) {
    const struct cage_report *r = &handover->report;
    char text[256];
    int bits = (r->user ? USER : 0) | (r->pid ? PID : 0) | (r->ipc ? IPC : 0) |
               (r->mount ? MOUNT : 0) | (r->net ? NET : 0) | (r->proc ? PROC : 0) |
               (r->shm ? SHM : 0) | (handover->net_wished ? NET_WISHED : 0);
    snprintf(text, sizeof text, "%d %d %d %s", bits, handover->proc_fd, (int)handover->launcher,
             r->why);
    return setenv(VARIABLE, text, 1) < 0 ? -errno : 0;
}

bool handover_take(struct handover *ret_handover) {
    const char *text = getenv(VARIABLE);
    char *at;
    if (!text) {
        return false;
    }
    struct handover h = {0};
    long bits = strtol(text, &at, 10);
    h.proc_fd = (int)strtol(at, &at, 10);
    h.launcher = (pid_t)strtol(at, &at, 10);
    h.report.user = bits & USER;
    h.report.pid = bits & PID;
    h.report.ipc = bits & IPC;
    h.report.mount = bits & MOUNT;
    h.report.net = bits & NET;
    h.report.proc = bits & PROC;
    h.report.shm = bits & SHM;
    h.net_wished = bits & NET_WISHED;
    snprintf(h.report.why, sizeof h.report.why, "%s", *at == ' ' ? at + 1 : at);
    unsetenv(VARIABLE);
    *ret_handover = h;
    return true;
}
