/* SPDX-License-Identifier: MIT */
/*
 * scenery.h: scenes for tests of views: a story (tests/support/story.h) with its timeline, cast and
 * a source, looked at after some step; and pictures compared with golden files. A test run with
 * IPC_TUTOR_GOLDEN=write writes them anew: read the difference before you commit it.
 */
#ifndef SCENERY_H
#define SCENERY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "frame_holds.h"
#include "stage_kinds.h"
#include "stage_layout.h"
#include "story.h"

struct scenery {
    struct log *log;
    struct timeline *timeline;
    struct cast cast;
    struct source lua, twin;
    struct lesson lesson;
    struct run_decl_program program;
    struct scene scene;
};

static const char scenery_lua[] = "program(\"forgotten\", {expect = \"deadlock\"}, function()\n"
                                  "  local r, w = pipe(\"p\")\n"
                                  "  local child = fork(\"child\", function()\n"
                                  "    r:close()\n"
                                  "    w:write(\"hello\\n\")\n"
                                  "    w:close()\n"
                                  "  end)\n"
                                  "  -- w:close() is missing here\n"
                                  "  for line in r:lines() do print(line) end\n"
                                  "  child:wait()\n"
                                  "end)\n";

static const char scenery_c[] = "int main(void) {\n"
                                "    int p[2];\n"
                                "\n"
                                "    pipe(p); // lua: 2\n"
                                "    if (fork() == 0) { // lua: 3\n"
                                "        close(p[0]); // lua: 4\n"
                                "        write(p[1], \"hello\\n\", 6); // lua: 5\n"
                                "        _exit(0); // lua: 6, 7\n"
                                "    }\n"
                                "    while (read(p[0], &c, 1) == 1) { // lua: 9\n"
                                "        putchar(c);\n"
                                "    }\n"
                                "    wait(NULL); // lua: 10\n"
                                "}\n";

/* Looks at the end of step `step`. */
static inline void scenery_at(struct scenery *s, uint64_t step) {
    struct scene *scene = &s->scene;
    uint64_t n = timeline_step_end(s->timeline, step);

    scene->world = timeline_at(s->timeline, n);
    scene->step = step;
    scene->chosen = scene->world->actor != 0 ? scene->world->actor : log_find(s->log, "main");
    scene_give_numbers(scene);
}

/* The log is the scenery's from now on. */
static inline void scenery_init_log(struct scenery *s, struct log *log) {
    memset(s, 0, sizeof(*s));
    s->log = log;
    s->timeline = timeline_new(s->log);
    cast_init(&s->cast);
    cast_update(&s->cast, s->log);
    stage_arrange(&s->cast, stage_kind_rows);
    source_parse("lesson.lua", scenery_lua, strlen(scenery_lua), false, &s->lua, NULL);
    source_parse("forgotten.c", scenery_c, strlen(scenery_c), true, &s->twin, NULL);
    s->lesson.id = (char *)"pipe-fork";
    s->lesson.title = (char *)"Pipes and fork";
    s->program.title = (char *)"forgotten end";
    s->program.id = (char *)"forgotten";
    s->program.line = 1;
    s->program.first = 1;
    s->program.last = 11;
    s->scene = (struct scene){.place = PLACE_RUN,
                              .page = VIEW_STAGE,
                              .lesson = &s->lesson,
                              .program = &s->program,
                              .lua = &s->lua,
                              .twin = &s->twin,
                              .log = s->log,
                              .timeline = s->timeline,
                              .cast = &s->cast,
                              .live = true,
                              .run = RUN_HELD,
                              .speed = 20,
                              .flight = 1000};
    s->scene.steps = timeline_steps(s->timeline);
    scenery_at(s, s->scene.steps);
}

static inline void scenery_init(struct scenery *s, const char *tale) {
    scenery_init_log(s, story_log(tale));
}

static inline void scenery_done(struct scenery *s) {
    source_done(&s->lua);
    source_done(&s->twin);
    cast_done(&s->cast);
    timeline_free(s->timeline);
    log_free(s->log);
}

/* The whole screen of a scene, as text. */
static inline char *scenery_picture(struct scenery *s, int width, int height, bool ascii) {
    struct canvas canvas;
    struct buf out = {0};

    canvas_init(&canvas, width, height, ascii);
    frame_draw(&canvas, &s->scene);
    frame_holds(&canvas, &s->scene);
    canvas_dump(&canvas, &out);
    canvas_done(&canvas);
    return buf_take(&out);
}

static inline char *scenery_file(const char *path) {
    FILE *file = fopen(path, "r");
    struct buf out = {0};
    char part[4096];
    size_t len;

    while (file != NULL && (len = fread(part, 1, sizeof(part), file)) > 0) {
        buf_put(&out, part, len);
    }
    if (file != NULL) {
        fclose(file);
    }
    return buf_take(&out);
}

/* The picture is the golden one of this name. */
static inline void scenery_golden(const char *name, const char *picture) {
    const char *write = getenv("IPC_TUTOR_GOLDEN");
    struct buf path = {0};
    char *golden;

    buf_putf(&path, "%s/tests/ui/view/golden/%s.txt", SOURCE_DIR, name);
    if (write != NULL && strcmp(write, "write") == 0) {
        FILE *file = fopen(buf_str(&path), "w");
        assert_non_null(file);
        fputs(picture, file);
        fclose(file);
    }
    golden = scenery_file(buf_str(&path));
    if (strcmp(golden, picture) != 0) {
        print_error("%s is not the picture any more, which is:\n%s", buf_str(&path), picture);
    }
    assert_string_equal(golden, picture);
    mem_free(golden);
    buf_done(&path);
}

static inline void scenery_same(struct scenery *s, const char *name, int width, int height) {
    char *picture = scenery_picture(s, width, height, false);

    scenery_golden(name, picture);
    mem_free(picture);
}

#endif
