/* SPDX-License-Identifier: MIT */
/*
 * cmd_progress.c: what was answered, what was predicted and what is due, for people or as JSON;
 * forgetting it; the day to study towards.
 */
#include "command.h"
#include "event.h"
#include "mem.h"
#include "options.h"
#include "places.h"
#include "progress.h"
#include "say.h"
#include "study.h"
#include <errno.h>
#include <string.h>

/* What stands in the way of a change, said; the exit code. */
static int changed(int r, struct diag *diag) {
    int code = r < 0 ? fail(exit_code_of(r), "progress", "%s", diag->text ? diag->text : "")
                     : EXIT_AS_EXPECTED;
    diag_done(diag);
    return code;
}

static int set_exam(struct progress *progress, const char *text) {
    struct diag diag = {0};
    int64_t day = 0;
    if (strcmp(text, "none") != 0 && study_read_day(text, &day) < 0) {
        return fail(EXIT_USAGE, "--exam", "\"%s\" is no day: write it as 2026-12-24, or none",
                    text);
    }
    return changed(progress_set_exam(progress, day, &diag), &diag);
}

/* Whether something was answered or predicted in a lesson of that id. */
static bool has_answers(const struct progress *progress, const char *lesson) {
    for (size_t i = 0; i < progress_count(progress); i++) {
        if (strcmp(progress_at(progress, i)->lesson, lesson) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < progress_prediction_count(progress); i++) {
        if (strcmp(progress_prediction_at(progress, i)->lesson, lesson) == 0) {
            return true;
        }
    }
    return false;
}

/* --reset [LESSON]: of one lesson, or of all. One that is not in the catalogue any more may still
 * have answers. */
static int reset(struct progress *progress, const struct catalogue *catalogue, const char *lesson) {
    struct diag diag = {0};
    if (lesson && !catalogue_lesson(catalogue, lesson) && !has_answers(progress, lesson)) {
        return fail(EXIT_USAGE, "--reset", "no lesson is called \"%s\" (ipc-tutor list)", lesson);
    }
    return changed(progress_reset(progress, lesson, &diag), &diag);
}

static void put_exam(const struct progress *progress, int64_t now, struct out *out) {
    struct buf day = {0};
    int days = study_days_to_exam(progress, now);
    if (progress_exam(progress) == 0) {
        return;
    }
    study_put_day(progress_exam(progress), &day);
    out_textf(out, "The exam is on %s", buf_str(&day));
    if (days < 0) {
        out_text(out, ": it is over.\n");
    } else {
        out_textf(out, ", in %d day%s.\n", days, days == 1 ? "" : "s");
    }
    buf_done(&day);
}

/* By its manual page, "read(2)"; where several operations are made of the same call, which. */
static void put_op(const char *name, struct buf *out) {
    enum op_kind op = op_by_name(name);
    bool several = false;
    for (int i = OP_NONE + 1; i < OP_COUNT && op != OP_NONE; i++) {
        several = several ||
                  ((enum op_kind)i != op && strcmp(op_manual((enum op_kind)i), op_manual(op)) == 0);
    }
    if (op == OP_NONE) {
        buf_puts(out, name);
    } else if (several && !strstr(op_manual(op), name)) {
        buf_putf(out, "%s, %s", name, op_manual(op));
    } else {
        buf_puts(out, op_manual(op));
    }
}

/* What was predicted before steps, by kind of operation, the weakest first; nothing where nobody
 * predicted. */
static void put_predictions(const struct progress *progress, struct out *out) {
    struct progress_foretold *rows;
    size_t count = progress_foretold(progress, &rows);
    struct buf name = {0};
    uint32_t said = 0, right = 0;
    for (size_t i = 0; i < count; i++) {
        said += rows[i].said;
        right += rows[i].right;
    }
    if (said > 0) {
        out_textf(out, "Predictions: %u of %u right (%u %%).\n", right, said,
                  (unsigned)((uint64_t)right * 100 / said));
    }
    for (size_t i = 0; i < count; i++) {
        buf_clear(&name);
        put_op(rows[i].op, &name);
        out_textf(out, "  %-24s %u of %u right", buf_str(&name), rows[i].right, rows[i].said);
        if (rows[i].idea) {
            out_textf(out, "; wrong %u time%s: %s", rows[i].idea_times,
                      rows[i].idea_times == 1 ? "" : "s", rows[i].idea);
        }
        out_text(out, "\n");
    }
    mem_free(rows);
    buf_done(&name);
}

static void tell(const struct progress *progress, const struct catalogue *catalogue,
                 struct out *out) {
    int64_t now = study_now(), tomorrow = study_tomorrow(now);
    struct study_count all = {0};
    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        const struct lesson *lesson = catalogue->lessons[i];
        struct study_count count = study_lesson(progress, lesson, tomorrow);
        out_textf(out, "%-16s %zu of %zu right", lesson->id, count.right, count.questions);
        if (count.asked > count.right) {
            out_textf(out, ", %zu wrong", count.asked - count.right);
        }
        if (count.due) {
            out_textf(out, ", %zu due", count.due);
        }
        out_text(out, "\n");
        all.questions += count.questions;
        all.right += count.right;
        all.due += count.due;
    }
    out_textf(out, "%zu of %zu right in all; %zu due today.\n", all.right, all.questions, all.due);
    put_predictions(progress, out);
    put_exam(progress, now, out);
}

