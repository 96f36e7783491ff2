/* SPDX-License-Identifier: MIT */
/*
 * asking_stand.h: a scene (scenery.h) with one question of a lesson in front, and a run of its
 * program.
 */
#ifndef ASKING_STAND_H
#define ASKING_STAND_H

#include "scenery.h"

/* What the run of "right" records: a child writes "hi", main reads it and the end-of-file. */
static const char stand_tale[] =
    "run relay right\nmain start\nmain pipe p 3 4 @2\nmain fork child @3\n"
    "main close 4 @4\nchild write p 4 \"hi\" @5\nmain read p 3 @6\n"
    "child close 4 @7\nchild exit 0 @8\nmain read p 3 @6\nend ok ok\n";

struct stand {
    struct scenery scenery;
    struct lesson *lesson;
    struct asking asking;
};

static inline struct lesson *stand_lesson(const char *dir, const char *md) {
    struct lesson *lesson = NULL;
    struct diag diag = {0};

    if (lesson_parse(dir, md, strlen(md), &lesson, &diag) < 0) {
        fail_msg("%d: %s", diag.line, diag.text);
    }
    return lesson;
}

static inline void stand_open(struct stand *stand, const char *md, const char *id) {
    memset(stand, 0, sizeof(*stand));
    scenery_init(&stand->scenery, stand_tale);
    stand->lesson = stand_lesson("/x/relay", md);
    asking_begin(&stand->asking, stand->lesson, lesson_question(stand->lesson, id));
    stand->asking.index = (size_t)(stand->asking.question - stand->lesson->questions);
    stand->asking.count = stand->lesson->question_count;
    stand->scenery.scene.place = PLACE_QUESTION;
    stand->scenery.scene.lesson = stand->lesson;
    stand->scenery.scene.asking = &stand->asking;
}

static inline void stand_close(struct stand *stand) {
    asking_done(&stand->asking);
    lesson_free(stand->lesson);
    scenery_done(&stand->scenery);
}

#endif
