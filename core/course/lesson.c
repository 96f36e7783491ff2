/* SPDX-License-Identifier: MIT */
/*
 * lesson.c: lesson.md in three parts: front matter (front.c), prose up to the first question, and
 * the questions, which are level 2 headings "Question: id" and all that follows them. What is wrong
 * in one part, block or question does not keep the others from being read.
 */
#include "lesson.h"
#include "fdio.h"
#include "front.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <limits.h>
#include <string.h>

#define LESSON_MAX ((size_t)1 << 20)

static bool is_question(const struct prose_block *block) {
    return block->kind == PROSE_HEADING && block->text.span_count > 0 &&
           text_starts(block->text.spans[0].text, "Question");
}

/* A question ends where the next heading of its level stands, which must be a question too. */
static size_t question_end(const struct prose *prose, size_t begin) {
    size_t end = begin + 1;
    while (end < prose->block_count &&
           (prose->blocks[end].kind != PROSE_HEADING || prose->blocks[end].level > 2)) {
        end++;
    }
    return end;
}

static int check_heading(const struct lesson *lesson, const struct prose_block *block,
                         struct diag *diag) {
    if (!is_question(block)) {
        return diag_set(diag, -EINVAL, lesson->file, block->line,
                        "the questions come last: move this heading and its text before them");
    }
    if (block->level != 2 || !text_starts(block->text.spans[0].text, "Question:")) {
        return diag_set(diag, -EINVAL, lesson->file, block->line,
                        "the heading of a question is written ## Question: id");
    }
    return 0;
}

static int take_question(struct lesson *lesson, struct prose_block *blocks, size_t count,
                         struct diag_list *faults) {
    struct question question = {0};
    struct diag fault = {0};
    int r = diag_list_take(faults, &fault, check_heading(lesson, &blocks[0], &fault));
    if (r == 0) {
        r = question_parse(lesson->file, blocks, count, &question, faults);
    }
    if (r < 0) {
        return r;
    }
    const struct question *same = lesson_question(lesson, question.id);
    if (same) {
        r = diag_set(&fault, -EINVAL, lesson->file, question.line,
                     "the question of line %d has the id %s already", same->line, question.id);
        question_done(&question);
        return diag_list_take(faults, &fault, r);
    }
    lesson->questions = mem_grow(lesson->questions, &lesson->question_cap,
                                 lesson->question_count + 1, sizeof *lesson->questions);
    lesson->questions[lesson->question_count++] = question;
    return 0;
}

/* Whether a fault was found in these blocks already: what they lack may be what it is about. */
static bool is_faulty(const struct prose *prose, size_t begin, size_t end,
                      const struct diag_list *faults) {
    int behind = end < prose->block_count ? prose->blocks[end].line : INT_MAX;
    for (size_t i = 0; i < faults->count; i++) {
        if (faults->items[i].line >= prose->blocks[begin].line && faults->items[i].line < behind) {
            return true;
        }
    }
    return false;
}

/* Takes the questions out of the end of lesson->text. */
static int take_questions(struct lesson *lesson, struct diag_list *faults) {
    struct prose *prose = &lesson->text;
    size_t first = 0;
    while (first < prose->block_count && !is_question(&prose->blocks[first])) {
        first++;
    }
    int r = 0;
    for (size_t begin = first; begin < prose->block_count;) {
        size_t end = question_end(prose, begin);
        if (is_faulty(prose, begin, end, faults) ||
            take_question(lesson, &prose->blocks[begin], end - begin, faults) < 0) {
            r = -EINVAL;
        }
        begin = end;
    }
    for (size_t i = first; i < prose->block_count; i++) {
        prose_block_done(&prose->blocks[i]);
    }
    prose->block_count = first;
    return r;
}

/* A lesson is shown on terminals: no byte of it may command one. */
static int check_bytes(const char *file, const char *text, size_t len, struct diag_list *faults) {
    struct diag fault = {0};
    int line = 1, r = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        line += c == '\n';
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
            r = diag_set(&fault, -EINVAL, file, line, "a control character (0x%02x)", c);
        }
        if (c >= 0x80) {
            uint32_t character;
            size_t bytes = text_decode(text + i, len - i, &character);
            if (bytes == 1 || (character >= 0x80 && character < 0xA0)) {
                r = diag_set(&fault, -EINVAL, file, line, "this line is not plain UTF-8");
            }
            i += bytes - 1;
        }
        if (fault.text && c == '\n') { /* one a line */
            diag_list_take(faults, &fault, r);
        }
    }
    return diag_list_take(faults, &fault, r);
}

static int read_parts(struct lesson *lesson, const char *text, size_t len,
                      struct diag_list *faults) {
    size_t body = 0;
    int line = 1;
    int r = check_bytes(lesson->file, text, len, faults);
    if (r < 0) {
        return r;
    }
    r = front_parse(text, len, lesson, &body, &line, faults);
    if (r < 0 && body == 0) {
        return r;
    }
    size_t front = faults->count;
    if (prose_parse(lesson->file, line, text + body, len - body, &lesson->text, faults) < 0) {
        r = -EINVAL;
    }
    if (take_questions(lesson, faults) < 0) {
        r = -EINVAL;
    }
    diag_list_sort(faults, front);
    return r;
}

