/* SPDX-License-Identifier: MIT */
/*
 * launch.c: a runner, cloned straight into its namespaces (launch.h): it is the first process of
 * its pid namespace, so whatever ends it makes the kernel kill all that it ever forked; and it dies
 * with its launcher. Where the kernel refuses, fewer namespaces are tried, in the end none: then
 * cage_enter (cage.c) sets a guard instead.
 */
#include "launch.h"
#include "clock.h"
#include "enter.h"
#include "fdio.h"
#include "furnish.h"
#include "handover.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FDS_MAX = 16, FIRST_FD = 3 };

/* Namespaces, from the best to none; those that need root are passed over by others, and a network
 * by runs that do not wish for one. */
static const struct attempt {
    bool root_only;
    unsigned long flags;
} attempts[] = {
    {false, CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNS | CLONE_NEWNET},
    {false, CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNS},
    {false, CLONE_NEWUSER | CLONE_NEWPID},
    {true, CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNS | CLONE_NEWNET},
    {true, CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNS},
    {true, CLONE_NEWPID},
    {false, 0},
};
_Static_assert(sizeof attempts / sizeof attempts[0] <= LAUNCH_ATTEMPTS, "launch.h says at most");

/* Where a launch failed: the child tells its launcher through a pipe that exec closes. */
enum stage { STAGE_CAGE, STAGE_RUNNER };

struct failure {
    enum stage stage;
    int err;
};

/* What a child needs of its launcher, who is its parent but for siblings. */
struct start {
    const struct launch_wish *wish;
    struct handover handover;
    unsigned long flags;
    int launcher_pidfd; /* -1: none */
    int proc_fd;
    int report; /* write end of the pipe */
    unsigned uid, gid;
};

static _Noreturn void fail(const struct start *start, enum stage stage, int err) {
    struct failure failure = {stage, err < 0 ? -err : err};
    fd_write_all(start->report, &failure, sizeof failure);
    _exit(127);
}

/* The launcher may have died before the flag was set, and then it never works. */
static void die_with_launcher(const struct start *start) {
    struct pollfd dead = {.fd = start->launcher_pidfd, .events = POLLIN};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (start->launcher_pidfd >= 0 ? poll(&dead, 1, 0) != 0
                                   : getppid() != start->handover.launcher) {
        _exit(127);
    }
}

/* The wished descriptors become 3, 4 ..., the machine's /proc the next one; the report pipe stays
 * until exec. All others are closed. */
static void place_fds(struct start *start) {
    const struct launch_wish *wish = start->wish;
    int from[FDS_MAX + 1], keep[FDS_MAX + 2];
    size_t count = 0;
    for (; count < wish->fd_count; count++) {
        from[count] = wish->fds[count];
    }
    from[count++] = start->proc_fd;
    int above = FIRST_FD + (int)count + 1;
    start->report = fcntl(start->report, F_DUPFD_CLOEXEC, above);
    for (size_t i = 0; i < count; i++) { /* out of the way of the places */
        from[i] = fcntl(from[i], F_DUPFD, above);
    }
    for (size_t i = 0; i < count; i++) {
        keep[i] = FIRST_FD + (int)i;
        if (from[i] >= 0) {
            dup2(from[i], keep[i]);
        }
    }
    start->handover.proc_fd = from[count - 1] >= 0 ? keep[count - 1] : -1;
    keep[count] = start->report;
    enter_close(keep, count + 1);
}

static void be_quiet(void) {
    int fd = open("/dev/null", O_RDWR);
    if (fd >= 0) {
        dup2(fd, 0);
        dup2(fd, 1);
        if (fd > 1) {
            close(fd);
        }
    }
}

static _Noreturn void be_runner(struct start *start) {
    const struct launch_wish *wish = start->wish;
    struct cage_report *report = &start->handover.report;
    die_with_launcher(start);
    enter_signals(SIGRTMAX);
    setsid(); /* keys of the terminal are the tutor's */
    if (report->user) {
        int err = furnish_ids(start->uid, start->gid);
        if (err) {
            fail(start, STAGE_CAGE, err);
        }
        /* A change of ids may have cleared the flag. */
        die_with_launcher(start);
    }
    furnish(report);
    if (wish->quiet) {
        be_quiet();
    }
    place_fds(start);
    int err = handover_put(&start->handover);
    if (err) {
        fail(start, STAGE_RUNNER, err);
    }
    if (!wish->path) {
        close(start->report);
        _exit(wish->body(wish->arg));
    }
    execv(wish->path, wish->argv);
    fail(start, STAGE_RUNNER, errno);
}

static void say_namespaces(struct cage_report *report, unsigned long flags) {
    report->user = flags & CLONE_NEWUSER;
    report->pid = flags & CLONE_NEWPID;
    report->ipc = flags & CLONE_NEWIPC;
    report->mount = flags & CLONE_NEWNS;
    report->net = flags & CLONE_NEWNET;
}

