/* SPDX-License-Identifier: MIT */
/*
 * cmd_run.c: runs a program without a screen, to its end, and says whether it ended as it claims.
 */
#include "command.h"
#include "fdio.h"
#include "headless.h"
#include "headless_wild.h"
#include "json_lines.h"
#include "mem.h"
#include "options.h"
#include "say.h"
#include "target.h"
#include "wild.h"
#include <string.h>
#include <unistd.h>

#define INPUT_MAX   ((size_t)16 << 20)
#define LIMIT_MAX_S 86400

struct run_line {
    struct run_param *params;
    char **names; /* of the parameters: ours to free */
    size_t param_count;
    struct buf input;
    int64_t seed, limit;
    int64_t wild; /* runs with all gates open; 0: one as it is to be */
    bool json;
};

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
            return fail(EXIT_USAGE, "run", "--set %s: write --set NAME=VALUE", given->value);
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

static int take_line(const struct invocation *invocation, struct run_line *line) {
    bool saves = option_given(invocation, OPTION_OUTPUT);
    if (!option_format(invocation, saves, &line->json) ||
        !option_number(invocation, OPTION_SEED, 0, INT64_MAX, &line->seed) ||
        !option_number(invocation, OPTION_LIMIT, 1, LIMIT_MAX_S, &line->limit) ||
        !option_number(invocation, OPTION_WILD, 1, WILD_COUNT_MAX, &line->wild)) {
        return EXIT_USAGE;
    }
    if (option_given(invocation, OPTION_SEED) && option_given(invocation, OPTION_SCHEDULE)) {
        return fail(EXIT_USAGE, "run",
                    "--seed and --schedule both say who goes next: give one of them");
    }
    if (line->wild &&
        (option_given(invocation, OPTION_SEED) || option_given(invocation, OPTION_SCHEDULE))) {
        return fail(EXIT_USAGE, "run",
                    "--wild lets the kernel say who goes next: leave --seed and --schedule out");
    }
    int code = take_params(invocation, line);
    return code ? code : take_input(invocation, line);
}

static void line_done(struct run_line *line) {
    for (size_t i = 0; i < line->param_count; i++) {
        mem_free(line->names[i]);
    }
    mem_free(line->names);
    mem_free(line->params);
    buf_done(&line->input);
}

static int run_target(const struct invocation *invocation, const struct run_line *line,
                      const struct target *target) {
    const char *file = option_value(invocation, OPTION_OUTPUT);
    struct buf saved = {0};
    struct headless headless = {
        .wish = {.lesson_dir = target->dir,
                 .lesson = target->id,
                 .program = target->program,
                 .params = line->params,
                 .param_count = line->param_count,
                 .schedule = option_value(invocation, OPTION_SCHEDULE),
                 .has_seed = option_given(invocation, OPTION_SEED),
                 .seed = (uint64_t)line->seed,
                 .input = option_given(invocation, OPTION_INPUT) ? buf_str(&line->input) : NULL,
                 .limit_seconds = (int)line->limit},
        .json = line->json,
        .out = file ? NULL : invocation->out,
        .what = target->id,
    };
    if (line->wild) {
        const struct headless_wild wild = {.wish = headless.wish,
                                           .count = (uint32_t)line->wild,
                                           .json = line->json,
                                           .out = headless.out,
                                           .file = file};
        buf_done(&saved);
        return headless_wild(&wild);
    }
    struct log *log = log_new();
    int code = headless_run(&headless, log);
    struct diag diag = {0};
    if (file && log_count(log) > 0) {
        headless_tell(log, line->json, &saved);
        if (out_save(file, &saved, &diag) < 0) {
            code = fail_diag(EXIT_IO, &diag);
        }
    }
    diag_done(&diag);
    buf_done(&saved);
    log_free(log);
    return code;
}

static int run_exec(const struct invocation *invocation) {
    struct run_line line = {0};
    struct target target = {0};
    int code = take_line(invocation, &line);
    if (code == 0) {
        code = target_find("run", invocation->args[0], &target);
    }
    if (code == 0 && target.file) {
        code = fail(EXIT_USAGE, "run", "%s is a saved run: ipc-tutor open or show it", target.file);
    }
    if (code == 0) {
        code = run_target(invocation, &line, &target);
    }
    target_done(&target);
    line_done(&line);
    return code;
}

static const struct option_row run_options[] = {
    {OPTION_SET, 's', "set", "NAME=VALUE", "give a parameter a value (again for each)"},
    {OPTION_SCHEDULE, 0, "schedule", "ORDER", "who goes when: 'main*3 child main'"},
    {OPTION_SEED, 0, "seed", "N", "choose who goes next at random, always the same for one N"},
    {OPTION_INPUT, 'i', "input", "FILE", "answers to what the program asks, one a line"},
    {OPTION_FORMAT, 0, "format", "FORMAT", "text (sentences) or json (records)"},
    {OPTION_OUTPUT, 'o', "output", "FILE", "save the run there, as json unless --format says text"},
    {OPTION_LIMIT, 0, "limit", "SECONDS", "end it after so long (10)"},
    {OPTION_WILD, 0, "wild", "N", "run it N times with all gates open and count how it ends"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const run_examples[] = {
    "ipc-tutor run pipe-fork",
    "ipc-tutor run pipe-fork:right --set lines=3 --seed 7",
    "ipc-tutor run race:lost --wild 1000",
    "ipc-tutor run pipe-fork -o run.jsonl && ipc-tutor open run.jsonl",
    "ipc-tutor run ./my-lesson:right --format json | jq -c 'select(.kind == \"op.block\")'",
    NULL};

const struct command command_run = {
    .name = "run",
    .args = "LESSON[:PROGRAM]",
    .summary = "Runs a program without a screen, to its end",
    .more =
        "LESSON is an id (ipc-tutor list) or the path of a lesson folder; without PROGRAM it is "
        "the\nfirst one. Without --schedule and --seed the order is the program's own, else a "
        "fixed fair\none. Exit status 0: it ended as it says that it does.\nWith --wild nobody is "
        "chosen: the kernel lets run who can run, on all CPUs. Exit status 1\nthen: a program "
        "that says it ends well in every order did not.",
    .options = run_options,
    .examples = run_examples,
    .min_args = 1,
    .max_args = 1,
    .exec = run_exec,
};
