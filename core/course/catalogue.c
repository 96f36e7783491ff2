/* SPDX-License-Identifier: MIT */
/*
 * catalogue.c: looks through the places, loads what it finds, sorts it into the syllabus. A folder
 * with a lesson.md is a lesson; other folders are passed over, as they would be in a shell.
 */
#include "catalogue.h"
#include "mem.h"
#include "syllabus.h"
#include "text.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct filling {
    struct catalogue *catalogue;
    const struct syllabus *syllabus;
};

static struct diag *new_fault(struct catalogue *catalogue) {
    catalogue->faults = mem_grow(catalogue->faults, &catalogue->fault_cap,
                                 catalogue->fault_count + 1, sizeof *catalogue->faults);
    struct diag *fault = &catalogue->faults[catalogue->fault_count++];
    diag_init(fault);
    return fault;
}

/* The line of lesson.md that a fault found later is about. */
static void quote_line(struct diag *fault, const char *key, const char *value) {
    struct buf line = {0};
    buf_putf(&line, "%s: %s", key, value);
    fault->source = buf_take(&line);
}

static bool topic_holds(const struct filling *filling, const struct lesson *lesson) {
    const struct syllabus *syllabus = filling->syllabus;
    long place = syllabus_place(syllabus, lesson->id);
    long topic = syllabus_topic(syllabus, lesson->topic);
    if (topic >= 0 && (place < 0 || syllabus->lessons[place].topic == (size_t)topic)) {
        return true;
    }
    struct diag *fault = new_fault(filling->catalogue);
    if (topic < 0) {
        struct buf known = {0};
        for (size_t i = 0; i < syllabus->topic_count; i++) {
            buf_putf(&known, "%s%s", i ? ", " : "", syllabus->topics[i]);
        }
        diag_set(fault, 0, lesson->file, lesson->topic_line,
                 "%s is no topic of the syllabus: there are %s", lesson->topic, buf_str(&known));
        buf_done(&known);
    } else {
        diag_set(fault, 0, lesson->file, lesson->topic_line,
                 "the syllabus has %s under %s: write that here, or move it there", lesson->id,
                 syllabus->topics[syllabus->lessons[place].topic]);
    }
    quote_line(fault, "topic", lesson->topic);
    return false;
}

static void take_folder(struct filling *filling, const char *dir) {
    struct catalogue *catalogue = filling->catalogue;
    struct lesson *lesson = NULL;
    struct diag fault = {0};
    if (lesson_load(dir, &lesson, &fault) < 0) {
        *new_fault(catalogue) = fault;
        return;
    }
    if (catalogue_lesson(catalogue, lesson->id) || !topic_holds(filling, lesson)) {
        lesson_free(lesson);
        return;
    }
    catalogue->lessons = mem_grow(catalogue->lessons, &catalogue->lesson_cap,
                                  catalogue->lesson_count + 1, sizeof(struct lesson *));
    catalogue->lessons[catalogue->lesson_count++] = lesson;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The folders inside, sorted, so that faults come in the same order on every file system. */
static size_t list_folder(DIR *folder, char ***ret_names) {
    char **names = NULL;
    size_t count = 0;
    size_t cap = 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (entry->d_name[0] != '.') {
            names = mem_grow(names, &cap, count + 1, sizeof *names);
            names[count++] = mem_strdup(entry->d_name);
        }
    }
    if (count) {
        qsort(names, count, sizeof *names, by_name);
    }
    *ret_names = names;
    return count;
}

