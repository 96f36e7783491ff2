/* SPDX-License-Identifier: MIT */
/* drive_net.h: drive.h in a network of the run's own; a test is passed over where the machine gives
 * none. */
#ifndef DRIVE_NET_H
#define DRIVE_NET_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cage.h"
#include "drive.h"
#include "launch.h"

enum { DRIVE_OUT = 3 };

struct drive_job {
    int (*body)(void *arg);
    const char *order;
};

static int drive_net_runner(void *arg) {
    const struct drive_job *job = arg;
    struct cage cage;
    cage_enter(&cage);
    struct drive drive = {.order = job->order, .answers = "", .dir = "", .cage = &cage};
    if (cage.report.net) {
        drive_runner(job->body, NULL, &drive);
    } else {
        buf_puts(&drive.out, "no network");
    }
    fd_write_all(DRIVE_OUT, buf_str(&drive.out), drive.out.len);
    cage_leave(&cage);
    return 0;
}

/* As drive, in a network of its own. */
static inline char *drive_net(int (*body)(void *arg), const char *order) {
    int fds[2];
    struct buf out = {0};
    struct drive_job job = {body, order};
    struct launched launched = {0};
    assert_int_equal(pipe(fds), 0);
    struct launch_wish wish = {
        .body = drive_net_runner, .arg = &job, .fds = &fds[1], .fd_count = 1, .net = true};
    int code = launch(&wish, &launched, NULL);
    close(fds[1]);
    if (code == 0) {
        fd_read_to_end(fds[0], &out, 0);
        launch_end(&launched, 10000);
    }
    close(fds[0]);
    if (code < 0 || strcmp(buf_str(&out), "no network") == 0) {
        buf_done(&out);
        skip();
    }
    return buf_take(&out);
}

#endif
