/* SPDX-License-Identifier: MIT */
/* engine_end.c: deadlocks, deaths that mean something for the run, and run.end. */
#include "clock.h"
#include "engine_parts.h"
#include "json_write.h"
#include "mem.h"
#include "waits.h"
#include <signal.h>
#include <string.h>

static void put_deadlock(struct engine *engine, const struct deadlock *deadlock) {
    struct world *world = &engine->recorder.world;
    struct buf names = {0};
    struct buf circle = {0};
    struct buf why = {0};
    deadlock_names(world, deadlock, &names);
    circle_write(engine->log, deadlock->circle, deadlock->circle_count, &circle);
    deadlock_why(world, deadlock, &why);
    recorder_add(&engine->recorder,
                 (struct event){.kind = EVENT_DEADLOCK,
                                .fd = -1,
                                .waits_for = log_intern(engine->log, buf_str(&names)),
                                .state = log_intern(engine->log, buf_str(&circle)),
                                .text = log_intern(engine->log, buf_str(&why))});
    buf_done(&names);
    buf_done(&circle);
    buf_done(&why);
}

/* Nobody can go on, though the world knows of no circle: who is left, and what each waits for. */
static void put_standstill(struct engine *engine) {
    const struct world *world = &engine->recorder.world;
    struct buf names = {0};
    struct buf why = {0};
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *proc = &world->procs[i];
        if (proc->state == PROC_ZOMBIE || proc->state == PROC_GONE) {
            continue;
        }
        if (names.len > 0) {
            buf_putc(&names, ' ');
            buf_putc(&why, ' ');
        }
        buf_puts(&names, log_str(engine->log, proc->name));
        waits_why(world, proc->name, &why);
    }
    recorder_add(&engine->recorder,
                 (struct event){.kind = EVENT_DEADLOCK,
                                .fd = -1,
                                .waits_for = log_intern(engine->log, buf_str(&names)),
                                .state = log_intern(engine->log, "[]"),
                                .text = log_intern(engine->log, buf_str(&why))});
    buf_done(&names);
    buf_done(&why);
}

void engine_deadlock(struct engine *engine, bool stuck) {
    struct deadlock deadlock = {0};
    bool found = world_deadlock(&engine->recorder.world, &deadlock);
    if (found && !deadlock_is_known(&engine->recorder.world, &deadlock)) {
        put_deadlock(engine, &deadlock);
    } else if (!found && stuck) {
        put_standstill(engine);
    }
    if (found) {
        deadlock_done(&deadlock);
    }
}

static void set_trouble(struct engine *engine, enum recorder_trouble trouble, const char *actor,
                        int line, const char *text) {
    struct recorder *recorder = &engine->recorder;
    if (recorder->trouble == TROUBLE_NONE) {
        struct buf sentence = {0};
        buf_putf(&sentence, "%s %s", actor, text);
        recorder->trouble = trouble;
        recorder->trouble_line = line;
        recorder->trouble_text = buf_take(&sentence);
    }
}

/* Signals that no lesson sends: they come of the limits, of the filter, or of a crash. A crash is
 * told from kill(2) by the rest of the fault: only a process that was let go can crash. */
static const struct {
    int signal;
    enum recorder_trouble trouble;
    bool only_released;
    const char *text;
} fatal_signals[] = {
    {SIGXCPU, TROUBLE_LIMIT, false, "used up its CPU time"},
    {SIGXFSZ, TROUBLE_LIMIT, false, "wrote a file that is too large"},
    {SIGSYS, TROUBLE_FAULT, false, "made a system call that a lesson may not make"},
    {SIGSEGV, TROUBLE_FAULT, true, "crashed (SIGSEGV)"},
    {SIGBUS, TROUBLE_FAULT, true, "crashed (SIGBUS)"},
    {SIGILL, TROUBLE_FAULT, true, "crashed (SIGILL)"},
    {SIGFPE, TROUBLE_FAULT, true, "crashed (SIGFPE)"},
    {SIGABRT, TROUBLE_FAULT, true, "crashed (SIGABRT)"},
};

void engine_look_at_deaths(struct engine *engine, const uint32_t *changed, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const struct supervisor_slot *slot = supervisor_slot(engine->supervisor, changed[i]);
        if (slot->state != SLOT_DEAD || !slot->killed) {
            continue;
        }
        bool itself = changed[i] == engine->recorder.released && slot->op != OP_KILL;
        for (size_t k = 0; k < sizeof(fatal_signals) / sizeof(*fatal_signals); k++) {
            if (fatal_signals[k].signal == slot->status &&
                (itself || !fatal_signals[k].only_released)) {
                set_trouble(engine, fatal_signals[k].trouble, slot->name, slot->line,
                            fatal_signals[k].text);
            }
        }
    }
}

