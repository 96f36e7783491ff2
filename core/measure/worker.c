/* SPDX-License-Identifier: MIT */
/*
 * worker.c: the process that measures (worker.h). What disturbs a machine comes and goes: so the
 * time is cut into stretches, and each way has several of them, far apart. It was cloned from the
 * tutor, so it uses none of the tutor's memory but the stack.
 */
#include "worker.h"
#include "clock.h"
#include "fdio.h"
#include "pair.h"
#include "two_cpus.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

enum {
    NEWS_FD = 3,
    PASSES = 4,
    SAMPLES = 16384, /* of a cell */
    FILES_MAX = 64,
    SETUP_NS = 1000000, /* of a stretch: opening, fork(2), the end */
    STRETCH_LEAST_NS = 1000000,
    FAR_TOO_LONG = 20 /* stretches: on a busy machine who spins waits for whole time slices */
};

struct worker {
    struct cage cage;
    struct two_cpus cpus;
    uint64_t clock_ns;
    int64_t stretch_ns;
    uint32_t done, total;
    struct cells {
        struct measured_cell cell;
        size_t count;
        bool too_slow; /* a stretch took far too long: what it brought must do */
        uint32_t samples[SAMPLES];
    } (*cells)[MEASURED_PLACES][MEASURED_WHATS];
};

/* Memory and time that a mistake of ours could take. */
static void set_limits(double seconds) {
    struct rlimit none = {0, 0}, files = {FILES_MAX, FILES_MAX};
    rlim_t cpu = (rlim_t)(seconds * 4) + 60;
    struct rlimit most = {cpu, cpu};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_NOFILE, &files);
    setrlimit(RLIMIT_CPU, &most);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
}

static uint32_t count_stretches(void) {
    uint32_t count = 0;
    for (int way = 0; way < MEASURED_WAYS; way++) {
        for (int place = 0; place < MEASURED_PLACES; place++) {
            for (int what = 0; what < MEASURED_WHATS; what++) {
                count += measured_applies((enum measured_way)way, (enum measured_place)place,
                                          (enum measured_what)what);
            }
        }
    }
    return count * PASSES;
}

static bool refuse(struct measured_cell *cell, const char *why) {
    *cell = (struct measured_cell){.state = MEASURED_REFUSED};
    snprintf(cell->why, sizeof cell->why, "%s", why);
    return true;
}

/* What needs no trying. */
static bool is_refused(const struct worker *worker, const struct pair_wish *wish,
                       enum measured_place place, struct measured_cell *cell) {
    if (worker->cpus.cpus[0] < 0) {
        return refuse(cell, "sched_getaffinity(2) does not say which CPUs there are");
    }
    if (place == MEASURED_TWO_CPUS && worker->cpus.cpus[1] < 0) {
        return refuse(cell, "this process may use one CPU only");
    }
    if (place == MEASURED_ONE_CPU && wish->way == MEASURED_SPIN) {
        return refuse(cell, "on one CPU who spins keeps the other from answering");
    }
    return cell->state == MEASURED_REFUSED;
}

static void one_stretch(struct worker *worker, enum measured_place place, struct pair_wish *wish) {
    struct cells *cells = &worker->cells[wish->way][place][wish->what];
    bool one = place == MEASURED_ONE_CPU;
    wish->cpus[0] = worker->cpus.cpus[0];
    wish->cpus[1] = worker->cpus.cpus[one ? 0 : 1];
    if (cells->too_slow || is_refused(worker, wish, place, &cells->cell)) {
        return;
    }
    /* Each pass has its share of the room, so that no burst of quick ones takes it all. */
    size_t pass = worker->done / (worker->total / PASSES) + 1;
    size_t cap = SAMPLES * pass / PASSES;
    char why[MEASURED_WHY];
    int64_t begun = clock_ns();
    int err = (way_of(wish->way) ? pair_measure : pair_memcpy)(wish, cells->samples, cap,
                                                               &cells->count, why);
    cells->too_slow = clock_ns() - begun > FAR_TOO_LONG * (worker->stretch_ns + SETUP_NS);
    if (err) {
        refuse(&cells->cell, why);
    } else if (cells->count > 0) {
        measured_summarise(cells->samples, cells->count, worker->clock_ns, &cells->cell);
    }
}

static int tell(const struct worker *worker, enum measured_place place,
                const struct pair_wish *wish) {
    struct worker_news news = {.done = worker->done,
                               .total = worker->total,
                               .way = wish->way,
                               .place = place,
                               .what = wish->what,
                               .cell = worker->cells[wish->way][place][wish->what].cell,
                               .clock_ns = worker->clock_ns,
                               .cpus = {worker->cpus.cpus[0], worker->cpus.cpus[1]},
                               .siblings = worker->cpus.siblings};
    return fd_write_all(NEWS_FD, &news, sizeof news);
}

/* Quantities outside, so that the ways that are compared have their stretches near each other. */
static int one_pass(struct worker *worker) {
    int err = 0;
    for (int what = 0; what < MEASURED_WHATS; what++) {
        for (int place = 0; place < MEASURED_PLACES; place++) {
            for (int way = 0; way < MEASURED_WAYS && !err; way++) {
                struct pair_wish wish = {.way = (enum measured_way)way,
                                         .what = (enum measured_what)what,
                                         .cage = &worker->cage,
                                         .stretch_ns = worker->stretch_ns};
                if (measured_applies(wish.way, (enum measured_place)place, wish.what)) {
                    one_stretch(worker, (enum measured_place)place, &wish);
                    worker->done++;
                    err = tell(worker, (enum measured_place)place, &wish);
                }
            }
        }
    }
    return err;
}

static int measure_all(struct worker *worker, double seconds) {
    int err = 0;
    worker->total = count_stretches();
    int64_t stretch = (int64_t)(seconds * 1e9) / worker->total - SETUP_NS;
    worker->stretch_ns = stretch < STRETCH_LEAST_NS ? STRETCH_LEAST_NS : stretch;
    two_cpus_choose(&worker->cpus);
    worker->clock_ns = pair_clock_cost(worker->cells[0][0][0].samples, SAMPLES);
    for (int pass = 0; pass < PASSES && !err; pass++) {
        err = one_pass(worker);
    }
    return err;
}

int worker_body(void *arg) {
    struct worker worker = {0};
    double seconds;
    memcpy(&seconds, arg, sizeof seconds);
    cage_enter(&worker.cage);
    set_limits(seconds);
    void *cells = mmap(NULL, sizeof(*worker.cells) * MEASURED_WAYS, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int err = -1;
    if (cells != MAP_FAILED) {
        worker.cells = cells;
        err = measure_all(&worker, seconds);
    }
    cage_leave(&worker.cage);
    return err ? 1 : 0;
}
