/* SPDX-License-Identifier: MIT */
/* exams.c: see exams.h. */
#include "exams.h"
#include "actions.h"
#include "clock.h"
#include "mem.h"
#include "progress.h"
#include "prompts.h"
#include <string.h>

enum { DRAW_EVERY_MS = 100, PIECE_MS = 20, MINUTE_S = 60, BY_MINUTE_S = 10 * MINUTE_S };

static void clear(struct exams *exams) {
    exam_drawing_free(exams->drawing);
    sitting_done(&exams->sitting);
    exam_done(&exams->exam);
    buf_done(&exams->what);
    *exams = (struct exams){.from = exams->from};
}

void exams_done(struct desk *desk) {
    if (desk->exams != NULL) {
        clear(desk->exams);
        mem_free(desk->exams);
    }
    desk->exams = NULL;
}

bool exams_sits(const struct desk *desk) {
    return desk->scene.place == PLACE_EXAM && desk->exams->scene.phase == EXAM_SITTING;
}

bool exams_holds(const struct desk *desk) {
    return exams_sits(desk) ||
           (desk->scene.place == PLACE_EXAM && desk->exams->scene.phase == EXAM_JUDGING);
}

struct asking *exams_asking(struct desk *desk) {
    struct exams *exams = desk->exams;
    return &exams->sitting.answers[exams->scene.index].asking;
}

/* --- time ---------------------------------------------------------------------------------- */

/* What is shown of it: seconds, or minutes where nothing is to change all the time. */
static int64_t unit_ns(const struct desk *desk, int64_t left) {
    bool by_minute = desk->reduce_motion || left > BY_MINUTE_S * NS_PER_S;
    return (by_minute ? MINUTE_S : 1) * NS_PER_S;
}

static int64_t units_left(int64_t left, int64_t unit) {
    return left <= 0 ? 0 : (left + unit - 1) / unit;
}

static void show_left(struct desk *desk, int64_t now) {
    struct exams *exams = desk->exams;
    int64_t left = exams->end - now, unit = unit_ns(desk, left);

    exams->scene.by_minute = unit > NS_PER_S;
    exams->scene.left_s = exams->end == 0 ? -1 : units_left(left, unit) * unit / NS_PER_S;
}

/* The next moment at which something else is shown. */
int64_t exams_wait(const struct desk *desk, int64_t now) {
    const struct exams *exams = desk->exams;

    if (desk->scene.place != PLACE_EXAM) {
        return -1;
    }
    if (exams->scene.phase != EXAM_SITTING) {
        return 0;
    }
    if (exams->end == 0) {
        return -1;
    }
    int64_t left = exams->end - now, unit = unit_ns(desk, left);
    return left <= 0 ? 0 : left - (units_left(left, unit) - 1) * unit;
}

/* --- its life ------------------------------------------------------------------------------ */

/* Of a question, from its beginning; of a result, what came of it is its beginning. */
enum refresh exams_show(struct desk *desk, size_t index) {
    desk->exams->scene.index = index;
    desk->scene.tops[VIEW_QUESTION] = 0;
    desk->scene.scrolled[VIEW_QUESTION] = true;
    desk->scene.scrolled[VIEW_EXAM] = false;
    return REFRESH_DRAW;
}

static void put_topics(const struct exam_wish *wish, struct buf *out) {
    for (size_t i = 0; i < wish->topic_count; i++) {
        buf_putf(out, i > 0 ? ", %s" : "%s", wish->topics[i]);
    }
}

bool exams_begin(struct desk *desk, const struct exam_wish *wish) {
    struct exam_drawing *drawing = NULL;
    struct diag diag = {0};

    if (desk->wish->show != NULL) {
        desk_say(desk, "No exam while you present: those who follow would see it.");
        return false;
    }
    if (desk->wish->catalogue == NULL ||
        exam_drawing_new(desk->wish->catalogue, wish, &drawing, &diag) < 0) {
        desk_say(desk, "%s", diag.text != NULL ? diag.text : "There are no lessons to ask about.");
        diag_done(&diag);
        return false;
    }
    desk_close(desk);
    questions_stop(desk);
    if (desk->exams == NULL) {
        desk->exams = mem_new(sizeof(*desk->exams));
    }
    clear(desk->exams);
    struct exams *exams = desk->exams;
    if (desk->scene.place != PLACE_EXAM && desk->scene.place != PLACE_RESULT) {
        exams->from = desk->scene.place;
    }
    exams->drawing = drawing;
    exams->seconds = wish->seconds;
    put_topics(wish, &exams->what);
    exams->scene = (struct scene_exam){
        .phase = EXAM_DRAWING, .what = buf_str(&exams->what), .count = wish->count, .left_s = -1};
    exams->drawn_at = clock_ns();
    desk->playing = false;
    desk->scene.place = PLACE_EXAM;
    desk->scene.tops[VIEW_EXAM] = 0;
    return true;
}

