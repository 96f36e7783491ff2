/* SPDX-License-Identifier: MIT */
/*
 * tally.h: counting how many runs of one program ended in which way, and which values the paths had
 * that the program's facts speak of. Pure: logs in, text or JSON out. The runs are wild.h's.
 */
#ifndef TALLY_H
#define TALLY_H

#include "log.h"
#include "run.h"

enum {
    TALLY_OUTCOMES = OUTCOME_STOPPED + 1,
    TALLY_VALUES_MAX = 12, /* that are told apart a fact; the rest is counted together */
    TALLY_VALUE_MAX = 48   /* bytes of a value that are kept */
};

struct tally_value {
    char *text; /* on one line; NULL: there was no such thing in the run */
    bool as_declared;
    uint32_t runs;
};

struct tally_fact {
    char *path, *declared;
    struct tally_value values[TALLY_VALUES_MAX]; /* as they came */
    uint32_t value_count;
    uint32_t other; /* runs with further values */
    uint32_t as_declared;
};

struct tally {
    char *program, *expect;
    bool forced;     /* the program has a schedule of its own */
    uint32_t wished; /* runs */
    uint32_t runs;   /* made so far; outcomes add up to it */
    uint32_t outcomes[TALLY_OUTCOMES];
    char *why[TALLY_OUTCOMES]; /* of the first run that ended so; or NULL */
    uint32_t as_declared;      /* runs with the outcome and all facts as declared */
    struct tally_fact *facts;
    size_t fact_count;
    size_t left_out; /* facts about a moment ("@mark..."): nobody stands still at a mark here */
    uint32_t cpus, side_by_side;
    int64_t ns; /* that it took so far */
};

void tally_init(struct tally *tally, const struct run_decl_program *program, uint32_t wished);
void tally_done(struct tally *tally);
/* Takes in a whole run. fault: its run_fault, or NULL. False: it has no run.end, and does not
 * count. */
bool tally_add(struct tally *tally, const struct log *log, const struct diag *fault);
/* Whether what the program claims in every order held: it claims "ok", forces no order, and each
 * run ended so; or it makes no such claim. */
bool tally_holds(const struct tally *tally);
/* In words: how often it was as declared; nothing if there was no run. */
void tally_sum(const struct tally *tally, struct buf *out);
/* Lines of text for people, at most 78 columns wide. */
void tally_text(const struct tally *tally, struct buf *out);
/* One JSON object on one line. */
void tally_json(const struct tally *tally, const char *lesson, struct buf *out);

#endif
