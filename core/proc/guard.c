/* SPDX-License-Identifier: MIT */
/*
 * guard.c: launcher -> guard -> runner -> lesson processes (guard.h).
 *
 * Launcher killed: the guard gets SIGTERM (its death signal) and ends the runner. Runner killed:
 * all its orphans become the guard's children, and they are one process group: one kill(2) reaches
 * them all at one instant, so that none can fork away from it. Guard killed: the runner gets
 * SIGTERM (its death signal), and its own handler kills the lesson's processes (ending.c).
 */
#include "guard.h"
#include "enter.h"
#include "rundir.h"
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_SECONDS = 2 };

static volatile pid_t runner;
static volatile sig_atomic_t asked;

/* First SIGTERM: the runner is asked to end. A second one, or the alarm: it is killed. */
static void end_runner(int signal) {
    int err = errno;
    if (runner > 0) {
        kill(runner, signal == SIGALRM || asked ? SIGKILL : SIGTERM);
    }
    asked = 1;
    alarm(PATIENCE_SECONDS);
    errno = err;
}

static _Noreturn void exit_like(int status) {
    _exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
}

static _Noreturn void be_guard(pid_t child) {
    siginfo_t info;
    int status = 0;
    /* Left unreaped for now: while it is a zombie nobody else can get the number of its group. */
    while (waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
    }
    kill(-child, SIGKILL);
    runner = 0;
    for (;;) {
        int any;
        pid_t pid = waitpid(-1, &any, 0);
        if (pid == child) {
            status = any;
        }
        if (pid < 0 && errno == ECHILD) {
            rundir_sweep(); /* the runner's, if it could not do that itself */
            exit_like(status);
        }
    }
}

static _Noreturn void guard(pid_t child, pid_t launcher) {
    struct sigaction action = {.sa_handler = end_runner};
    runner = child;
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGALRM, &action, NULL);
    enter_close(NULL, 0); /* above all the link: who waits at its other end must see it close */
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (launcher > 0 && getppid() != launcher) {
        end_runner(SIGTERM);
    }
    be_guard(child);
}

bool guard_begin(pid_t launcher) {
    pid_t self = getpid();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t child = fork();
    if (child < 0) {
        return false;
    }
    /* Both do it: whoever comes first. */
    setpgid(child, child);
    if (child > 0) {
        guard(child, launcher);
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != self) {
        _exit(127);
    }
    return true;
}