/* One attempt. 0: it runs. -errno: *ret_stage says whether fewer namespaces may help. */
static int try_launch(struct start *start, struct launched *ret_launched, enum stage *ret_stage) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) {
        *ret_stage = STAGE_RUNNER;
        return -errno;
    }
    say_namespaces(&start->handover.report, start->flags);
    start->report = ends[1];
    struct launch_siblings *siblings = start->wish->siblings;
    unsigned long flags = start->flags | (siblings ? CLONE_PARENT : 0) | SIGCHLD;
    pid_t pid = (pid_t)syscall(SYS_clone, flags, 0, 0, 0, 0);
    if (pid == 0) {
        be_runner(start);
    }
    int err = pid < 0 ? -errno : 0;
    close(ends[1]);
    struct failure failure = {STAGE_CAGE, -err};
    if (!err && fd_read_all(ends[0], &failure, sizeof failure) == 0) {
        err = failure.err ? -failure.err : -EIO;
        if (siblings) {
            siblings->failed[siblings->failed_count++] = pid;
        } else {
            waitpid(pid, NULL, 0);
        }
    }
    close(ends[0]);
    if (err) {
        *ret_stage = failure.stage;
        return err;
    }
    ret_launched->pid = pid;
    ret_launched->pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    ret_launched->caged = start->handover.report.pid;
    if (ret_launched->pidfd >= 0) {
        fd_set_cloexec(ret_launched->pidfd, true);
    }
    return 0;
}

static bool fits(const struct attempt *attempt, const struct start *start) {
    /* Without a pidfd there is no way to see from inside that the launcher is gone. */
    bool caged = !start->wish->no_cage && start->launcher_pidfd >= 0;
    bool net = attempt->flags & CLONE_NEWNET;
    return (caged || !attempt->flags) && (start->wish->net || !net) &&
           (!attempt->root_only || start->uid == 0);
}

int launch(const struct launch_wish *wish, struct launched *ret_launched, struct diag *diag) {
    assert(wish->fd_count <= FDS_MAX && (wish->path || wish->body));
    struct start start = {
        .wish = wish,
        .launcher_pidfd = wish->siblings ? fcntl(wish->siblings->parent_pidfd, F_DUPFD_CLOEXEC, 0)
                                         : (int)syscall(SYS_pidfd_open, getpid(), 0),
        .proc_fd = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC),
        .uid = geteuid(),
        .gid = getegid()};
    enum stage stage = STAGE_CAGE;
    int err = -EPERM;
    start.handover.launcher = wish->siblings ? getppid() : getpid();
    start.handover.net_wished = wish->net;
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0] && stage == STAGE_CAGE; i++) {
        if (!fits(&attempts[i], &start)) {
            continue;
        }
        start.flags = attempts[i].flags;
        err = try_launch(&start, ret_launched, &stage);
        if (!err) {
            break;
        }
        furnish_refused(&start.handover.report, "namespaces", err);
    }
    fd_close(&start.launcher_pidfd);
    fd_close(&start.proc_fd);
    return err ? launch_failed(err, wish->path, diag) : 0;
}

int launch_failed(int err, const char *path, struct diag *diag) {
    return diag_set(diag, err, path, 0, "cannot start the runner: %s", strerror(-err));
}

int launch_ended(struct launched *launched, int *ret_status) {
    int status;
    if (launched->pid <= 0) {
        return 0;
    }
    pid_t pid = waitpid(launched->pid, &status, WNOHANG);
    if (pid != launched->pid) {
        return 0;
    }
    fd_close(&launched->pidfd);
    launched->pid = 0;
    *ret_status = status;
    return 1;
}

/* Waits for its end. False: it is not there yet. */
static bool wait_for(struct launched *launched, int ms, int *ret_status) {
    struct pollfd end = {.fd = launched->pidfd, .events = POLLIN};
    for (int left = ms; !launch_ended(launched, ret_status); left -= 10) {
        if (left <= 0) {
            return false;
        }
        /* Without a pidfd there is nothing to wait on: look every 10 ms. */
        poll(&end, launched->pidfd >= 0 ? 1 : 0, 10);
    }
    return true;
}

int launch_end(struct launched *launched, int patience_ms) {
    int status = 0;
    if (launched->pid <= 0) {
        return 0;
    }
    if (patience_ms > 0 || !launched->caged) {
        kill(launched->pid, SIGTERM);
    }
    if (wait_for(launched, patience_ms, &status)) {
        return status;
    }
    /* Killed, the first process of a pid namespace takes all others along. A guard has to do that
     * itself, and takes a second SIGTERM for "now". */
    kill(launched->pid, launched->caged ? SIGKILL : SIGTERM);
    if (!launched->caged && wait_for(launched, 5000, &status)) {
        return status;
    }
    kill(launched->pid, SIGKILL);
    waitpid(launched->pid, &status, 0);
    fd_close(&launched->pidfd);
    launched->pid = 0;
    return status;
}

/* Whether it has ended; it is not reaped, so that its number stays its own. */
static bool has_ended(const struct launched *launched, int64_t deadline) {
    for (;;) {
        struct pollfd end = {.fd = launched->pidfd, .events = POLLIN};
        siginfo_t info = {0};
        if (waitid(P_PID, (id_t)launched->pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 ||
            info.si_pid == launched->pid) {
            return true;
        }
        int left = clock_ms_left(deadline);
        if (left == 0) {
            return false;
        }
        /* Without a pidfd there is nothing to wait on: look every 10 ms. */
        poll(&end, launched->pidfd >= 0 ? 1 : 0, launched->pidfd >= 0 || left < 10 ? left : 10);
    }
}

int launch_end_all(struct launched *launched, int patience_ms) {
    int status = 0;
    if (launched->pid <= 0) {
        return 0;
    }
    has_ended(launched, clock_ns() + patience_ms * NS_PER_MS);
    kill(-launched->pid, SIGKILL);
    kill(launched->pid, SIGKILL); /* killed before it could lead its group */
    waitpid(launched->pid, &status, 0);
    fd_close(&launched->pidfd);
    launched->pid = 0;
    return status;
}
