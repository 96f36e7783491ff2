/* SPDX-License-Identifier: MIT */
/* runner_process.c: see runner_process.h. */
#include "runner_process.h"
#include "cage.h"
#include "clock.h"
#include "mem.h"
#include "nursery.h"
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_NS (2 * NS_PER_S)

/* Places beside the tutor's own executable. */
static const char *const places[] = {
    "ipc-tutor-runner",
    "../libexec/ipc-tutor/ipc-tutor-runner",
};

/* The path of the runner, the caller's to mem_free; NULL: there is none. */
static char *find_runner(void) {
    const char *given = getenv("IPC_TUTOR_RUNNER");
    if (given && *given) {
        return mem_strdup(given);
    }
    char self[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
    if (len < 0) {
        return NULL;
    }
    self[len] = 0;
    *strrchr(self, '/') = 0;
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        struct buf path = {0};
        buf_putf(&path, "%s/%s", self, places[i]);
        if (access(buf_str(&path), X_OK) == 0) {
            return buf_take(&path);
        }
        buf_done(&path);
    }
    return NULL;
}

/* Once: what runs left whose tutor was killed, where nothing but a name in /tmp was to be had. */
static void sweep_once(void) {
    static bool swept;
    if (!swept) {
        swept = true;
        cage_sweep();
    }
}

static struct nursery *nursery; /* what runners are forked from; or NULL */

void runner_process_rest(void) {
    nursery_free(nursery);
    nursery = NULL;
}

/* From the nursery, which is started for the first run. -EPROTO, -ENOSYS: not to be had. */
static int start_from_nursery(struct runner_process *runner, const char *path, int fd, bool no_cage,
                              bool net, struct diag *diag) {
    if (!nursery_is(nursery, path)) {
        runner_process_rest();
        int r = nursery_new(path, &nursery, diag);
        if (r < 0) {
            return r;
        }
    }
    int r = nursery_launch(nursery, fd, no_cage, net, &runner->launched, diag);
    if (r == -EPROTO) {
        runner_process_rest();
    }
    return r;
}

/* One of its own, executed for this run alone. */
static int start_alone(struct runner_process *runner, char *path, int fd, bool no_cage, bool net,
                       struct diag *diag) {
    char *argv[] = {path, NULL};
    const struct launch_wish wish = {.path = path,
                                     .argv = argv,
                                     .fds = &fd,
                                     .fd_count = 1,
                                     .no_cage = no_cage,
                                     .net = net,
                                     .quiet = true};
    return launch(&wish, &runner->launched, diag);
}

int runner_process_start(struct runner_process *runner, bool no_cage, bool net, struct diag *diag) {
    int fds[2];
    char *path = find_runner();
    sweep_once();
    if (!path) {
        return diag_set(diag, -ENOENT, NULL, 0,
                        "there is no ipc-tutor-runner beside ipc-tutor or in ../libexec/ipc-tutor; "
                        "install it again, or name it in IPC_TUTOR_RUNNER");
    }
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0) {
        int code = -errno;
        mem_free(path);
        return diag_set(diag, code, NULL, 0, "no socket to a runner: %s", strerror(-code));
    }
    int r = start_from_nursery(runner, path, fds[1], no_cage, net, diag);
    if (r == -EPROTO || r == -ENOSYS) {
        diag_done(diag); /* what the nursery could not is no fault if this can */
        r = start_alone(runner, path, fds[1], no_cage, net, diag);
    }
    mem_free(path);
    close(fds[1]);
    if (r < 0) {
        close(fds[0]);
        return r;
    }
    runner->there = true;
    link_init(&runner->link, fds[0]);
    return 0;
}

bool runner_process_ended(struct runner_process *runner, int *ret_status) {
    if (runner->there && launch_ended(&runner->launched, ret_status) == 1) {
        runner->there = false;
        return true;
    }
    return false;
}

/* Sleeps until it may have ended, a little at a time where there is no pidfd to wait for. */
static void wait_a_little(const struct runner_process *runner, int64_t deadline) {
    struct pollfd poll_fd = {.fd = runner->launched.pidfd, .events = POLLIN};
    poll(&poll_fd, 1, poll_fd.fd < 0 ? 1 : clock_ms_left(deadline));
}

void runner_process_end(struct runner_process *runner) {
    if (!runner || !runner->there) {
        if (runner) {
            link_done(&runner->link);
        }
        return;
    }
    int status;
    int64_t deadline = clock_ns() + PATIENCE_NS;
    link_done(&runner->link);
    while (!runner_process_ended(runner, &status)) {
        if (clock_ns() >= deadline) {
            launch_end(&runner->launched, 0);
            runner->there = false;
            break;
        }
        wait_a_little(runner, deadline);
    }
}
