/* SPDX-License-Identifier: MIT */
/* Tests of the terminal's signal: a step that is nobody's, pending at whoever has a handler for it,
 * and as a sentence. */
#include "tell.h"
#include "timeline.h"
#include "world.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void add(struct log *log, struct event event, const char *actor, const char *obj,
                const char *data) {
    event.actor = log_intern(log, actor);
    event.obj = log_intern(log, obj);
    event.has |= obj != NULL ? EVENT_HAS_OBJ : 0;
    log_append(log, &event, data, data != NULL ? strlen(data) : 0);
}

static void add_table(struct log *log, const char *actor, const char *obj, const char *lists) {
    add(log,
        (struct event){.kind = EVENT_OBJ_NEW, .type = OBJ_SIGNALS, .state = log_intern(log, lists)},
        actor, obj, NULL);
}

static void add_interrupt(struct log *log, const char *to) {
    add(log,
        (struct event){.kind = EVENT_INTERRUPT,
                       .ret = SIGINT,
                       .has = EVENT_HAS_SIGNAL,
                       .waits_for = log_intern(log, to),
                       .name = log_intern(log, "^C")},
        NULL, NULL, NULL);
}

/* main forks three; a step of main, Ctrl-C, a step of b: its handler. */
static struct log *tale(void) {
    static const char *const names[] = {"main", "a", "b", "c"};
    struct log *log = log_new();
    for (int i = 0; i < 4; i++) {
        add(log, (struct event){.kind = EVENT_ACTOR_START}, names[i], NULL, NULL);
    }
    add_table(log, "a", "sig-a", "{\"handled\":\"\",\"ignored\":\"SIGINT\",\"blocked\":\"\"}");
    add_table(log, "b", "sig-b", "{\"handled\":\"SIGINT\",\"ignored\":\"\",\"blocked\":\"\"}");
    add_table(log, "c", "sig-c", "{\"handled\":\"SIGINT\",\"ignored\":\"\",\"blocked\":\"\"}");
    add(log, (struct event){.kind = EVENT_ACTOR_EXIT, .has = EVENT_HAS_RET}, "c", NULL, NULL);
    add(log, (struct event){.kind = EVENT_STEP}, "main", NULL, NULL);
    add_interrupt(log, "main a b");
    add(log, (struct event){.kind = EVENT_STEP}, "b", NULL, NULL);
    add(log,
        (struct event){
            .kind = EVENT_OP_EXIT, .op = OP_HANDLER, .ret = SIGINT, .has = EVENT_HAS_RET},
        "b", "sig-b", "SIGINT");
    return log;
}

static int64_t pending(const struct world *world, const char *obj) {
    return world_obj(world, log_find(world->log, obj))->written;
}

static void test_pending(void **state) {
    (void)state;
    struct log *log = tale();
    struct timeline *timeline = timeline_new(log);
    assert_int_equal(timeline_steps(timeline), 3);
    assert_int_equal(log_at(log, timeline_step_begin(timeline, 2))->kind, EVENT_INTERRUPT);
    const struct world *world = timeline_at(timeline, timeline_step_end(timeline, 1));
    assert_int_equal(world->actor, log_find(log, "main"));
    assert_int_equal(pending(world, "sig-b"), 0);
    world = timeline_at(timeline, timeline_step_end(timeline, 2));
    assert_int_equal(world->steps, 2);
    assert_int_equal(world->actor, 0);
    assert_int_equal(pending(world, "sig-a"), 0);
    assert_int_equal(pending(world, "sig-b"), 1 << SIGINT);
    assert_int_equal(pending(world, "sig-c"), 0);
    world = timeline_at(timeline, timeline_step_end(timeline, 3));
    assert_int_equal(pending(world, "sig-b"), 0);
    const struct timeline_stop *stop = timeline_mark_after(timeline, 0);
    assert_int_equal(stop->kind, STOP_INTERRUPT);
    assert_int_equal(stop->step, 2);
    assert_string_equal(log_str(log, stop->text), "^C");
    timeline_free(timeline);
    log_free(log);
}

