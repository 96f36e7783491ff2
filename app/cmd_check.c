/* SPDX-License-Identifier: MIT */
/*
 * cmd_check.c: runs and verifies lessons, and sums up. Faults are the result, so they go to
 * standard output, as a compiler's go where its user looks for them.
 */
#include "command.h"
#include "json_write.h"
#include "mem.h"
#include "options.h"
#include "places.h"
#include "say.h"
#include "target.h"
#include "text.h"
#include "verify.h"
#include <string.h>

struct checking {
    const struct invocation *invocation;
    struct verify_wish wish;
    bool as_json;
    struct buf json;  /* an array of lessons; its last one has an open array of faults */
    struct buf apart; /* an array of faults of no lesson that could be read */
    size_t faults, lessons;
    struct verify sum; /* of all lessons; its faults are not used */
};

static void tell_progress(void *context, const char *sentence) {
    struct out *out = context;
    out_textf(out, "%s\n", sentence);
    out_flush(out);
}

static void put_fault(struct buf *json, const struct diag *fault) {
    json_put_comma(json);
    json_put_open(json, '{');
    json_put_key(json, "file");
    json_put_text(json, fault->file);
    json_put_key(json, "line");
    if (fault->line) {
        json_put_int(json, fault->line);
    } else {
        json_put_null(json);
    }
    json_put_key(json, "text");
    json_put_text(json, fault->text);
    json_put_key(json, "source");
    json_put_text(json, fault->source);
    json_put_close(json, '}');
}

/* json: the array that it belongs to. */
static void tell_fault(struct checking *checking, const struct diag *fault, struct buf *json) {
    checking->faults++;
    if (checking->as_json) {
        put_fault(json, fault);
        return;
    }
    struct buf text = {0};
    diag_write(fault, &text);
    out_text(checking->invocation->out, buf_str(&text));
    buf_done(&text);
}

static void put_lesson(struct buf *json, const struct lesson *lesson, const struct verify *verify) {
    const struct {
        const char *key;
        int number;
    } numbers[] = {{"programs", verify->programs},
                   {"runs", verify->runs},
                   {"questions", verify->questions},
                   {"twins_compiled", verify->twins},
                   {"twins_not_compiled", verify->twins_left},
                   {"ends_not_tried", verify->ends_left}};
    json_put_comma(json);
    json_put_open(json, '{');
    json_put_key(json, "id");
    json_put_text(json, lesson->id);
    json_put_key(json, "folder");
    json_put_text(json, lesson->dir);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        json_put_key(json, numbers[i].key);
        json_put_int(json, numbers[i].number);
    }
    json_put_key(json, "faults");
    json_put_open(json, '[');
}

static void tell_lesson(struct checking *checking, const struct lesson *lesson,
                        const struct verify *verify, const struct diag *unfit) {
    bool holds = verify->fault_count == 0 && !unfit->text;
    put_lesson(&checking->json, lesson, verify);
    if (unfit->text) {
        tell_fault(checking, unfit, &checking->json);
    }
    for (size_t i = 0; i < verify->fault_count; i++) {
        tell_fault(checking, &verify->faults[i], &checking->json);
    }
    json_put_close(&checking->json, ']');
    json_put_close(&checking->json, '}');
    checking->lessons++;
    checking->sum.programs += verify->programs;
    checking->sum.runs += verify->runs;
    checking->sum.questions += verify->questions;
    checking->sum.twins_left += verify->twins_left;
    if (!checking->as_json) {
        out_text(checking->invocation->out, buf_str(&verify->left));
        out_textf(checking->invocation->out, "%s: %d programs, %d runs, %d questions: %s\n",
                  lesson->id, verify->programs, verify->runs, verify->questions,
                  holds ? "all of it holds" : "not all of it holds");
        out_flush(checking->invocation->out);
    }
}

/* unfit: why it does not fit into the catalogue, if it does not. */
static int check_lesson(struct checking *checking, const struct lesson *lesson,
                        const struct diag *unfit) {
    struct verify verify;
    struct diag diag = {0};
    int r = verify_lesson(lesson, &checking->wish, &verify, &diag);
    if (r < 0) {
        fail_diag(EXIT_OURS, &diag);
    } else {
        tell_lesson(checking, lesson, &verify, unfit);
    }
    verify_done(&verify);
    diag_done(&diag);
    return r < 0 ? EXIT_OURS : 0;
}

/* All that keeps a lesson from being read, in its text and in lesson.lua. Whether there is any. */
static bool tell_unread(struct checking *checking, const char *dir, struct lesson **ret_lesson) {
    struct diag_list faults = {0};
    struct diag fault = {0};
    int r = lesson_load_all(dir, ret_lesson, &faults);
    if (r < 0) {
        (void)verify_script(dir, &fault);
        diag_list_take(&faults, &fault, r);
    }
    for (size_t i = 0; i < faults.count; i++) {
        tell_fault(checking, &faults.items[i], &checking->apart);
    }
    diag_list_done(&faults);
    return r < 0;
}

/* A fault of the catalogue: of a lesson's text it is the first only. */
static void tell_catalogue(struct checking *checking, const struct diag *fault) {
    static const char name[] = "/lesson.md";
    struct lesson *lesson = NULL;
    bool told = false;
    if (fault->file && text_ends(fault->file, name)) {
        char *dir = mem_strndup(fault->file, strlen(fault->file) - strlen(name));
        told = tell_unread(checking, dir, &lesson);
        lesson_free(lesson);
        mem_free(dir);
    }
    if (!told && (fault->line || checking->as_json)) {
        tell_fault(checking, fault, &checking->apart);
    } else if (!told) {
        checking->faults++; /* said by places_catalogue */
    }
}

