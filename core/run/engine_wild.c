/* SPDX-License-Identifier: MIT */
/*
 * engine_wild.c: a run with all gates open: the kernel alone says who is next, on all CPUs. The
 * engine answers asks, watches for the end, and only then makes records of what the processes put
 * into their rings, by the times that stand there. So a wild log is true about each process and
 * about how all ended; of two processes that did something in the same microsecond it may tell the
 * second one first. Who slept is recorded for those who slept for good.
 */
#include "clock.h"
#include "engine_parts.h"
#include "mem.h"

enum {
    TICK_MS = 1, /* between two looks at a run that began just now, ... */
    TICK_LONG_MS = 5,
    RINGS_MAX = 32 << 20 /* bytes of records that a run may leave */
};
#define SOON_NS (50 * NS_PER_MS)

static void answer(struct engine *engine) {
    for (uint32_t i = 0; i < supervisor_count(engine->supervisor); i++) {
        if (supervisor_slot(engine->supervisor, i)->state == SLOT_ASKING) {
            size_t len = 0;
            const char *line = engine_next_line(engine, &len);
            supervisor_tell(engine->supervisor, i, line, len);
        }
    }
}

static bool is_cut(struct engine *engine) {
    engine_peek(engine);
    if (engine->cut == CUT_NONE && engine->deadline && engine_worked(engine) > engine->deadline) {
        engine->cut = CUT_TIME;
    }
    if (supervisor_waiting(engine->supervisor) > RINGS_MAX &&
        engine->recorder.trouble == TROUBLE_NONE) {
        engine->recorder.trouble = TROUBLE_LIMIT;
        engine->recorder.trouble_text = mem_strdup("the run has more than 32 MiB of records");
    }
    return engine->cut != CUT_NONE || engine->recorder.trouble != TROUBLE_NONE;
}

bool engine_wild_go(struct engine *engine) {
    enum supervisor_watch watch = WATCH_RUNS;
    while (watch != WATCH_OVER && watch != WATCH_STUCK && !is_cut(engine)) {
        int tick = engine_worked(engine) < SOON_NS ? TICK_MS : TICK_LONG_MS;
        watch = supervisor_watch(engine->supervisor, engine->link.fd, tick);
        if (watch == WATCH_ASKS) {
            answer(engine);
        }
    }
    if (watch != WATCH_STUCK) {
        supervisor_kill_all(engine->supervisor); /* and learns how each ended */
    }
    return watch == WATCH_STUCK;
}

/* The end of a process, or that it sleeps, if that is how it stands. */
static void put_end(struct engine *engine, uint32_t slot) {
    recorder_begin(&engine->recorder, slot, false, engine->recorder.t);
    recorder_settled(&engine->recorder, &slot, 1);
    engine_look_at_deaths(engine, &slot, 1);
}

/* Somebody reaped it: it ended before. */
static void put_end_of(struct engine *engine, int64_t pid) {
    for (uint32_t i = 0; i < supervisor_count(engine->supervisor); i++) {
        const struct supervisor_slot *slot = supervisor_slot(engine->supervisor, i);
        if (slot->vpid == pid && slot->state == SLOT_DEAD) {
            put_end(engine, i);
        }
    }
}

static void take(void *arg, uint32_t slot, const struct ring_record *record) {
    struct engine *engine = arg;
    struct recorder *recorder = &engine->recorder;
    int64_t t = record->t - engine->began;
    if (record->kind == RING_EXIT && record->op == OP_WAIT && record->ret > 0) {
        put_end_of(engine, record->ret);
    }
    recorder_begin(recorder, slot, false, t > recorder->t ? t : recorder->t);
    recorder_take(recorder, slot, record);
    engine->steps += record->kind == RING_ENTER;
    if (record->kind == RING_ENTER && record->op == OP_EXIT &&
        supervisor_slot(engine->supervisor, slot)->state == SLOT_DEAD) {
        put_end(engine, slot);
    }
}

void engine_wild_record(struct engine *engine, bool stuck) {
    supervisor_drain_by_time(engine->supervisor, take, engine);
    for (uint32_t i = 0; i < supervisor_count(engine->supervisor); i++) {
        put_end(engine, i);
    }
    if (stuck) {
        engine_deadlock(engine, true);
    }
}
