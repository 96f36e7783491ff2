/* SPDX-License-Identifier: MIT */
/*
 * test_wild.c: runs with all gates open (wild.h): nothing is chosen, so what a test can say is what
 * must come out whoever runs when: a right program is right every time, a program that has to hang
 * hangs, a race ends in one of its possible ways, and the tally adds up.
 */
#include "whole.h"
#include "wild.h"
#include <stdarg.h>
#include <stddef.h>

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char lesson[] =
    "local function two(body)\n"
    "  local a, b = fork('a', body), fork('b', body)\n"
    "  a:wait() b:wait()\n"
    "end\n"
    "program('locked', {expect = 'ok', facts = {['counter.value'] = 40,\n"
    "    ['@never.a.state'] = 'ready'}}, function()\n"
    "  local counter, L = Value('i', 0, 'counter'), Lock('L')\n"
    "  two(function()\n"
    "    for i = 1, 20 do\n"
    "      L:acquire() counter.value = counter.value + 1 L:release()\n"
    "    end\n"
    "  end)\n"
    "  print(counter.value)\n"
    "end)\n"
    "program('race', {expect = 'ok', schedule = 'main*3 a b',\n"
    "    facts = {['counter.value'] = 20}}, function()\n"
    "  local counter = Value('i', 0, 'counter')\n"
    "  two(function() for i = 1, 20 do counter.value = counter.value + 1 end end)\n"
    "  print(counter.value)\n"
    "end)\n"
    "program('stuck', {expect = 'deadlock', facts = {['deadlock.actors'] = 'main a'}},\n"
    "function()\n"
    "  local r, w = pipe('p')\n"
    "  local a = fork('a', function() r:read(1) end)\n"
    "  a:wait()\n"
    "end)\n"
    "program('places', {expect = 'ok', facts = {['s.value'] = 2}}, function()\n"
    "  local s, all = Semaphore(2, 's'), {}\n"
    "  for i = 1, 6 do\n"
    "    all[i] = fork('c' .. i, function() s:acquire() sleep(0.1) s:release() end)\n"
    "  end\n"
    "  for i = 1, 6 do all[i]:wait() end\n"
    "end)\n"
    "program('killed', {expect = 'ok', facts = {['child.exit.signal'] = 'SIGKILL'}}, function()\n"
    "  local child = fork('child', function() sleep(3600) end)\n"
    "  child:kill('SIGKILL')\n"
    "  child:wait()\n"
    "end)\n"
    "program('echo', {expect = 'ok', facts = {['main.read.count'] = 50, ['main.prints'] = '50'}},\n"
    "function()\n"
    "  local r, w = pipe('p')\n"
    "  local r2, w2 = pipe('q')\n"
    "  local child = fork('child', function()\n"
    "    for i = 1, 50 do w2:write(r:read(1)) end\n"
    "  end)\n"
    "  local n = 0\n"
    "  for i = 1, 50 do w:write('x') n = n + #r2:read(1) end\n"
    "  print(n)\n"
    "  child:wait()\n"
    "end)\n"
    "program('asks', {expect = 'ok', input = 'Ada\\nBob\\n',\n"
    "    facts = {['main.prints'] = 'Ada\\nBob\\nnobody'}}, function()\n"
    "  for i = 1, 3 do print(ask('Who?') or 'nobody') end\n"
    "end)\n"
    "program('broken', {expect = 'error'}, function()\n"
    "  local r, w = pipe('p')\n"
    "  local a = fork('a', function() local x = nil + 1 end)\n"
    "  r:read(1)\n"
    "end)\n"
    "program('busy', {expect = 'limit'}, function() getpid() while true do end end)\n"
    "program('asleep', {expect = 'limit'}, function() sleep(86400) end)\n";

static char folder[] = "/tmp/ipc-tutor-wild-XXXXXX";
static char path[64];

