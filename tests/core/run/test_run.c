/* SPDX-License-Identifier: MIT */
/* test_run.c: whole runs through run.h: a real runner, real processes. Each case has a lesson of
 * its own, and is gone through caged and not. */
#include "json_lines.h"
#include "mem.h"
#include "run.h"
#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 60000 };

static char folder[] = "/tmp/ipc-tutor-test-XXXXXX";

static const char lesson[] =
    "param('lines', 2, {min = 1, max = 9, help = 'lines to write'})\n"
    "param('word', 'hello')\n"
    "program('right', {expect = 'ok', title = 'as it should be',\n"
    "  facts = {['child.prints'] = 'x'}}, function()\n"
    "  local r, w = pipe('p')\n"
    "  local child = fork('child', function()\n"
    "    r:close()\n"
    "    for i = 1, param.lines do w:write(param.word .. '\\n') end\n"
    "    w:close()\n"
    "  end)\n"
    "  w:close()\n"
    "  mark('closed')\n"
    "  for line in r:lines() do print(line) end\n"
    "  child:wait()\n"
    "end)\n"
    "program('hang', {expect = 'deadlock'}, function()\n"
    "  local r, w = pipe('p')\n"
    "  r:read(10)\n"
    "end)\n"
    "program('partial', {expect = 'deadlock'}, function()\n"
    "  local child = fork('child', function() local r, w = pipe('p'); r:read(10) end)\n"
    "  for i = 1, 3 do sleep(1) end\n"
    "  print('still here')\n"
    "end)\n"
    "program('broken', {expect = 'error'}, function()\n"
    "  getpid()\n"
    "  local x = nil + 1\n"
    "end)\n"
    "program('asks', {expect = 'ok'}, function()\n"
    "  local name = ask('Who?')\n"
    "  print(name or 'nobody')\n"
    "  print(ask('And?') or 'nobody')\n"
    "end)\n"
    "program('endless', {expect = 'limit'}, function() while true do getpid() end end)\n"
    "program('busy', {expect = 'limit'}, function()\n"
    "  getpid()\n"
    "  while true do end\n"
    "end)\n"
    "program('two', {expect = 'ok', schedule = 'main*3 b a'}, function()\n"
    "  local a = fork('a', function() print('a') end)\n"
    "  local b = fork('b', function() print('b') end)\n"
    "  getpid()\n"
    "end)\n";

static int write_file(const char *name, const char *text) {
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file) {
        return -1;
    }
    fputs(text, file);
    return fclose(file);
}

static int make_folder(void **state) {
    (void)state;
    setenv("IPC_TUTOR_RUNNER", BUILD_DIR "/ipc-tutor-runner", 0);
    return mkdtemp(folder) && write_file("lesson.lua", lesson) == 0 ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    char path[256];
    snprintf(path, sizeof(path), "%s/lesson.lua", folder);
    unlink(path);
    return rmdir(folder);
}

struct trial {
    struct run_wish wish;
    struct log *log;
    struct run *run;
    struct diag diag;
    struct buf text;
};

static struct trial *trial_new(const char *program) {
    struct trial *trial = mem_new(sizeof(*trial));
    trial->wish = (struct run_wish){
        .lesson_dir = folder, .lesson = "test", .program = program, .limit_seconds = 60};
    trial->log = log_new();
    return trial;
}

static void trial_start(struct trial *trial) {
    int r = run_new(&trial->wish, trial->log, &trial->run, &trial->diag);
    if (r < 0) {
        print_error("%s\n", trial->diag.text);
    }
    assert_int_equal(r, 0);
}

