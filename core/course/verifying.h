/* SPDX-License-Identifier: MIT */
/*
 * verifying.h: what the parts of a check share: verify.c (the whole), verify_run.c (running and
 * comparing), verify_ends.c (with other parameters), verify_question.c (answers), verify_twin.c and
 * verify_compile.c (C twins). Not for others.
 */
#ifndef VERIFYING_H
#define VERIFYING_H

#include "log.h"
#include "run.h"
#include "source.h"
#include "verify.h"

struct verifying {
    const struct lesson *lesson;
    struct verify_wish wish;
    struct verify *verify;
    struct run_decl decl;
    struct log **logs; /* of the first run of each program; NULL: it could not be run */
    char *lua_file;
    struct buf lua;          /* lesson.lua, for the lines of faults */
    struct compiling *twins; /* being compiled beside the runs, or NULL */
    int ends, cut;           /* runs of verify_ends, and those that took too long */
};

/* A new fault, to be filled in with diag_set. */
struct diag *verify_fault(struct verifying *verifying);
/* A fault at a line of lesson.lua or lesson.md, with the line itself. */
void verify_fault_lua(struct verifying *verifying, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void verify_fault_md(struct verifying *verifying, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A runner knows its own lesson.lua alone; of many lessons a fault has to say which. */
void verify_name_file(const char *dir, struct diag *fault);
void verify_say(const struct verifying *verifying, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The program of that id, or -1. */
long verify_program_index(const struct verifying *verifying, const char *id);

/* How a run is made; zeroed: in the program's own order, as all is declared. */
struct verify_how {
    uint64_t seed;                 /* a random order, from 1 */
    const struct run_param *param; /* one parameter otherwise, */
    const char *said;              /* for people: cars=500 */
    int limit_seconds;             /* as in run_wish */
};

/* One run to its end, into log. 0, or -errno with *diag if no runner can be started; what the run
 * itself had to say is in *ret_fault. */
int verify_run_once(struct verifying *verifying, const struct run_decl_program *program,
                    const struct verify_how *how, struct log *log, struct diag *ret_fault,
                    struct diag *diag);
/* Whether that run ended as its program says; if not, that is said. fault: of verify_run_once. */
bool verify_ended_well(struct verifying *verifying, const struct run_decl_program *program,
                       const struct log *log, const struct verify_how *how, struct diag *fault);
/* Runs one program with each parameter that it reads at each end of its range. 0 or -errno, as
 * above. */
int verify_ends(struct verifying *verifying, const struct run_decl_program *program,
                struct diag *diag);
/* Runs one program as often as is wished; its first log into verifying->logs. 0, or -errno with
 * *diag if no runner can be started. */
int verify_program(struct verifying *verifying, size_t index, struct diag *diag);
void verify_question(struct verifying *verifying, const struct question *question);
/* A question whose answer is a schedule: its solution gives what is sought, the fair order does
 * not. */
void verify_find(struct verifying *verifying, const struct question *question, size_t program);
/* Processes of a run that has ended which are still there: faults at the program's line. */
void verify_left_behind(struct verifying *verifying, const struct log *log,
                        const struct run_decl_program *program);
void verify_twins(struct verifying *verifying);
/* Adds to a fault its line as it stands in the file: the marks were cut off from those of a twin.
 */
void verify_quote(struct diag *fault);
/* Marks of a twin that lesson.lua, of so many lines, has moved away from: a fault each, with what
 * it should be, which it is in *twin from now on. */
void verify_moved(struct verifying *verifying, struct source *twin, const struct log *log,
                  int last);
/* verify_compile.c: begins to compile the twins; waits for that and takes its faults. */
void verify_compile(struct verifying *verifying);
void verify_compiled(struct verifying *verifying);

/* The first record in which the logs of two runs differ, times and pids aside; 0: none. */
uint64_t verify_difference(const struct log *a, const struct log *b);
/* Where in a run the items of an order happen one after the other. 0; else the number of the first
 * item (from 1) that does not happen behind the one before it; -1 with *diag: an item can't be
 * understood. */
long verify_order(const struct question *question, const struct log *log, struct diag *diag);
/* The same, with the record of each item (one a choice). */
long verify_order_at(const struct question *question, const struct log *log, uint64_t *ret_records,
                     struct diag *diag);
/* How many of the items, from the first on, happen one after the other; in that order (NULL: as
 * they stand). ret_records (or NULL): the record of each of those, as they come. *ret_strange, if
 * that is asked for: the item that can't be understood, of a process that is not in the log or
 * without a verb; else untouched. */
size_t verify_order_count(const struct question *question, const size_t *order,
                          const struct log *log, uint64_t *ret_records,
                          const struct question_choice **ret_strange);

#endif
