/* SPDX-License-Identifier: MIT */
/*
 * A lesson that is read again while a run of it is looked at (session_again): the same program,
 * parameters, order and step; a shorter program, another order, a program and a parameter that are
 * gone, a lesson.lua that can't be loaded.
 */
#include "fdio.h"
#include "mem.h"
#include "session.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 30000 };

static char folder[] = "/tmp/ipc-tutor-again-XXXXXX";
static char file[64];
static struct lesson *lesson;

#define PARAM     "param(\"times\", 2, { min = 1, max = 5, help = \"writes\" })\n"
#define BEGIN(id) "program(\"" id "\", { title = \"" id "\", expect = \"ok\" }, function()\n"
#define CHILD                                                                                      \
    "  local r, w = pipe(\"p\")\n"                                                                 \
    "  local child = fork(\"child\", function()\n"                                                 \
    "    for i = 1, param.times do w:write(\"x\") end\n"                                           \
    "  end)\n"
#define END "  child:wait()\nend)\n"

static void save(const char *text) {
    assert_int_equal(file_write(file, text, strlen(text), NULL), 0);
}

static void wait_for_aim(struct session *session) {
    for (int i = 0; i < PATIENCE_MS && session->aim == AIM_AHEAD; i++) {
        run_wait(session->run, 1);
        session_pump(session);
    }
    assert_int_not_equal(session->aim, AIM_AHEAD);
}

/* The screen goes on without an answer that takes long; a test must have it. */
static void wait_for_run(struct session *session, uint64_t steps) {
    for (int i = 0; i < PATIENCE_MS && (session_steps(session) < steps ||
                                        (session_lives(session) && session->state == RUN_WORKING));
         i++) {
        run_wait(session->run, 1);
        session_pump(session);
    }
}

static void step(struct session *session, const char *actor) {
    struct buf why = {0};
    uint64_t before = session_steps(session);
    wait_for_run(session, before);
    assert_int_equal(session_step(session, actor, &why), 0);
    wait_for_run(session, before + 1);
    buf_done(&why);
}

static void last_actor(const struct session *session, uint64_t at, const char *expected) {
    struct session_order order;
    session_order(session, at, &order);
    assert_int_equal(order.actor_count, at);
    assert_string_equal(order.actors[at - 1], expected);
    for (size_t i = 0; i < order.actor_count; i++) {
        mem_free(order.actors[i]);
    }
    mem_free(order.actors);
}

/* A run of "first", three times main and twice the child. */
static void begin(struct session *session) {
    save(PARAM BEGIN("first") CHILD END BEGIN("second") CHILD END);
    session_init(session);
    session_open(session, lesson);
    assert_true(session->has_decl);
    session_start(session, 0);
    step(session, "main");
    step(session, "main");
    step(session, "child");
    assert_int_equal(session_steps(session), 3);
}

static void again(struct session *session, struct buf *said) {
    buf_clear(said);
    assert_int_equal(session_again(session, lesson, true, said), 0);
    wait_for_aim(session);
}

static void test_same_step(void **state) {
    struct session session;
    struct buf said = {0};
    (void)state;
    begin(&session);
    save("-- a line more\n" PARAM BEGIN("first") CHILD "  w:close()\n" END);
    again(&session, &said);
    assert_int_equal(session.aim, AIM_REACHED);
    assert_int_equal(session.step, 3);
    assert_int_equal(session_steps(&session), 3);
    assert_true(session.at_end);
    assert_true(session_lives(&session));
    last_actor(&session, 3, "child");
    assert_string_equal(buf_str(&said), "");
    assert_string_equal(session.lua.lines[0].text, "-- a line more");
    buf_done(&said);
    session_done(&session);
}

static void test_past_stays_past(void **state) {
    struct session session;
    struct buf said = {0};
    (void)state;
    begin(&session);
    session_go(&session, 1);
    again(&session, &said);
    assert_int_equal(session.aim, AIM_REACHED);
    assert_int_equal(session.step, 1);
    assert_int_equal(session_steps(&session), 3);
    assert_false(session.at_end);
    buf_done(&said);
    session_done(&session);
}

static void test_nearest_step(void **state) {
    struct session session;
    struct buf said = {0};
    (void)state;
    begin(&session);
    save(PARAM BEGIN("first") "  local r, w = pipe(\"p\")\n  w:write(\"x\")\nend)\n");
    again(&session, &said); /* no child that could be let go */
    assert_int_equal(session.aim, AIM_MISSED);
    assert_int_equal(session.step, 2);
    assert_int_equal(session_steps(&session), 2);
    assert_int_equal(session.aim_steps, 3);
    assert_true(session_lives(&session));
    buf_done(&said);
    session_done(&session);
}

