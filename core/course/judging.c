/* SPDX-License-Identifier: MIT */
/* judging.c: see judging.h. */
#include "judging.h"
#include "clock.h"
#include "mem.h"
#include "order_try.h"
#include "run.h"
#include <errno.h>
#include <poll.h>

struct judging {
    const struct lesson *lesson;
    const struct question *question;
    struct answer_given *given;
    struct diag *diag;
    struct run *run; /* NULL: none is needed, or it is over */
    struct log *log;
    struct order_try *try; /* NULL: not yet, not worth it, or it is over */
    struct log *found;
    int code;
};

static int begin_run(const struct lesson *lesson, const struct question *question, struct log *log,
                     struct run **ret_run, struct diag *diag) {
    const struct run_wish wish = {
        .lesson_dir = lesson->dir, .lesson = lesson->id, .program = question->program};
    return run_new(&wish, log, ret_run, diag);
}

int judging_run(const struct lesson *lesson, const struct question *question, struct log **ret_log,
                struct diag *diag) {
    struct run *run = NULL;
    if (question->program == NULL) {
        *ret_log = NULL;
        return 0;
    }
    struct log *log = log_new();
    int code = begin_run(lesson, question, log, &run, diag);
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

struct judging *judging_begin(const struct lesson *lesson, const struct question *question,
                              struct answer_given *given, struct diag *diag) {
    struct judging *judging = mem_new(sizeof *judging);
    *judging =
        (struct judging){.lesson = lesson, .question = question, .given = given, .diag = diag};
    given->made_so = false;
    if (question->program != NULL) {
        judging->log = log_new();
        judging->code = begin_run(lesson, question, judging->log, &judging->run, diag);
    }
    return judging;
}

/* The run is over. What it refused is tried. */
static void begin_try(struct judging *judging) {
    const struct order_try_wish wish = {.lesson = judging->lesson,
                                        .question = judging->question,
                                        .given = judging->given,
                                        .log = judging->log};
    run_free(judging->run);
    judging->run = NULL;
    if (order_try_wanted(judging->question, judging->given, judging->log)) {
        judging->code = order_try_new(&wish, &judging->try, judging->diag);
    }
}

static void on_with_run(struct judging *judging, int timeout_ms) {
    enum run_state state = run_wait(judging->run, timeout_ms);
    if (state == RUN_ENDED) {
        begin_try(judging);
    } else if (state != RUN_WORKING) {
        run_answer(judging->run, "");
    }
}

static void on_with_try(struct judging *judging, int timeout_ms) {
    if (timeout_ms < 0) {
        order_try_wait(judging->try);
    } else if (order_try_pump(judging->try)) {
        struct pollfd fd = {.fd = order_try_fd(judging->try), .events = POLLIN};
        poll(&fd, 1, timeout_ms);
        return;
    }
    judging->found = order_try_take(judging->try);
    judging->given->made_so = judging->found != NULL;
    order_try_free(judging->try);
    judging->try = NULL;
}

static bool is_under_way(const struct judging *judging) {
    return judging->run != NULL || judging->try != NULL;
}

bool judging_go_on(struct judging *judging, int timeout_ms) {
    int64_t until = timeout_ms < 0 ? -1 : clock_ns() + timeout_ms * NS_PER_MS;
    int left = clock_ms_left(until);
    bool first = true;
    while (is_under_way(judging) && (first || left != 0)) {
        if (judging->run != NULL) {
            on_with_run(judging, left);
        } else {
            on_with_try(judging, left);
        }
        first = false;
        left = clock_ms_left(until);
    }
    return is_under_way(judging);
}

int judging_end(struct judging *judging, struct log **ret_log) {
    int code = is_under_way(judging) ? -ECANCELED : judging->code;
    struct log *of_value = judging->found != NULL ? judging->found : judging->log;
    run_free(judging->run);
    order_try_free(judging->try);
    if (of_value != judging->log || code < 0) {
        log_free(judging->log);
    }
    if (code == 0) {
        *ret_log = of_value;
    }
    mem_free(judging);
    return code;
}

int judging_answer(const struct lesson *lesson, const struct question *question,
                   struct answer_given *given, struct log **ret_log, struct diag *diag) {
    struct judging *judging = judging_begin(lesson, question, given, diag);
    while (judging_go_on(judging, -1)) {
    }
    return judging_end(judging, ret_log);
}
