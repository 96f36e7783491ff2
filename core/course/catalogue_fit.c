/* SPDX-License-Identifier: MIT */
/*
 * catalogue_fit.c: a lesson that is checked by its path, as its author does, against the catalogue
 * that it is not in: is there such a topic, and is there what it needs? A course of one's own may
 * lie anywhere: lessons beside this one count.
 */
#include "catalogue.h"
#include "fdio.h"
#include "mem.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

static bool has_topic(const struct catalogue *catalogue, const char *name) {
    for (size_t i = 0; i < catalogue->topic_count; i++) {
        if (strcmp(catalogue->topics[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static bool lies_beside(const struct lesson *lesson, const char *id) {
    struct buf path = {0};
    buf_putf(&path, "%s/../%s/lesson.md", lesson->dir, id);
    bool there = access(buf_str(&path), F_OK) == 0;
    buf_done(&path);
    return there;
}

static int with_line(const struct lesson *lesson, struct diag *diag) {
    struct buf text = {0};
    if (file_read_plain(lesson->file, &text, 0, NULL) == 0) {
        diag_quote(diag, buf_str(&text), text.len);
    }
    buf_done(&text);
    return -EINVAL;
}

static int no_topic(const struct catalogue *catalogue, const struct lesson *lesson,
                    struct diag *diag) {
    struct buf known = {0};
    for (size_t i = 0; i < catalogue->topic_count; i++) {
        buf_putf(&known, "%s%s", i ? ", " : "", catalogue->topics[i].name);
    }
    diag_set(diag, -EINVAL, lesson->file, lesson->topic_line,
             "%s is no topic of the syllabus: there are %s", lesson->topic, buf_str(&known));
    buf_done(&known);
    return with_line(lesson, diag);
}

int catalogue_fits(const struct catalogue *catalogue, const struct lesson *lesson,
                   struct diag *diag) {
    if (!has_topic(catalogue, lesson->topic)) {
        return no_topic(catalogue, lesson, diag);
    }
    for (size_t i = 0; i < lesson->need_count; i++) {
        const char *id = lesson->needs[i];
        if (!catalogue_lesson(catalogue, id) && !lies_beside(lesson, id)) {
            diag_set(diag, -EINVAL, lesson->file, lesson->needs_line,
                     "it needs %s, but there is no such lesson", id);
            return with_line(lesson, diag);
        }
    }
    return 0;
}
