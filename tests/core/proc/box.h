/* SPDX-License-Identifier: MIT */
/*
 * box.h: something done in a runner of its own, launched as the tutor launches one; what it finds
 * comes back through a pipe. The asserts stay in the test's own process.
 */
#ifndef BOX_H
#define BOX_H

#include "cage.h"
#include "fdio.h"
#include "launch.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define BOX_LEAKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BOX_LEAKS 1
#endif
#endif
#ifdef BOX_LEAKS
#include <sanitizer/lsan_interface.h>
#endif

enum { BOX_REPORT_FD = 3, BOX_SECONDS = 60 };

struct box {
    void (*work)(struct box *box); /* in the runner; fills in *report */
    void *report;                  /* of this many bytes */
    size_t report_size;
    bool no_cage, net;
    void *arg;
    /* in the runner */
    struct cage cage;
    /* for the test */
    struct launched launched;
    int status; /* waitpid(2) status of the runner */
};

static inline int box_body(void *arg) {
    struct box *box = arg;
    cage_enter(&box->cage);
    box->work(box);
    cage_leave(&box->cage);
#ifdef BOX_LEAKS
    if (__lsan_do_recoverable_leak_check()) { /* which _exit would pass by */
        return 1;
    }
#endif
    return fd_write_all(BOX_REPORT_FD, box->report, box->report_size) ? 1 : 0;
}

/* The runner ends by itself, or after a long time by us. */
static inline int box_wait(struct launched *launched) {
    struct pollfd end = {.fd = launched->pidfd, .events = POLLIN};
    int status = 0;
    for (int i = 0; i < BOX_SECONDS * 10 && launched->pid > 0; i++) {
        if (launch_ended(launched, &status)) {
            return status;
        }
        poll(&end, launched->pidfd >= 0 ? 1 : 0, 100);
    }
    return launch_end(launched, 0);
}

/* True: the report is whole and the runner ended with status 0. */
static inline bool box_run(struct box *box) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) {
        return false;
    }
    struct launch_wish wish = {.body = box_body,
                               .arg = box,
                               .fds = &ends[1],
                               .fd_count = 1,
                               .no_cage = box->no_cage,
                               .net = box->net};
    bool good = launch(&wish, &box->launched, NULL) == 0;
    close(ends[1]);
    good = good && fd_read_all(ends[0], box->report, box->report_size) == 0;
    close(ends[0]);
    box->status = box_wait(&box->launched);
    return good && box->status == 0;
}

#endif
