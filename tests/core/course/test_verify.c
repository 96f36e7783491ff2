/* SPDX-License-Identifier: MIT */
/*
 * The pure half of a check, on logs written here: when two runs are equal, and whether an order
 * happens. The other half needs real runs: tests/app/test_check.c.
 */
#include "mem.h"
#include "verifying.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void put(struct log *log, enum event_kind kind, enum op_kind op, const char *actor,
                const char *obj, const char *data) {
    struct event event = {.kind = (uint16_t)kind,
                          .op = (uint16_t)op,
                          .fd = -1,
                          .pid = 100,
                          .actor = log_intern(log, actor),
                          .obj = log_intern(log, obj)};
    if (kind == EVENT_PRINT) {
        event.text = log_intern(log, data);
        data = NULL;
    }
    event.data_len = (uint8_t)(data ? strlen(data) : 0);
    log_append(log, &event, data, data ? strlen(data) : 0);
}

/* Two pipes; main writes twice, upper hands one line on. */
static struct log *relay(void) {
    struct log *log = log_new();
    put(log, EVENT_ACTOR_START, OP_NONE, "main", NULL, NULL);
    put(log, EVENT_OBJ_NEW, OP_NONE, "main", "first", NULL);
    put(log, EVENT_OBJ_NEW, OP_NONE, "main", "second", NULL);
    put(log, EVENT_OP_EXIT, OP_FORK, "main", NULL, NULL);
    put(log, EVENT_ACTOR_START, OP_NONE, "upper", NULL, NULL);
    put(log, EVENT_OP_BLOCK, OP_READ, "upper", "first", NULL);
    put(log, EVENT_OP_EXIT, OP_WRITE, "main", "first", "hello\n");
    put(log, EVENT_OP_EXIT, OP_READ, "upper", "first", "hello\n");
    put(log, EVENT_OP_EXIT, OP_WRITE, "main", "first", "again\n");
    put(log, EVENT_OP_EXIT, OP_WRITE, "upper", "second", "HELLO\n");
    put(log, EVENT_PRINT, OP_NONE, "upper", NULL, "it is done");
    put(log, EVENT_ACTOR_EXIT, OP_NONE, "upper", NULL, NULL);
    return log;
}

/* What verify_order says about these items (one a line). */
static long order_of(const struct log *log, const char *items) {
    struct prose_span spans[8] = {0};
    struct question_choice choices[8] = {0};
    struct question question = {.kind = QUESTION_ORDER, .choices = choices};
    struct diag diag = {0};
    char *copy = mem_strdup(items);
    char *rest = copy;
    for (char *item = strsep(&rest, "\n"); item && question.choice_count < 8;
         item = strsep(&rest, "\n")) {
        spans[question.choice_count].text = item;
        choices[question.choice_count].text =
            (struct prose_text){.spans = &spans[question.choice_count], .span_count = 1};
        question.choice_count++;
    }
    long r = verify_order(&question, log, &diag);
    assert_true((r < 0) == (diag.text != NULL));
    diag_done(&diag);
    mem_free(copy);
    return r;
}

static void orders(void **state) {
    (void)state;
    static const struct {
        const char *items;
        long says;
    } rows[] = {
        {"main writes\nupper reads\nupper writes", 0},
        {"main forks\nupper starts\nupper waits\nmain writes\nupper ends", 0},
        {"main writes \"hello\"\nmain writes \"again\"", 0},
        {"main writes \"again\"\nmain writes \"hello\"", 2},
        {"main writes into the first pipe\nupper writes into the second pipe", 0},
        {"main writes into the second pipe\nupper reads", 1},
        {"upper prints \"done\"\nupper ends", 0},
        {"upper reads\nmain writes\nmain writes", 3},
        {"nobody writes\nmain writes", -1},
        {"main dances\nmain writes", -1},
        {"main\nmain writes", -1},
    };
    struct log *log = relay();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (order_of(log, rows[i].items) != rows[i].says) {
            fail_msg("%s: %ld, not %ld", rows[i].items, order_of(log, rows[i].items), rows[i].says);
        }
    }
    log_free(log);
}

static void equal_runs(void **state) {
    (void)state;
    struct log *a = relay();
    struct log *b = log_new();
    log_intern(b, "strings have other numbers here");
    put(b, EVENT_ACTOR_START, OP_NONE, "main", NULL, NULL);
    assert_int_equal(verify_difference(a, a), 0);
    assert_int_equal(verify_difference(a, b), 2); /* b is shorter */
    put(b, EVENT_OBJ_NEW, OP_NONE, "main", "third", NULL);
    assert_int_equal(verify_difference(a, b), 2);
    log_free(b);
    b = relay();
    struct event event = {.kind = EVENT_OP_EXIT, .op = OP_FORK, .ret = 4711, .t = 5, .pid = 9};
    log_append(a, &event, NULL, 0);
    event.ret = 4812; /* pids, times and who is who on the machine may differ */
    event.t = 6;
    event.pid = 10;
    log_append(b, &event, NULL, 0);
    assert_int_equal(verify_difference(a, b), 0);
    event.ret = -1;
    log_append(a, &event, NULL, 0);
    event.ret = 3;
    log_append(b, &event, NULL, 0);
    assert_int_equal(verify_difference(a, b), log_count(a));
    log_free(a);
    log_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders),
        cmocka_unit_test(equal_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
