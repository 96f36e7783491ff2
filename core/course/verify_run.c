/* SPDX-License-Identifier: MIT */
/*
 * verify_run.c: runs a program again and again: it ends as it says, the same each time, its facts
 * hold, a claim of "ok" and its facts hold in other orders too, and nobody is left behind. With
 * other parameters: verify_ends.c.
 */
#include "fdio.h"
#include "json_lines.h"
#include "mem.h"
#include "path.h"
#include "verifying.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static bool same_string(const struct log *a, strid x, const struct log *b, strid y) {
    return strcmp(log_str(a, x), log_str(b, y)) == 0;
}

/* fork(2) and waitpid(2) return pids, which differ from run to run. */
static bool returns_pid(const struct event *event) {
    return (event->op == OP_FORK || event->op == OP_WAIT) && event->ret > 0;
}

static bool same_numbers(const struct event *x, const struct event *y) {
    bool same_ret = x->ret == y->ret || (returns_pid(x) && returns_pid(y));
    return x->kind == y->kind && x->op == y->op && x->type == y->type && x->end == y->end &&
           x->has == y->has && x->fd == y->fd && x->line == y->line && x->off == y->off &&
           x->len == y->len && same_ret;
}

static bool same_record(const struct log *a, const struct log *b, uint64_t n) {
    const struct event *x = log_at(a, n);
    const struct event *y = log_at(b, n);
    return same_numbers(x, y) && same_string(a, x->actor, b, y->actor) &&
           same_string(a, x->obj, b, y->obj) && same_string(a, x->name, b, y->name) &&
           same_string(a, x->text, b, y->text) && same_string(a, x->waits_for, b, y->waits_for) &&
           same_string(a, x->state, b, y->state) && same_string(a, x->more, b, y->more) &&
           x->data_len == y->data_len && memcmp(log_data(a, x), log_data(b, y), x->data_len) == 0;
}

uint64_t verify_difference(const struct log *a, const struct log *b) {
    uint64_t count = log_count(a) < log_count(b) ? log_count(a) : log_count(b);
    for (uint64_t n = 1; n <= count; n++) {
        if (!same_record(a, b, n)) {
            return n;
        }
    }
    return log_count(a) == log_count(b) ? 0 : count + 1;
}

/* When a process started, in clock ticks since boot (proc(5), field 22 of stat); -1: there is none.
 */
static long long start_ticks(int pid) {
    char path[64];
    struct buf stat = {0};
    long long ticks = -1;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    if (file_read(path, &stat, 4096, NULL) == 0) {
        const char *at = strrchr(buf_str(&stat), ')');
        for (int field = 2; at && field < 22; field++) {
            at = strchr(at + 1, ' ');
        }
        ticks = at ? strtoll(at, NULL, 10) : -1;
    }
    buf_done(&stat);
    return ticks;
}

/* A process of the run that is still there. Its number may have been given to a new process: that
 * one started after the run had ended. */
void verify_left_behind(struct verifying *verifying, const struct log *log,
                        const struct run_decl_program *program) {
    const struct event *last = log_at(log, log_count(log));
    struct timespec now;
    if (last && last->kind == EVENT_RUN_END && last->len != 0) {
        verify_fault_lua(verifying, program->line,
                         "a run of %s could not end %lld of its processes", program->id,
                         (long long)last->len);
    }
    clock_gettime(CLOCK_BOOTTIME, &now);
    long hz = sysconf(_SC_CLK_TCK);
    long long ended = (long long)now.tv_sec * hz + (long long)now.tv_nsec * hz / 1000000000;
    for (uint64_t n = 1; n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        if (event->kind != EVENT_ACTOR_START || event->pid <= 1) {
            continue;
        }
        long long started = start_ticks(event->pid);
        if (started >= 0 && started + 1 < ended) {
            verify_fault_lua(verifying, program->line,
                             "%s is left behind after a run of %s (pid %d)",
                             log_str(log, event->actor), program->id, event->pid);
        }
    }
}

/* One run to its end. What it asks is answered by the input that it declares; else there are no
 * answers: a program that claims something has to keep its claim then too. */
