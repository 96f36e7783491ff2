/* SPDX-License-Identifier: MIT */
/*
 * probe.c: what this machine gives a run, found out by doing it: a runner is launched that does
 * nothing but look round (cage.h); for `doctor`.
 */
#include "cage.h"
#include "fdio.h"
#include "glance.h"
#include "launch.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REPORT_FD = 3 };

/* Can /proc/PID/syscall of a child be read? One that sleeps in a read is looked at. */
static bool syscall_readable(const struct cage *cage) {
    int ends[2];
    struct glance glance;
    if (pipe(ends) < 0) {
        return false;
    }
    pid_t pid = fork();
    if (pid == 0) {
        char c;
        close(ends[1]);
        _exit(read(ends[0], &c, 1) != 0);
    }
    close(ends[0]);
    /* In a pid namespace the child's number is another one in the machine's /proc, but its own
     * /proc does as well for this. */
    int proc_fd = cage->report.proc || !cage->report.pid ? open("/proc", O_RDONLY) : -1;
    bool readable = pid > 0 && proc_fd >= 0 && glance_init(&glance, proc_fd, pid, INT_MAX) == 0;
    if (readable) {
        long call = glance_call(&glance);
        readable = !glance.no_syscall && call != -1;
        glance_done(&glance);
    }
    close(ends[1]);
    if (proc_fd >= 0) {
        close(proc_fd);
    }
    if (pid > 0) {
        waitpid(pid, NULL, 0);
    }
    return readable;
}

static int look_round(void *arg) {
    struct cage cage;
    (void)arg;
    cage_enter(&cage);
    cage.report.syscall = syscall_readable(&cage);
    int err = fd_write_all(REPORT_FD, &cage.report, sizeof cage.report);
    cage_leave(&cage);
    return err ? 1 : 0;
}

void cage_probe(struct cage_report *ret_report) {
    int ends[2];
    struct launched launched = {.pidfd = -1};
    struct cage_report report = {.why = "no process could be started"};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) {
        *ret_report = report;
        return;
    }
    struct launch_wish wish = {.body = look_round, .fds = &ends[1], .fd_count = 1, .net = true};
    if (launch(&wish, &launched, NULL) == 0) {
        fd_close(&ends[1]);
        if (fd_read_all(ends[0], &report, sizeof report) < 0) {
            report = (struct cage_report){.why = "the probe ended too early"};
        }
        launch_end(&launched, 2000);
    }
    fd_close(&ends[0]);
    fd_close(&ends[1]);
    *ret_report = report;
}
