/* SPDX-License-Identifier: MIT */
/*
 * cmd_exam.c: an exam: on the screen where there is one (exam_screen.h), else as lines. With --json
 * it is lines, and the questions go to standard error, so that the result is alone on standard
 * output.
 */
#include "command.h"
#include "exam_lines.h"
#include "exam_screen.h"
#include "mem.h"
#include "options.h"
#include "places.h"
#include "progress.h"
#include "say.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { QUESTIONS = 20, QUESTIONS_MAX = 500, MINUTES_MAX = 24 * 60, MINUTE_S = 60 };

/* Before anything is told of the result. Why it could not be kept, the caller's to mem_free, or
 * NULL. */
static char *keep(const struct exam_sitting *sitting) {
    char *path = places_progress();
    struct progress *progress = progress_open(path);
    sitting_keep(sitting, progress);
    const char *trouble = progress_trouble(progress);
    char *why = trouble != NULL ? mem_strdup(trouble) : NULL;
    progress_close(progress);
    mem_free(path);
    return why;
}

/* Said behind the result, where it is seen. */
static void say_trouble(struct out *out, char *why) {
    if (why != NULL) {
        out_flush(out);
        fail(0, "exam", "%s; what stands above is all that there is of this exam", why);
    }
    mem_free(why);
}

static int sit(const struct invocation *invocation, const struct exam_wish *wish,
               const struct exam *exam) {
    bool json = option_given(invocation, OPTION_JSON);
    struct exam_sitting sitting = {0};
    struct out to_errors;
    out_init(&to_errors, STDERR_FILENO);
    struct out *out = json ? &to_errors : invocation->out;
    out_textf(out,
              "An exam of %zu questions, seed %llu. No hints, nothing is told before its end.\n"
              "The end of the input (Ctrl-D) hands it in as it is, Ctrl-C breaks it off.\n",
              exam->count, (unsigned long long)exam->seed);
    int code = exam_sit(exam, wish->seconds, out, &sitting);
    if (code != 0) {
        out_textf(out,
                  "\nThe exam was broken off: nothing of it is kept. The same exam again: "
                  "--seed %llu\n",
                  (unsigned long long)exam->seed);
    } else {
        char *trouble = keep(&sitting);
        exam_tell(&sitting, out);
        say_trouble(out, trouble);
        code = sitting.right == sitting.counted ? EXIT_AS_EXPECTED : EXIT_OTHERWISE;
        if (json) {
            struct buf text = {0};
            sitting_json(&sitting, wish, &text);
            out_bytes(invocation->out, buf_str(&text), text.len);
            buf_done(&text);
        }
    }
    out_flush(&to_errors);
    out_done(&to_errors);
    sitting_done(&sitting);
    return code;
}

static int as_lines(const struct invocation *invocation, const struct catalogue *catalogue,
                    const struct exam_wish *wish) {
    struct exam exam = {0};
    struct diag diag = {0};
    int r = exam_draw(catalogue, wish, NULL, NULL, &exam, &diag);
    int code = r == 0 ? sit(invocation, wish, &exam)
                      : fail(exit_code_of(r), "exam", "%s",
                             diag.text != NULL ? diag.text : "no questions could be drawn");
    exam_done(&exam);
    diag_done(&diag);
    return code;
}

/* Where nothing is drawn for a screen that nobody sees. */
static bool wants_lines(const struct invocation *invocation) {
    const char *name = getenv("TERM");
    return option_given(invocation, OPTION_PLAIN) || option_given(invocation, OPTION_JSON) ||
           !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || name == NULL ||
           strcmp(name, "dumb") == 0;
}

static int exam_of(const struct invocation *invocation, const struct exam_wish *wish) {
    struct catalogue catalogue = {0};
    struct diag diag = {0};
    int code = places_catalogue(&catalogue, false);
    if (code != 0) {
        return code;
    }
    if (exam_check(&catalogue, wish, &diag) < 0) {
        code = fail(EXIT_USAGE, "exam", "%s", diag.text);
    } else if (wants_lines(invocation)) {
        code = as_lines(invocation, &catalogue, wish);
    } else {
        code = exam_on_screen(invocation, &catalogue, wish);
    }
    diag_done(&diag);
    catalogue_done(&catalogue);
    return code;
}

