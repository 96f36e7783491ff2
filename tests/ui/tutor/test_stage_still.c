/* SPDX-License-Identifier: MIT */
/* The stage of every program of every lesson, as it really runs: nobody moves from one step to the
 * next, no two boxes lie on each other, and arranging leaves fewer wires that cross than the order
 * in which things came to be; how many is said. */
#include "clock.h"
#include "mem.h"
#include "rehearsal.h"
#include "stage_model.h"
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PATIENCE_MS = 30000 };

/* Insides of the stage at 80x24, at 132x43 and at 200x60. */
static const struct { int h, w; } rooms[] = {{14, 47}, {20, 79}, {27, 119}};
enum { ROOMS = sizeof(rooms) / sizeof(rooms[0]) };

struct count {
    size_t programs, steps, before, after, worse;
};

static void end_of(struct run *run) {
    enum run_state state = run_wait(run, PATIENCE_MS);

    while (state == RUN_ASKING) {
        run_answer(run, "1 2 3");
        state = run_wait(run, PATIENCE_MS);
    }
    assert_int_equal(state, RUN_ENDED);
}

static size_t crossings(const struct cast *cast) {
    size_t sum = 0;

    for (int i = 0; i < ROOMS; i++) {
        struct stage_layout layout;
        stage_layout(&layout, cast, rooms[i].h, rooms[i].w, stage_kind_rows);
        sum += stage_crossings(&layout, cast);
        stage_layout_done(&layout);
    }
    return sum;
}

static bool overlap(struct stage_place a, struct stage_place b) {
    return a.y < b.y + b.h && b.y < a.y + a.h && a.x < b.x + b.w && b.x < a.x + a.w;
}

/* Each card where it was first seen, and none on another. */
static void look(const struct stage_model *model, struct stage_place *seen, const char *what,
                 uint64_t step) {
    for (size_t i = 0; i < model->card_count; i++) {
        struct stage_place place = model->cards[i].place;
        if (seen[i].h == 0) {
            seen[i] = place;
        }
        if (memcmp(&seen[i], &place, sizeof(place)) != 0) {
            fail_msg("%s: %s moves in step %llu", what, model->cards[i].name,
                     (unsigned long long)step);
        }
        for (size_t j = 0; j < i; j++) {
            if (overlap(place, model->cards[j].place)) {
                fail_msg("%s: %s and %s lie on each other", what, model->cards[i].name,
                         model->cards[j].name);
            }
        }
    }
}

static void steps_of(const struct log *log, struct cast *cast,
                     const struct run_decl_program *program, const char *what,
                     struct count *count) {
    struct timeline *timeline = timeline_new(log);
    struct scene scene = {.place = PLACE_RUN,
                          .page = VIEW_STAGE,
                          .program = program,
                          .log = log,
                          .timeline = timeline,
                          .cast = cast,
                          .steps = timeline_steps(timeline),
                          .flight = 1000};

    for (int i = 0; i < ROOMS; i++) {
        size_t cards = cast->actor_count + cast->obj_count;
        struct stage_place *seen = mem_new((cards + 1) * sizeof(*seen));
        for (scene.step = 0; scene.step <= scene.steps; scene.step++) {
            scene.world = timeline_at(timeline, timeline_step_end(timeline, scene.step));
            struct stage_model *model = stage_model_new(&scene, rooms[i].h, rooms[i].w);
            assert_true(model->card_count <= cards);
            look(model, seen, what, scene.step);
            stage_model_free(model);
            count->steps++;
        }
        mem_free(seen);
    }
    timeline_free(timeline);
}

static void program_of(const char *folder, const struct run_decl_program *program,
                       struct count *count) {
    struct run_wish wish = {.lesson_dir = folder, .lesson = "x", .program = program->id};
    struct log *log = log_new();
    struct run *run = NULL;
    struct cast cast;
    char what[128];
    size_t before, after;

    snprintf(what, sizeof(what), "%s:%s", strrchr(folder, '/') + 1, program->id);
    wish.input = program->input != NULL ? program->input : "1 2 3\n";
    cast_init(&cast);
    rehearse(&wish, &cast);
    before = crossings(&cast);
    stage_arrange(&cast, stage_kind_rows);
    after = crossings(&cast);
    assert_int_equal(run_new(&wish, log, &run, NULL), 0);
    end_of(run);
    run_free(run);
    cast_update(&cast, log);
    steps_of(log, &cast, program, what, count);
    count->worse += after > before;
    count->before += before;
    count->after += after;
    count->programs++;
    cast_done(&cast);
    log_free(log);
}

static void all_programs(void **state) {
    struct count count = {0};
    glob_t found;

    (void)state;
    setenv("IPC_TUTOR_RUNNER", BUILD_DIR "/ipc-tutor-runner", 0);
    assert_int_equal(glob(SOURCE_DIR "/lessons/*/lesson.lua", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *folder = mem_strdup(found.gl_pathv[i]);
        struct run_decl decl;
        *strrchr(folder, '/') = '\0';
        assert_int_equal(run_declared(folder, &decl, NULL), 0);
        for (size_t j = 0; j < decl.program_count; j++) {
            program_of(folder, &decl.programs[j], &count);
        }
        run_decl_done(&decl);
        mem_free(folder);
    }
    globfree(&found);
    run_rest();
    print_message("%zu programs, %zu steps looked at; cells that wires share: %zu as things came "
                  "to be, %zu arranged\n",
                  count.programs, count.steps, count.before, count.after);
    assert_int_equal(count.worse, 0);
    assert_true(count.programs > 50);
    assert_true(count.after < count.before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_programs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
