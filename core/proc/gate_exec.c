/* SPDX-License-Identifier: MIT */
/*
 * gate_exec.c: a lesson process becomes another program (gate.h). The shared region is memory of
 * the old program and goes with it (execve(2)), so the last that this process says is that it is
 * about to: if that phase stays, the program runs. See free.h for what is seen of it then.
 */
#include "filter.h"
#include "gate.h"
#include "me.h"
#include "programs.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static bool of_lesson[STDERR_FILENO + 1];

void gate_standard_fd(int fd) {
    if (fd >= 0 && fd <= STDERR_FILENO) {
        of_lesson[fd] = true;
    }
}

/* Where nothing catches what it writes, that goes nowhere: never to the runner's own. */
static void lead_output(void) {
    int output = atomic_load(&me.shared->output);
    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
        if (!of_lesson[fd]) {
            dup2(output >= 0 ? output : STDIN_FILENO, fd);
        }
    }
}

/* A handler goes at an execve, a mask does not (execve(2)): where the lesson handles SIGCHLD, the
 * engine keeps it blocked from gate to gate, and the program must not inherit that. */
static void unblock_children(void) {
    struct sigaction action;
    sigset_t child;
    if (sigaction(SIGCHLD, NULL, &action) == 0 && action.sa_handler != SIG_DFL &&
        action.sa_handler != SIG_IGN) {
        sigemptyset(&child);
        sigaddset(&child, SIGCHLD);
        sigprocmask(SIG_UNBLOCK, &child, NULL);
    }
}

int gate_exec(const char *name, char *const *argv, const char *call, int line) {
    /* The same for everybody: bytes sort as bytes, and nothing of who started the tutor. */
    static char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C", "HOME=/", "TMPDIR=.",
                                        NULL};
    const char *path = programs_path(name);
    gate_enter(
        &(struct gate_op){.op = OP_EXEC, .fd = -1, .line = line, .call = call, .may_end = true});
    int err = EACCES;
    if (path && access(path, X_OK) == 0) {
        snprintf(me.self->program, sizeof me.self->program, "%s", name);
        lead_output();
        filter_alone();
        unblock_children();
        atomic_store(&me.self->phase, PHASE_EXEC);
        execve(path, argv, environment);
        err = errno;
        atomic_store(&me.self->phase, PHASE_OP);
    }
    gate_exit(&(struct gate_result){.ret = -1, .err = err});
    return -err;
}