static int make_folder(void **state) {
    (void)state;
    whole_use_runner();
    if (!mkdtemp(folder)) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/lesson.lua", folder);
    FILE *file = fopen(path, "w");
    if (!file) {
        return -1;
    }
    fputs(lesson, file);
    fclose(file);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static struct wild *start(const char *id, uint32_t count, bool no_cage, int limit) {
    const struct wild_wish wish = {.run = {.lesson_dir = folder,
                                           .lesson = "test",
                                           .program = id,
                                           .no_cage = no_cage,
                                           .limit_seconds = limit},
                                   .count = count};
    struct diag diag = {0};
    struct wild *wild = NULL;
    if (wild_new(&wish, &wild, &diag) < 0) {
        fail_msg("%s", diag.text);
    }
    return wild;
}

static void wait_a_little(const struct wild *wild) {
    struct pollfd waiting = {.fd = wild_fd(wild), .events = POLLIN};
    poll(&waiting, 1, 1000);
}

static void end(struct wild *wild) {
    wild_free(wild);
    run_rest(); /* the process that runners are forked from */
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static uint32_t sum_of_outcomes(const struct tally *tally) {
    uint32_t sum = 0;
    for (size_t i = 0; i < TALLY_OUTCOMES; i++) {
        sum += tally->outcomes[i];
    }
    return sum;
}

static void assert_adds_up(const struct tally *tally) {
    assert_int_equal(sum_of_outcomes(tally), tally->runs);
    for (size_t i = 0; i < tally->fact_count; i++) {
        uint32_t sum = tally->facts[i].other;
        for (uint32_t k = 0; k < tally->facts[i].value_count; k++) {
            sum += tally->facts[i].values[k].runs;
        }
        assert_int_equal(sum, tally->runs);
    }
}

static void tell_faults(const struct wild *wild) {
    struct buf text = {0};
    tally_text(wild_tally(wild), &text);
    print_error("%s\n", buf_str(&text));
    buf_done(&text);
}

/* Every one of its runs, caged and not, ends so and with the facts that it declares. */
static void every_run(const char *id, enum run_outcome outcome, uint32_t count, int limit) {
    for (int no_cage = 0; no_cage <= 1; no_cage++) {
        struct wild *wild = start(id, count, no_cage, limit);
        while (wild_pump(wild)) {
            wait_a_little(wild);
        }
        const struct tally *tally = wild_tally(wild);
        if (tally->as_declared != count || tally->outcomes[outcome] != count) {
            tell_faults(wild);
        }
        assert_null(wild_fault(wild));
        assert_int_equal(tally->runs, count);
        assert_adds_up(tally);
        assert_int_equal(tally->outcomes[outcome], count);
        assert_int_equal(tally->as_declared, count);
        assert_true(tally_holds(tally));
        end(wild);
    }
}

static void test_right_is_right_every_time(void **state) {
    (void)state;
    every_run("locked", OUTCOME_OK, whole_times(40, 1000), 60);
    every_run("places", OUTCOME_OK, whole_times(20, 500), 60);
    every_run("echo", OUTCOME_OK, whole_times(20, 500), 60);
    every_run("killed", OUTCOME_OK, whole_times(20, 500), 60);
    every_run("asks", OUTCOME_OK, whole_times(10, 100), 60);
}

static void test_others_end_as_they_must(void **state) {
    (void)state;
    every_run("stuck", OUTCOME_DEADLOCK, whole_times(20, 500), 60);
    every_run("broken", OUTCOME_ERROR, whole_times(10, 200), 60);
    every_run("busy", OUTCOME_LIMIT, 1, 1);
    every_run("asleep", OUTCOME_LIMIT, 1, 1);
}

/* Two that count up to 20 each without a lock: never more than 40, and never less than 2. */
static void test_race(void **state) {
    (void)state;
    struct wild *wild = start("race", whole_times(40, 1000), false, 60);
    while (wild_pump(wild)) {
        wait_a_little(wild);
    }
    const struct tally *tally = wild_tally(wild);
    assert_int_equal(tally->outcomes[OUTCOME_OK], tally->wished);
    assert_adds_up(tally);
    assert_true(tally->forced);
    assert_true(tally_holds(tally)); /* it makes no claim about all orders */
    for (uint32_t i = 0; i < tally->facts[0].value_count; i++) {
        const struct tally_value *value = &tally->facts[0].values[i];
        assert_in_range(atoi(value->text), 2, 40);
        assert_int_equal(value->as_declared, atoi(value->text) == 20);
    }
    end(wild);
}

/* Stopped in the middle: the tally is of the runs that ended, and nobody is left. */
static void test_stopped(void **state) {
    (void)state;
    struct wild *wild = start("stuck", WILD_COUNT_MAX, false, 60);
    while (wild_tally(wild)->runs < 3) {
        assert_true(wild_pump(wild));
        wait_a_little(wild);
    }
    wild_stop(wild);
    assert_false(wild_pump(wild));
    assert_int_equal(wild_fd(wild), -1);
    assert_adds_up(wild_tally(wild));
    assert_in_range(wild_tally(wild)->runs, 3, WILD_COUNT_MAX - 1);
    end(wild);
}

/* Parameters and programs that are not declared: a fault before anything runs. */
static void test_faults(void **state) {
    (void)state;
    const struct run_param unknown[] = {{"nonsense", "3"}};
    struct wild_wish wish = {.run = {.lesson_dir = folder, .lesson = "test", .program = "none"},
                             .count = 5};
    struct diag diag = {0};
    struct wild *wild = NULL;
    assert_int_equal(wild_new(&wish, &wild, &diag), -ENOENT);
    diag_done(&diag);
    diag_init(&diag);
    wish.run.program = "locked";
    wish.run.params = unknown;
    wish.run.param_count = 1;
    assert_true(wild_new(&wish, &wild, &diag) < 0);
    assert_non_null(strstr(diag.text, "nonsense"));
    assert_null(wild);
    diag_done(&diag);
}

/* What is told is what was counted. */
static void test_told(void **state) {
    (void)state;
    struct wild *wild = start("stuck", 3, false, 60);
    struct buf text = {0};
    while (wild_pump(wild)) {
        wait_a_little(wild);
    }
    tally_text(wild_tally(wild), &text);
    const char *row = strstr(buf_str(&text), "  deadlock  (as declared)");
    assert_non_null(row);
    assert_int_equal(atoi(row + strcspn(row, "0123456789")), 3);
    assert_non_null(strstr(buf_str(&text), "waits in read(2)"));
    assert_non_null(strstr(buf_str(&text), "All was as it declares in 3 of 3 runs."));
    buf_clear(&text);
    tally_json(wild_tally(wild), "test", &text);
    assert_non_null(strstr(buf_str(&text), "\"deadlock\":3,\"error\":0"));
    assert_non_null(strstr(buf_str(&text), "\"values\":[{\"value\":\"main a\",\"runs\":3}]"));
    buf_done(&text);
    end(wild);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_right_is_right_every_time),
        cmocka_unit_test(test_others_end_as_they_must),
        cmocka_unit_test(test_race),
        cmocka_unit_test(test_stopped),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_told),
    };
    return cmocka_run_group_tests_name("whole/wild", tests, make_folder, remove_folder);
}