/* The arguments, and what --topic was given last. */
static const char **topics_of(const struct invocation *invocation, size_t *ret_count) {
    const char *option = option_value(invocation, OPTION_TOPIC);
    const char **topics = mem_new((invocation->arg_count + 1) * sizeof *topics);
    *ret_count = 0;
    for (size_t i = 0; i < invocation->arg_count; i++) {
        topics[(*ret_count)++] = invocation->args[i];
    }
    if (option != NULL) {
        topics[(*ret_count)++] = option;
    }
    return topics;
}

static int exam_exec(const struct invocation *invocation) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t count = QUESTIONS, minutes = 0, seconds = 0, seed = now.tv_nsec % 1000000;
    if (!option_number(invocation, OPTION_QUESTIONS, 1, QUESTIONS_MAX, &count) ||
        !option_number(invocation, OPTION_MINUTES, 1, MINUTES_MAX, &minutes) ||
        !option_number(invocation, OPTION_LIMIT, 1, (int64_t)MINUTES_MAX * MINUTE_S, &seconds) ||
        !option_number(invocation, OPTION_SEED, 0, INT64_MAX, &seed)) {
        return EXIT_USAGE;
    }
    if (minutes > 0 && seconds > 0) {
        return fail(EXIT_USAGE, "exam", "--minutes and --limit are the same: give one of them");
    }
    struct exam_wish wish = {.count = (size_t)count,
                             .seed = (uint64_t)seed,
                             .seconds = seconds > 0 ? seconds : minutes * MINUTE_S};
    const char **topics = topics_of(invocation, &wish.topic_count);
    wish.topics = topics;
    int code = exam_of(invocation, &wish);
    mem_free(topics);
    return code;
}

static const struct option_row exam_options[] = {
    {OPTION_TOPIC, 't', "topic", "TOPIC", "of one topic or lesson (all)"},
    {OPTION_QUESTIONS, 0, "questions", "N", "so many (20)"},
    {OPTION_SEED, 0, "seed", "N", "the exam of that number, always the same"},
    {OPTION_MINUTES, 0, "minutes", "M", "ends after so long"},
    {OPTION_LIMIT, 0, "limit", "SECONDS", "the same in seconds"},
    {OPTION_JSON, 0, "json", NULL, "as lines; the result as JSON, questions go to standard error"},
    {OPTION_PLAIN, 'p', "plain", NULL, "as lines: for screen readers, dumb terminals and pipes"},
    {OPTION_ASCII, 0, "ascii", NULL, "draw with ASCII alone"},
    {OPTION_NO_MOTION, 0, "reduce-motion", NULL, "the time that is left changes once a minute"},
    {OPTION_NO_MOTION, 0, "no-motion", NULL, "the same"},
    {OPTION_THEME, 0, "theme", "NAME", "colours: auto, dark, light, or the path of a file"},
    {OPTION_NO_MOUSE, 0, "no-mouse", NULL, "the mouse stays the terminal's"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const exam_examples[] = {"ipc-tutor exam",
                                            "ipc-tutor exam pipes semaphore --questions 10",
                                            "ipc-tutor exam --seed 7 --minutes 30 --json", NULL};

const struct command command_exam = {
    .name = "exam",
    .args = "[TOPIC|LESSON]...",
    .summary = "Asks questions as an exam does, and says what was wrong at its end",
    .more =
        "Of all lessons where none is named. Half of the questions are the lessons' own, half are "
        "made\nfrom runs with other orders and parameters: one seed gives one exam, on the screen "
        "and as lines.\nExit status 0: all was right; 1: not, or left before its end.",
    .options = exam_options,
    .examples = exam_examples,
    .min_args = 0,
    .max_args = 32,
    .exec = exam_exec,
};
