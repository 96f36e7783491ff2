/* SPDX-License-Identifier: MIT */
/* engine_start.c: from the wish to the first gate: what is declared, which order, run.start. */
#include "engine_parts.h"
#include "json_value.h"
#include "json_write.h"
#include "mem.h"
#include <errno.h>

/* The declared program that runs. */
static struct json program_of(struct json declared) {
    struct json programs = json_get(declared, "programs");
    struct json wanted = json_get(declared, "program");
    char *id = json_strdup(wanted);
    struct json found = {0};
    for (size_t i = 0; id && i < json_count(programs); i++) {
        struct json program = json_at(programs, i);
        if (json_is(json_get(program, "id"), id)) {
            found = program;
            break;
        }
    }
    mem_free(id);
    return found;
}

/* {"lines":3}: the parameters as this run has them. */
static void put_params(struct json declared, struct buf *out) {
    struct json_walk walk = json_walk(json_get(declared, "params"));
    struct json key, param;
    json_put_open(out, '{');
    while (json_next(&walk, &key, &param)) {
        char *name = json_strdup(json_get(param, "name"));
        struct json value = json_get(param, "value");
        if (name && value.type == JSON_STRING) {
            char *text = json_strdup(value);
            json_put_key(out, name);
            json_put_text(out, text);
            mem_free(text);
        } else if (name && value.type == JSON_NUMBER) {
            json_put_key(out, name);
            buf_put(out, value.at, value.len);
        }
        mem_free(name);
    }
    json_put_close(out, '}');
}

/* Gives the order the wish's schedule, else the program's own. Its own was written for the
 * parameters' defaults: with others it is followed as far as it goes. */
static int take_schedule(struct engine *engine, const char *own, struct diag *diag) {
    const struct run_wish *wish = &engine->held.wish;
    const char *text = wish->schedule ? wish->schedule : wish->has_seed ? NULL : own;
    struct schedule schedule = {0};
    int r = text ? schedule_parse(text, &schedule, diag) : 0;
    if (r < 0) {
        return r;
    }
    order_follow(&engine->order, &schedule, !wish->schedule && wish->param_count > 0);
    if (wish->has_seed) {
        order_seed(&engine->order, wish->seed);
    }
    engine->prefix = wish->schedule && wish->hold;
    return 0;
}

/* Without a wish of its own, a run that nobody holds gets the answers that the program declares. */
static void take_input(struct engine *engine, struct json program) {
    struct run_wish *wish = &engine->held.wish;
    if (!wish->input && !wish->hold) {
        wish->input = json_strdup(json_get(program, "input"));
        engine->input = wish->input;
    }
}

static void put_run_start(struct engine *engine, struct json declared, const char *program,
                          const char *schedule) {
    const struct run_wish *wish = &engine->held.wish;
    struct buf text = {0};
    put_params(declared, &text);
    struct event event = {.kind = EVENT_RUN_START,
                          .fd = -1,
                          .name = log_intern(engine->log, wish->lesson),
                          .text = log_intern(engine->log, program),
                          .waits_for = log_intern(engine->log, schedule),
                          .state = log_intern(engine->log, buf_str(&text))};
    if (wish->has_seed) {
        buf_clear(&text);
        buf_putf(&text, "\"seed\":%llu", (unsigned long long)wish->seed);
        event.more = log_intern(engine->log, buf_str(&text));
    }
    if (wish->wild) {
        event.more = log_intern(engine->log, "\"wild\":true");
    }
    recorder_add(&engine->recorder, event);
    buf_done(&text);
}

int engine_start(struct engine *engine, struct diag *diag) {
    const struct run_wish *wish = &engine->held.wish;
    struct buf text = {0};
    int r = hatch_read(&engine->hatch, &text, diag);
    if (r < 0) {
        buf_done(&text);
        return r;
    }
    struct json declared = json_parse(buf_str(&text), text.len);
    struct json program = program_of(declared);
    char *id = json_strdup(json_get(program, "id"));
    char *own = json_strdup(json_get(program, "schedule"));
    engine->expect = json_strdup(json_get(program, "expect"));
    take_input(engine, program);
    r = take_schedule(engine, own, diag);
    if (r == 0) {
        bool unforced = wish->has_seed || wish->wild;
        put_run_start(engine, declared, id,
                      wish->schedule ? wish->schedule
                      : unforced     ? NULL
                                     : own);
        recorder_main(&engine->recorder);
    }
    mem_free(id);
    mem_free(own);
    buf_done(&text);
    return r;
}