static int check_all(struct checking *checking) {
    struct catalogue catalogue;
    const struct diag fits = {0};
    int code = places_catalogue(&catalogue, false);
    if (code) {
        return code;
    }
    for (size_t i = 0; i < catalogue.fault_count; i++) {
        tell_catalogue(checking, &catalogue.faults[i]);
    }
    for (size_t i = 0; i < catalogue.lesson_count && code == 0; i++) {
        code = check_lesson(checking, catalogue.lessons[i], &fits);
    }
    catalogue_done(&catalogue);
    return code;
}

static int check_folder(struct checking *checking, const char *dir) {
    struct catalogue catalogue;
    struct lesson *lesson = NULL;
    struct diag diag = {0};
    int code = places_catalogue(&catalogue, false);
    if (code) {
        return code;
    }
    if (!tell_unread(checking, dir, &lesson)) {
        (void)catalogue_fits(&catalogue, lesson, &diag);
        code = check_lesson(checking, lesson, &diag);
    }
    diag_done(&diag);
    lesson_free(lesson);
    catalogue_done(&catalogue);
    return code;
}

static int check_one(struct checking *checking, const char *word) {
    struct target target;
    int code = target_find("check", word, &target);
    if (code) {
        return code;
    }
    code = target.file ? fail(EXIT_USAGE, "check", "%s is no lesson", word)
                       : check_folder(checking, target.dir);
    target_done(&target);
    return code;
}

static void tell_sum(struct checking *checking) {
    struct out *out = checking->invocation->out;
    if (checking->as_json) {
        struct buf json = {0};
        json_put_close(&checking->json, ']');
        json_put_close(&checking->apart, ']');
        json_put_open(&json, '{');
        json_put_key(&json, "holds");
        json_put_bool(&json, checking->faults == 0);
        json_put_key(&json, "count");
        json_put_int(&json, (int64_t)checking->faults);
        json_put_key(&json, "faults");
        buf_puts(&json, buf_str(&checking->apart));
        json_put_key(&json, "lessons");
        buf_puts(&json, buf_str(&checking->json));
        json_put_close(&json, '}');
        buf_putc(&json, '\n');
        out_bytes(out, buf_str(&json), json.len);
        buf_done(&json);
    } else if (checking->lessons > 1) {
        out_textf(out, "%zu lessons, %d programs, %d runs, %d questions: %zu fault%s\n",
                  checking->lessons, checking->sum.programs, checking->sum.runs,
                  checking->sum.questions, checking->faults, checking->faults == 1 ? "" : "s");
    }
}

/* Openly: what was not looked at does not hold. */
static void tell_left(const struct checking *checking) {
    struct out *out = checking->invocation->out;
    if (!checking->as_json && checking->wish.no_twins) {
        out_text(out, "C twins were not compiled (--no-twins).\n");
    } else if (!checking->as_json && checking->sum.twins_left > 0) {
        out_textf(out,
                  "%d C twins were not compiled: there is no compiler (cc, or what CC names).\n",
                  checking->sum.twins_left);
    }
}

static int check_exec(const struct invocation *invocation) {
    struct checking checking = {.invocation = invocation,
                                .as_json = option_given(invocation, OPTION_JSON)};
    int64_t times = 0;
    if (!option_number(invocation, OPTION_TIMES, 1, 100000, &times)) {
        return EXIT_USAGE;
    }
    checking.wish.times = (int)times;
    checking.wish.orders = (int)times;
    if (option_given(invocation, OPTION_VERBOSE) && !checking.as_json) {
        checking.wish.progress = tell_progress;
        checking.wish.context = invocation->out;
    }
    checking.wish.no_twins = option_given(invocation, OPTION_NO_TWINS);
    json_put_open(&checking.json, '[');
    json_put_open(&checking.apart, '[');
    int code = invocation->arg_count == 0 ? check_all(&checking) : 0;
    for (size_t i = 0; i < invocation->arg_count && code == 0; i++) {
        code = check_one(&checking, invocation->args[i]);
    }
    if (code == 0) {
        tell_sum(&checking);
        tell_left(&checking);
    }
    buf_done(&checking.json);
    buf_done(&checking.apart);
    return code ? code : checking.faults ? EXIT_OTHERWISE : EXIT_AS_EXPECTED;
}

static const struct option_row check_options[] = {
    {OPTION_TIMES, 'n', "times", "N", "runs of each program, and as many in random orders (3, 20)"},
    {OPTION_VERBOSE, 'v', "verbose", NULL, "say what is being run"},
    {OPTION_JSON, 'j', "json", NULL, "as JSON, when all is done"},
    {OPTION_NO_TWINS, 0, "no-twins", NULL, "do not compile the C twins"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const check_examples[] = {"ipc-tutor check", "ipc-tutor check ./my-lesson -v",
                                             "ipc-tutor check pipe-fork --times 1000", NULL};

const struct command command_check = {
    .name = "check",
    .args = "[LESSON]...",
    .summary = "Runs and verifies lessons: does each do what it says",
    .more =
        "Every program ends as it says, again and again, in many orders if it claims ok, and with "
        "its\nparameters at the ends of their ranges; its facts hold; every question that a run "
        "answers\nhas that answer; C twins compile (with CC, else cc, where there is one); nothing "
        "is left\nbehind. Exit status 0: all of it holds.",
    .options = check_options,
    .examples = check_examples,
    .max_args = (size_t)-1,
    .exec = check_exec,
};