/* A slip that shortens the run, or ends it with an error, and is mended. */
static void test_mended(void **state) {
    static const char *const slips[] = {
        PARAM BEGIN("first") "  local r, w = pipe(\"p\")\n  w:write(\"x\")\nend)\n",
        PARAM BEGIN("first") "  local r, w = pipe(\"p\")\n  w:wriet(\"x\")\nend)\n",
        PARAM BEGIN("frist") "  print(\"x\")\nend)\n",
    };
    struct session session;
    struct buf said = {0};
    (void)state;
    begin(&session);
    session_go(&session, 2);
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        save(slips[i]);
        again(&session, &said);
        again(&session, &said); /* twice: saved with the slip still in it */
        assert_int_equal(session.aim, AIM_MISSED);
        save(PARAM BEGIN("first") CHILD END);
        again(&session, &said);
        assert_int_equal(session.aim, AIM_REACHED);
        assert_int_equal(session.step, 2);
        assert_int_equal(session_steps(&session), 3);
        last_actor(&session, 3, "child");
        assert_string_equal(session.decl.programs[session.program].id, "first");
    }
    buf_done(&said);
    session_done(&session);
}

/* Who moves after a slip is where one moved to. */
static void test_moved_after(void **state) {
    struct session session;
    struct buf said = {0};
    (void)state;
    begin(&session);
    save(PARAM BEGIN("first") "  local r, w = pipe(\"p\")\n  w:write(\"x\")\nend)\n");
    again(&session, &said);
    assert_int_equal(session.step, 2);
    session_go(&session, 1);
    save(PARAM BEGIN("first") CHILD END);
    again(&session, &said);
    assert_int_equal(session.step, 1);
    assert_int_equal(session_steps(&session), 2);
    buf_done(&said);
    session_done(&session);
}

static void test_gone(void **state) {
    struct session session;
    struct buf said = {0};
    (void)state;
    begin(&session);
    save(PARAM BEGIN("third") CHILD END);
    again(&session, &said);
    assert_int_equal(session.program, 0);
    assert_int_equal(session.step, 3);
    assert_string_equal(buf_str(&said), " There is no program first any more: this is third.");
    buf_done(&said);
    session_done(&session);
}

static void test_parameters(void **state) {
    struct session session;
    struct buf said = {0};
    (void)state;
    begin(&session);
    assert_int_equal(session_set(&session, 0, "4", &said), 0);
    save("param(\"more\", 1, { min = 0, max = 1, help = \"more\" })\n" PARAM BEGIN("first")
             CHILD END);
    again(&session, &said);
    assert_null(session.values[0]);
    assert_string_equal(session.values[1], "4");
    assert_string_equal(buf_str(&said), "");
    save("param(\"times\", 2, { min = 1, max = 3, help = \"writes\" })\n" BEGIN("first") CHILD END);
    again(&session, &said);
    assert_null(session.values[0]);
    assert_string_equal(buf_str(&said), " times may be at most 3. It is as declared again.");
    assert_int_equal(session.step, 3);
    buf_done(&said);
    session_done(&session);
}

static void test_not_loaded(void **state) {
    struct session session;
    struct buf said = {0};
    (void)state;
    begin(&session);
    save("program(\n");
    assert_true(session_again(&session, lesson, true, &said) < 0);
    assert_int_equal(session.step, 3);
    assert_true(session_lives(&session));
    assert_int_equal(session.decl.program_count, 2);
    step(&session, "child"); /* it goes on as if nothing had been saved */
    assert_int_equal(session.step, 4);
    buf_done(&said);
    session_done(&session);
}

static int make_lesson(void **state) {
    static const char text[] = "---\nformat: 1\nid: %s\ntitle: Again\ntopic: pipes\n---\n\nText.\n";
    struct buf words = {0};
    struct diag diag = {0};
    (void)state;
    if (!mkdtemp(folder) || rmdir(folder) < 0) {
        return -1;
    }
    for (char *at = folder; *at != '\0'; at++) { /* an id has no capital letters */
        *at = (char)(*at >= 'A' && *at <= 'Z' ? *at + 32 : *at);
    }
    snprintf(file, sizeof file, "%s/lesson.lua", folder);
    buf_putf(&words, text, strrchr(folder, '/') + 1);
    int ret = setenv("IPC_TUTOR_RUNNER", BUILD_DIR "/ipc-tutor-runner", 1) < 0 ||
              mkdir(folder, 0700) < 0 ||
              lesson_parse(folder, buf_str(&words), words.len, &lesson, &diag) < 0;
    diag_done(&diag);
    buf_done(&words);
    return ret;
}

static int remove_lesson(void **state) {
    (void)state;
    lesson_free(lesson);
    unlink(file);
    return rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_step),    cmocka_unit_test(test_past_stays_past),
        cmocka_unit_test(test_nearest_step), cmocka_unit_test(test_mended),
        cmocka_unit_test(test_moved_after),  cmocka_unit_test(test_gone),
        cmocka_unit_test(test_parameters),   cmocka_unit_test(test_not_loaded),
    };
    return cmocka_run_group_tests(tests, make_lesson, remove_lesson);
}
