/* SPDX-License-Identifier: MIT */
/*
 * Answers against keys and against runs written here, orders that respect what must come before
 * what, and a question on its way to its answer.
 */
#include "answer.h"
#include "asking.h"
#include "progress.h"
#include "story.h"
#include "study.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const char md[] =
    "---\nformat: 1\nid: relay\ntitle: Relay\ntopic: pipes\n---\n\nText.\n\n"
    "## Question: key\n\nWhich?\n\n- [ ] this — no.\n- [x] that\n- [ ] those — no.\n\n"
    "Hint: Not this.\n\n"
    "## Question: some\n\nWhich?\n\n- [x] a\n- [ ] b — no.\n- [x] c\n\n"
    "## Question: typed\n\nWhat?\n\nAnswer: EPIPE\n\n"
    "## Question: run\n\nWhat does it give?\n\n- [ ] one — no.\n- [x] zero\n\n"
    "Answer: `right.main.read.ret`\n\n"
    "## Question: number\n\nHow many?\n\nAnswer: `right.main.read[1].ret`\n\n"
    "## Question: order\n\nPut it.\n\n1. main forks child\n2. child writes\n3. main reads \"hi\"\n"
    "4. child ends\n5. main collects it\n\nAnswer: order of `right`\n\n"
    "## Question: lost\n\nIs it there?\n\n- [x] zero\n- [ ] one — no.\n\n"
    "Answer: `right.nobody.read.ret`\n";

static const char tale[] = "run relay right\n"
                           "main start\n"
                           "main pipe p 3 4 @2\n"
                           "main fork child @3\n"
                           "main close 4 @4\n"
                           "child write p 4 \"hi\" @5\n"
                           "main read p 3 @6\n"
                           "child close 4 @7\n"
                           "child exit 0 @8\n"
                           "main read p 3 @6\n"
                           "main wait child @9\n"
                           "main exit 0 @10\n"
                           "end ok ok\n";

struct place {
    struct lesson *lesson;
    struct log *log;
};

static int set_up(void **state) {
    static struct place place;
    struct diag diag = {0};
    if (lesson_parse("/x/relay", md, strlen(md), &place.lesson, &diag) < 0) {
        fail_msg("%d: %s", diag.line, diag.text);
    }
    place.log = story_log(tale);
    *state = &place;
    return 0;
}

static int tear_down(void **state) {
    struct place *place = *state;
    lesson_free(place->lesson);
    log_free(place->log);
    return 0;
}

/* Numbers as a student gives them, by choice. */
static bool judged(const struct place *place, const char *id, const char *given,
                   struct answer *ret_answer) {
    const struct question *question = lesson_question(place->lesson, id);
    struct answer_given answer = {.typed = given};
    struct diag diag = {0};
    for (const char *at = given; question->kind != QUESTION_VALUE && *at; at++) {
        if (question->kind == QUESTION_ORDER) {
            answer.order[answer.order_count++] = (size_t)(*at - '1');
        } else {
            answer.chosen |= 1U << (*at - '1');
        }
    }
    int r =
        answer_judge(question, &answer, question->program ? place->log : NULL, ret_answer, &diag);
    if (r < 0) {
        fail_msg("%s: %s", id, diag.text);
    }
    return ret_answer->right;
}