static enum run_outcome outcome_of(const struct engine *engine, bool stuck) {
    if (engine->fault.text || engine->recorder.trouble == TROUBLE_FAULT) {
        return OUTCOME_ERROR;
    }
    if (engine->recorder.trouble == TROUBLE_LIMIT || engine->cut == CUT_TIME) {
        return OUTCOME_LIMIT;
    }
    if (engine->cut != CUT_NONE) {
        return OUTCOME_STOPPED;
    }
    return stuck ? OUTCOME_DEADLOCK : OUTCOME_OK;
}

/* The limit of time, and where somebody was who computes and computes. */
static void tell_time(struct engine *engine) {
    struct buf text = {0};
    int64_t seconds = engine->deadline ? engine->deadline / NS_PER_S : ENGINE_SECONDS;
    int line = 0;
    buf_putf(&text, "ended after %lld s: the limit of a run's time", (long long)seconds);
    for (uint32_t i = 0; i < supervisor_count(engine->supervisor) && line == 0; i++) {
        line = supervisor_where(engine->supervisor, i);
        if (line > 0) {
            buf_putf(&text, "; %s was computing here",
                     supervisor_slot(engine->supervisor, i)->name);
        }
    }
    hatch_fault(&engine->hatch, NULL, line, buf_str(&text), &engine->fault);
    buf_done(&text);
}

/* What ended it, as a sentence with its place, and for the tutor as a fault. */
static void tell_trouble(struct engine *engine) {
    const struct recorder *recorder = &engine->recorder;
    if (recorder->trouble != TROUBLE_NONE) {
        hatch_fault(&engine->hatch, recorder->trouble_file, recorder->trouble_line,
                    recorder->trouble_text, &engine->fault);
    } else if (engine->cut == CUT_TIME) {
        tell_time(engine);
    }
}

/* "fault" or "limit" of run.end. */
static strid more_of(struct engine *engine, enum run_outcome outcome) {
    struct buf sentence = {0};
    struct buf more = {0};
    if (!engine->fault.text) {
        return 0;
    }
    struct diag place = engine->fault;
    place.source = NULL;
    diag_write(&place, &sentence);
    while (sentence.len > 0 && sentence.data[sentence.len - 1] == '\n') {
        sentence.data[--sentence.len] = 0;
    }
    json_put_key(&more, outcome == OUTCOME_LIMIT ? "limit" : "fault");
    json_put_text(&more, buf_str(&sentence));
    strid id = log_intern(engine->log, buf_str(&more));
    buf_done(&sentence);
    buf_done(&more);
    return id;
}

/* How many processes of the run still live after all were killed. */
static int64_t left_behind(const struct engine *engine) {
    int64_t left = 0;
    for (uint32_t i = 0; i < supervisor_count(engine->supervisor); i++) {
        enum slot_state state = supervisor_slot(engine->supervisor, i)->state;
        left += state != SLOT_DEAD && state != SLOT_VOID;
    }
    return left;
}

void engine_end(struct engine *engine, bool stuck) {
    enum run_outcome outcome = outcome_of(engine, stuck);
    tell_trouble(engine);
    supervisor_kill_all(engine->supervisor);
    cage_leave(&engine->cage);
    struct buf schedule = {0};
    schedule_write(&engine->went, &schedule);
    bool as_expected = engine->expect && strcmp(engine->expect, run_outcome_name(outcome)) == 0;
    recorder_add(&engine->recorder,
                 (struct event){.kind = EVENT_RUN_END,
                                .fd = -1,
                                .type = (uint16_t)outcome,
                                .ret = (int64_t)engine->steps,
                                .len = left_behind(engine),
                                .text = log_intern(engine->log, engine->expect),
                                .waits_for = log_intern(engine->log, buf_str(&schedule)),
                                .more = more_of(engine, outcome),
                                .has = as_expected ? EVENT_TRUTH : 0});
    buf_done(&schedule);
    if (engine->fault.text) {
        engine_send_fault(engine, &engine->fault, engine->fault_code);
    }
    engine_send_state(engine, RUN_ENDED);
}