static void trial_free(struct trial *trial) {
    run_free(trial->run);
    log_free(trial->log);
    diag_done(&trial->diag);
    buf_done(&trial->text);
    mem_free(trial);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static enum run_state wait_state(struct trial *trial) {
    return run_wait(trial->run, PATIENCE_MS);
}

static const struct event *find(const struct trial *trial, enum event_kind kind) {
    for (uint64_t n = log_count(trial->log); n > 0; n--) {
        if (log_at(trial->log, n)->kind == kind) {
            return log_at(trial->log, n);
        }
    }
    return NULL;
}

static uint64_t count_kind(const struct trial *trial, enum event_kind kind) {
    uint64_t count = 0;
    for (uint64_t n = 1; n <= log_count(trial->log); n++) {
        count += log_at(trial->log, n)->kind == kind;
    }
    return count;
}

static const char *str(const struct trial *trial, strid id) {
    return log_str(trial->log, id);
}

/* The log as text, for a test that fails. */
static void show_log(const struct trial *trial) {
    struct buf out = {0};
    for (uint64_t n = 1; n <= log_count(trial->log); n++) {
        json_lines_put(&out, trial->log, n);
    }
    print_error("%s", buf_str(&out));
    if (run_fault(trial->run)) {
        buf_clear(&out);
        diag_write(run_fault(trial->run), &out);
        print_error("fault: %s", buf_str(&out));
    }
    buf_done(&out);
}

/* Runs to the end; it must have this outcome. */
static void run_to_end(struct trial *trial, enum run_outcome outcome) {
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    const struct event *end = find(trial, EVENT_RUN_END);
    if (!end || end->type != outcome) {
        show_log(trial);
    }
    assert_non_null(end);
    assert_int_equal(end->type, outcome);
    assert_int_equal(end->len, 0);
    assert_int_equal(run_fd(trial->run), -1);
}

/* All prints, one space between. */
static const char *prints(struct trial *trial) {
    buf_clear(&trial->text);
    for (uint64_t n = 1; n <= log_count(trial->log); n++) {
        const struct event *event = log_at(trial->log, n);
        if (event->kind == EVENT_PRINT) {
            buf_puts(&trial->text, trial->text.len ? " " : "");
            buf_puts(&trial->text, str(trial, event->text));
        }
    }
    return buf_str(&trial->text);
}

static void test_right(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage <= 1; no_cage++) {
        struct trial *trial = trial_new("right");
        trial->wish.no_cage = no_cage;
        run_to_end(trial, OUTCOME_OK);
        assert_string_equal(prints(trial), "hello hello");
        const struct event *start = log_at(trial->log, 1);
        assert_int_equal(start->kind, EVENT_RUN_START);
        assert_string_equal(str(trial, start->name), "test");
        assert_string_equal(str(trial, start->text), "right");
        assert_string_equal(str(trial, start->state), "{\"lines\":2,\"word\":\"hello\"}");
        const struct event *end = find(trial, EVENT_RUN_END);
        assert_true(end->has & EVENT_TRUTH);
        assert_string_equal(str(trial, end->text), "ok");
        assert_int_equal(end->ret, count_kind(trial, EVENT_STEP));
        assert_int_equal(count_kind(trial, EVENT_ACTOR_START), 2);
        assert_int_equal(count_kind(trial, EVENT_ACTOR_EXIT), 2);
        assert_null(run_fault(trial->run));
        trial_free(trial);
    }
}

static void test_params(void **state) {
    (void)state;
    const struct run_param params[] = {{"lines", "3"}, {"word", "x"}};
    struct trial *trial = trial_new(NULL);
    trial->wish.params = params;
    trial->wish.param_count = 2;
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(prints(trial), "x x x");
    trial_free(trial);
}

static void fault_before_start(struct trial *trial, const char *text, int code) {
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_non_null(run_fault(trial->run));
    diag_write(run_fault(trial->run), &trial->text);
    if (!strstr(buf_str(&trial->text), text)) {
        print_error("\"%s\" is not in: %s\n", text, buf_str(&trial->text));
    }
    assert_non_null(strstr(buf_str(&trial->text), text));
    if (code) {
        assert_int_equal(run_fault_code(trial->run), code);
    }
    assert_int_equal(log_count(trial->log), 0);
    trial_free(trial);
}