static void right_and_wrong(void **state) {
    static const struct {
        const char *id, *given;
        bool right;
        uint32_t rights;
        const char *value;
    } rows[] = {
        {"key", "2", true, 2, NULL},           {"key", "1", false, 2, NULL},
        {"some", "13", true, 5, NULL},         {"some", "1", false, 5, NULL},
        {"some", "123", false, 5, NULL},       {"typed", " epipe ", true, 0, "EPIPE"},
        {"typed", "EBADF", false, 0, "EPIPE"}, {"run", "2", true, 2, "0"},
        {"run", "1", false, 2, "0"},           {"number", "two", true, 0, "2"},
        {"number", "3", false, 0, "2"},        {"order", "12345", true, 0, NULL},
        {"order", "12435", true, 0, NULL},     {"order", "21345", false, 0, NULL},
        {"order", "13245", false, 0, NULL},    {"order", "12354", false, 0, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct answer answer = {0};
        bool right = judged(*state, rows[i].id, rows[i].given, &answer);
        if (right != rows[i].right || answer.rights != rows[i].rights ||
            (rows[i].value ? !answer.value || strcmp(answer.value, rows[i].value) != 0
                           : answer.value != NULL)) {
            fail_msg("%s answered with \"%s\": %s, rights %x, value %s", rows[i].id, rows[i].given,
                     right ? "right" : "wrong", answer.rights, answer.value);
        }
        answer_done(&answer);
    }
}

/* A run shows its answer from this step on, and no step earlier. */
static void step_that_shows(void **state) {
    struct answer answer = {0};
    judged(*state, "run", "2", &answer);
    assert_int_equal(answer.step, 8);
    answer_done(&answer);
    judged(*state, "number", "2", &answer);
    assert_int_equal(answer.step, 5);
    answer_done(&answer);
    judged(*state, "order", "12345", &answer);
    assert_int_equal(answer.step, 9);
    answer_done(&answer);
}

static void says_what_came_too_early(void **state) {
    struct answer answer = {0};
    assert_false(judged(*state, "order", "12354", &answer));
    assert_int_equal(answer.too_early, 4);
    assert_int_equal(answer.first, 3);
    answer_done(&answer);
}

/* A run without the answer is a fault, and no wrong answer. */
static void run_without_answer(void **state) {
    const struct place *place = *state;
    const struct question *question = lesson_question(place->lesson, "lost");
    struct answer_given given = {.chosen = 1};
    struct answer answer;
    struct diag diag = {0};
    assert_int_equal(answer_judge(question, &given, place->log, &answer, &diag), -ENOENT);
    assert_non_null(strstr(diag.text, "nobody"));
    diag_done(&diag);
    diag = (struct diag){0};
    assert_int_equal(answer_judge(question, &given, NULL, &answer, &diag), -ENOENT);
    diag_done(&diag);
}

/* Loads and stores: both load before either stores, in any order of the two loads; a load behind a
 * store of the other would have found what was stored. */
static void memory(void **state) {
    struct log *log = story_log("run race lost\nmain start\nmain fork a\nmain fork b\n"
                                "main exit 0\n");
    uint64_t at[4];
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct event event = {.kind = EVENT_OP_EXIT,
                              .op = i < 2 ? OP_LOAD : OP_STORE,
                              .actor = log_find(log, i % 2 ? "b" : "a"),
                              .obj = log_intern(log, "counter"),
                              .has = EVENT_HAS_RANGE | EVENT_HAS_RET,
                              .len = 8};
        const char *data = i < 2 ? "0" : "1";
        event.data_len = 1;
        at[i] = log_append(log, &event, data, 1);
    }
    assert_false(answer_must_precede(log, at[0], at[1]));
    assert_true(answer_must_precede(log, at[0], at[2]));
    assert_true(answer_must_precede(log, at[1], at[2]));
    assert_false(answer_must_precede(log, at[2], at[3]));
    log_free(log);
}

static uint64_t put(struct log *log, enum event_kind kind, enum op_kind op, const char *actor,
                    const char *obj, int64_t ret) {
    struct event event = {.kind = (uint16_t)kind,
                          .op = (uint16_t)op,
                          .actor = log_intern(log, actor),
                          .obj = log_intern(log, obj),
                          .has = EVENT_HAS_RET,
                          .ret = ret};
    return log_append(log, &event, NULL, 0);
}

