/* SPDX-License-Identifier: MIT */
/*
 * run.h: one run of one program, as the tutor sees it: start a runner, send it commands, take its
 * records into a log. Everything here returns at once unless it says otherwise; the runner works in
 * a process of its own (app/runner.c, engine.h). No lesson code ever runs in the caller's process.
 */
#ifndef RUN_H
#define RUN_H

#include "diag.h"
#include "log.h"
#include <stdint.h>

struct run_param {
    const char *name;
    const char *value; /* text as given; checked against the declaration by the runner */
};

/* What to run. Strings are the caller's and are copied. */
struct run_wish {
    const char *lesson_dir; /* folder with lesson.lua */
    const char *lesson;     /* id, for the record */
    const char *program;    /* id; NULL: the first that is declared */
    const struct run_param *params;
    size_t param_count;
    const char *schedule; /* "main*3 child main"; NULL: the program's own */
    bool has_seed;
    uint64_t seed;     /* choose at random after the schedule's end (or instead of it) */
    const char *input; /* answers to asks, one a line; NULL: what the program declares for
                        * runs without hold, else ask whoever watches */
    int limit_seconds; /* wall clock; 0: the default (10 s headless; none when held) */
    bool hold;         /* true: stop after each step and wait for a command (the screen) */
    bool wild;         /* all gates open, on all CPUs: schedule, seed and hold count for nothing,
                        * and without input there are no answers */
    bool no_cage;      /* for tests and doctor: do as if namespaces were refused */
};

enum run_state {
    RUN_WORKING, /* something is on its way: wait for run_fd */
    RUN_HELD,    /* all is settled: run_step, run_play, run_stop */
    RUN_ASKING,  /* a process asks: run_answer */
    RUN_ENDED    /* the log is whole; what is left is run_free */
};

struct run;

/* Starts a runner for *wish, appending its records to log (the caller's, must outlive the run).
 * 0, or -errno with *diag: the runner can't be started. Faults of the lesson come as run_fault. */
int run_new(const struct run_wish *wish, struct log *log, struct run **ret_run, struct diag *diag);
/* Ends the run whatever it is doing; when it returns no process and no name of it is left. NULL:
 * nothing. */
void run_free(struct run *run);

/* Readable when run_pump has something to do; -1 (which poll(2) passes over) once it has ended. */
int run_fd(const struct run *run);
/* Takes what has come, without waiting. The state after it; new records are in the log. */
enum run_state run_pump(struct run *run);
enum run_state run_state(const struct run *run);
/* The fault that ended the run before or beside its records (lesson.lua:7: ...), or NULL. */
const struct diag *run_fault(const struct run *run);
/* What kind of fault: 0 none; -EDOM: a parameter that is not declared or out of its limits; -EPIPE,
 * -EPROTO: the runner itself broke (our own fault); -ETIME: a limit; else the lesson's or the
 * schedule's. */
int run_fault_code(const struct run *run);

/* RUN_HELD: whose turn it is, by the schedule, the seed or the fair order: whom run_step(run, NULL)
 * would let go. Its name, until the next pump; NULL: nobody's, or not held. */
const char *run_next(struct run *run);
/* Let this process go for one operation (name as in the log); NULL: whoever is next by the
 * schedule, the seed or the fair order. Only in RUN_HELD; -EINVAL else or if it is not at a gate.
 */
int run_step(struct run *run, const char *actor);
/* Go on without holding until the end, the next mark or say (until_mark), or an ask. */
int run_play(struct run *run, bool until_mark);
int run_answer(struct run *run, const char *text);
/* Answers with the first line of *answers, which is behind it then; "" where none is left. */
int run_answer_next(struct run *run, const char **answers);
/* Ctrl-C: SIGINT to every living process, as a terminal sends it to its foreground process group. A
 * step of its own, "^C" in the schedule ("^C?" while a process asks). While it is RUN_WORKING:
 * stops playing, and is sent where the next step would be. -EINVAL: it has ended. */
int run_interrupt(struct run *run);
/* Ask it to end now: outcome "stopped". The log still gets its run.end. */
int run_stop(struct run *run);
/* No run for a while: ends the process that runners are forked from (core/proc/nursery.h). The next
 * run starts it anew; runs that are under way go on. It also ends with this process. */
void run_rest(void);
/* Waits for the next state that is not RUN_WORKING, at most timeout_ms (-1: for ever). */
enum run_state run_wait(struct run *run, int timeout_ms);

/* What lesson.lua declares, read by a runner under limits (in the order of the file). */
struct run_decl_param {
    char *name, *value, *help;
    bool is_number;
    double min, max;
    bool has_min, has_max;
};
struct run_decl_fact {
    char *path, *value;
};
struct run_decl_program {
    char *id, *title, *expect; /* expect: "ok", "deadlock", ... */
    char *schedule;            /* or NULL */
    char *rows;                /* pairs for the stage, a line each (stage_rows.h), or NULL */
    char *params;              /* names of those that it reads, a line each; NULL: not known */
    char *input;               /* what its asks are answered without a screen, or NULL */
    int line;
    int first, last; /* the lines of its function, from "function" to "end" */
    struct run_decl_fact *facts;
    size_t fact_count;
};
struct run_decl {
    struct run_decl_param *params;
    size_t param_count;
    struct run_decl_program *programs;
    size_t program_count;
};
/* 0, or -errno with *diag (file, line, the line itself, what). Waits, at most 7 s. */
int run_declared(const char *lesson_dir, struct run_decl *ret_decl, struct diag *diag);
/* The same with the parameters of a wish: what is declared may depend on them. */
int run_declared_with(const struct run_wish *wish, struct run_decl *ret_decl, struct diag *diag);
void run_decl_done(struct run_decl *decl);

#endif
