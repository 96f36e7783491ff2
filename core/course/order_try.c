/* SPDX-License-Identifier: MIT */
/* order_try.c: see order_try.h: the runs, one after the other. Who goes: order_try_plan.c. */
#include "order_try.h"
#include "clock.h"
#include "mem.h"
#include "order_try_parts.h"
#include "verifying.h"
#include <poll.h>
#include <string.h>

enum { LIMIT_MS = 10000, RUN_SECONDS = 5, STEPS_MORE = 200 };

bool order_try_wanted(const struct question *question, const struct answer_given *given,
                      const struct log *log) {
    struct answer answer = {0};
    struct diag none = {0};
    if (question->kind != QUESTION_ORDER || !log || given->made_so ||
        given->order_count != question->choice_count) {
        return false;
    }
    bool refused = answer_judge(question, given, log, &answer, &none) == 0 && !answer.right;
    answer_done(&answer);
    diag_done(&none);
    return refused;
}

/* How long that run was, and what was answered in it. */
static void take_down(struct order_try *try) {
    const struct log *log = try->wish.log;
    for (uint64_t n = 1; n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        try->own_steps += event->kind == EVENT_STEP;
        if (event->kind == EVENT_ANSWER) {
            buf_putf(&try->answers, "%s\n", log_str(log, event->text));
        }
    }
}

static int start(struct order_try *try, struct diag *diag) {
    struct attempt *attempt = &try->attempt;
    *attempt = (struct attempt){.answers = buf_str(&try->answers), .random = try->runs};
    const struct run_wish wish = {.lesson_dir = try->wish.lesson->dir,
                                  .lesson = try->wish.lesson->id,
                                  .program = try->wish.question->program,
                                  .schedule = "",
                                  .limit_seconds = RUN_SECONDS,
                                  .hold = true};
    attempt->log = log_new();
    world_init(&attempt->world, attempt->log);
    try->runs++;
    return run_new(&wish, attempt->log, &attempt->run, diag);
}

/* Its log goes to *ret_log, if that is asked for. */
static void end_attempt(struct order_try *try, struct log **ret_log) {
    struct attempt *attempt = &try->attempt;
    if (!attempt->log) {
        return;
    }
    run_free(attempt->run);
    world_done(&attempt->world);
    if (ret_log) {
        *ret_log = attempt->log;
    } else {
        log_free(attempt->log);
    }
    *attempt = (struct attempt){0};
}

int order_try_new(const struct order_try_wish *wish, struct order_try **ret_try,
                  struct diag *diag) {
    uint64_t own[QUESTION_CHOICES_MAX];
    struct order_try *try = mem_new(sizeof *try);
    try->wish = *wish;
    try->until = clock_ns() + (wish->limit_ms > 0 ? wish->limit_ms : LIMIT_MS) * (int64_t)NS_PER_MS;
    memcpy(try->order, wish->given->order, sizeof try->order);
    verify_order_count(wish->question, NULL, wish->log, own, NULL);
    for (size_t i = 0; i < wish->question->choice_count; i++) {
        try->own[i] = own[i];
        try->triggers[i] = trigger_of(wish->log, own[i]);
    }
    take_down(try);
    int r = start(try, diag);
    if (r < 0) {
        order_try_free(try);
        return r;
    }
    *ret_try = try;
    return 0;
}

void order_try_free(struct order_try *try) {
    if (try) {
        end_attempt(try, NULL);
        log_free(try->found);
        buf_done(&try->answers);
        mem_free(try);
    }
}

int order_try_fd(const struct order_try *try) {
    return try->over ? -1 : run_fd(try->attempt.run);
}

static bool in_time(const struct order_try *try) {
    return clock_ms_left(try->until) > 0;
}

/* Which time it is that this process does this there. */
static uint64_t which_time(const struct log *log, uint64_t record) {
    const struct event *event = log_at(log, record);
    uint64_t times = 0;
    for (uint64_t n = 1; n <= record; n++) {
        const struct event *other = log_at(log, n);
        times += other->kind == event->kind && other->actor == event->actor &&
                 other->op == event->op && other->line == event->line;
    }
    return times;
}

/* The bytes of one are those with which the other begins: what is read may be more in one go. */
static bool same_bytes(const struct log *a, const struct event *of_a, const struct log *b,
                       const struct event *of_b) {
    size_t len = of_a->data_len < of_b->data_len ? of_a->data_len : of_b->data_len;
    return (len > 0 || of_a->data_len == of_b->data_len) &&
           memcmp(log_data(a, of_a), log_data(b, of_b), len) == 0;
}

