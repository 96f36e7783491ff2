/* SPDX-License-Identifier: MIT */
/* measure.c: our side of measuring: starts the worker, takes its news, ends it (measure.h). */
#include "measure.h"
#include "fdio.h"
#include "launch.h"
#include "mem.h"
#include "worker.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct measure {
    struct launched launched;
    int fd;
    struct buf pending; /* news that are not whole yet */
    struct measured measured;
    struct worker_news last;
    double seconds; /* the worker's */
};

int measure_start(const struct measure_wish *wish, struct measure **ret_measure,
                  struct diag *diag) {
    int ends[2];
    if (pipe(ends) < 0) {
        return diag_set(diag, -errno, NULL, 0, "no pipe for measuring: %s", strerror(errno));
    }
    struct measure *measure = mem_new(sizeof *measure);
    measured_init(&measure->measured);
    measure->seconds = wish->seconds > 0 ? wish->seconds : MEASURE_SECONDS;
    measure->measured.seconds = measure->seconds;
    measure->fd = ends[0];
    measure->launched.pidfd = -1;
    fd_set_cloexec(ends[0], true);
    fd_set_cloexec(ends[1], true);
    struct launch_wish launching = {.body = worker_body,
                                    .arg = &measure->seconds,
                                    .fds = &ends[1],
                                    .fd_count = 1,
                                    .net = true,
                                    .quiet = true,
                                    .no_cage = wish->no_cage};
    int err = fd_set_nonblock(ends[0], true);
    err = err ? err : launch(&launching, &measure->launched, diag);
    close(ends[1]);
    if (err) {
        measure_free(measure);
        return err;
    }
    *ret_measure = measure;
    return 0;
}

/* Nothing of it is worth waiting for: killed at once, with all that it forked. */
static void end(struct measure *measure) {
    launch_end(&measure->launched, 0);
    fd_close(&measure->fd);
}

void measure_free(struct measure *measure) {
    if (measure) {
        end(measure);
        buf_done(&measure->pending);
        mem_free(measure);
    }
}

static void take(struct measure *measure, const struct worker_news *news) {
    struct measured *measured = &measure->measured;
    measure->last = *news;
    measured->cells[news->way][news->place][news->what] = news->cell;
    measured->clock_ns = news->clock_ns;
    measured->cpus[0] = news->cpus[0];
    measured->cpus[1] = news->cpus[1];
    measured->siblings = news->siblings;
    measured->whole = news->done == news->total;
}

bool measure_pump(struct measure *measure) {
    struct worker_news news;
    bool any = false;
    while (measure->fd >= 0) {
        char *room = buf_room(&measure->pending, sizeof news);
        ssize_t got = fd_read_some(measure->fd, room, sizeof news);
        buf_filled(&measure->pending, got > 0 ? (size_t)got : 0);
        if (got == -EAGAIN) {
            break;
        }
        if (got <= 0) { /* it has ended, well or not */
            end(measure);
            any = true;
        }
        if (measure->pending.len >= sizeof news) {
            memcpy(&news, measure->pending.data, sizeof news);
            buf_drop(&measure->pending, sizeof news);
            take(measure, &news);
            any = true;
        }
    }
    return any;
}

int measure_fd(const struct measure *measure) {
    return measure ? measure->fd : -1;
}

bool measure_over(const struct measure *measure) {
    return measure->fd < 0;
}

const struct measured *measure_result(const struct measure *measure) {
    return &measure->measured;
}

int measure_progress(const struct measure *measure) {
    const struct worker_news *last = &measure->last;
    return last->total ? (int)(last->done * 1000 / last->total) : 0;
}

void measure_doing(const struct measure *measure, struct buf *out) {
    const struct worker_news *last = &measure->last;
    if (last->total == 0) {
        buf_puts(out, "getting ready");
        return;
    }
    buf_putf(out, "%s on %s: %s", measured_title((enum measured_way)last->way),
             measured_place_title((enum measured_place)last->place),
             measured_what_title((enum measured_what)last->what));
}