int verify_run_once(struct verifying *verifying, const struct run_decl_program *program,
                    const struct verify_how *how, struct log *log, struct diag *ret_fault,
                    struct diag *diag) {
    struct run_wish wish = {.lesson_dir = verifying->lesson->dir,
                            .lesson = verifying->lesson->id,
                            .program = program->id,
                            .input = program->input ? program->input : "",
                            .params = how->param,
                            .param_count = how->param != NULL,
                            .limit_seconds = how->limit_seconds,
                            .has_seed = how->seed > 0,
                            .seed = how->seed};
    struct run *run;
    int r = run_new(&wish, log, &run, diag);
    if (r < 0) {
        return r;
    }
    verifying->verify->runs++;
    while (run_wait(run, -1) != RUN_ENDED) {
    }
    const struct diag *fault = run_fault(run);
    if (fault) {
        diag_set(ret_fault, 0, fault->file, fault->line, "%s", fault->text);
        ret_fault->source = fault->source ? mem_strdup(fault->source) : NULL;
    }
    run_free(run);
    verify_left_behind(verifying, log, program);
    return 0;
}

/* Where the next program begins; 0: there is none. Its options stand before that. */
static int next_line(const struct verifying *verifying, const struct run_decl_program *program) {
    int next = 0;
    for (size_t i = 0; i < verifying->decl.program_count; i++) {
        int line = verifying->decl.programs[i].line;
        next = line > program->line && (next == 0 || line < next) ? line : next;
    }
    return next;
}

/* The first line of a program that has this text; where it is declared if none has. */
static int line_with(const struct verifying *verifying, const struct run_decl_program *program,
                     const char *text) {
    int next = next_line(verifying, program);
    const char *at = buf_str(&verifying->lua);
    for (int line = 1; at && (next == 0 || line < next); line++) {
        const char *end = strchr(at, '\n');
        const char *found = strstr(at, text);
        if (line >= program->line && found && (!end || found < end)) {
            return line;
        }
        at = end ? end + 1 : NULL;
    }
    return program->line;
}

/* In which order, with which parameter. */
static void put_how(struct buf *out, const struct verify_how *how, const struct log *log) {
    if (how->seed > 0) {
        buf_putf(out, "with --seed %llu, in the order %s", (unsigned long long)how->seed,
                 log_str(log, log_at(log, log_count(log))->waits_for));
    } else if (how->param) {
        buf_putf(out, "with --set %s", how->said);
    } else {
        buf_puts(out, "in its own order");
    }
}

/* With another parameter a fault of lesson.lua is as much that value's: it is said. */
static void take_fault(struct verifying *verifying, const struct run_decl_program *program,
                       const struct verify_how *how, struct diag *fault) {
    struct diag *taken = verify_fault(verifying);
    verify_name_file(verifying->lesson->dir, fault);
    if (how->param) {
        diag_set(taken, 0, fault->file, fault->line, "%s with --set %s: %s", program->id, how->said,
                 fault->text);
        taken->source = fault->source;
        fault->source = NULL;
    } else {
        *taken = *fault;
        diag_init(fault);
    }
}

bool verify_ended_well(struct verifying *verifying, const struct run_decl_program *program,
                       const struct log *log, const struct verify_how *how, struct diag *fault) {
    const struct event *last = log_at(log, log_count(log));
    bool whole = last && last->kind == EVENT_RUN_END;
    if (whole && last->has & EVENT_TRUTH) {
        diag_done(fault);
        return true;
    }
    if (fault->text && !fault->file) { /* not of a line that ran: mostly of its schedule */
        int line = program->schedule ? line_with(verifying, program, "schedule") : program->line;
        verify_fault_lua(verifying, line, "%s: %s", program->id, fault->text);
    } else if (fault->text) {
        take_fault(verifying, program, how, fault);
    } else if (!whole) {
        verify_fault_lua(verifying, program->line, "the runner of %s died", program->id);
    } else {
        struct buf order = {0};
        put_how(&order, how, log);
        verify_fault_lua(verifying, line_with(verifying, program, "expect"),
                         "%s says that it ends with %s, but %s it ends "
                         "with %s",
                         program->id, program->expect, buf_str(&order),
                         run_outcome_name((enum run_outcome)last->type));
        buf_done(&order);
    }
    return false;
}

