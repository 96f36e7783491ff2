/* SPDX-License-Identifier: MIT */
/*
 * audit.c: after a decision, in builds with IPC_TUTOR_AUDIT, one look at everybody: who is not at
 * rest, or not where the supervisor thinks, was missed by the set. That is a bug of ours (or of an
 * operation that did not say all that it touches), and nothing after it can be trusted.
 */
#include "cpu.h"
#include "supervising.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef IPC_TUTOR_AUDIT

static const enum slot_state expected[] = {
    [LOOK_GATE] = SLOT_READY,      [LOOK_SLEEP] = SLOT_SLEEPING,  [LOOK_ASK] = SLOT_ASKING,
    [LOOK_BLOCKED] = SLOT_BLOCKED, [LOOK_OUTSIDE] = SLOT_BLOCKED, [LOOK_STOPPED] = SLOT_STOPPED,
    [LOOK_DEAD] = SLOT_DEAD,       [LOOK_VOID] = SLOT_VOID,       [LOOK_FREE] = SLOT_BLOCKED,
};

static bool missed(struct supervisor *sv, struct proc *proc) {
    if (proc->pub.state == SLOT_DEAD || proc->pub.state == SLOT_VOID ||
        proc->pub.state == SLOT_COMPUTING) {
        return false; /* gone, or known not to be at rest */
    }
    enum look look = look_at(sv, proc);
    return look == LOOK_BUSY || expected[look] != proc->pub.state;
}

/* Was it killed or stopped from outside the run (an impatient user's kill -9)? Then nobody here
 * could know. */
static bool from_outside(struct supervisor *sv, struct proc *proc) {
    char path[32], text[4096];
    if (proc->look == LOOK_DEAD || proc->look == LOOK_STOPPED) {
        return true;
    }
    snprintf(path, sizeof path, "%d/status", (int)proc->pub.pid);
    int fd = openat(sv->proc_fd, path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) {
        close(fd);
    }
    text[n < 0 ? 0 : n] = '\0';
    const char *pending = strstr(text, "\nSigPnd:\t"), *all = strstr(text, "\nShdPnd:\t");
    unsigned long long set = pending ? strtoull(pending + 9, NULL, 16) : 0;
    set |= all ? strtoull(all + 9, NULL, 16) : 0;
    return n < 0 || (set >> (SIGKILL - 1) & 1);
}

void audit(struct supervisor *sv) {
    if (sv->wish.no_audit) {
        return;
    }
    sv->stats.audits++;
    sv->set_all = true; /* look at each in full */
    for (size_t i = 0; i < sv->proc_count; i++) {
        struct proc *proc = sv->procs[i];
        if (missed(sv, proc) && !from_outside(sv, proc)) {
            sv->stats.premature++;
            if (!sv->wish.audit_counts) {
                abort();
            }
        }
    }
}

#else

void audit(struct supervisor *sv) {
    (void)sv;
}

#endif
