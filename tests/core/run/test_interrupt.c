/* SPDX-License-Identifier: MIT */
/*
 * test_interrupt.c: Ctrl-C: the terminal's SIGINT to all processes of a run. What it does to each,
 * and that it is part of the schedule: the run with the schedule as printed is the same run.
 */
#include "trial.h"

static const char interrupted[] =
    /* main, deaf, ends and caught read from one pipe; heir from one that only ends can write */
    "program('all', {expect = 'ok'}, function()\n"
    "  local r, w = pipe('p')\n"
    "  local hr, hw = pipe('h')\n"
    "  local ends = fork('ends', function() hr:close() r:read() print('never') end)\n"
    "  hw:close()\n"
    "  local caught = fork('caught', function()\n"
    "    signal('INT', function(name) print(name) end)\n"
    "    print(select(2, r:read()))\n"
    "  end)\n"
    "  local heir = fork('heir', function() hr:read() print('never') end)\n"
    "  local deaf = fork('deaf', function() signal('INT', 'ignore') print(hr:read()) end)\n"
    "  signal('INT', 'ignore')\n"
    "  print(ends:wait())\n"
    "  print(caught:wait())\n"
    "  print(heir:wait())\n"
    "  print(deaf:wait())\n"
    "end)\n"
    "program('alone', {expect = 'ok'}, function()\n"
    "  signal('INT', function(name) print(name) end)\n"
    "  pause()\n"
    "  print('after')\n"
    "end)\n"
    "program('waits', {expect = 'ok'}, function()\n"
    "  block({'INT', 'CHLD'})\n"
    "  local child = fork('child', function() unblock('INT') pause() end)\n"
    "  print(sigwait({'INT', 'CHLD'}))\n"
    "  print(child:wait())\n"
    "end)\n"
    "program('asks', {expect = 'ok'}, function()\n"
    "  fork('idle', function() signal('INT', 'ignore') sleep(1) end)\n"
    "  signal('INT', 'ignore')\n"
    "  print(ask('Who?'))\n"
    "  getpid()\n"
    "end)\n"
    "program('family', {expect = 'ok'}, function()\n"
    "  fork('child', function() fork('grandchild', function() sleep(9) end) sleep(9) end)\n"
    "  fork('sibling', function() sleep(9) end)\n"
    "  sleep(9)\n"
    "end)\n"
    "program('endless', {expect = 'limit'}, function()\n"
    "  signal('INT', 'ignore')\n"
    "  while true do getpid() end\n"
    "end)\n"
    "program('free', {expect = 'ok', needs = {'cat'}}, function()\n"
    "  local r, w = pipe('p')\n"
    "  local reader = fork('reader', function() w:close() r:dup2(0) exec('cat') end)\n"
    "  local deaf = fork('deaf', function()\n"
    "    signal('INT', 'ignore')\n"
    "    w:close() r:dup2(0) exec('cat')\n"
    "  end)\n"
    "  signal('INT', 'ignore')\n"
    "  getpid()\n"
    "  w:write('still here')\n"
    "  w:close()\n"
    "  print(reader:wait())\n"
    "  print(deaf:wait())\n"
    "end)\n"
    "program('own', {expect = 'ok', schedule = 'main ^C main'}, function()\n"
    "  signal('INT', function(name) print(name) end)\n"
    "  getpid()\n"
    "end)\n";

static int make_lesson(void **state) {
    return make_folder(state) == 0 ? write_file("lesson.lua", interrupted) : -1;
}

static struct trial *held(const char *program, bool no_cage) {
    struct trial *trial = trial_new(program);
    trial->wish.no_cage = no_cage;
    trial->wish.hold = true;
    trial_start(trial);
    wait_state(trial);
    return trial;
}

/* This process goes until it can't. */
static void let_go(struct trial *trial, const char *actor, int steps) {
    for (int i = 0; i < steps && run_step(trial->run, actor) == 0; i++) {
        wait_state(trial);
    }
}

static void interrupt(struct trial *trial, enum run_state then) {
    assert_int_equal(run_interrupt(trial->run), 0);
    enum run_state state = wait_state(trial);
    if (state != then) {
        show_log(trial);
    }
    assert_int_equal(state, then);
}

static void play(struct trial *trial) {
    if (run_state(trial->run) != RUN_ENDED) {
        assert_int_equal(run_play(trial->run, false), 0);
        assert_int_equal(wait_state(trial), RUN_ENDED);
    }
}

