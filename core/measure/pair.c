/* SPDX-License-Identifier: MIT */
/*
 * pair.c: the measured loops (pair.h). In them: the way's own calls, and one reading of the clock a
 * sample (clock_gettime(2), in the vDSO no system call), whose cost is taken off later. No signal,
 * no sleep but the one in the call that is measured, no memory got, nothing printed.
 *
 * A sample is a round trip, or a transfer with the answer that it has come: the same process begins
 * and ends it, so that no two clocks are compared.
 */
#include "pair.h"
#include "clock.h"
#include "partner.h"
#include "two_cpus.h"
#include <errno.h>
#include <string.h>

enum { CLOCK_READINGS = 4096 };

/* As large as the largest message; outgoing and incoming. */
static unsigned char outgoing[RING_BYTES], incoming[RING_BYTES];

struct pair {
    const struct way *way;
    const struct pair_wish *wish;
    struct opening opening;
    size_t message, window; /* bytes; of a transfer */
};

/* ---- the other process: answers until it is killed ---- */

static int echo(const struct pair *pair, struct side *side) {
    for (;;) {
        int err = pair->way->get(side, incoming, pair->message);
        err = err ? err : pair->way->put(side, incoming, pair->message);
        if (err) {
            return 1;
        }
    }
}

static int take(const struct pair *pair, struct side *side) {
    for (;;) {
        int err = 0;
        for (size_t got = 0; got < pair->window && !err; got += pair->message) {
            err = pair->way->get(side, incoming, pair->message);
        }
        err = err ? err : pair->way->put(side, incoming, MEASURED_SMALL);
        if (err) {
            return 1;
        }
    }
}

static int be_other(void *arg) {
    struct pair *pair = arg;
    struct side *side = &pair->opening.sides[1];
    side_close(&pair->opening.sides[0]);
    two_cpus_pin(pair->wish->cpus[1]);
    return pair->wish->what == MEASURED_ROUND_TRIP ? echo(pair, side) : take(pair, side);
}

/* ---- this process: asks, waits, looks at the clock ---- */

static int round_trip(const struct pair *pair, struct side *side) {
    int err = pair->way->put(side, outgoing, pair->message);
    return err ? err : pair->way->get(side, incoming, pair->message);
}

static int transfer(const struct pair *pair, struct side *side) {
    int err = 0;
    for (size_t done = 0; done < MEASURED_TRANSFER && !err; done += pair->window) {
        for (size_t put = 0; put < pair->window && !err; put += pair->message) {
            err = pair->way->put(side, outgoing, pair->message);
        }
        err = err ? err : pair->way->get(side, incoming, MEASURED_SMALL);
    }
    return err;
}

typedef int (*sample)(const struct pair *pair, struct side *side);

static uint32_t as_sample(int64_t ns) {
    return ns < 0 ? 0 : ns > UINT32_MAX ? UINT32_MAX : (uint32_t)ns;
}

/* A tenth of the time warms up: caches, both processes awake, the scheduler's first decisions. */
static int take_samples(struct pair *pair, sample one, uint32_t *samples, size_t cap,
                        size_t *count) {
    struct side *side = &pair->opening.sides[0];
    int64_t now = clock_ns(), end = now + pair->wish->stretch_ns;
    int64_t warm = now + pair->wish->stretch_ns / 10;
    int err = 0;
    do {
        err = one(pair, side);
        now = clock_ns();
    } while (!err && now < warm);
    /* On a machine that is busy elsewhere the first one may take all the time: it counts. */
    size_t n = *count;
    while (!err && n < cap && (now < end || n == *count)) {
        int64_t before = now;
        err = one(pair, side);
        now = clock_ns();
        samples[n++] = as_sample(now - before);
    }
    *count = err ? *count : n;
    return err;
}

static int with_other(struct pair *pair, uint32_t *samples, size_t cap, size_t *count) {
    pid_t other;
    pair->opening.call = "fork(2)";
    int err = partner_start(be_other, pair, &other);
    if (err) {
        return err;
    }
    side_close(&pair->opening.sides[1]);
    pair->opening.call = pair->way->put_call;
    err = take_samples(pair, pair->wish->what == MEASURED_ROUND_TRIP ? round_trip : transfer,
                       samples, cap, count);
    partner_end(other);
    return err;
}

int pair_measure(const struct pair_wish *wish, uint32_t *samples, size_t cap, size_t *count,
                 char ret_why[MEASURED_WHY]) {
    struct pair pair = {.way = way_of(wish->way),
                        .wish = wish,
                        .message = measured_message(wish->what),
                        .opening = {.sides = {{.in = -1, .out = -1}, {.in = -1, .out = -1}},
                                    .message = measured_message(wish->what),
                                    .cage = wish->cage,
                                    .call = "sched_setaffinity(2)"}};
    pair.window = pair.way->window ? pair.way->window : MEASURED_TRANSFER;
    /* A single message may be as large as a window, or larger. */
    pair.window = pair.window < pair.message ? pair.message : pair.window;
    int err = two_cpus_pin(wish->cpus[0]);
    err = err ? err : pair.way->open(&pair.opening);
    err = err ? err : with_other(&pair, samples, cap, count);
    side_close(&pair.opening.sides[0]);
    side_close(&pair.opening.sides[1]);
    if (err) {
        way_tell_refused(wish->way, pair.opening.call, err, ret_why);
    }
    return err;
}

/* ---- floors that need one process ---- */

static int copy(const struct pair *pair, struct side *side) {
    (void)side;
    for (size_t done = 0; done < MEASURED_TRANSFER; done += pair->message) {
        memcpy(incoming, outgoing, pair->message);
        __asm__ volatile("" ::: "memory"); /* or the compiler would see that nobody looks */
    }
    return 0;
}

int pair_memcpy(const struct pair_wish *wish, uint32_t *samples, size_t cap, size_t *count,
                char ret_why[MEASURED_WHY]) {
    struct pair pair = {.wish = wish, .message = measured_message(wish->what)};
    int err = two_cpus_pin(wish->cpus[0]);
    if (err) {
        way_tell_refused(wish->way, "sched_setaffinity(2)", err, ret_why);
        return err;
    }
    return take_samples(&pair, copy, samples, cap, count);
}

uint64_t pair_clock_cost(uint32_t *samples, size_t cap) {
    struct measured_cell cell;
    size_t count = cap < CLOCK_READINGS ? cap : CLOCK_READINGS;
    int64_t before = clock_ns();
    for (size_t i = 0; i < count; i++) {
        int64_t now = clock_ns();
        samples[i] = as_sample(now - before);
        before = now;
    }
    measured_summarise(samples, count, 0, &cell);
    return cell.median_ns;
}
