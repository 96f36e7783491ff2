/* SPDX-License-Identifier: MIT */
/*
 * spawn.c: forking `main`. The child is made into a lesson process before anything of a lesson
 * runs: it dies with its runner, has none of the runner's descriptors, is confined; and it always
 * ends by _exit, never by a return into the runner's frames.
 */
#include "spawn.h"
#include "cage.h"
#include "enter.h"
#include "holds.h"
#include "supervising.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Names that a lesson gives (FIFOs, sockets) are relative, and belong into the run's directory;
 * where there is none, into one that takes no names. */
static void enter_directory(const struct cage *cage) {
    bool there = cage && cage->run_dir[0] && chdir(cage->run_dir) == 0;
    if (cage && !there && chdir("/proc") < 0) {
        _exit(1);
    }
}

static void clock_rings(int signal) {
    (void)signal; /* that the call was interrupted is all */
}

/* Inherited by all that it forks. The supervisor stops and continues processes, and no parent is to
 * hear of that: also one that blocks SIGCHLD and takes it by sigwaitinfo(2). */
static void set_signals(void) {
    const struct sigaction clock = {.sa_handler = clock_rings};
    const struct sigaction children = {.sa_handler = SIG_DFL, .sa_flags = SA_NOCLDSTOP};
    sigaction(SHARED_CLOCK_SIGNAL, &clock, NULL);
    sigaction(SIGCHLD, &children, NULL);
}

static _Noreturn void be_main(struct supervisor *sv, pid_t runner) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != runner) { /* it died before that was set */
        _exit(0);
    }
    enter_signals(SIGSYS); /* the runner began with all at their defaults, and uses no others */
    set_signals();
    free_enter(sv);
    holds_begin(atomic_load(&sv->shared->output));
    gate_attach(sv->shared, 0);
    enter_directory(sv->wish.cage);
    struct confine_report report;
    confine(&sv->limits, sv->wish.cage, &report);
    gate_exit_process(sv->wish.main(sv->wish.arg), 0);
}

int spawn_main(struct supervisor *sv) {
    const struct cage *cage = sv->wish.cage;
    snprintf(sv->shared->names_prefix, sizeof sv->shared->names_prefix, "%s",
             cage ? cage->names_prefix : "");
    sv->shared->own_net = cage && cage->report.net;
    uint32_t slot = shared_slot_new(sv->shared, "main", SHARED_NOBODY);
    pid_t runner = getpid();
    if (slot != 0) {
        return -EAGAIN;
    }
    if (!sv->own_pids && prctl(PR_SET_CHILD_SUBREAPER, 1) < 0) {
        return -errno;
    }
    pid_t pid = fork();
    if (pid < 0) {
        int err = -errno;
        atomic_store(&shared_slot(sv->shared, 0)->phase, PHASE_VOID);
        return err;
    }
    if (pid == 0) {
        be_main(sv, runner);
    }
    atomic_store(&sv->shared->pids[0], (int32_t)pid);
    return 0;
}