static void test_wishes_that_can_not_be(void **state) {
    (void)state;
    const struct run_param unknown[] = {{"nonsense", "3"}};
    const struct run_param too_large[] = {{"lines", "10"}};
    struct trial *trial = trial_new("right");
    trial->wish.params = unknown;
    trial->wish.param_count = 1;
    fault_before_start(trial, "nonsense", -EDOM);
    trial = trial_new("right");
    trial->wish.params = too_large;
    trial->wish.param_count = 1;
    fault_before_start(trial, "lines", -EDOM);
    trial = trial_new("nowhere");
    fault_before_start(trial, "nowhere", 0);
    trial = trial_new("right");
    trial->wish.schedule = "main*";
    fault_before_start(trial, "character 6", 0);
    trial = trial_new("right");
    trial->wish.lesson_dir = "/nonexistent";
    fault_before_start(trial, "/nonexistent", -ENOENT);
}

static void test_schedules(void **state) {
    (void)state;
    struct trial *trial = trial_new("two"); /* its own */
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(prints(trial), "a b");
    const struct event *start = log_at(trial->log, 1);
    assert_string_equal(str(trial, start->waits_for), "main*3 b a");
    const struct event *end = find(trial, EVENT_RUN_END);
    char *whole = mem_strdup(str(trial, end->waits_for));
    assert_int_equal(strncmp(whole, "main*3 b a", 10), 0);
    trial_free(trial);

    trial = trial_new("two"); /* as it was: again */
    trial->wish.schedule = whole;
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(str(trial, find(trial, EVENT_RUN_END)->waits_for), whole);
    trial_free(trial);
    mem_free(whole);

    trial = trial_new("two"); /* one that can't be */
    trial->wish.schedule = "main nobody";
    run_to_end(trial, OUTCOME_ERROR);
    assert_non_null(strstr(run_fault(trial->run)->text, "step 2: nobody can't go"));
    trial_free(trial);
}

static void test_seeds(void **state) {
    (void)state;
    struct buf first = {0};
    for (int i = 0; i < 2; i++) {
        struct trial *trial = trial_new("right");
        trial->wish.has_seed = true;
        trial->wish.seed = 3;
        run_to_end(trial, OUTCOME_OK);
        const char *schedule = str(trial, find(trial, EVENT_RUN_END)->waits_for);
        if (i == 0) {
            buf_puts(&first, schedule);
        }
        assert_string_equal(schedule, buf_str(&first));
        assert_non_null(strstr(str(trial, log_at(trial->log, 1)->more), "\"seed\":3"));
        trial_free(trial);
    }
    buf_done(&first);
}

static void test_deadlock(void **state) {
    (void)state;
    struct trial *trial = trial_new("hang");
    run_to_end(trial, OUTCOME_DEADLOCK);
    const struct event *deadlock = find(trial, EVENT_DEADLOCK);
    assert_non_null(deadlock);
    assert_string_equal(str(trial, deadlock->waits_for), "main");
    assert_non_null(strstr(str(trial, deadlock->state), "\"waits_for\":\"main\""));
    assert_non_null(strstr(str(trial, deadlock->text), "read(2)"));
    assert_int_equal(count_kind(trial, EVENT_DEADLOCK), 1);
    assert_int_equal(count_kind(trial, EVENT_OP_BLOCK), 1);
    trial_free(trial);
}

static void test_partial_deadlock(void **state) {
    (void)state;
    struct trial *trial = trial_new("partial");
    run_to_end(trial, OUTCOME_DEADLOCK);
    const struct event *deadlock = find(trial, EVENT_DEADLOCK);
    assert_non_null(deadlock);
    assert_string_equal(str(trial, deadlock->waits_for), "child");
    assert_string_equal(prints(trial), "still here");
    assert_int_equal(count_kind(trial, EVENT_DEADLOCK), 1);
    const struct event *print = find(trial, EVENT_PRINT);
    assert_true(print->t >= 3000000000LL); /* three seconds of the run's clock ... */
    trial_free(trial);
}