/* Whether all hold; those that do not are said. */
static bool look_at_facts(struct verifying *verifying, const struct run_decl_program *program,
                          const struct verify_how *how, const struct log *log) {
    struct timeline *timeline = timeline_new(log);
    struct buf order = {0};
    bool hold = true;
    if (how->seed > 0) {
        buf_putc(&order, ' ');
        put_how(&order, how, log);
    }
    for (size_t i = 0; i < program->fact_count; i++) {
        const struct run_decl_fact *fact = &program->facts[i];
        struct buf value = {0};
        struct diag why = {0};
        if (path_value(timeline, fact->path, &value, &why) < 0) {
            hold = false;
            verify_fault_lua(verifying, line_with(verifying, program, fact->path),
                             "the fact %s of %s: %s", fact->path, program->id,
                             why.text ? why.text : "there is no such thing");
        } else if (strcmp(buf_str(&value), fact->value) != 0) {
            hold = false;
            verify_fault_lua(verifying, line_with(verifying, program, fact->path),
                             "the fact %s of %s is said to be \"%s\", but "
                             "it is \"%s\"%s",
                             fact->path, program->id, fact->value, buf_str(&value),
                             buf_str(&order));
        }
        diag_done(&why);
        buf_done(&value);
    }
    buf_done(&order);
    timeline_free(timeline);
    return hold;
}

static void look_at_difference(struct verifying *verifying, const struct run_decl_program *program,
                               const struct log *first, const struct log *log) {
    uint64_t n = verify_difference(first, log);
    if (!n) {
        return;
    }
    struct buf one = {0};
    struct buf other = {0};
    json_lines_put(&one, first, n);
    json_lines_put(&other, log, n);
    verify_fault_lua(verifying, program->line, "two runs of %s differ, at record %llu:\n  %s  %s",
                     program->id, (unsigned long long)n, buf_str(&one), buf_str(&other));
    buf_done(&one);
    buf_done(&other);
}

static int own_order(struct verifying *verifying, size_t index, struct diag *diag) {
    const struct run_decl_program *program = &verifying->decl.programs[index];
    const struct verify_how how = {0};
    for (int i = 0; i < verifying->wish.times; i++) {
        struct log *log = log_new();
        struct diag fault = {0};
        int r = verify_run_once(verifying, program, &how, log, &fault, diag);
        bool well = r == 0 && verify_ended_well(verifying, program, log, &how, &fault);
        diag_done(&fault);
        if (well && i == 0) {
            verifying->logs[index] = log;
            look_at_facts(verifying, program, &how, log);
            continue;
        }
        if (well) {
            look_at_difference(verifying, program, verifying->logs[index], log);
        }
        log_free(log);
        if (!well) {
            return r;
        }
    }
    return 0;
}

/* A forced schedule is what makes some programs come out as they say; one without has to come out
 * well in any order, and what it says of its run must be so in any; facts: look at them too. */
static int other_orders(struct verifying *verifying, const struct run_decl_program *program,
                        bool facts, struct diag *diag) {
    for (uint64_t seed = 1; seed <= (uint64_t)verifying->wish.orders; seed++) {
        const struct verify_how how = {.seed = seed};
        struct log *log = log_new();
        struct diag fault = {0};
        int r = verify_run_once(verifying, program, &how, log, &fault, diag);
        bool well = r == 0 && verify_ended_well(verifying, program, log, &how, &fault);
        well = well && (!facts || look_at_facts(verifying, program, &how, log));
        diag_done(&fault);
        log_free(log);
        if (!well) {
            return r;
        }
    }
    return 0;
}

int verify_program(struct verifying *verifying, size_t index, struct diag *diag) {
    const struct run_decl_program *program = &verifying->decl.programs[index];
    verify_say(verifying, "%s: %s (%s)", verifying->lesson->id, program->id, program->expect);
    verifying->verify->programs++;
    size_t before = verifying->verify->fault_count;
    int r = own_order(verifying, index, diag);
    bool held = verifying->verify->fault_count == before;
    bool any_order = strcmp(program->expect, "ok") == 0 && !program->schedule;
    if (r == 0 && verifying->logs[index] && any_order) {
        r = other_orders(verifying, program, held, diag);
    }
    return r == 0 && held ? verify_ends(verifying, program, diag) : r;
}
