/* SPDX-License-Identifier: MIT */
/*
 * exam.c: drawing questions: authors' without repeating one, made ones from lessons in turn.
 */
#include "exam.h"
#include "excerpt.h"
#include "made.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <string.h>

enum { DRAWS = 40 /* tries for one made question */ };

struct pool {
    struct exam_item *items; /* the authors' */
    size_t count, cap;
    const struct lesson **lessons; /* the topic's */
    size_t lesson_count, lesson_cap;
};

/* A made one names its program in its text (made_text.h). */
const char *exam_item_program(const struct exam_item *item) {
    const struct prose *text = item->owned != NULL ? &item->owned->text : NULL;
    for (size_t i = 0; text != NULL && i < text->block_count; i++) {
        const struct prose_text *words = &text->blocks[i].text;
        for (size_t j = 0; j < words->span_count; j++) {
            if ((words->spans[j].look & PROSE_STAGE) != 0) {
                return words->spans[j].target;
            }
        }
    }
    return item->question->program;
}

/* The text of a made one has it too. */
void exam_item_replay(const struct exam_item *item, struct buf *out) {
    const struct prose *text = item->owned != NULL ? &item->owned->text : NULL;
    for (size_t i = 0; text != NULL && i < text->block_count; i++) {
        if (text->blocks[i].kind == PROSE_LISTING) {
            buf_put(out, text->blocks[i].code, strcspn(text->blocks[i].code, "\n"));
            return;
        }
    }
    if (item->question->program != NULL) {
        buf_putf(out, "ipc-tutor run %s:%s", item->from->id, item->question->program);
    }
}

static void add(struct exam_item **items, size_t *count, size_t *cap, struct exam_item item) {
    *items = mem_grow(*items, cap, *count + 1, sizeof **items);
    (*items)[(*count)++] = item;
}

static void pool_add(struct pool *pool, const struct lesson *lesson) {
    pool->lessons = mem_grow(pool->lessons, &pool->lesson_cap, pool->lesson_count + 1,
                             sizeof(const struct lesson *));
    pool->lessons[pool->lesson_count++] = lesson;
    for (size_t i = 0; i < lesson->question_count; i++) {
        if (lesson->questions[i].kind == QUESTION_FIND) {
            continue; /* exam.h says why */
        }
        add(&pool->items, &pool->count, &pool->cap,
            (struct exam_item){
                .from = lesson, .lesson = lesson, .question = &lesson->questions[i]});
    }
}

static bool is_of(const struct lesson *lesson, const char *topic) {
    return strcmp(topic, lesson->topic) == 0 || strcmp(topic, lesson->id) == 0;
}

static bool is_wished(const struct lesson *lesson, const struct exam_wish *wish) {
    bool wished = wish->topic_count == 0;
    for (size_t i = 0; i < wish->topic_count; i++) {
        wished = wished || is_of(lesson, wish->topics[i]);
    }
    return wished;
}

static void nearer(const char *topic, const char *name, unsigned *distance, const char **near) {
    unsigned away = text_distance(topic, name);
    if (away < *distance) {
        *distance = away;
        *near = name;
    }
}

/* topic NULL: any. */
static int check_topic(const struct catalogue *catalogue, const char *topic, struct diag *diag) {
    const char *near = NULL;
    unsigned distance = 4;
    size_t questions = 0;
    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        const struct lesson *lesson = catalogue->lessons[i];
        if (topic == NULL || is_of(lesson, topic)) {
            questions += lesson->question_count;
        } else {
            nearer(topic, lesson->topic, &distance, &near);
            nearer(topic, lesson->id, &distance, &near);
        }
    }
    if (questions > 0) {
        return 0;
    }
    if (topic == NULL) {
        return diag_set(diag, -ENOENT, NULL, 0, "these lessons have no questions");
    }
    return diag_set(diag, -ENOENT, NULL, 0, "no questions on \"%s\"%s%s%s", topic,
                    near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                    near == NULL ? "" : "\"?");
}

int exam_check(const struct catalogue *catalogue, const struct exam_wish *wish, struct diag *diag) {
    int code = wish->topic_count == 0 ? check_topic(catalogue, NULL, diag) : 0;
    for (size_t i = 0; code == 0 && i < wish->topic_count; i++) {
        code = check_topic(catalogue, wish->topics[i], diag);
    }
    return code;
}

/* NULL: the question names no program; or there is no reading it, and the lesson is told of that
 * elsewhere. */
static char *code_of(const struct lesson *lesson, const struct question *question) {
    struct run_decl decl = {0};
    struct source lua = {0};
    struct buf code = {0};
    struct diag why = {0};
    if (excerpt_may_be(question) && source_lua(lesson->dir, &lua, &why) == 0 &&
        run_declared(lesson->dir, &decl, &why) == 0) {
        excerpt_put(&lua, &decl, question, &code);
    }
    diag_done(&why);
    source_done(&lua);
    run_decl_done(&decl);
    return code.len > 0 ? buf_take(&code) : NULL;
}

/* A question that is left, taken out of the pool. */
static struct exam_item take_authored(struct pool *pool, uint64_t *seed) {
    size_t i = made_below(seed, pool->count);
    struct exam_item item = pool->items[i];
    pool->items[i] = pool->items[--pool->count];
    item.code = code_of(item.lesson, item.question);
    return item;
}