static void test_error(void **state) {
    (void)state;
    struct trial *trial = trial_new("broken");
    run_to_end(trial, OUTCOME_ERROR);
    const struct diag *fault = run_fault(trial->run);
    assert_non_null(fault);
    assert_string_equal(fault->file, "lesson.lua");
    assert_int_equal(fault->line, 27);
    assert_non_null(strstr(fault->source, "nil + 1"));
    assert_non_null(strstr(str(trial, find(trial, EVENT_RUN_END)->more), "lesson.lua:27:"));
    trial_free(trial);
}

static void test_input(void **state) {
    (void)state;
    struct trial *trial = trial_new("asks");
    trial->wish.input = "Ada\nBea\n";
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(prints(trial), "Ada Bea");
    assert_int_equal(count_kind(trial, EVENT_ANSWER), 2);
    trial_free(trial);
    trial = trial_new("asks");
    trial->wish.input = "Ada";
    run_to_end(trial, OUTCOME_OK);
    assert_string_equal(prints(trial), "Ada nobody");
    trial_free(trial);
}

static void test_asking(void **state) {
    (void)state;
    struct trial *trial = trial_new("asks");
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_ASKING);
    assert_string_equal(str(trial, find(trial, EVENT_ASK)->text), "Who?");
    assert_int_equal(run_step(trial->run, NULL), -EINVAL);
    assert_int_equal(run_answer(trial->run, "Ada"), 0);
    assert_int_equal(wait_state(trial), RUN_ASKING);
    assert_int_equal(run_stop(trial->run), 0);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_int_equal(find(trial, EVENT_RUN_END)->type, OUTCOME_STOPPED);
    assert_string_equal(prints(trial), "Ada");
    trial_free(trial);
}

static void test_limits(void **state) {
    (void)state;
    static const char *const programs[] = {"endless", "busy"};
    for (size_t i = 0; i < 2; i++) {
        struct trial *trial = trial_new(programs[i]);
        trial->wish.limit_seconds = 1;
        run_to_end(trial, OUTCOME_LIMIT);
        assert_non_null(run_fault(trial->run));
        assert_non_null(strstr(str(trial, find(trial, EVENT_RUN_END)->more), "\"limit\":"));
        trial_free(trial);
    }
}

static void test_held(void **state) {
    (void)state;
    struct trial *trial = trial_new("right");
    trial->wish.hold = true;
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(count_kind(trial, EVENT_STEP), 0);
    assert_int_equal(run_step(trial->run, "child"), -EINVAL);
    assert_int_equal(run_answer(trial->run, "x"), -EINVAL);
    assert_int_equal(run_step(trial->run, "main"), 0); /* pipe */
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(run_step(trial->run, NULL), 0); /* fork */
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(count_kind(trial, EVENT_STEP), 2);
    assert_int_equal(run_step(trial->run, "child"), 0);
    assert_int_equal(wait_state(trial), RUN_HELD);
    const struct event *step = find(trial, EVENT_STEP);
    assert_string_equal(str(trial, step->actor), "child");
    assert_int_equal(run_play(trial->run, true), 0);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(count_kind(trial, EVENT_MARK), 1);
    assert_null(find(trial, EVENT_RUN_END));
    assert_int_equal(run_play(trial->run, false), 0);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_int_equal(find(trial, EVENT_RUN_END)->type, OUTCOME_OK);
    trial_free(trial);
}

static void test_branch(void **state) {
    (void)state;
    struct trial *trial = trial_new("right");
    trial->wish.hold = true;
    trial->wish.schedule = "main*2 child*2";
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(count_kind(trial, EVENT_STEP), 4);
    assert_int_equal(run_step(trial->run, "main"), 0);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(run_stop(trial->run), 0);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    const struct event *end = find(trial, EVENT_RUN_END);
    assert_int_equal(end->type, OUTCOME_STOPPED);
    assert_string_equal(str(trial, end->waits_for), "main*2 child*2 main");
    trial_free(trial);
}

