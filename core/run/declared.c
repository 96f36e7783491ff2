/* SPDX-License-Identifier: MIT */
/* declared.c: run_declared (run.h): a runner loads the lesson and says what it declares, as JSON.
 */
#include "clock.h"
#include "json_value.h"
#include "mem.h"
#include "network.h"
#include "run.h"
#include "runner_process.h"
#include "wish.h"
#include <errno.h>
#include <poll.h>

enum {
    DECLARE_SECONDS = 5,
    DECLARE_PATIENCE = 7
}; /* the runner's limit; then it is not waited for */

/* The value as text: what a string says, a number as it stands. "" if there is none. */
static char *text_of(struct json value) {
    if (value.type == JSON_STRING) {
        return json_strdup(value);
    }
    return mem_strndup(value.type == JSON_NUMBER ? value.at : "",
                       value.type == JSON_NUMBER ? value.len : 0);
}

static void take_param(struct json json, struct run_decl_param *param) {
    struct json value = json_get(json, "default");
    param->name = text_of(json_get(json, "name"));
    param->value = text_of(value.type == JSON_NONE ? json_get(json, "value") : value);
    param->help = text_of(json_get(json, "help"));
    param->is_number = json_get(json, "value").type == JSON_NUMBER;
    param->has_min = json_double(json_get(json, "min"), &param->min);
    param->has_max = json_double(json_get(json, "max"), &param->max);
}

static void take_facts(struct json json, struct run_decl_program *program) {
    struct json_walk walk = json_walk(json);
    struct json key, pair;
    size_t count = json_count(json);
    program->facts = mem_new((count + 1) * sizeof(*program->facts));
    while (program->fact_count < count && json_next(&walk, &key, &pair)) {
        program->facts[program->fact_count++] = (struct run_decl_fact){
            .path = text_of(json_at(pair, 0)), .value = text_of(json_at(pair, 1))};
    }
}

static int line_of(struct json json, const char *key) {
    return (int)(json_int_or(json_get(json, key), 0) & 0x7fffffff);
}

static void take_program(struct json json, struct run_decl_program *program) {
    program->id = text_of(json_get(json, "id"));
    program->title = text_of(json_get(json, "title"));
    program->expect = text_of(json_get(json, "expect"));
    program->schedule = json_strdup(json_get(json, "schedule"));
    program->input = json_strdup(json_get(json, "input"));
    program->rows = json_strdup(json_get(json, "rows"));
    program->params = json_strdup(json_get(json, "params"));
    program->line = line_of(json, "line");
    program->first = line_of(json, "first");
    program->last = line_of(json, "last");
    take_facts(json_get(json, "facts"), program);
}

static void take_json(struct json json, struct run_decl *decl) {
    struct json params = json_get(json, "params");
    struct json programs = json_get(json, "programs");
    struct json_walk walk = json_walk(params);
    struct json key, value;
    size_t count = json_count(params);
    decl->params = mem_new((count + 1) * sizeof(*decl->params));
    while (decl->param_count < count && json_next(&walk, &key, &value)) {
        take_param(value, &decl->params[decl->param_count++]);
    }
    walk = json_walk(programs);
    count = json_count(programs);
    decl->programs = mem_new((count + 1) * sizeof(*decl->programs));
    while (decl->program_count < count && json_next(&walk, &key, &value)) {
        take_program(value, &decl->programs[decl->program_count++]);
    }
}

/* The one frame that answers, or -errno with *diag. */
static int wait_declared(struct link *link, struct link_frame *ret_frame, struct diag *diag) {
    int64_t deadline = clock_ns() + DECLARE_PATIENCE * NS_PER_S;
    int r;
    while ((r = link_next(link, ret_frame)) == 0) {
        struct pollfd poll_fd = {.fd = link->fd, .events = POLLIN};
        int left = clock_ms_left(deadline);
        if (left == 0) {
            return diag_set(diag, -ETIME, "lesson.lua", 0, "did not load within %d s",
                            DECLARE_PATIENCE);
        }
        poll(&poll_fd, 1, left);
        r = link_fill(link);
        if (r == 0 || (r < 0 && r != -EAGAIN)) {
            return diag_set(diag, -EPIPE, NULL, 0,
                            "the runner ended before it had read lesson.lua");
        }
    }
    return r < 0 ? diag_set(diag, r, NULL, 0, "the runner sent something that is no frame") : 0;
}

static int take_declared(struct link *link, struct run_decl *ret_decl, struct diag *diag) {
    struct link_frame frame;
    int r = wait_declared(link, &frame, diag);
    if (r < 0) {
        return r;
    }
    if (frame.type == LINK_FAULT) {
        struct diag fault = {0};
        r = link_take_fault(&frame, &fault);
        if (diag && !diag->text) {
            *diag = fault;
        } else {
            diag_done(&fault);
        }
        return r;
    }
    struct json json = json_parse(frame.at, link_left(&frame));
    if (frame.type != LINK_DECLARED || json.type != JSON_OBJECT) {
        return diag_set(diag, -EPROTO, NULL, 0, "the runner sent declarations that are none");
    }
    struct run_decl decl = {0};
    take_json(json, &decl);
    *ret_decl = decl;
    return 0;
}

int run_declared(const char *lesson_dir, struct run_decl *ret_decl, struct diag *diag) {
    return run_declared_with(&(struct run_wish){.lesson_dir = lesson_dir}, ret_decl, diag);
}

int run_declared_with(const struct run_wish *of, struct run_decl *ret_decl, struct diag *diag) {
    struct runner_process runner = {0};
    const struct run_wish wish = {.lesson_dir = of->lesson_dir,
                                  .lesson = "",
                                  .limit_seconds = DECLARE_SECONDS,
                                  .params = of->params,
                                  .param_count = of->param_count};
    /* In a network of its own if its runs have one: has("ipv6") is to say the same in both. */
    int r = runner_process_start(&runner, false, network_wished(of->lesson_dir), diag);
    if (r < 0) {
        return r;
    }
    wish_send(&runner.link, LINK_DECLARE, &wish);
    link_flush(&runner.link); /* a runner that is gone already shows in what follows */
    r = take_declared(&runner.link, ret_decl, diag);
    runner_process_end(&runner);
    return r;
}

void run_decl_done(struct run_decl *decl) {
    if (!decl) {
        return;
    }
    for (size_t i = 0; i < decl->param_count; i++) {
        mem_free(decl->params[i].name);
        mem_free(decl->params[i].value);
        mem_free(decl->params[i].help);
    }
    for (size_t i = 0; i < decl->program_count; i++) {
        struct run_decl_program *program = &decl->programs[i];
        for (size_t k = 0; k < program->fact_count; k++) {
            mem_free(program->facts[k].path);
            mem_free(program->facts[k].value);
        }
        mem_free(program->facts);
        mem_free(program->id);
        mem_free(program->title);
        mem_free(program->expect);
        mem_free(program->schedule);
        mem_free(program->input);
        mem_free(program->rows);
        mem_free(program->params);
    }
    mem_free(decl->params);
    mem_free(decl->programs);
    *decl = (struct run_decl){0};
}
