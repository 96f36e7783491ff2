/* SPDX-License-Identifier: MIT */
/* judging.c: see judging.h. */
#include "judging.h"
#include "run.h"

int judging_run(const struct lesson *lesson, const struct question *question, struct log **ret_log,
                struct diag *diag) {
    struct run_wish wish = {
        .lesson_dir = lesson->dir, .lesson = lesson->id, .program = question->program};
    struct run *run = NULL;
    if (question->program == NULL) {
        *ret_log = NULL;
        return 0;
    }
    struct log *log = log_new();
    int code = run_new(&wish, log, &run, diag);
    if (code < 0) {
        log_free(log);
        return code;
    }
    while (run_wait(run, -1) != RUN_ENDED) {
        run_answer(run, "");
    }
    run_free(run);
    *ret_log = log;
    return 0;
}