static void test_free_at_any_time(void **state) {
    (void)state;
    static const char *const programs[] = {"right", "hang", "asks", "busy", "endless"};
    for (size_t i = 0; i < 10; i++) {
        struct trial *trial = trial_new(programs[i % 5]);
        trial->wish.hold = i % 2;
        trial->wish.no_cage = i >= 5;
        trial_start(trial);
        run_wait(trial->run, (int)i);
        trial_free(trial);
    }
}

static void test_declared(void **state) {
    (void)state;
    struct run_decl decl = {0};
    struct diag diag = {0};
    assert_int_equal(run_declared(folder, &decl, &diag), 0);
    assert_int_equal(decl.param_count, 2);
    assert_string_equal(decl.params[0].name, "lines");
    assert_string_equal(decl.params[0].value, "2");
    assert_string_equal(decl.params[0].help, "lines to write");
    assert_true(decl.params[0].is_number && decl.params[0].has_min && decl.params[0].has_max);
    assert_true(decl.params[0].min == 1 && decl.params[0].max == 9);
    assert_string_equal(decl.params[1].value, "hello");
    assert_false(decl.params[1].is_number || decl.params[1].has_min);
    assert_int_equal(decl.program_count, 8);
    assert_string_equal(decl.programs[0].id, "right");
    assert_string_equal(decl.programs[0].title, "as it should be");
    assert_string_equal(decl.programs[0].expect, "ok");
    assert_null(decl.programs[0].schedule);
    assert_int_equal(decl.programs[0].line, 3);
    assert_int_equal(decl.programs[0].fact_count, 1);
    assert_string_equal(decl.programs[0].facts[0].path, "child.prints");
    assert_string_equal(decl.programs[0].facts[0].value, "x");
    assert_string_equal(decl.programs[7].schedule, "main*3 b a");
    run_decl_done(&decl);
    assert_int_not_equal(run_declared("/nonexistent", &decl, &diag), 0);
    assert_non_null(diag.text);
    diag_done(&diag);
}

static void test_no_runner(void **state) {
    (void)state;
    char *kept = mem_strdup(getenv("IPC_TUTOR_RUNNER"));
    struct trial *trial = trial_new("right");
    setenv("IPC_TUTOR_RUNNER", "/bin/true", 1);
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_int_equal(run_fault_code(trial->run), -EPIPE);
    trial_free(trial);
    setenv("IPC_TUTOR_RUNNER", kept, 1);
    mem_free(kept);
}

/* A runner that says nonsense, in many ways: the tutor takes no harm, and is told. */
static void test_hostile_runner(void **state) {
    (void)state;
    static const char *const scripts[] = {
        "exec 1>&3; head -c 300000 /dev/urandom",
        "exec 1>&3; yes 2>/dev/null",
        "exec 1>&3; printf '\\1\\0\\0\\0\\3\\11'",         /* a state that is none */
        "exec 1>&3; printf '\\0\\0\\0\\0\\2'",             /* a record without bytes */
        "exec 1>&3; printf '\\377\\377\\377\\377\\2'",     /* a frame of 4 GB */
        "exec 1>&3; printf '\\4\\0\\0\\0\\4\\0\\0\\0\\0'", /* half a fault */
        "exec 3>&-; sleep 100",
        "kill -9 $$",
    };
    char path[64];
    char *kept = mem_strdup(getenv("IPC_TUTOR_RUNNER"));
    snprintf(path, sizeof path, "%s/hostile", folder);
    setenv("IPC_TUTOR_RUNNER", path, 1);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        struct buf script = {0};
        struct run_decl decl = {0};
        buf_putf(&script, "#!/bin/sh\n%s\n", scripts[i]);
        assert_int_equal(write_file("hostile", buf_str(&script)), 0);
        assert_int_equal(chmod(path, 0700), 0);
        struct trial *trial = trial_new("right");
        trial_start(trial);
        assert_int_equal(wait_state(trial), RUN_ENDED);
        assert_non_null(run_fault(trial->run));
        assert_null(find(trial, EVENT_RUN_END));
        trial_free(trial);
        struct diag diag = {0};
        assert_true(run_declared(folder, &decl, &diag) < 0);
        assert_non_null(diag.text);
        diag_done(&diag);
        buf_done(&script);
    }
    unlink(path);
    setenv("IPC_TUTOR_RUNNER", kept, 1);
    mem_free(kept);
}