enum refresh exams_break_off(struct desk *desk) {
    enum scene_place from = desk->exams->from;

    desk_close(desk);
    clear(desk->exams);
    desk->scene.place = from;
    return REFRESH_DRAW;
}

static enum refresh sit_down(struct desk *desk) {
    struct exams *exams = desk->exams;

    exam_drawing_take(exams->drawing, &exams->exam);
    exam_drawing_free(exams->drawing);
    exams->drawing = NULL;
    if (exams->exam.count == 0) {
        exams_break_off(desk);
        desk_say(desk, "No questions could be drawn.");
        return REFRESH_DRAW;
    }
    sitting_begin(&exams->sitting, &exams->exam);
    exams->begun = clock_ns();
    exams->end = exams->seconds > 0 ? exams->begun + exams->seconds * NS_PER_S : 0;
    exams->scene.phase = EXAM_SITTING;
    exams->scene.sitting = &exams->sitting;
    exams->scene.count = exams->exam.count;
    show_left(desk, exams->begun);
    return exams_show(desk, 0);
}

/* Drawn again now and then only: most pieces take a few milliseconds. */
static enum refresh piece_done(struct exams *exams, size_t done) {
    int64_t now = clock_ns();

    exams->scene.done = done;
    if (now - exams->drawn_at < DRAW_EVERY_MS * NS_PER_MS) {
        return REFRESH_NOTHING;
    }
    exams->drawn_at = now;
    return REFRESH_DRAW;
}

static enum refresh draw_more(struct desk *desk) {
    struct exams *exams = desk->exams;
    struct diag diag = {0};
    int code = exam_drawing_more(exams->drawing, &diag);

    if (code < 0) {
        exams_break_off(desk);
        desk_say(desk, "%s", diag.text != NULL ? diag.text : "No questions could be drawn.");
        diag_done(&diag);
        return REFRESH_DRAW;
    }
    return code == 0 ? sit_down(desk) : piece_done(exams, exam_drawing_count(exams->drawing));
}

enum refresh exams_hand_in(struct desk *desk, bool time_over) {
    struct exams *exams = desk->exams;

    if (desk->scene.prompt != PROMPT_NONE) {
        prompt_close(desk);
    }
    desk_close(desk);
    exams->sitting.time_over = time_over;
    exams->sitting.seconds = (clock_ns() - exams->begun) / NS_PER_S;
    exams->scene.phase = EXAM_JUDGING;
    exams->scene.done = 0;
    exams->drawn_at = clock_ns();
    return REFRESH_DRAW;
}

/* The cursor is on the first that was not right. */
static enum refresh finish(struct desk *desk) {
    struct exams *exams = desk->exams;
    const struct exam_sitting *sitting = &exams->sitting;
    size_t first = 0;

    while (first + 1 < exams->exam.count && sitting->answers[first].right) {
        first++;
    }
    exams->scene.phase = EXAM_OVER;
    desk->scene.place = PLACE_RESULT;
    if (sitting->time_over) {
        desk_say(desk, "The time is over: handed in as it was.");
    }
    if (desk->wish->progress != NULL) {
        sitting_keep(sitting, desk->wish->progress);
        questions_trouble(desk);
    }
    if (desk->wish->exam_all_right != NULL) {
        *desk->wish->exam_all_right = sitting->right == sitting->counted;
    }
    return exams_show(desk, sitting->answers[first].right ? 0 : first);
}

static enum refresh judge_more(struct desk *desk) {
    struct exams *exams = desk->exams;
    size_t done = exams->scene.done;

    if (sitting_judge_on(&exams->sitting, done, PIECE_MS)) {
        return REFRESH_NOTHING; /* an order may be tried for seconds */
    }
    if (done + 1 == exams->exam.count) {
        return finish(desk);
    }
    return piece_done(exams, done + 1);
}

enum refresh exams_due(struct desk *desk, int64_t now) {
    struct exams *exams = desk->exams;

    if (desk->scene.place != PLACE_EXAM) {
        return REFRESH_NOTHING;
    }
    switch (exams->scene.phase) {
    case EXAM_DRAWING:
        return draw_more(desk);
    case EXAM_JUDGING:
        return judge_more(desk);
    case EXAM_SITTING:
        break;
    case EXAM_NONE:
    case EXAM_OVER:
        return REFRESH_NOTHING;
    }
    if (exams->end > 0 && now >= exams->end) {
        return exams_hand_in(desk, true);
    }
    int64_t before = exams->scene.left_s;
    show_left(desk, now);
    return exams->scene.left_s != before ? REFRESH_DRAW : REFRESH_NOTHING;
}

void exams_scene(struct desk *desk) {
    struct scene *scene = &desk->scene;
    bool here = scene->place == PLACE_EXAM || scene->place == PLACE_RESULT;

    scene->exam = here ? &desk->exams->scene : NULL;
    if (here) {
        scene->asking = desk->exams->scene.sitting != NULL ? exams_asking(desk) : NULL;
    }
}
