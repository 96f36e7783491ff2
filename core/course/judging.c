/* SPDX-License-Identifier: MIT */
/* judging.c: see judging.h. */
#include "judging.h"
#include "order_try.h"
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

int judging_answer(const struct lesson *lesson, const struct question *question,
                   struct answer_given *given, struct log **ret_log, struct diag *diag) {
    struct log *log = NULL, *found = NULL;
    given->made_so = false;
    int code = judging_run(lesson, question, &log, diag);
    if (code == 0 && order_try_wanted(question, given, log)) {
        const struct order_try_wish wish = {
            .lesson = lesson, .question = question, .given = given, .log = log};
        struct order_try *try = NULL;
        code = order_try_new(&wish, &try, diag);
        if (code == 0) {
            order_try_wait(try);
            found = order_try_take(try);
        }
        order_try_free(try);
        given->made_so = found != NULL;
    }
    if (code < 0 || found) {
        log_free(log);
    }
    if (code == 0) {
        *ret_log = found ? found : log;
    }
    return code;
}
