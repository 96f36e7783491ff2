/* SPDX-License-Identifier: MIT */
/*
 * measured.h: what the ways between two processes cost on this machine, as it was measured: one
 * cell for each way, place and quantity. Plain data: its names, its JSON form, the file where the
 * last whole measurement is kept, and the sentences that tell it. Measuring itself is measure.h.
 *
 * Whoever only wants to show what is known:
 *
 *   struct measured measured;
 *   if (measured_load(&measured, NULL) == 0) {
 *       measured_brief(&measured, MEASURED_PIPE, &text);   -- "4.2 µs, 1.9 GiB/s", or why not
 *   }
 */
#ifndef MEASURED_H
#define MEASURED_H

#include "buf.h"
#include "diag.h"
#include <stdbool.h>
#include <stdint.h>

enum measured_way {
    MEASURED_PIPE,
    MEASURED_FIFO,
    MEASURED_STREAM, /* socket pair, SOCK_STREAM */
    MEASURED_DGRAM,  /* socket pair, SOCK_DGRAM */
    MEASURED_TCP,    /* over loopback, as UDP */
    MEASURED_UDP,
    MEASURED_MQUEUE, /* POSIX message queues, one for each direction */
    MEASURED_SHARED, /* shared memory; who waits sleeps in futex(2) */
    MEASURED_SPIN,   /* shared memory; who waits looks again and again */
    MEASURED_FUTEX,  /* floor: wake the other and be woken, no data */
    MEASURED_MEMCPY, /* floor: one copy, in one process */
    MEASURED_WAYS
};

enum measured_place { MEASURED_ONE_CPU, MEASURED_TWO_CPUS, MEASURED_PLACES };

enum measured_what {
    MEASURED_ROUND_TRIP, /* one message of MEASURED_SMALL bytes there and back */
    MEASURED_PAGES,      /* MEASURED_TRANSFER bytes in messages of 4 KiB, and one answer */
    MEASURED_LARGE,      /* the same in messages of 64 KiB */
    MEASURED_WHATS
};

enum { MEASURED_SMALL = 64, MEASURED_TRANSFER = 1 << 20, MEASURED_WHY = 128 };

enum measured_state {
    MEASURED_NOT,     /* not measured (yet), or there is nothing to measure */
    MEASURED_DONE,    /* the numbers hold */
    MEASURED_REFUSED, /* this machine refuses: why says so */
};

/* Times are of single round trips, or single transfers: half of the samples took at most median_ns,
 * 99 of 100 at most p99_ns. The cost of reading the clock is taken off. */
struct measured_cell {
    enum measured_state state;
    uint32_t samples;
    uint64_t median_ns, p99_ns, least_ns;
    char why[MEASURED_WHY];
};

struct measured {
    struct measured_cell cells[MEASURED_WAYS][MEASURED_PLACES][MEASURED_WHATS];
    uint64_t clock_ns; /* what reading the clock once costs here */
    int cpus[2];       /* -1: there is none */
    bool siblings;     /* the two are threads of one core */
    bool whole;        /* all of it was done; else it was stopped before */
    char machine[65], kernel[65];
    char when[24]; /* "2026-11-21T19:00:00Z" */
    double seconds;
};

/* Nothing measured, on this machine, now. */
void measured_init(struct measured *ret_measured);

/* "pipe", "socket pair (stream)": for people; and "pipe", "socketpair-stream": for programs. */
const char *measured_title(enum measured_way way);
const char *measured_name(enum measured_way way);
bool measured_is_floor(enum measured_way way);
/* Whether there is something to measure at all: a floor has not every cell. */
bool measured_applies(enum measured_way way, enum measured_place place, enum measured_what what);
const char *measured_place_title(enum measured_place place); /* "one CPU" */
const char *measured_place_name(enum measured_place place);  /* "one_cpu" */
const char *measured_what_title(enum measured_what what);    /* "round trip of 64 B" */
const char *measured_what_name(enum measured_what what);     /* "round_trip" */
/* Bytes of one message. */
size_t measured_message(enum measured_what what);

/* Sorts the samples and fills a cell; count > 0. Each sample loses `off` ns, and keeps at least 1.
 */
void measured_summarise(uint32_t *samples, size_t count, uint64_t off,
                        struct measured_cell *ret_cell);
/* Bytes a second of a transfer that took so long. */
double measured_rate(uint64_t ns);
/* "4.2 µs", "870 ns"; "1.9 GiB/s", "310 MiB/s". */
void measured_put_time(uint64_t ns, struct buf *out);
void measured_put_rate(uint64_t ns, struct buf *out);

/* The way in few words: the better place's median round trip and rate in messages of 4 KiB, as
 * "4.2 µs, 1.9 GiB/s"; the reason if it was refused; nothing (and false) if it was not measured. */
bool measured_brief(const struct measured *measured, enum measured_way way, struct buf *out);
/* Whether the machine did much else meanwhile: in a quarter of the cells one of 100 took ten times
 * as long as the median. Then the medians are to be taken with care, too. */
#define MEASURED_NOISY "The machine was busy with other things: measure again when it is quiet."
bool measured_is_noisy(const struct measured *measured);
/* How long its bar is, 0 to 1000, beside the others of its place and quantity: times for round
 * trips, rates for transfers. A floor that is beyond them all is 1000. */
int measured_share(const struct measured *measured, enum measured_way way,
                   enum measured_place place, enum measured_what what);
/* The median, or what 99 of 100 kept to, as a time or a rate. The cell is MEASURED_DONE. */
void measured_put_value(const struct measured_cell *cell, enum measured_what what, bool most,
                        struct buf *out);
/* "host, Linux 6.1, 2026-11-21T19:00:00Z"; "CPUs 0 and 1; reading the clock costs 23 ns, taken off"
 */
void measured_put_where(const struct measured *measured, struct buf *out);
void measured_put_how(const struct measured *measured, struct buf *out);
/* All of it as a table in text, with a bar a line: for people without the screen. */
void measured_tell(const struct measured *measured, struct buf *out);
/* The same as sentences, one a way and place: for screen readers. */
void measured_say(const struct measured *measured, struct buf *out);

/* One JSON object, format 1 (ipc-tutor(1), measure). */
void measured_json(const struct measured *measured, struct buf *out);
/* Out of it. 0, or -EINVAL: it is none, or of another format; *ret_measured stays. */
int measured_of_json(const char *text, size_t len, struct measured *ret_measured);

/* The last whole measurement of this machine, kept in $XDG_STATE_HOME/ipc-tutor/measured.json (or
 * below ~/.local/state). -ENOENT: none on this machine (a home may be shared by several); other
 * -errno with *diag (which may be NULL). */
int measured_load(struct measured *ret_measured, struct diag *diag);
/* Keeps it. 0, or -errno with *diag; -ENOENT: there is no home to keep it in. */
int measured_save(const struct measured *measured, struct diag *diag);

#endif
