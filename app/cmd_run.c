/* SPDX-License-Identifier: MIT */
/*
 * cmd_run.c: runs a program without a screen, to its end, and says whether it ended as it claims.
 */
#include "command.h"
#include "headless.h"
#include "headless_wild.h"
#include "options.h"
#include "run_line.h"
#include "say.h"
#include "target.h"
#include "wild.h"

#define LIMIT_MAX_S 86400

struct wishes {
    struct run_line line;
    int64_t limit;
    int64_t wild; /* runs with all gates open; 0: one as it is to be */
    bool json;
};

static int take_wishes(const struct invocation *invocation, struct wishes *wishes) {
    bool saves = option_given(invocation, OPTION_OUTPUT);
    if (!option_format(invocation, saves, &wishes->json) ||
        !option_number(invocation, OPTION_LIMIT, 1, LIMIT_MAX_S, &wishes->limit) ||
        !option_number(invocation, OPTION_WILD, 1, WILD_COUNT_MAX, &wishes->wild)) {
        return EXIT_USAGE;
    }
    if (wishes->wild &&
        (option_given(invocation, OPTION_SEED) || option_given(invocation, OPTION_SCHEDULE))) {
        return fail(EXIT_USAGE, "run",
                    "--wild lets the kernel say who goes next: leave --seed and --schedule out");
    }
    return run_line_take(invocation, &wishes->line);
}

static int run_target(const struct invocation *invocation, const struct wishes *wishes,
                      const struct target *target) {
    const char *file = option_value(invocation, OPTION_OUTPUT);
    struct buf saved = {0};
    struct headless headless = {
        .json = wishes->json, .out = file ? NULL : invocation->out, .what = target->id};
    run_line_wish(invocation, &wishes->line, target, &headless.wish);
    headless.wish.limit_seconds = (int)wishes->limit;
    if (wishes->wild) {
        const struct headless_wild wild = {.wish = headless.wish,
                                           .count = (uint32_t)wishes->wild,
                                           .json = wishes->json,
                                           .out = headless.out,
                                           .file = file};
        buf_done(&saved);
        return headless_wild(&wild);
    }
    struct log *log = log_new();
    int code = headless_run(&headless, log);
    struct diag diag = {0};
    if (file && log_count(log) > 0) {
        headless_tell(log, wishes->json, &saved);
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
    struct wishes wishes = {0};
    struct target target = {0};
    int code = take_wishes(invocation, &wishes);
    if (code == 0) {
        code = target_find("run", invocation->args[0], &target);
    }
    if (code == 0 && target.file) {
        code = fail(EXIT_USAGE, "run", "%s is a saved run: ipc-tutor open or show it", target.file);
    }
    if (code == 0) {
        code = run_target(invocation, &wishes, &target);
    }
    target_done(&target);
    run_line_done(&wishes.line);
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