static int print(const struct invocation *invocation, struct progress *progress,
                 const struct catalogue *catalogue) {
    struct buf json = {0};
    struct diag diag = {0};
    if (!option_given(invocation, OPTION_JSON)) {
        tell(progress, catalogue, invocation->out);
        return EXIT_AS_EXPECTED;
    }
    int r = progress_json(progress, &json, &diag);
    buf_putc(&json, '\n');
    if (r == 0) {
        out_bytes(invocation->out, buf_str(&json), json.len);
    }
    buf_done(&json);
    return changed(r, &diag);
}

static int with_progress(const struct invocation *invocation, struct progress *progress,
                         const struct catalogue *catalogue) {
    const char *lesson = invocation->arg_count > 0 ? invocation->args[0] : NULL;
    bool resets = option_given(invocation, OPTION_RESET);
    int code = EXIT_AS_EXPECTED;
    if (lesson && !resets) {
        return fail(EXIT_USAGE, "progress", "a lesson is named with --reset alone");
    }
    if (progress_notice(progress)) {
        fail(0, "progress", "%s", progress_notice(progress));
    }
    if (progress_trouble(progress)) {
        return fail(EXIT_IO, "progress", "%s", progress_trouble(progress));
    }
    if (resets) {
        code = reset(progress, catalogue, lesson);
    }
    if (code == 0 && option_given(invocation, OPTION_EXAM)) {
        code = set_exam(progress, option_value(invocation, OPTION_EXAM));
    }
    return code ? code : print(invocation, progress, catalogue);
}

static int progress_exec(const struct invocation *invocation) {
    struct catalogue catalogue;
    int code = places_catalogue(&catalogue, false);
    if (code) {
        return code;
    }
    char *path = places_progress();
    struct progress *progress = progress_open(path);
    code = with_progress(invocation, progress, &catalogue);
    progress_close(progress);
    mem_free(path);
    catalogue_done(&catalogue);
    return code;
}

static const struct option_row progress_options[] = {
    {OPTION_JSON, 0, "json", NULL,
     "one object: questions, predictions, and the log of all answers"},
    {OPTION_RESET, 0, "reset", NULL, "forget answers and predictions of LESSON, or of all lessons"},
    {OPTION_EXAM, 0, "exam", "DATE", "the day to study towards, as 2026-12-24; none: no exam"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const progress_examples[] = {
    "ipc-tutor progress", "ipc-tutor progress --exam 2026-12-24",
    "ipc-tutor progress --reset pipe-fork", "ipc-tutor progress --json | jq '.questions | length'",
    NULL};

const struct command command_progress = {
    .name = "progress",
    .args = "[LESSON]",
    .summary = "Shows what was answered and what is due",
    .more = "Answers are kept in $XDG_DATA_HOME/ipc-tutor/progress.db, else in ~/.local/share. "
            "What is reset stays in the log of the file; counting begins anew.",
    .options = progress_options,
    .examples = progress_examples,
    .max_args = 1,
    .exec = progress_exec,
};
