/* SPDX-License-Identifier: MIT */
/*
 * class_desk.h: a desk (screen_desk.h) whose lesson has questions, with a progress in memory and a
 * catalogue of that lesson: for tests of questions and exams by keys.
 */
#ifndef CLASS_DESK_H
#define CLASS_DESK_H

#include "progress.h"
#include "screen_desk.h"

struct class {
    struct screen_desk screen;
    struct lesson *list[1];
    struct catalogue_topic topic;
    struct catalogue catalogue;
};

/* lua NULL: that of screen_desk.h. */
static inline void class_open(struct class *class, const char *md, const char *lua) {
    struct diag diag = {0};

    memset(class, 0, sizeof(*class));
    screen_open(&class->screen, NULL);
    write_file(class->screen.folder, "lesson.md", md);
    if (lua != NULL) {
        write_file(class->screen.folder, "lesson.lua", lua);
    }
    if (lesson_load(class->screen.folder, &class->list[0], &diag) < 0) {
        fail_msg("%d: %s", diag.line, diag.text);
    }
    class->topic =
        (struct catalogue_topic){.name = (char *)"pipes", .title = (char *)"Pipes", .count = 1};
    class->catalogue = (struct catalogue){
        .topics = &class->topic, .topic_count = 1, .lessons = class->list, .lesson_count = 1};
    class->screen.wish.catalogue = &class->catalogue;
    class->screen.wish.progress = progress_open(NULL);
    class->screen.desk.scene.catalogue = &class->catalogue;
    door_lesson(&class->screen.desk, class->list[0], NULL);
}

static inline void class_close(struct class *class) {
    struct progress *progress = class->screen.wish.progress;

    screen_close(&class->screen);
    lesson_free(class->list[0]);
    progress_close(progress);
}

/* Until the run that judges has said what it has to say. */
static inline void class_judged(struct class *class) {
    struct desk *desk = &class->screen.desk;

    while (desk->judge != NULL) {
        struct pollfd fd = {.fd = questions_fd(desk), .events = POLLIN};
        if (poll(&fd, 1, PATIENCE_MS) <= 0) {
            fail_msg("the run that judges said nothing for %d ms", PATIENCE_MS);
        }
        if (questions_pump(desk) == REFRESH_MOVED) {
            door_moved(desk);
        }
    }
}

/* What the progress has of a question of its lesson, or NULL. */
static inline const struct progress_item *class_kept(const struct class *class,
                                                     const char *question) {
    return progress_item(class->screen.wish.progress, "desk", question);
}

#endif
