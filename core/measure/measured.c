/* SPDX-License-Identifier: MIT */
/* measured.c: names, statistics and units of what was measured (measured.h). Pure but for the name
 * of the machine and the date. */
#include "measured.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

enum { HAS_TRIP = 1, HAS_RATE = 2, HAS_TWO = 4, HAS_ALL = 7 };

static const struct way_row {
    const char *title, *name;
    unsigned has;
    bool floor;
} ways[MEASURED_WAYS] = {
    [MEASURED_PIPE] = {"pipe", "pipe", HAS_ALL, false},
    [MEASURED_FIFO] = {"named pipe", "fifo", HAS_ALL, false},
    [MEASURED_STREAM] = {"socket pair, stream", "socketpair-stream", HAS_ALL, false},
    [MEASURED_DGRAM] = {"socket pair, dgram", "socketpair-dgram", HAS_ALL, false},
    [MEASURED_TCP] = {"TCP, loopback", "tcp", HAS_ALL, false},
    [MEASURED_UDP] = {"UDP, loopback", "udp", HAS_ALL, false},
    [MEASURED_MQUEUE] = {"message queue", "mqueue", HAS_ALL, false},
    [MEASURED_SHARED] = {"shared memory, futex", "shared-futex", HAS_ALL, false},
    [MEASURED_SPIN] = {"shared memory, spin", "shared-spin", HAS_ALL, false},
    [MEASURED_FUTEX] = {"futex alone", "futex", HAS_TRIP | HAS_TWO, true},
    [MEASURED_MEMCPY] = {"one memcpy", "memcpy", HAS_RATE, true},
};

static const char *const place_titles[MEASURED_PLACES] = {"one CPU", "two CPUs"};
static const char *const place_names[MEASURED_PLACES] = {"one_cpu", "two_cpus"};

static const struct what_row {
    const char *title, *name;
    size_t message;
} whats[MEASURED_WHATS] = {
    [MEASURED_ROUND_TRIP] = {"round trip of 64 B", "round_trip", MEASURED_SMALL},
    [MEASURED_PAGES] = {"1 MiB in messages of 4 KiB", "throughput_4k", 4096},
    [MEASURED_LARGE] = {"1 MiB in messages of 64 KiB", "throughput_64k", 65536},
};

const char *measured_title(enum measured_way way) {
    return ways[way].title;
}

const char *measured_name(enum measured_way way) {
    return ways[way].name;
}

bool measured_is_floor(enum measured_way way) {
    return ways[way].floor;
}

bool measured_applies(enum measured_way way, enum measured_place place, enum measured_what what) {
    unsigned has = ways[way].has;
    return has & (what == MEASURED_ROUND_TRIP ? HAS_TRIP : HAS_RATE) &&
           (place == MEASURED_ONE_CPU || has & HAS_TWO);
}

const char *measured_place_title(enum measured_place place) {
    return place_titles[place];
}

const char *measured_place_name(enum measured_place place) {
    return place_names[place];
}

const char *measured_what_title(enum measured_what what) {
    return whats[what].title;
}

const char *measured_what_name(enum measured_what what) {
    return whats[what].name;
}

size_t measured_message(enum measured_what what) {
    return whats[what].message;
}

void measured_init(struct measured *ret_measured) {
    struct utsname name;
    struct tm now;
    time_t seconds = time(NULL);
    *ret_measured = (struct measured){.cpus = {-1, -1}};
    if (uname(&name) == 0) {
        snprintf(ret_measured->machine, sizeof ret_measured->machine, "%s", name.nodename);
        snprintf(ret_measured->kernel, sizeof ret_measured->kernel, "%s", name.release);
    }
    if (gmtime_r(&seconds, &now)) {
        strftime(ret_measured->when, sizeof ret_measured->when, "%Y-%m-%dT%H:%M:%SZ", &now);
    }
}

static int compare(const void *a, const void *b) {
    uint32_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static uint64_t without(uint32_t sample, uint64_t off) {
    return sample > off ? sample - off : 1;
}

void measured_summarise(uint32_t *samples, size_t count, uint64_t off,
                        struct measured_cell *ret_cell) {
    qsort(samples, count, sizeof *samples, compare);
    /* The least value that so many of 100 samples do not exceed. */
    size_t half = (count * 50 + 99) / 100 - 1;
    size_t most = (count * 99 + 99) / 100 - 1;
    *ret_cell = (struct measured_cell){.state = MEASURED_DONE,
                                       .samples = (uint32_t)count,
                                       .median_ns = without(samples[half], off),
                                       .p99_ns = without(samples[most], off),
                                       .least_ns = without(samples[0], off)};
}

double measured_rate(uint64_t ns) {
    return ns ? (double)MEASURED_TRANSFER * 1e9 / (double)ns : 0;
}

/* Three digits that mean something. */
static void put_number(double number, const char *unit, struct buf *out) {
    buf_putf(out, "%.*f %s", number < 9.95 ? 1 : 0, number, unit);
}

void measured_put_time(uint64_t ns, struct buf *out) {
    if (ns < 1000) {
        buf_putf(out, "%llu ns", (unsigned long long)ns);
    } else if (ns < 999500) {
        put_number((double)ns / 1e3, "µs", out);
    } else {
        put_number((double)ns / 1e6, "ms", out);
    }
}

void measured_put_rate(uint64_t ns, struct buf *out) {
    double mib = measured_rate(ns) / (1 << 20);
    if (mib < 999.5) { /* never four digits: columns are narrow */
        put_number(mib, "MiB/s", out);
    } else {
        put_number(mib / 1024, "GiB/s", out);
    }
}

bool measured_is_noisy(const struct measured *measured) {
    const struct measured_cell *cells = &measured->cells[0][0][0];
    size_t done = 0, far = 0;
    for (size_t i = 0; i < sizeof measured->cells / sizeof *cells; i++) {
        done += cells[i].state == MEASURED_DONE;
        far += cells[i].state == MEASURED_DONE && cells[i].p99_ns > 10 * cells[i].median_ns;
    }
    return far * 4 > done;
}

/* The better of the two places; NULL: neither was measured. */
static const struct measured_cell *better(const struct measured *measured, enum measured_way way,
                                          enum measured_what what) {
    const struct measured_cell *best = NULL;
    for (int place = 0; place < MEASURED_PLACES; place++) {
        const struct measured_cell *cell = &measured->cells[way][place][what];
        if (cell->state == MEASURED_DONE && (!best || cell->median_ns < best->median_ns)) {
            best = cell;
        }
    }
    return best;
}

bool measured_brief(const struct measured *measured, enum measured_way way, struct buf *out) {
    const struct measured_cell *trip = better(measured, way, MEASURED_ROUND_TRIP);
    const struct measured_cell *rate = better(measured, way, MEASURED_PAGES);
    const struct measured_cell *first = &measured->cells[way][MEASURED_ONE_CPU][0];
    if (!trip && !rate && first->state == MEASURED_REFUSED) {
        buf_puts(out, first->why);
        return true;
    }
    if (trip) {
        measured_put_time(trip->median_ns, out);
    }
    if (rate) {
        buf_puts(out, trip ? ", " : "");
        measured_put_rate(rate->median_ns, out);
    }
    return trip || rate;
}
