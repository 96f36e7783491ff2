/* SPDX-License-Identifier: MIT */
/*
 * syllabus.c: the list of topics and lessons, line by line.
 */
#include "syllabus.h"
#include "fdio.h"
#include "mem.h"
#include <errno.h>
#include <string.h>

#define SYLLABUS_MAX ((size_t)64 << 10)

static int add_topic(struct syllabus *syllabus, const char *name, int line, struct diag *diag) {
    if (syllabus_topic(syllabus, name) >= 0) {
        return diag_set(diag, -EINVAL, syllabus->file, line, "the topic %s is there already", name);
    }
    syllabus->topics = mem_grow(syllabus->topics, &syllabus->topic_cap, syllabus->topic_count + 1,
                                sizeof *syllabus->topics);
    syllabus->topics[syllabus->topic_count++] = mem_strdup(name);
    return 0;
}

static int add_lesson(struct syllabus *syllabus, const char *id, int line, struct diag *diag) {
    if (syllabus->topic_count == 0) {
        return diag_set(diag, -EINVAL, syllabus->file, line,
                        "%s stands under no topic: begin a line at the left with one", id);
    }
    if (syllabus_place(syllabus, id) >= 0) {
        return diag_set(diag, -EINVAL, syllabus->file, line, "the lesson %s is there already", id);
    }
    syllabus->lessons = mem_grow(syllabus->lessons, &syllabus->lesson_cap,
                                 syllabus->lesson_count + 1, sizeof *syllabus->lessons);
    syllabus->lessons[syllabus->lesson_count++] =
        (struct syllabus_lesson){mem_strdup(id), syllabus->topic_count - 1, line};
    return 0;
}

static int take_line(struct syllabus *syllabus, const char *from, size_t len, int line,
                     struct diag *diag) {
    const char *comment = memchr(from, '#', len);
    len = comment ? (size_t)(comment - from) : len;
    while (len && (from[len - 1] == ' ' || from[len - 1] == '\t' || from[len - 1] == '\r')) {
        len--;
    }
    size_t indent = 0;
    while (indent < len && (from[indent] == ' ' || from[indent] == '\t')) {
        indent++;
    }
    if (indent == len) {
        return 0;
    }
    char *word = mem_strndup(from + indent, len - indent);
    int r = indent ? add_lesson(syllabus, word, line, diag) : add_topic(syllabus, word, line, diag);
    mem_free(word);
    return r;
}

int syllabus_parse(const char *file, const char *text, size_t len, struct syllabus *ret_syllabus,
                   struct diag *diag) {
    struct syllabus syllabus = {.file = mem_strdup(file)};
    const char *end = text + len;
    int line = 1;
    for (const char *at = text; at < end; line++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *stop = newline ? newline : end;
        int r = take_line(&syllabus, at, (size_t)(stop - at), line, diag);
        if (r < 0) {
            diag_quote(diag, text, len);
            syllabus_done(&syllabus);
            return r;
        }
        at = stop + 1;
    }
    *ret_syllabus = syllabus;
    return 0;
}

int syllabus_load(const char *file, struct syllabus *ret_syllabus, struct diag *diag) {
    struct buf text = {0};
    int r = file_read(file, &text, SYLLABUS_MAX, diag);
    if (r == 0) {
        r = syllabus_parse(file, buf_str(&text), text.len, ret_syllabus, diag);
    }
    buf_done(&text);
    return r;
}

void syllabus_done(struct syllabus *syllabus) {
    if (!syllabus) {
        return;
    }
    for (size_t i = 0; i < syllabus->topic_count; i++) {
        mem_free(syllabus->topics[i]);
    }
    for (size_t i = 0; i < syllabus->lesson_count; i++) {
        mem_free(syllabus->lessons[i].id);
    }
    mem_free(syllabus->topics);
    mem_free(syllabus->lessons);
    mem_free(syllabus->file);
    *syllabus = (struct syllabus){0};
}

long syllabus_topic(const struct syllabus *syllabus, const char *name) {
    for (size_t i = 0; i < syllabus->topic_count; i++) {
        if (strcmp(syllabus->topics[i], name) == 0) {
            return (long)i;
        }
    }
    return -1;
}

long syllabus_place(const struct syllabus *syllabus, const char *id) {
    for (size_t i = 0; i < syllabus->lesson_count; i++) {
        if (strcmp(syllabus->lessons[i].id, id) == 0) {
            return (long)i;
        }
    }
    return -1;
}
