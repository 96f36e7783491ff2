/* SPDX-License-Identifier: MIT */
/* answer.c: see answer.h. What must come before what: answer_order.c. */
#include "answer.h"
#include "mem.h"
#include "path.h"
#include "verifying.h"
#include <errno.h>
#include <string.h>

void answer_done(struct answer *answer) {
    mem_free(answer->value);
    mem_free(answer->why);
    *answer = (struct answer){0};
}

bool answer_is_whole(const struct question *question, const struct answer_given *given,
                     const char **ret_what) {
    switch (question->kind) {
    case QUESTION_ONE:
        *ret_what = "Choose one first: its number.";
        return given->chosen != 0;
    case QUESTION_SEVERAL:
        *ret_what = "Choose at least one first: their numbers.";
        return given->chosen != 0;
    case QUESTION_ORDER:
        *ret_what = "Number all of them first, in the order in which they happen.";
        return given->order_count == question->choice_count;
    case QUESTION_VALUE:
        *ret_what = "Type an answer first.";
        return given->typed && given->typed[strspn(given->typed, " \t")] != '\0';
    case QUESTION_FIND:
        *ret_what = "Find a schedule first.";
        return given->typed != NULL;
    }
    return false;
}

void answer_put(const struct question *question, const struct answer_given *given,
                struct buf *out) {
    buf_puts(out, "");
    if (question->kind == QUESTION_VALUE || question->kind == QUESTION_FIND) {
        buf_puts(out, given->typed ? given->typed : "");
    }
    for (size_t i = 0; i < given->order_count; i++) {
        buf_putf(out, "%s%zu", i ? " " : "", given->order[i] + 1);
    }
    for (size_t i = 0; i < question->choice_count; i++) {
        if (given->chosen & 1U << i) {
            buf_putf(out, "%s%zu", out->len ? " " : "", i + 1);
        }
    }
}

static uint32_t marked(const struct question *question) {
    uint32_t rights = 0;
    for (size_t i = 0; i < question->choice_count; i++) {
        rights |= question->choices[i].right ? 1U << i : 0;
    }
    return rights;
}

/* The choices that a value names: one of them all of it, several one a word. */
static uint32_t named(const struct question *question, const char *value) {
    uint32_t rights = 0;
    char *words = mem_strdup(value);
    char *rest = words;
    const char *separators = question->kind == QUESTION_SEVERAL ? " \n" : "";
    for (char *word = strsep(&rest, separators); word; word = strsep(&rest, separators)) {
        const struct question_choice *choice = question_choice_for(question, word);
        if (choice) {
            rights |= 1U << (choice - question->choices);
        }
    }
    mem_free(words);
    return rights;
}

static bool says(struct timeline *timeline, uint64_t step, const char *path, const char *value) {
    struct buf now = {0};
    struct diag none = {0};
    int r = path_value_at(timeline, timeline_step_end(timeline, step), path, &now, &none);
    bool same = r == 0 && strcmp(buf_str(&now), value) == 0;
    diag_done(&none);
    buf_done(&now);
    return same;
}

/* The step from which on the run says so for good. */
static uint64_t step_of(struct timeline *timeline, const char *path, const char *value) {
    uint64_t step = timeline_steps(timeline);
    while (step > 0 && says(timeline, step - 1, path, value)) {
        step--;
    }
    return step;
}

static int judge_by_path(const struct question *question, const struct answer_given *given,
                         const struct log *log, struct answer *answer, struct diag *diag) {
    struct timeline *timeline = timeline_new(log);
    struct buf value = {0};
    int r = path_value(timeline, question->path, &value, diag);
    if (r == 0) {
        buf_puts(&value, "");
        answer->step = step_of(timeline, question->path, buf_str(&value));
        answer->rights = named(question, buf_str(&value));
        answer->right = question->kind == QUESTION_VALUE
                            ? question_same(given->typed, buf_str(&value))
                            : given->chosen == answer->rights;
        answer->value = buf_take(&value);
    }
    buf_done(&value);
    timeline_free(timeline);
    return r;
}

static uint64_t step_at(const struct log *log, uint64_t record) {
    struct timeline *timeline = timeline_new(log);
    uint64_t step = timeline_step_of(timeline, record);
    timeline_free(timeline);
    return step;
}

static int judge_order(const struct question *question, const struct answer_given *given,
                       const struct log *log, struct answer *answer, struct diag *diag) {
    uint64_t records[QUESTION_CHOICES_MAX];
    size_t last = question->choice_count - 1;
    if (given->made_so && given->order_count == question->choice_count &&
        verify_order_count(question, given->order, log, records, NULL) > last) {
        struct buf schedule = {0};
        find_put_schedule(log, records[last], &schedule);
        answer->value = buf_take(&schedule);
        answer->step = step_at(log, records[last]);
        answer->right = true;
        return 0;
    }
    long item = verify_order_at(question, log, records, diag);
    if (item != 0) {
        return item > 0 ? diag_set(diag, -ENOENT, NULL, question->choices[item - 1].line,
                                   "this does not happen in a run of %s", question->program)
                        : -EINVAL;
    }
    answer->step = step_at(log, records[last]);
    answer_judge_order(given, log, records, answer);
    return 0;
}

/* The run went by the order that was given. */
static void judge_schedule(const struct question *question, const struct log *log,
                           struct answer *answer) {
    struct find_verdict verdict;
    struct buf why = {0};
    find_judge(question->find, log, &verdict);
    buf_puts(&why, "");
    find_put_why(&verdict, question->find, &why);
    answer->right = verdict.found;
    answer->value = buf_take(&why);
    find_verdict_done(&verdict);
}

int answer_judge(const struct question *question, const struct answer_given *given,
                 const struct log *log, struct answer *ret_answer, struct diag *diag) {
    struct answer answer = {.rights = marked(question)};
    int r = 0;
    if (question->program && !log) {
        return diag_set(diag, -ENOENT, NULL, question->line, "%s was not run", question->program);
    }
    if (question->kind == QUESTION_ORDER) {
        r = judge_order(question, given, log, &answer, diag);
    } else if (question->kind == QUESTION_FIND) {
        judge_schedule(question, log, &answer);
    } else if (question->path) {
        r = judge_by_path(question, given, log, &answer, diag);
    } else if (question->kind == QUESTION_VALUE) {
        answer.value = mem_strdup(question->key);
        answer.right = question_same(given->typed, question->key);
    } else {
        answer.right = given->chosen == answer.rights;
    }
    if (r < 0) {
        answer_done(&answer);
        return r;
    }
    *ret_answer = answer;
    return 0;
}
