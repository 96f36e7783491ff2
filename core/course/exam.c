/* SPDX-License-Identifier: MIT */
/*
 * exam.c: drawing questions: authors' without repeating one, made ones from lessons in turn.
 */
#include "exam.h"
#include "made.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <string.h>

enum { DRAWS = 12 /* tries for one made question */ };

struct pool {
    struct exam_item *items; /* the authors' */
    size_t count, cap;
    const struct lesson **lessons; /* the topic's */
    size_t lesson_count, lesson_cap;
};

static void add(struct exam_item **items, size_t *count, size_t *cap, struct exam_item item) {
    *items = mem_grow(*items, cap, *count + 1, sizeof **items);
    (*items)[(*count)++] = item;
}

static void pool_add(struct pool *pool, const struct lesson *lesson) {
    pool->lessons = mem_grow(pool->lessons, &pool->lesson_cap, pool->lesson_count + 1,
                             sizeof(const struct lesson *));
    pool->lessons[pool->lesson_count++] = lesson;
    for (size_t i = 0; i < lesson->question_count; i++) {
        add(&pool->items, &pool->count, &pool->cap,
            (struct exam_item){lesson, lesson, &lesson->questions[i], NULL});
    }
}

static int pool_fill(struct pool *pool, const struct catalogue *catalogue, const char *topic,
                     struct diag *diag) {
    const char *near = NULL;
    unsigned distance = 4;
    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        const struct lesson *lesson = catalogue->lessons[i];
        if (topic == NULL || strcmp(topic, lesson->topic) == 0 || strcmp(topic, lesson->id) == 0) {
            pool_add(pool, lesson);
        } else if (text_distance(topic, lesson->topic) < distance) {
            near = lesson->topic;
            distance = text_distance(topic, near);
        }
    }
    if (pool->count > 0) {
        return 0;
    }
    return diag_set(diag, -ENOENT, NULL, 0, "no questions on \"%s\"%s%s%s",
                    topic == NULL ? "" : topic, near == NULL ? "" : "; did you mean \"",
                    near == NULL ? "" : near, near == NULL ? "" : "\"?");
}

/* A question that is left, taken out of the pool. */
static struct exam_item take_authored(struct pool *pool, uint64_t *seed) {
    size_t i = made_below(seed, pool->count);
    struct exam_item item = pool->items[i];
    pool->items[i] = pool->items[--pool->count];
    return item;
}

static bool has(const struct exam *exam, const struct lesson *lesson) {
    for (size_t i = 0; i < exam->count; i++) {
        const struct exam_item *item = &exam->items[i];
        if (item->owned != NULL && strcmp(item->question->id, lesson->questions[0].id) == 0) {
            return true;
        }
    }
    return false;
}

/* 0, -EAGAIN: no question could be made; -errno: no runs can be made here at all. */
static int take_made(const struct pool *pool, const struct exam *exam, uint64_t *seed,
                     struct exam_item *ret_item, struct diag *diag) {
    for (int i = 0; i < DRAWS && pool->lessons != NULL; i++) {
        const struct lesson *from = pool->lessons[made_below(seed, pool->lesson_count)];
        struct lesson *made = NULL;
        struct diag why = {0};
        uint64_t own = made_random(seed); /* so that the next draw does not hang on this one's */
        int code = made_question(from, &own, &made, &why);
        if (code == 0 && !has(exam, made)) {
            *ret_item = (struct exam_item){from, made, &made->questions[0], made};
            diag_done(&why);
            return 0;
        }
        lesson_free(made);
        if (code == -EPERM || code == -EPIPE) {
            diag_set(diag, code, why.file, why.line, "%s", why.text);
            diag_done(&why);
            return code;
        }
        diag_done(&why);
    }
    return -EAGAIN;
}

int exam_draw(const struct catalogue *catalogue, const char *topic, size_t count, uint64_t seed,
              bool (*progress)(void *context, size_t done), void *context, struct exam *ret_exam,
              struct diag *diag) {
    struct pool pool = {0};
    uint64_t random = seed;
    *ret_exam = (struct exam){.seed = seed};
    int code = pool_fill(&pool, catalogue, topic, diag);
    while (code == 0 && ret_exam->count < count) {
        struct exam_item item;
        bool make = pool.count == 0 || ret_exam->count % 2 == 1;
        code = make ? take_made(&pool, ret_exam, &random, &item, diag) : 0;
        if (code == -EAGAIN && pool.count == 0) {
            code = 0;
            break; /* there are no more */
        }
        if (!make || code == -EAGAIN) {
            item = take_authored(&pool, &random);
            code = 0;
        }
        if (code == 0) {
            add(&ret_exam->items, &ret_exam->count, &ret_exam->cap, item);
            code = progress == NULL || progress(context, ret_exam->count) ? 0 : -ECANCELED;
        }
    }
    mem_free(pool.items);
    mem_free(pool.lessons);
    return code;
}

void exam_done(struct exam *exam) {
    for (size_t i = 0; i < exam->count; i++) {
        lesson_free(exam->items[i].owned);
    }
    mem_free(exam->items);
    *exam = (struct exam){0};
}
