/* SPDX-License-Identifier: MIT */
/*
 * cmd_exam.c: an exam, as lines. With --json the questions go to standard error, so that the result
 * is alone on standard output.
 */
#include "command.h"
#include "exam_lines.h"
#include "mem.h"
#include "options.h"
#include "places.h"
#include "progress.h"
#include "say.h"
#include <errno.h>
#include <time.h>
#include <unistd.h>

enum { QUESTIONS = 20, QUESTIONS_MAX = 500, MINUTES_MAX = 24 * 60 };

/* The authors' questions are kept as answered; what a seed made is asked once and never again. */
static void keep(const struct exam_sitting *sitting) {
    char *path = places_progress();
    struct progress *progress = progress_open(path);
    for (size_t i = 0; i < sitting->exam->count; i++) {
        const struct exam_item *item = &sitting->exam->items[i];
        const struct exam_answer *answer = &sitting->answers[i];
        struct buf given = {0};
        if (item->owned == NULL && answer->given && !answer->faulty) {
            answer_put(item->question, &answer->asking.given, &given);
            struct progress_answer one = {.lesson = item->from->id,
                                          .question = item->question->id,
                                          .mode = "exam",
                                          .given = buf_str(&given),
                                          .right = answer->right};
            progress_answer(progress, &one, NULL);
        }
        buf_done(&given);
    }
    if (progress_trouble(progress) != NULL) {
        fail(0, "exam", "%s", progress_trouble(progress));
    }
    progress_close(progress);
    mem_free(path);
}

static int sit(const struct invocation *invocation, const struct exam *exam, int64_t minutes) {
    bool json = option_given(invocation, OPTION_JSON);
    struct exam_sitting sitting = {0};
    struct out to_errors;
    out_init(&to_errors, STDERR_FILENO);
    struct out *out = json ? &to_errors : invocation->out;
    out_textf(out,
              "An exam of %zu questions, seed %llu. No hints, nothing is told before its end.\n",
              exam->count, (unsigned long long)exam->seed);
    int code = exam_sit(exam, minutes, out, &sitting);
    if (code == 0) {
        keep(&sitting);
        exam_tell(&sitting, out);
        code = sitting.right == sitting.counted ? EXIT_AS_EXPECTED : EXIT_OTHERWISE;
        if (json) {
            struct buf text = {0};
            exam_json(&sitting, option_value(invocation, OPTION_TOPIC), &text);
            out_bytes(invocation->out, buf_str(&text), text.len);
            buf_done(&text);
        }
    }
    out_flush(&to_errors);
    out_done(&to_errors);
    exam_sitting_done(&sitting);
    return code;
}

static int exam_exec(const struct invocation *invocation) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t count = QUESTIONS, minutes = 0, seed = now.tv_nsec % 1000000;
    struct catalogue catalogue = {0};
    struct exam exam = {0};
    struct diag diag = {0};
    if (!option_number(invocation, OPTION_QUESTIONS, 1, QUESTIONS_MAX, &count) ||
        !option_number(invocation, OPTION_MINUTES, 1, MINUTES_MAX, &minutes) ||
        !option_number(invocation, OPTION_SEED, 0, INT64_MAX, &seed)) {
        return EXIT_USAGE;
    }
    int code = places_catalogue(&catalogue, false);
    if (code != 0) {
        return code;
    }
    int r = exam_draw(&catalogue, option_value(invocation, OPTION_TOPIC), (size_t)count,
                      (uint64_t)seed, NULL, NULL, &exam, &diag);
    if (r < 0) {
        code = fail(r == -ENOENT ? EXIT_USAGE : exit_code_of(r), "exam", "%s",
                    diag.text != NULL ? diag.text : "no questions could be drawn");
    } else {
        code = sit(invocation, &exam, minutes);
    }
    exam_done(&exam);
    catalogue_done(&catalogue);
    diag_done(&diag);
    return code;
}

static const struct option_row exam_options[] = {
    {OPTION_TOPIC, 't', "topic", "TOPIC", "of one topic or lesson (all)"},
    {OPTION_QUESTIONS, 0, "questions", "N", "so many (20)"},
    {OPTION_SEED, 0, "seed", "N", "the exam of that number, always the same"},
    {OPTION_MINUTES, 0, "minutes", "M", "ends after so long"},
    {OPTION_JSON, 0, "json", NULL, "the result as JSON; questions go to standard error"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const exam_examples[] = {"ipc-tutor exam --topic pipes --questions 10",
                                            "ipc-tutor exam --seed 7 --minutes 30 --json", NULL};

const struct command command_exam = {
    .name = "exam",
    .args = "",
    .summary = "Asks questions as an exam does, and says what was wrong at its end",
    .more = "Half of them are the lessons' own, half are made from runs with other orders and "
            "parameters:\none seed gives one exam. Exit status 0: all was right; 1: not.",
    .options = exam_options,
    .examples = exam_examples,
    .min_args = 0,
    .max_args = 0,
    .exec = exam_exec,
};