/* Which record of this kind, operation and process (0, NULL: any) comes first; NULL: none. */
static const struct event *first(const struct trial *trial, enum event_kind kind, enum op_kind op,
                                 const char *actor) {
    for (uint64_t n = 1; n <= log_count(trial->log); n++) {
        const struct event *event = log_at(trial->log, n);
        if (event->kind == kind && (op == OP_NONE || event->op == op) &&
            (!actor || strcmp(str(trial, event->actor), actor) == 0)) {
            return event;
        }
    }
    return NULL;
}

static void killed_by(const struct trial *trial, const char *actor, int signal) {
    const struct event *end = first(trial, EVENT_ACTOR_EXIT, OP_NONE, actor);
    assert_non_null(end);
    assert_true(end->has & EVENT_HAS_SIGNAL);
    assert_int_equal(end->ret, signal);
}

static bool is_same(const struct trial *a, const struct trial *b, uint64_t n) {
    const struct event *one = log_at(a->log, n), *other = log_at(b->log, n);
    bool pids = one->op == OP_FORK || one->op == OP_WAIT || one->op == OP_GETPID;
    return one->kind == other->kind && one->op == other->op && one->line == other->line &&
           (pids || one->ret == other->ret || one->kind == EVENT_RUN_END) &&
           strcmp(str(a, one->actor), str(b, other->actor)) == 0 &&
           strcmp(str(a, one->obj), str(b, other->obj)) == 0 &&
           strcmp(str(a, one->name), str(b, other->name)) == 0 &&
           strcmp(str(a, one->text), str(b, other->text)) == 0 &&
           (one->kind == EVENT_RUN_START ||
            strcmp(str(a, one->waits_for), str(b, other->waits_for)) == 0);
}

/* The run with the schedule as printed, with nobody at the keyboard: the same records. */
static void again(struct trial *trial, const char *input) {
    const struct event *end = find(trial, EVENT_RUN_END);
    struct trial *other = trial_new(trial->wish.program);
    assert_non_null(end);
    run_free(trial->run);
    trial->run = NULL;
    other->wish.no_cage = !trial->wish.no_cage;
    other->wish.schedule = str(trial, end->waits_for);
    other->wish.input = input;
    run_to_end(other, (enum run_outcome)end->type);
    for (uint64_t n = 1; n <= log_count(trial->log); n++) {
        if (n > log_count(other->log) || !is_same(trial, other, n)) {
            print_error("they differ at record %llu\n", (unsigned long long)n);
            show_log(trial);
            show_log(other);
        }
        assert_true(n <= log_count(other->log) && is_same(trial, other, n));
    }
    assert_int_equal(log_count(trial->log), log_count(other->log));
    trial_free(other);
}

/* Those whom it ends, one who has a handler, one who ignores it: as if each had it before anybody
 * ran. So heir, whose writer ends by it, sees no end-of-file, and deaf, who lives, does. */
static void test_all(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage <= 1; no_cage++) {
        struct trial *trial = held("all", no_cage);
        let_go(trial, "main", 8);
        static const char *const children[] = {"ends", "caught", "heir", "deaf"};
        for (size_t i = 0; i < 4; i++) {
            let_go(trial, children[i], 9);
        }
        interrupt(trial, RUN_HELD);
        const struct event *sent = find(trial, EVENT_INTERRUPT);
        assert_non_null(sent);
        assert_int_equal(sent->ret, SIGINT);
        assert_string_equal(str(trial, sent->waits_for), "main ends caught heir deaf");
        assert_string_equal(str(trial, sent->name), "^C");
        killed_by(trial, "ends", SIGINT);
        killed_by(trial, "heir", SIGINT);
        assert_null(first(trial, EVENT_OP_EXIT, OP_READ, "heir"));
        const struct event *cut = first(trial, EVENT_OP_EXIT, OP_READ, "caught");
        assert_non_null(cut);
        assert_string_equal(str(trial, cut->text), "EINTR");
        const struct event *end_of_file = first(trial, EVENT_OP_EXIT, OP_READ, "deaf");
        assert_non_null(end_of_file);
        assert_int_equal(end_of_file->ret, 0);
        play(trial);
        assert_non_null(first(trial, EVENT_OP_EXIT, OP_HANDLER, "caught"));
        assert_non_null(strstr(prints(trial), "SIGINT EINTR"));
        assert_non_null(strstr(prints(trial), "SIGINT\tkilled by SIGINT"));
        assert_null(strstr(prints(trial), "never"));
        assert_int_equal(find(trial, EVENT_RUN_END)->type, OUTCOME_OK);
        again(trial, NULL);
        trial_free(trial);
    }
}