static void take_place(struct filling *filling, const char *place, bool must_be_there,
                       const char *who_says) {
    DIR *folder = opendir(place);
    if (!folder) {
        if (must_be_there || errno != ENOENT) {
            diag_set(new_fault(filling->catalogue), 0, place, 0, "no folder of lessons%s: %s",
                     who_says, strerror(errno));
        }
        return;
    }
    char **names = NULL;
    size_t count = list_folder(folder, &names);
    size_t found = 0;
    closedir(folder);
    for (size_t i = 0; i < count; i++) {
        struct buf dir = {0};
        struct buf file = {0};
        buf_putf(&dir, "%s/%s", place, names[i]);
        buf_putf(&file, "%s/lesson.md", buf_str(&dir));
        if (access(buf_str(&file), F_OK) == 0) {
            found++;
            take_folder(filling, buf_str(&dir));
        }
        buf_done(&dir);
        buf_done(&file);
        mem_free(names[i]);
    }
    mem_free(names);
    if (found == 0 && must_be_there) {
        diag_set(new_fault(filling->catalogue), 0, place, 0,
                 "there is no lesson in it%s: it has to be a folder with a folder for each lesson",
                 who_says);
    }
}

static void take_path(struct filling *filling, const char *path) {
    while (path && *path) {
        size_t len = strcspn(path, ":");
        if (len) {
            char *place = mem_strndup(path, len);
            take_place(filling, place, true, " (IPC_TUTOR_LESSONS names it)");
            mem_free(place);
        }
        path += len + (path[len] == ':');
    }
}

/* Where a lesson belongs: topic first, then its place in the list, those not listed last. */
static size_t rank(const struct syllabus *syllabus, const struct lesson *lesson) {
    long place = syllabus_place(syllabus, lesson->id);
    size_t topic = (size_t)syllabus_topic(syllabus, lesson->topic);
    size_t within = place < 0 ? syllabus->lesson_count : (size_t)place;
    return topic * (syllabus->lesson_count + 1) + within;
}

/* By insertion: a few dozen lessons. */
static void sort_lessons(struct catalogue *catalogue, const struct syllabus *syllabus) {
    for (size_t i = 1; i < catalogue->lesson_count; i++) {
        struct lesson *lesson = catalogue->lessons[i];
        size_t at = i;
        for (; at > 0; at--) {
            const struct lesson *other = catalogue->lessons[at - 1];
            size_t a = rank(syllabus, lesson);
            size_t b = rank(syllabus, other);
            if (a > b || (a == b && strcmp(lesson->id, other->id) >= 0)) {
                break;
            }
            catalogue->lessons[at] = catalogue->lessons[at - 1];
        }
        catalogue->lessons[at] = lesson;
    }
}

static void make_topics(struct catalogue *catalogue, const struct syllabus *syllabus) {
    size_t next = 0;
    for (size_t i = 0; i < syllabus->topic_count; i++) {
        catalogue->topics = mem_grow(catalogue->topics, &catalogue->topic_cap,
                                     catalogue->topic_count + 1, sizeof *catalogue->topics);
        struct catalogue_topic *topic = &catalogue->topics[catalogue->topic_count++];
        *topic = (struct catalogue_topic){.name = mem_strdup(syllabus->topics[i]),
                                          .title = mem_strdup(syllabus->topics[i]),
                                          .first = next};
        topic->title[0] = (char)toupper((unsigned char)topic->title[0]);
        while (next < catalogue->lesson_count &&
               strcmp(catalogue->lessons[next]->topic, topic->name) == 0) {
            next++;
        }
        topic->count = next - topic->first;
    }
}

/* What the program's own syllabus lists has to be there. */
static void look_for_missing(struct catalogue *catalogue, const struct syllabus *syllabus) {
    for (size_t i = 0; i < syllabus->lesson_count; i++) {
        const struct syllabus_lesson *listed = &syllabus->lessons[i];
        bool loaded = catalogue_lesson(catalogue, listed->id) != NULL;
        bool faulty = false;
        struct buf part = {0};
        buf_putf(&part, "/%s/lesson.md", listed->id);
        for (size_t f = 0; f < catalogue->fault_count; f++) {
            const char *file = catalogue->faults[f].file;
            faulty = faulty || (file && text_ends(file, buf_str(&part)));
        }
        buf_done(&part);
        if (!loaded && !faulty) {
            diag_set(new_fault(catalogue), 0, syllabus->file, listed->line, "there is no lesson %s",
                     listed->id);
        }
    }
}

