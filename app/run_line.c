/* SPDX-License-Identifier: MIT */
/*
 * run_line.c: see run_line.h.
 */
#include "run_line.h"
#include "fdio.h"
#include "mem.h"
#include "options.h"
#include "say.h"
#include <string.h>
#include <unistd.h>

#define INPUT_MAX ((size_t)16 << 20)

/* NAME=VALUE of each --set. */
static int take_params(const struct invocation *invocation, struct run_line *line) {
    line->params = mem_new((invocation->given_count + 1) * sizeof *line->params);
    line->names = mem_new((invocation->given_count + 1) * sizeof *line->names);
    for (size_t i = 0; i < invocation->given_count; i++) {
        const struct given *given = &invocation->given[i];
        if (given->id != OPTION_SET) {
            continue;
        }
        const char *equals = strchr(given->value, '=');
        if (!equals || equals == given->value) {
            return fail(EXIT_USAGE, invocation->command->name, "--set %s: write --set NAME=VALUE",
                        given->value);
        }
        char *name = mem_strndup(given->value, (size_t)(equals - given->value));
        line->names[line->param_count] = name;
        line->params[line->param_count++] = (struct run_param){name, equals + 1};
    }
    return 0;
}

static int take_input(const struct invocation *invocation, struct run_line *line) {
    const char *file = option_value(invocation, OPTION_INPUT);
    struct diag diag = {0};
    if (!file) {
        return 0;
    }
    int r = strcmp(file, "-") == 0 ? fd_read_to_end(STDIN_FILENO, &line->input, INPUT_MAX)
                                   : file_read(file, &line->input, INPUT_MAX, &diag);
    if (r < 0 && !diag.text) {
        diag_set(&diag, r, "standard input", 0, "%s", strerror(-r));
    }
    int code = r < 0 ? fail_diag(EXIT_IO, &diag) : 0;
    diag_done(&diag);
    return code;
}

int run_line_take(const struct invocation *invocation, struct run_line *line) {
    if (!option_number(invocation, OPTION_SEED, 0, INT64_MAX, &line->seed)) {
        return EXIT_USAGE;
    }
    if (option_given(invocation, OPTION_SEED) && option_given(invocation, OPTION_SCHEDULE)) {
        return fail(EXIT_USAGE, invocation->command->name,
                    "--seed and --schedule both say who goes next: give one of them");
    }
    int code = take_params(invocation, line);
    return code ? code : take_input(invocation, line);
}

void run_line_done(struct run_line *line) {
    for (size_t i = 0; i < line->param_count; i++) {
        mem_free(line->names[i]);
    }
    mem_free(line->names);
    mem_free(line->params);
    buf_done(&line->input);
}

bool run_line_given(const struct invocation *invocation) {
    static const enum option_id ids[] = {OPTION_SET, OPTION_SCHEDULE, OPTION_SEED, OPTION_INPUT,
                                         OPTION_LIMIT};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (option_given(invocation, ids[i])) {
            return true;
        }
    }
    return false;
}

void run_line_wish(const struct invocation *invocation, const struct run_line *line,
                   const struct target *target, struct run_wish *ret_wish) {
    *ret_wish = (struct run_wish){
        .lesson_dir = target->dir,
        .lesson = target->id,
        .program = target->program,
        .params = line->params,
        .param_count = line->param_count,
        .schedule = option_value(invocation, OPTION_SCHEDULE),
        .has_seed = option_given(invocation, OPTION_SEED),
        .seed = (uint64_t)line->seed,
        .input = option_given(invocation, OPTION_INPUT) ? buf_str(&line->input) : NULL};
}