/* All that a question says before its choices. */
static void put_asked(const struct question *question, struct buf *out) {
    for (size_t i = 0; i < question->text.block_count; i++) {
        const struct prose_block *block = &question->text.blocks[i];
        char *words = prose_words(&block->text);
        buf_puts(out, words);
        buf_puts(out, block->code != NULL ? block->code : "");
        mem_free(words);
        for (size_t cell = 0; cell < block->rows * block->columns; cell++) {
            words = prose_words(&block->cells[cell]);
            buf_puts(out, words);
            mem_free(words);
        }
    }
}

/* Whether the same was asked already, made from another run. */
static bool has(const struct exam *exam, const struct lesson *lesson) {
    struct buf asked = {0}, before = {0};
    bool found = false;
    put_asked(&lesson->questions[0], &asked);
    for (size_t i = 0; i < exam->count && !found; i++) {
        const struct exam_item *item = &exam->items[i];
        if (item->owned != NULL && strcmp(item->owned->dir, lesson->dir) == 0) {
            buf_clear(&before);
            put_asked(item->question, &before);
            found = strcmp(buf_str(&before), buf_str(&asked)) == 0;
        }
    }
    buf_done(&before);
    buf_done(&asked);
    return found;
}

struct exam_drawing {
    struct pool pool;
    struct exam exam;
    size_t wished;
    uint64_t random;
    int tries; /* for the made question that comes next */
};

/* One try. 0, -EAGAIN: none came of it; -errno: no runs can be made here at all. */
static int try_made(struct exam_drawing *drawing, struct exam_item *ret_item, struct diag *diag) {
    const struct pool *pool = &drawing->pool;
    if (pool->lessons == NULL) {
        return -EAGAIN;
    }
    const struct lesson *from = pool->lessons[made_below(&drawing->random, pool->lesson_count)];
    uint64_t own = made_random(&drawing->random); /* so that the next draw does not hang on it */
    struct lesson *made = NULL;
    struct diag why = {0};
    int code = made_question(from, &own, &made, &why);
    if (code == 0 && !has(&drawing->exam, made)) {
        *ret_item = (struct exam_item){
            .from = from, .lesson = made, .question = &made->questions[0], .owned = made};
    } else {
        lesson_free(made);
        if (code == -EPERM || code == -EPIPE) {
            diag_set(diag, code, why.file, why.line, "%s", why.text);
        } else {
            code = -EAGAIN;
        }
    }
    diag_done(&why);
    return code;
}

static void take(struct exam_drawing *drawing, struct exam_item item) {
    struct exam *exam = &drawing->exam;
    add(&exam->items, &exam->count, &exam->cap, item);
    drawing->tries = 0;
}

int exam_drawing_new(const struct catalogue *catalogue, const struct exam_wish *wish,
                     struct exam_drawing **ret_drawing, struct diag *diag) {
    int code = exam_check(catalogue, wish, diag);
    if (code < 0) {
        return code;
    }
    struct exam_drawing *drawing = mem_new(sizeof *drawing);
    *drawing =
        (struct exam_drawing){.exam.seed = wish->seed, .wished = wish->count, .random = wish->seed};
    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        if (is_wished(catalogue->lessons[i], wish)) {
            pool_add(&drawing->pool, catalogue->lessons[i]);
        }
    }
    *ret_drawing = drawing;
    return 0;
}

/* Authored and made ones in turn; made ones alone when there are no more authored ones, authored
 * ones where none could be made. */
int exam_drawing_more(struct exam_drawing *drawing, struct diag *diag) {
    struct pool *pool = &drawing->pool;
    bool make = pool->count == 0 || drawing->exam.count % 2 == 1;
    struct exam_item item;
    if (drawing->exam.count >= drawing->wished) {
        return 0;
    }
    if (make && drawing->tries < DRAWS) {
        int code = try_made(drawing, &item, diag);
        if (code == 0) {
            take(drawing, item);
        }
        drawing->tries += code == -EAGAIN;
        if (code < 0 && code != -EAGAIN) {
            return code;
        }
    } else if (pool->count > 0) {
        take(drawing, take_authored(pool, &drawing->random));
    } else {
        return 0; /* there are no more */
    }
    return drawing->exam.count < drawing->wished;
}

size_t exam_drawing_count(const struct exam_drawing *drawing) {
    return drawing->exam.count;
}

void exam_drawing_take(struct exam_drawing *drawing, struct exam *ret_exam) {
    *ret_exam = drawing->exam;
    drawing->exam = (struct exam){.seed = drawing->exam.seed};
}

void exam_drawing_free(struct exam_drawing *drawing) {
    if (drawing != NULL) {
        exam_done(&drawing->exam);
        mem_free(drawing->pool.items);
        mem_free(drawing->pool.lessons);
        mem_free(drawing);
    }
}

int exam_draw(const struct catalogue *catalogue, const struct exam_wish *wish,
              bool (*progress)(void *context, size_t done), void *context, struct exam *ret_exam,
              struct diag *diag) {
    struct exam_drawing *drawing = NULL;
    *ret_exam = (struct exam){.seed = wish->seed};
    int code = exam_drawing_new(catalogue, wish, &drawing, diag);
    if (code < 0) {
        return code;
    }
    size_t told = 0;
    do {
        code = exam_drawing_more(drawing, diag);
        size_t now = exam_drawing_count(drawing);
        if (code >= 0 && now > told && progress != NULL && !progress(context, now)) {
            code = -ECANCELED;
        }
        told = now;
    } while (code > 0);
    exam_drawing_take(drawing, ret_exam);
    exam_drawing_free(drawing);
    return code;
}

void exam_done(struct exam *exam) {
    for (size_t i = 0; i < exam->count; i++) {
        lesson_free(exam->items[i].owned);
        mem_free(exam->items[i].code);
    }
    mem_free(exam->items);
    *exam = (struct exam){0};
}