/* The last word of a list that was full. */
static void say_more(const struct lesson *lesson, struct diag_list *faults) {
    struct diag fault = {0};
    diag_set(&fault, 0, lesson->file, 0, "there is more than these %d: mend them first",
             LESSON_FAULTS_MAX);
    faults->most = 0;
    diag_list_take(faults, &fault, 0);
}

int lesson_parse_all(const char *dir, const char *text, size_t len, struct lesson **ret_lesson,
                     struct diag_list *faults) {
    struct lesson *lesson = mem_new(sizeof *lesson);
    struct buf file = {0};
    struct buf clean = {0};
    buf_putf(&file, "%s/lesson.md", dir);
    lesson->dir = mem_strdup(dir);
    lesson->file = buf_take(&file);
    for (size_t i = 0; i < len; i++) {
        if (text[i] != '\r' || i + 1 == len || text[i + 1] != '\n') {
            buf_putc(&clean, text[i]);
        }
    }
    faults->most = LESSON_FAULTS_MAX;
    int r = read_parts(lesson, buf_str(&clean), clean.len, faults);
    if (r < 0) {
        for (size_t i = 0; i < faults->count; i++) {
            diag_quote(&faults->items[i], buf_str(&clean), clean.len);
        }
        if (faults->more) {
            say_more(lesson, faults);
        }
        lesson_free(lesson);
    } else {
        *ret_lesson = lesson;
    }
    buf_done(&clean);
    return r;
}

int lesson_load_all(const char *dir, struct lesson **ret_lesson, struct diag_list *faults) {
    struct buf file = {0};
    struct buf text = {0};
    struct diag fault = {0};
    buf_putf(&file, "%s/lesson.md", dir);
    int r = file_read_plain(buf_str(&file), &text, LESSON_MAX, &fault);
    if (r == 0) {
        r = lesson_parse_all(dir, buf_str(&text), text.len, ret_lesson, faults);
    }
    buf_done(&file);
    buf_done(&text);
    return diag_list_take(faults, &fault, r);
}

/* The first of the faults, for who wants one. */
static int take_first(struct diag_list *faults, int r, struct diag *diag) {
    if (r < 0 && diag && !diag->text) {
        *diag = faults->items[0];
        diag_init(&faults->items[0]);
    }
    diag_list_done(faults);
    return r;
}

int lesson_parse(const char *dir, const char *text, size_t len, struct lesson **ret_lesson,
                 struct diag *diag) {
    struct diag_list faults = {0};
    return take_first(&faults, lesson_parse_all(dir, text, len, ret_lesson, &faults), diag);
}

int lesson_load(const char *dir, struct lesson **ret_lesson, struct diag *diag) {
    struct diag_list faults = {0};
    return take_first(&faults, lesson_load_all(dir, ret_lesson, &faults), diag);
}

void lesson_free(struct lesson *lesson) {
    if (!lesson) {
        return;
    }
    for (size_t i = 0; i < lesson->question_count; i++) {
        question_done(&lesson->questions[i]);
    }
    for (size_t i = 0; i < lesson->need_count; i++) {
        mem_free(lesson->needs[i]);
    }
    prose_done(&lesson->text);
    mem_free(lesson->questions);
    mem_free(lesson->needs);
    mem_free(lesson->dir);
    mem_free(lesson->file);
    mem_free(lesson->id);
    mem_free(lesson->title);
    mem_free(lesson->topic);
    mem_free(lesson->summary);
    mem_free(lesson->leaves_out);
    mem_free(lesson);
}

const struct question *lesson_question(const struct lesson *lesson, const char *id) {
    for (size_t i = 0; i < lesson->question_count; i++) {
        if (strcmp(lesson->questions[i].id, id) == 0) {
            return &lesson->questions[i];
        }
    }
    return NULL;
}

struct visit {
    void (*visit)(void *context, const char *program, int line);
    void *context;
};

static void visit_text(const struct prose_text *text, const struct visit *visit) {
    for (size_t i = 0; i < text->span_count; i++) {
        if (text->spans[i].look & PROSE_STAGE) {
            visit->visit(visit->context, text->spans[i].target, text->spans[i].line);
        }
    }
}

static void visit_prose(const struct prose *prose, const struct visit *visit) {
    for (size_t i = 0; i < prose->block_count; i++) {
        const struct prose_block *block = &prose->blocks[i];
        visit_text(&block->text, visit);
        for (size_t c = 0; c < block->rows * block->columns; c++) {
            visit_text(&block->cells[c], visit);
        }
    }
}

void lesson_stages(const struct lesson *lesson,
                   void (*visit)(void *context, const char *program, int line), void *context) {
    struct visit v = {visit, context};
    visit_prose(&lesson->text, &v);
    for (size_t i = 0; i < lesson->question_count; i++) {
        const struct question *question = &lesson->questions[i];
        visit_prose(&question->text, &v);
        for (size_t c = 0; c < question->choice_count; c++) {
            visit_text(&question->choices[c].text, &v);
            visit_text(&question->choices[c].reason, &v);
        }
        for (size_t h = 0; h < question->hint_count; h++) {
            visit_text(&question->hints[h], &v);
        }
    }
}