static void test_sentences(void **state) {
    (void)state;
    static const char *const to[] = {"main", "main a", "main a b", ""};
    static const char *const told[] = {
        "The terminal sends SIGINT (Ctrl-C) to main.",
        "The terminal sends SIGINT (Ctrl-C) to main and a.",
        "The terminal sends SIGINT (Ctrl-C) to main, a and b.",
        "The terminal sends SIGINT (Ctrl-C) to nobody.",
    };
    for (size_t i = 0; i < 4; i++) {
        struct log *log = log_new();
        struct buf text = {0};
        add_interrupt(log, to[i]);
        assert_true(tell_event(log, 1, &text));
        assert_string_equal(buf_str(&text), told[i]);
        buf_done(&text);
        log_free(log);
    }
}

static void add_exit(struct log *log, const char *actor, int signal) {
    add(log,
        (struct event){
            .kind = EVENT_ACTOR_EXIT, .ret = signal, .has = signal ? EVENT_HAS_SIGNAL : 0},
        actor, NULL, NULL);
}

static void add_end(struct log *log, enum run_outcome outcome, bool as_expected) {
    add(log,
        (struct event){.kind = EVENT_RUN_END,
                       .type = (uint16_t)outcome,
                       .text = log_intern(log, "ok"),
                       .ret = 2,
                       .has = as_expected ? EVENT_TRUTH : 0},
        NULL, NULL, NULL);
}

/* What Ctrl-C cut short is not judged; what outlived it, and who died of another signal, is. */
static void test_interrupted(void **state) {
    (void)state;
    static const struct {
        int killed_by;
        bool step_before, step_after;
        enum run_outcome outcome;
        const char *told, *word, *said;
    } runs[] = {
        {SIGINT, false, false, OUTCOME_OK, "it was interrupted by Ctrl-C.", "ended by Ctrl-C",
         "interrupted by Ctrl-C"},
        {SIGINT, false, true, OUTCOME_OK, "it was interrupted by Ctrl-C.", "interrupted",
         "interrupted by Ctrl-C"},
        {SIGINT, false, true, OUTCOME_DEADLOCK, "deadlock; it was interrupted by Ctrl-C.", NULL,
         "deadlock, interrupted by Ctrl-C"},
        {SIGINT, true, false, OUTCOME_OK, "ok, as expected.", "ended well", "ok"},
        {SIGTERM, false, false, OUTCOME_OK, "ok, as expected.", "ended well", "ok"},
        {0, false, true, OUTCOME_OK, "ok, as expected.", "ended well", "ok"},
        {0, false, true, OUTCOME_DEADLOCK, "deadlock, not as expected (ok).", NULL, "deadlock"},
    };
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct log *log = log_new();
        struct world world;
        struct buf text = {0};
        struct buf wished = {0};
        add(log, (struct event){.kind = EVENT_ACTOR_START}, "main", NULL, NULL);
        add_interrupt(log, "main");
        if (runs[i].step_before) {
            add(log, (struct event){.kind = EVENT_STEP}, "main", NULL, NULL);
        }
        add_exit(log, "main", runs[i].killed_by);
        if (runs[i].step_after) {
            add(log, (struct event){.kind = EVENT_STEP}, "other", NULL, NULL);
        }
        add_end(log, runs[i].outcome, runs[i].outcome == OUTCOME_OK);
        assert_true(tell_event(log, log_count(log), &text));
        buf_putf(&wished, "The run ends after 2 steps: %s", runs[i].told);
        assert_string_equal(buf_str(&text), buf_str(&wished));
        world_init(&world, log);
        world_fold_to(&world, log_count(log));
        if (runs[i].word != NULL) {
            assert_string_equal(world_ended_word(&world), runs[i].word);
        }
        buf_clear(&text);
        world_put_outcome(&world, &text);
        assert_string_equal(buf_str(&text), runs[i].said);
        world_done(&world);
        buf_done(&wished);
        buf_done(&text);
        log_free(log);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pending),
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_interrupted),
    };
    return cmocka_run_group_tests_name("core/world/terminal", tests, NULL, NULL);
}