/* It waits for nothing else: the schedule goes on where there would be a deadlock. */
static void test_where_nobody_can_go(void **state) {
    (void)state;
    struct trial *trial = trial_new("alone");
    trial->wish.schedule = "main*2 ^C";
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(prints(trial), "SIGINT after");
    again(trial, NULL);
    trial_free(trial);
    trial = trial_new("alone");
    trial->wish.schedule = "main*2 ^C";
    trial->wish.hold = true;
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_string_equal(str(trial, log_at(trial->log, log_count(trial->log))->text),
                        "handler(SIGINT)");
    play(trial);
    trial_free(trial);
    trial = trial_new("alone");
    run_to_end(trial, OUTCOME_DEADLOCK);
    trial_free(trial);
}

/* Taken by sigwaitinfo(2), before the child's end is told. */
static void test_taken(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage <= 1; no_cage++) {
        struct trial *trial = held("waits", no_cage);
        let_go(trial, "main", 2);
        let_go(trial, "child", 1);
        let_go(trial, "main", 1);
        interrupt(trial, RUN_HELD);
        play(trial);
        assert_string_equal(prints(trial), "SIGINT nil\tSIGINT\tkilled by SIGINT");
        again(trial, NULL);
        trial_free(trial);
    }
}

static void test_while_asking(void **state) {
    (void)state;
    struct trial *trial = held("asks", false);
    let_go(trial, "idle", 1);
    let_go(trial, "main", 3);
    assert_int_equal(run_state(trial->run), RUN_ASKING);
    interrupt(trial, RUN_ASKING);
    assert_int_equal(run_answer(trial->run, "Ada"), 0);
    assert_int_equal(wait_state(trial), RUN_HELD);
    interrupt(trial, RUN_HELD);
    play(trial);
    assert_non_null(strstr(str(trial, find(trial, EVENT_RUN_END)->waits_for), "^C? ^C"));
    assert_string_equal(prints(trial), "Ada");
    again(trial, "Ada\n");
    trial_free(trial);
}

/* By this signal, and by no other that comes of so many ends at once. */
static void test_all_end(void **state) {
    (void)state;
    static const char *const names[] = {"main", "child", "grandchild", "sibling"};
    for (int no_cage = 0; no_cage <= 1; no_cage++) {
        struct trial *trial = held("family", no_cage);
        let_go(trial, "main", 2);
        let_go(trial, "child", 1);
        let_go(trial, "child", 1);
        interrupt(trial, RUN_ENDED);
        for (size_t i = 0; i < 4; i++) {
            killed_by(trial, names[i], SIGINT);
        }
        assert_int_equal(find(trial, EVENT_RUN_END)->type, OUTCOME_OK);
        again(trial, NULL);
        trial_free(trial);
    }
}

/* Programs of the machine, in their reads: one dies by it; one was executed with SIGINT ignored,
 * which stays so (execve(2)), and reads on. */
static void test_without_gates(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage <= 1; no_cage++) {
        struct trial *trial = held("free", no_cage);
        let_go(trial, "main", 5);
        let_go(trial, "reader", 3);
        let_go(trial, "deaf", 4);
        interrupt(trial, RUN_HELD);
        killed_by(trial, "reader", SIGINT);
        play(trial);
        assert_string_equal(prints(trial), "still here nil\tSIGINT\tkilled by SIGINT 0");
        again(trial, NULL);
        trial_free(trial);
    }
}

/* It stops playing, and is the next step. */
static void test_while_playing(void **state) {
    (void)state;
    struct trial *trial = held("endless", false);
    assert_int_equal(run_play(trial->run, false), 0);
    run_wait(trial->run, 20);
    assert_int_equal(run_interrupt(trial->run), 0);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(count_kind(trial, EVENT_INTERRUPT), 1);
    interrupt(trial, RUN_HELD);
    assert_int_equal(run_stop(trial->run), 0);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    trial_free(trial);
}

static void test_at_the_wrong_time(void **state) {
    (void)state;
    struct trial *trial = trial_new("own");
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_int_equal(run_interrupt(trial->run), -EINVAL);
    assert_string_equal(prints(trial), "SIGINT"); /* by the program's own schedule */
    trial_free(trial);
    trial = trial_new("own");
    trial->wish.schedule = "main ^C?";
    run_to_end(trial, OUTCOME_ERROR);
    assert_non_null(strstr(run_fault(trial->run)->text, "step 2: ^C? can't go now: it is for"));
    trial_free(trial);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all),           cmocka_unit_test(test_where_nobody_can_go),
        cmocka_unit_test(test_taken),         cmocka_unit_test(test_while_asking),
        cmocka_unit_test(test_all_end),       cmocka_unit_test(test_without_gates),
        cmocka_unit_test(test_while_playing), cmocka_unit_test(test_at_the_wrong_time),
    };
    return cmocka_run_group_tests_name("core/run/interrupt", tests, make_lesson, remove_folder);
}