static void test_stop_while_it_computes(void **state) {
    (void)state;
    for (int hold = 0; hold <= 1; hold++) {
        struct trial *trial = trial_new("busy");
        trial->wish.hold = hold;
        trial_start(trial);
        if (hold) {
            assert_int_equal(wait_state(trial), RUN_HELD);
            assert_int_equal(run_step(trial->run, "main"), 0);
        }
        run_wait(trial->run, 50);
        assert_int_equal(run_stop(trial->run), 0);
        assert_int_equal(wait_state(trial), RUN_ENDED);
        enum run_outcome outcome = find(trial, EVENT_RUN_END)->type;
        assert_true(outcome == OUTCOME_STOPPED || outcome == OUTCOME_LIMIT);
        trial_free(trial);
    }
}

static void test_limit_while_held(void **state) {
    (void)state;
    struct trial *trial = trial_new("endless");
    trial->wish.hold = true;
    trial->wish.limit_seconds = 1;
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_HELD);
    const struct timespec long_thought = {/* the time is the user's */ .tv_sec = 1,
                                          .tv_nsec = 200000000};
    nanosleep(&long_thought, NULL);
    assert_int_equal(run_step(trial->run, NULL), 0);
    assert_int_equal(wait_state(trial), RUN_HELD);
    assert_int_equal(run_play(trial->run, false), 0);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    assert_int_equal(find(trial, EVENT_RUN_END)->type, OUTCOME_LIMIT);
    trial_free(trial);
}

/* Somebody else kills a process of the run while all is held. */
static void test_killed_from_outside(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage <= 1; no_cage++) {
        struct trial *trial = trial_new("right");
        trial->wish.hold = true;
        trial->wish.no_cage = no_cage;
        trial->wish.schedule = "main*2"; /* the child is there */
        trial_start(trial);
        assert_int_equal(wait_state(trial), RUN_HELD);
        pid_t child = find(trial, EVENT_ACTOR_START)->pid;
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(run_step(trial->run, "child"), 0);
        while (wait_state(trial) == RUN_HELD) {
            assert_int_equal(run_step(trial->run, NULL), 0);
        }
        assert_int_equal(run_state(trial->run), RUN_ENDED);
        const struct event *end = find(trial, EVENT_RUN_END);
        if (end->type != OUTCOME_OK) {
            show_log(trial);
        }
        assert_int_equal(end->type, OUTCOME_OK);
        uint64_t killed = 0;
        for (uint64_t n = 1; n <= log_count(trial->log); n++) {
            const struct event *event = log_at(trial->log, n);
            killed += event->kind == EVENT_ACTOR_EXIT && event->has & EVENT_HAS_SIGNAL &&
                      event->ret == SIGKILL && event->pid == child;
        }
        assert_int_equal(killed, 1);
        trial_free(trial);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_right),
        cmocka_unit_test(test_params),
        cmocka_unit_test(test_wishes_that_can_not_be),
        cmocka_unit_test(test_schedules),
        cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_deadlock),
        cmocka_unit_test(test_partial_deadlock),
        cmocka_unit_test(test_error),
        cmocka_unit_test(test_input),
        cmocka_unit_test(test_asking),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_held),
        cmocka_unit_test(test_branch),
        cmocka_unit_test(test_free_at_any_time),
        cmocka_unit_test(test_declared),
        cmocka_unit_test(test_no_runner),
        cmocka_unit_test(test_killed_from_outside),
        cmocka_unit_test(test_hostile_runner),
        cmocka_unit_test(test_stop_while_it_computes),
        cmocka_unit_test(test_limit_while_held),
    };
    return cmocka_run_group_tests_name("core/run/run", tests, make_folder, remove_folder);
}
