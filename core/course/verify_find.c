/* SPDX-License-Identifier: MIT */
/*
 * verify_find.c: a question whose answer is a schedule. Its solution must give what is sought, each
 * time; the fair order must not: else there is nothing to be found.
 */
#include "verifying.h"

/* One run by this schedule. NULL: it could not be made, and that was said. *ret_why: what the
 * runner had to say. */
static struct log *run_by(struct verifying *verifying, const struct question *question,
                          const struct run_decl_program *program, const char *schedule,
                          struct diag *ret_why) {
    struct run_wish wish = find_wish(question->find, schedule);
    struct log *log = log_new();
    struct run *run = NULL;
    wish.lesson_dir = verifying->lesson->dir;
    wish.lesson = verifying->lesson->id;
    wish.program = program->id;
    wish.input = program->input ? program->input : "";
    int r = run_new(&wish, log, &run, ret_why);
    while (r == 0 && run_wait(run, -1) != RUN_ENDED) {
    }
    verifying->verify->runs++;
    const struct diag *fault = r == 0 ? run_fault(run) : NULL;
    if (fault && fault->text) {
        diag_set(ret_why, 0, NULL, 0, "%s", fault->text);
    }
    run_free(run);
    const struct event *last = log_at(log, log_count(log));
    if (!last || last->kind != EVENT_RUN_END) {
        verify_fault_md(verifying, question->answer_line, "%s can't be run so: %s", program->id,
                        ret_why->text ? ret_why->text : "the runner died");
        log_free(log);
        return NULL;
    }
    verify_left_behind(verifying, log, program);
    return log;
}

/* Whether a run by the solution gives what is sought; if not, that is said. */
static bool gives_it(struct verifying *verifying, const struct find *find, const struct log *log,
                     const struct diag *why_not) {
    struct find_verdict verdict;
    struct buf why = {0};
    find_judge(find, log, &verdict);
    bool followed = verdict.common == find_solution_steps(find);
    bool found = verdict.found && followed;
    if (!followed) {
        verify_fault_md(verifying, find->solution_line,
                        "this schedule can be followed for %llu steps only%s%s",
                        (unsigned long long)verdict.common, why_not->text ? ": " : "",
                        why_not->text ? why_not->text : "");
    } else if (!found) {
        verdict.common = 0;
        find_put_why(&verdict, find, &why);
        verify_fault_md(verifying, verdict.missed ? verdict.missed->line : find->steps_line,
                        "the solution does not give that: %s", buf_str(&why));
    }
    buf_done(&why);
    find_verdict_done(&verdict);
    return found;
}

static bool fair_gives_it(struct verifying *verifying, const struct question *question,
                          const struct log *log, const char *program) {
    struct find_verdict fair;
    find_judge(question->find, log, &fair);
    if (fair.found) {
        verify_fault_md(verifying, question->answer_line,
                        "the fair order of %s gives that already: there is nothing to be found",
                        program);
    }
    bool found = fair.found;
    find_verdict_done(&fair);
    return found;
}

void verify_find(struct verifying *verifying, const struct question *question, size_t index) {
    const struct run_decl_program *program = &verifying->decl.programs[index];
    bool well = true;
    verify_say(verifying, "%s: %s (a schedule of %s)", verifying->lesson->id, question->id,
               program->id);
    for (int i = 0; i <= verifying->wish.times && well; i++) {
        struct diag why = {0};
        struct log *log =
            run_by(verifying, question, program, i ? question->find->solution : NULL, &why);
        well = log && (i ? gives_it(verifying, question->find, log, &why)
                         : !fair_gives_it(verifying, question, log, program->id));
        log_free(log);
        diag_done(&why);
    }
}