static void look_at_needs(struct catalogue *catalogue) {
    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        const struct lesson *lesson = catalogue->lessons[i];
        struct buf needs = {0};
        const char *missing = NULL;
        for (size_t n = 0; n < lesson->need_count; n++) {
            buf_putf(&needs, "%s%s", n ? " " : "", lesson->needs[n]);
            if (!missing && !catalogue_lesson(catalogue, lesson->needs[n])) {
                missing = lesson->needs[n];
            }
        }
        if (missing) {
            struct diag *fault = new_fault(catalogue);
            diag_set(fault, 0, lesson->file, lesson->needs_line,
                     "it needs %s, but there is no such lesson", missing);
            quote_line(fault, "needs", buf_str(&needs));
        }
        buf_done(&needs);
    }
}

/* The overview, without the rows whose lesson is not there. */
static void take_overview(struct catalogue *catalogue, const char *own) {
    struct buf file = {0};
    struct diag fault = {0};
    struct overview *overview = &catalogue->overview;
    size_t kept = 0;
    buf_putf(&file, "%s/overview.txt", own);
    if (overview_load(buf_str(&file), overview, &fault) < 0 && access(buf_str(&file), F_OK) == 0) {
        *new_fault(catalogue) = fault;
        diag_init(&fault);
    }
    for (size_t i = 0; i < overview->count; i++) {
        struct overview_row row = overview->rows[i];
        if (catalogue_lesson(catalogue, row.facts[OVERVIEW_LESSON])) {
            overview->rows[i] = overview->rows[kept];
            overview->rows[kept++] = row;
        } else {
            diag_set(new_fault(catalogue), 0, buf_str(&file), row.line, "there is no lesson %s",
                     row.facts[OVERVIEW_LESSON]);
        }
    }
    overview_keep(overview, kept);
    diag_done(&fault);
    buf_done(&file);
}

int catalogue_open(const struct catalogue_places *places, struct catalogue *ret_catalogue,
                   struct diag *diag) {
    struct buf file = {0};
    struct syllabus syllabus;
    buf_putf(&file, "%s/syllabus.txt", places->own);
    int r = syllabus_load(buf_str(&file), &syllabus, diag);
    buf_done(&file);
    if (r < 0) {
        return r;
    }
    struct catalogue catalogue = {0};
    struct filling filling = {&catalogue, &syllabus};
    take_path(&filling, places->path);
    if (places->user) {
        take_place(&filling, places->user, false, "");
    }
    take_place(&filling, places->own, true, "");
    sort_lessons(&catalogue, &syllabus);
    make_topics(&catalogue, &syllabus);
    look_for_missing(&catalogue, &syllabus);
    look_at_needs(&catalogue);
    take_overview(&catalogue, places->own);
    syllabus_done(&syllabus);
    *ret_catalogue = catalogue;
    return 0;
}

void catalogue_done(struct catalogue *catalogue) {
    if (!catalogue) {
        return;
    }
    for (size_t i = 0; i < catalogue->topic_count; i++) {
        mem_free(catalogue->topics[i].name);
        mem_free(catalogue->topics[i].title);
    }
    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        lesson_free(catalogue->lessons[i]);
    }
    for (size_t i = 0; i < catalogue->fault_count; i++) {
        diag_done(&catalogue->faults[i]);
    }
    overview_done(&catalogue->overview);
    mem_free(catalogue->topics);
    mem_free(catalogue->lessons);
    mem_free(catalogue->faults);
    *catalogue = (struct catalogue){0};
}

const struct lesson *catalogue_lesson(const struct catalogue *catalogue, const char *id) {
    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        if (strcmp(catalogue->lessons[i]->id, id) == 0) {
            return catalogue->lessons[i];
        }
    }
    return NULL;
}
