/* SPDX-License-Identifier: MIT */
/*
 * errand.h: a program that is run beside us for what it says: a compiler, or a second ipc-tutor
 * that checks a lesson. It reads nothing (its input is empty), both its outputs are kept up to a
 * limit, and it dies with us. No lesson code: that is what runs are for (run.h).
 */
#ifndef ERRAND_H
#define ERRAND_H

#include "diag.h"
#include <stdbool.h>
#include <stdint.h>

struct errand_wish {
    char *const *argv;         /* argv[0] is looked for in PATH if it has no '/'; NULL at the end */
    const char *dir;           /* to work in; NULL: where we are */
    bool cage;                 /* what it starts dies with it, however that ends */
    size_t most;               /* bytes of what it says; more than that ends it */
    uint64_t memory;           /* bytes of address space a process; 0: as it is */
    uint64_t cpu_seconds;      /* a process; 0: as it is */
    bool quiet_errors;         /* standard error is not kept */
    const char *const *setenv; /* name, value, name, value, NULL; or NULL */
};

enum errand_end {
    ERRAND_RUNS,
    ERRAND_EXITED, /* status: what it exited with */
    ERRAND_KILLED, /* status: the signal, as one of a limit */
    ERRAND_TOO_MUCH
};

struct errand;

/* 0, or -errno with *diag. That argv[0] can't be executed shows as exit status 127. */
int errand_start(const struct errand_wish *wish, struct errand **ret_errand, struct diag *diag);
/* Ends it and all that it started, and waits for that. NULL: nothing. */
void errand_free(struct errand *errand);
/* Readable when errand_pump has something to do; -1: it has ended. */
int errand_fd(const struct errand *errand);
/* Takes what it said, without waiting. */
enum errand_end errand_pump(struct errand *errand);
/* Waits for its end, at most timeout_ms: ERRAND_RUNS then. */
enum errand_end errand_wait(struct errand *errand, int timeout_ms);
/* Exit status or signal. */
int errand_status(const struct errand *errand);
/* What it said so far; the errand's. */
const char *errand_said(const struct errand *errand, size_t *ret_len);

#endif