/* The end of a process: what it leaves to others, who waited for it, what ended it. */
static void ends(void **state) {
    (void)state;
    struct log *log = log_new();
    struct event block = {.kind = EVENT_OP_BLOCK, .op = OP_WAIT};
    uint64_t line = put(log, EVENT_OP_EXIT, OP_READ, "main", "p", 5);
    block.actor = log_intern(log, "main");
    block.waits_for = log_intern(log, "a b");
    uint64_t waits = log_append(log, &block, NULL, 0);
    uint64_t other = put(log, EVENT_ACTOR_EXIT, OP_NONE, "c", NULL, 0);
    uint64_t gone = put(log, EVENT_ACTOR_EXIT, OP_NONE, "a", NULL, 0);
    uint64_t more = put(log, EVENT_OP_EXIT, OP_READ, "d", "p", 5);
    uint64_t eof = put(log, EVENT_OP_EXIT, OP_READ, "d", "p", 0);
    uint64_t kills = put(log, EVENT_OP_EXIT, OP_KILL, "d", "sig-b", 0);
    struct event killed = {
        .kind = EVENT_ACTOR_EXIT, .actor = log_intern(log, "b"), .has = EVENT_HAS_SIGNAL, .ret = 9};
    uint64_t dead = log_append(log, &killed, NULL, 0);
    assert_true(answer_must_precede(log, waits, gone));
    assert_false(answer_must_precede(log, waits, other));
    assert_false(answer_must_precede(log, other, more));
    assert_true(answer_must_precede(log, gone, eof));
    assert_true(answer_must_precede(log, kills, dead));
    assert_false(answer_must_precede(log, line, other));
    log_free(log);
}

/* Who sleeps at something, and who comes to where all meet: before or behind what others do there,
 * but among themselves in any order. */
static void waiting(void **state) {
    (void)state;
    struct log *log = log_new();
    uint64_t a = put(log, EVENT_OP_BLOCK, OP_EVENT_WAIT, "a", "e", 0);
    uint64_t b = put(log, EVENT_OP_BLOCK, OP_EVENT_WAIT, "b", "e", 0);
    uint64_t sets = put(log, EVENT_OP_EXIT, OP_EVENT_SET, "main", "e", 0);
    uint64_t passed = put(log, EVENT_OP_EXIT, OP_EVENT_WAIT, "a", "e", 0);
    uint64_t other = put(log, EVENT_OP_EXIT, OP_EVENT_WAIT, "b", "e", 0);
    uint64_t came[2] = {put(log, EVENT_OP_ENTER, OP_BARRIER_WAIT, "a", "gate", 0),
                        put(log, EVENT_OP_ENTER, OP_BARRIER_WAIT, "b", "gate", 0)};
    uint64_t went[2] = {put(log, EVENT_OP_EXIT, OP_BARRIER_WAIT, "b", "gate", 0),
                        put(log, EVENT_OP_EXIT, OP_BARRIER_WAIT, "a", "gate", 0)};
    assert_false(answer_must_precede(log, a, b));
    assert_true(answer_must_precede(log, a, sets));
    assert_true(answer_must_precede(log, sets, other));
    assert_false(answer_must_precede(log, passed, other));
    assert_false(answer_must_precede(log, came[0], came[1]));
    assert_true(answer_must_precede(log, came[0], went[0]));
    assert_false(answer_must_precede(log, went[0], went[1]));
    log_free(log);
}

static void lines_of_an_order_are_mixed(void **state) {
    const struct place *place = *state;
    const struct question *question = lesson_question(place->lesson, "order");
    struct asking asking = {0};
    size_t seen = 0;
    bool same = true;
    asking_begin(&asking, place->lesson, question);
    for (size_t i = 0; i < question->choice_count; i++) {
        seen |= (size_t)1 << asking.lines[i];
        same = same && asking.lines[i] == i;
    }
    assert_int_equal(seen, 31);
    assert_false(same);
    asking_done(&asking);
}

static void numbers_are_taken_back(void **state) {
    const struct place *place = *state;
    struct asking asking = {0};
    struct buf given = {0};
    asking_begin(&asking, place->lesson, lesson_question(place->lesson, "order"));
    assert_true(asking_number(&asking, 3));
    assert_true(asking_number(&asking, 1));
    assert_int_equal(asking_place(&asking, 2), 1);
    assert_int_equal(asking_place(&asking, 0), 2);
    assert_true(asking_number(&asking, 3));
    assert_int_equal(asking_place(&asking, 2), 0);
    assert_int_equal(asking_place(&asking, 0), 1);
    assert_false(asking_number(&asking, 6));
    asking_begin(&asking, place->lesson, lesson_question(place->lesson, "key"));
    asking_number(&asking, 1);
    asking_number(&asking, 3);
    answer_put(asking.question, &asking.given, &given);
    assert_string_equal(buf_str(&given), "3");
    asking_number(&asking, 3);
    assert_int_equal(asking.given.chosen, 0);
    buf_done(&given);
    asking_done(&asking);
}