/* The record is what was meant by the item in the run that judged: by its text, "line 1" and not
 * "line 10"; without one by the time that it was, the first write and not the second. What was
 * loaded and stored has to be what it was even where the item does not say it: a question about a
 * lost update means these values. */
static bool is_meant(const struct order_try *try, size_t choice, uint64_t record) {
    const struct log *log = try->attempt.log, *was = try->wish.log;
    const struct event *event = log_at(log, record), *own = log_at(was, try->own[choice]);
    bool memory = own->op == OP_LOAD || own->op == OP_STORE;
    bool same = same_bytes(was, own, log, event);
    if (own->kind == EVENT_OP_EXIT &&
        strcmp(log_str(was, own->text), log_str(log, event->text)) != 0) {
        return false; /* an error there, none here */
    }
    char *words = prose_words(&try->wish.question->choices[choice].text);
    bool quoted = strchr(words, '"') != NULL;
    mem_free(words);
    return (same || !(quoted || memory)) &&
           (quoted || (event->line == own->line &&
                       which_time(log, record) == which_time(was, try->own[choice])));
}

/* All has happened in this order. */
static bool is_it(const struct order_try *try, const uint64_t *records) {
    bool meant = true;
    for (size_t i = 0; i < try->wish.question->choice_count && meant; i++) {
        meant = is_meant(try, try->order[i], records[i]);
    }
    return meant;
}

/* Lets somebody go. False: nobody can, it went otherwise, or it goes on for too long. */
static bool step(struct order_try *try) {
    struct attempt *attempt = &try->attempt;
    const struct question *question = try->wish.question;
    uint64_t records[QUESTION_CHOICES_MAX];
    size_t count = verify_order_count(question, try->order, attempt->log, records, NULL);
    if (count == question->choice_count) {
        attempt->happened = is_it(try, records);
        return attempt->happened && run_play(attempt->run, false) == 0;
    }
    strid name = order_try_next(try, count);
    return name != 0 && attempt->world.steps <= 2 * try->own_steps + STEPS_MORE &&
           run_step(attempt->run, log_str(attempt->log, name)) == 0;
}

/* It may have ended with the step that brought the last item. */
static void look_at_end(struct order_try *try) {
    struct attempt *attempt = &try->attempt;
    uint64_t records[QUESTION_CHOICES_MAX], last = log_count(attempt->log);
    size_t count = verify_order_count(try->wish.question, try->order, attempt->log, records, NULL);
    bool whole = last > 0 && log_at(attempt->log, last)->kind == EVENT_RUN_END;
    attempt->happened = whole && count == try->wish.question->choice_count && is_it(try, records);
}

/* Goes on with the run that is under way. False: it is over. */
static bool go_on(struct order_try *try) {
    struct attempt *attempt = &try->attempt;
    for (;;) {
        enum run_state state = run_pump(attempt->run);
        world_fold_to(&attempt->world, log_count(attempt->log));
        if (state == RUN_WORKING) {
            return in_time(try);
        }
        if (state == RUN_ENDED) {
            look_at_end(try);
            return false;
        }
        if (!in_time(try)) {
            attempt->happened = false;
            return false;
        }
        if (state == RUN_ASKING) {
            run_answer_next(attempt->run, &attempt->answers);
        } else if (!step(try)) {
            attempt->happened = false;
            return false;
        }
    }
}

bool order_try_pump(struct order_try *try) {
    struct diag none = {0};
    while (!try->over && !go_on(try)) {
        if (run_state(try->attempt.run) == RUN_ENDED && try->attempt.happened) {
            end_attempt(try, &try->found);
        }
        end_attempt(try, NULL);
        try->over =
            try->found || try->runs >= ORDER_TRY_RUNS || !in_time(try) || start(try, &none) < 0;
        diag_done(&none);
    }
    if (try->over) {
        end_attempt(try, NULL);
    }
    return !try->over;
}

void order_try_wait(struct order_try *try) {
    while (order_try_pump(try)) {
        struct pollfd fd = {.fd = order_try_fd(try), .events = POLLIN};
        poll(&fd, 1, clock_ms_left(try->until));
    }
}

struct log *order_try_take(struct order_try *try) {
    struct log *log = try->found;
    try->found = NULL;
    return log;
}
