/* SPDX-License-Identifier: MIT */
/*
 * cmd_check.c: runs and verifies lessons. Faults are the result, so they go to standard output, as
 * a compiler's go where its user looks for them.
 */
#include "command.h"
#include "mem.h"
#include "options.h"
#include "places.h"
#include "say.h"
#include "target.h"
#include "verify.h"

struct checking {
    const struct invocation *invocation;
    struct verify_wish wish;
    size_t faults;
};

static void tell_progress(void *context, const char *sentence) {
    struct out *out = context;
    out_textf(out, "%s\n", sentence);
    out_flush(out);
}

static void tell_fault(struct checking *checking, const struct diag *fault) {
    struct buf text = {0};
    diag_write(fault, &text);
    out_text(checking->invocation->out, buf_str(&text));
    buf_done(&text);
    checking->faults++;
}

static int check_lesson(struct checking *checking, const struct lesson *lesson) {
    struct verify verify;
    struct diag diag = {0};
    int r = verify_lesson(lesson, &checking->wish, &verify, &diag);
    for (size_t i = 0; i < verify.fault_count; i++) {
        tell_fault(checking, &verify.faults[i]);
    }
    if (r < 0) {
        fail_diag(EXIT_OURS, &diag);
    } else {
        out_textf(checking->invocation->out, "%s: %d programs, %d runs, %d questions: %s\n",
                  lesson->id, verify.programs, verify.runs, verify.questions,
                  verify.fault_count ? "not all of it holds" : "all of it holds");
    }
    out_flush(checking->invocation->out);
    verify_done(&verify);
    diag_done(&diag);
    return r < 0 ? EXIT_OURS : 0;
}

static int check_all(struct checking *checking) {
    struct catalogue catalogue;
    int code = places_catalogue(&catalogue, false);
    if (code) {
        return code;
    }
    for (size_t i = 0; i < catalogue.fault_count; i++) {
        if (catalogue.faults[i].line) { /* the others were said by places_catalogue */
            tell_fault(checking, &catalogue.faults[i]);
        } else {
            checking->faults++;
        }
    }
    for (size_t i = 0; i < catalogue.lesson_count && code == 0; i++) {
        code = check_lesson(checking, catalogue.lessons[i]);
    }
    catalogue_done(&catalogue);
    return code;
}

static int check_one(struct checking *checking, const char *word) {
    struct target target;
    struct lesson *lesson = NULL;
    struct diag diag = {0};
    int code = target_find("check", word, &target);
    if (code) {
        return code;
    }
    if (target.file) {
        code = fail(EXIT_USAGE, "check", "%s is no lesson", word);
    } else if (lesson_load(target.dir, &lesson, &diag) < 0) {
        tell_fault(checking, &diag);
    } else {
        code = check_lesson(checking, lesson);
    }
    diag_done(&diag);
    lesson_free(lesson);
    target_done(&target);
    return code;
}

static int check_exec(const struct invocation *invocation) {
    struct checking checking = {.invocation = invocation};
    int64_t times = 0;
    if (!option_number(invocation, OPTION_TIMES, 1, 100000, &times)) {
        return EXIT_USAGE;
    }
    checking.wish.times = (int)times;
    checking.wish.orders = (int)times;
    if (option_given(invocation, OPTION_VERBOSE)) {
        checking.wish.progress = tell_progress;
        checking.wish.context = invocation->out;
    }
    int code = invocation->arg_count == 0 ? check_all(&checking) : 0;
    for (size_t i = 0; i < invocation->arg_count && code == 0; i++) {
        code = check_one(&checking, invocation->args[i]);
    }
    return code ? code : checking.faults ? EXIT_OTHERWISE : EXIT_AS_EXPECTED;
}

static const struct option_row check_options[] = {
    {OPTION_TIMES, 'n', "times", "N", "runs of each program, and as many in random orders (3, 20)"},
    {OPTION_VERBOSE, 'v', "verbose", NULL, "say what is being run"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const check_examples[] = {"ipc-tutor check", "ipc-tutor check ./my-lesson -v",
                                             "ipc-tutor check pipe-fork --times 1000", NULL};

const struct command command_check = {
    .name = "check",
    .args = "[LESSON]...",
    .summary = "Runs and verifies lessons: does each do what it says",
    .more = "Every program ends as it says, again and again; its facts hold; every question that a "
            "run\nanswers has that answer; nothing is left behind. Exit status 0: all of it holds.",
    .options = check_options,
    .examples = check_examples,
    .max_args = (size_t)-1,
    .exec = check_exec,
};