/* An answer is in the progress, with its hints; one that can't be judged is not. */
static void kept(void **state) {
    const struct place *place = *state;
    struct progress *progress = progress_open(NULL);
    struct asking asking = {0};
    asking_begin(&asking, place->lesson, lesson_question(place->lesson, "key"));
    assert_true(asking_hint(&asking));
    assert_false(asking_hint(&asking));
    asking_number(&asking, 2);
    assert_int_equal(asking_judge(&asking, NULL, progress), 0);
    assert_int_equal(asking.state, ASKING_ANSWERED);
    assert_false(asking_number(&asking, 1));
    assert_true(progress_item(progress, "relay", "key")->last_right);
    asking_begin(&asking, place->lesson, lesson_question(place->lesson, "lost"));
    asking_number(&asking, 1);
    assert_true(asking_judge(&asking, place->log, progress) < 0);
    assert_int_equal(asking.state, ASKING_OPEN);
    assert_non_null(asking.fault.text);
    assert_null(progress_item(progress, "relay", "lost"));
    asking_done(&asking);
    progress_close(progress);
}

static void study(void **state) {
    const struct place *place = *state;
    struct lesson *lessons[] = {place->lesson};
    struct catalogue catalogue = {.lessons = lessons, .lesson_count = 1};
    struct progress *progress = progress_open(NULL);
    int64_t now = study_now(), day = 86400000;
    struct study_due *due = NULL;
    struct progress_answer answer = {
        .lesson = "relay", .question = "key", .mode = "lesson", .at = now - 9 * day};
    progress_answer(progress, &answer, NULL);
    answer = (struct progress_answer){
        .lesson = "relay", .question = "some", .mode = "lesson", .right = true, .at = now};
    progress_answer(progress, &answer, NULL);
    answer = (struct progress_answer){
        .lesson = "relay", .question = "was-taken-out", .mode = "lesson", .at = now - 9 * day};
    progress_answer(progress, &answer, NULL);
    struct study_count count = study_lesson(progress, place->lesson, study_tomorrow(now));
    assert_int_equal(count.questions, 7);
    assert_int_equal(count.asked, 2);
    assert_int_equal(count.right, 1);
    assert_int_equal(count.due, 1);
    assert_int_equal(study_due(progress, &catalogue, study_tomorrow(now), &due), 1);
    assert_string_equal(due[0].question->id, "key");
    free(due);
    assert_int_equal(study_due(NULL, &catalogue, study_tomorrow(now), &due), 0);
    progress_close(progress);
}

static void days(void **state) {
    struct progress *progress = progress_open(NULL);
    struct buf text = {0};
    int64_t day = 0, now;
    (void)state;
    assert_int_equal(study_read_day("2026-12-24", &day), 0);
    study_put_day(day, &text);
    assert_string_equal(buf_str(&text), "2026-12-24");
    assert_int_equal(study_read_day("2026-06-31", &day), -EINVAL);
    assert_int_equal(study_read_day("soon", &day), -EINVAL);
    assert_int_equal(study_read_day("2026-12-24x", &day), -EINVAL);
    now = day + INT64_C(5) * 3600000;
    assert_int_equal(study_days_to_exam(progress, now), -1);
    progress_set_exam(progress, study_tomorrow(now), NULL);
    assert_int_equal(study_days_to_exam(progress, now), 1);
    assert_int_equal(study_days_to_exam(progress, study_tomorrow(now) + 1), 0);
    assert_int_equal(study_days_to_exam(progress, now + INT64_C(3) * 86400000), -1);
    buf_done(&text);
    progress_close(progress);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_and_wrong),
        cmocka_unit_test(step_that_shows),
        cmocka_unit_test(says_what_came_too_early),
        cmocka_unit_test(run_without_answer),
        cmocka_unit_test(memory),
        cmocka_unit_test(ends),
        cmocka_unit_test(waiting),
        cmocka_unit_test(lines_of_an_order_are_mixed),
        cmocka_unit_test(numbers_are_taken_back),
        cmocka_unit_test(kept),
        cmocka_unit_test(study),
        cmocka_unit_test(days),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
