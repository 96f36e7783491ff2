/* SPDX-License-Identifier: MIT */
/* sitting.c: see sitting.h. */
#include "sitting.h"
#include "judging.h"
#include "mem.h"
#include "progress.h"

void sitting_begin(struct exam_sitting *sitting, const struct exam *exam) {
    *sitting = (struct exam_sitting){.exam = exam};
    sitting->answers = mem_new((exam->count + 1) * sizeof *sitting->answers);
    for (size_t i = 0; i < exam->count; i++) {
        struct asking *asking = &sitting->answers[i].asking;
        asking_begin(asking, exam->items[i].lesson, exam->items[i].question);
        asking->index = i;
        asking->count = exam->count;
        asking->exam = true;
    }
}

void sitting_done(struct exam_sitting *sitting) {
    struct log *none = NULL;
    if (sitting->judging != NULL) {
        judging_end(sitting->judging, &none);
        log_free(none);
    }
    for (size_t i = 0; sitting->answers != NULL && i < sitting->exam->count; i++) {
        asking_done(&sitting->answers[i].asking);
    }
    mem_free(sitting->answers);
    *sitting = (struct exam_sitting){0};
}

bool sitting_answered(const struct exam_sitting *sitting, size_t index) {
    const struct asking *asking = &sitting->answers[index].asking;
    const char *what;
    return answer_is_whole(asking->question, &asking->given, &what);
}

size_t sitting_count(const struct exam_sitting *sitting) {
    size_t count = 0;
    for (size_t i = 0; i < sitting->exam->count; i++) {
        count += sitting_answered(sitting, i);
    }
    return count;
}

size_t sitting_marked(const struct exam_sitting *sitting) {
    size_t count = 0;
    for (size_t i = 0; i < sitting->exam->count; i++) {
        count += sitting->answers[i].marked;
    }
    return count;
}

bool sitting_judge_on(struct exam_sitting *sitting, size_t index, int timeout_ms) {
    struct exam_answer *answer = &sitting->answers[index];
    struct asking *asking = &answer->asking;
    struct log *log = NULL;
    if (sitting->judging == NULL) {
        sitting->judging =
            judging_begin(asking->lesson, asking->question, &asking->given, &asking->fault);
    }
    if (judging_go_on(sitting->judging, timeout_ms)) {
        return true;
    }
    int code = judging_end(sitting->judging, &log);
    sitting->judging = NULL;
    if (code == 0) {
        code = asking_judge(asking, log, NULL);
    }
    answer->faulty = code < 0;
    answer->right = code == 0 && sitting_answered(sitting, index) && asking->answer.right;
    sitting->counted += !answer->faulty;
    sitting->right += answer->right;
    log_free(log);
    return false;
}

void sitting_judge(struct exam_sitting *sitting, size_t index) {
    while (sitting_judge_on(sitting, index, -1)) {
    }
}

void sitting_keep(const struct exam_sitting *sitting, struct progress *progress) {
    for (size_t i = 0; i < sitting->exam->count; i++) {
        const struct exam_item *item = &sitting->exam->items[i];
        const struct exam_answer *answer = &sitting->answers[i];
        struct buf given = {0};
        if (item->owned == NULL && sitting_answered(sitting, i) && !answer->faulty) {
            answer_put(item->question, &answer->asking.given, &given);
            struct progress_answer one = {.lesson = item->from->id,
                                          .question = item->question->id,
                                          .mode = "exam",
                                          .given = buf_str(&given),
                                          .right = answer->right};
            progress_answer(progress, &one, NULL);
        }
        buf_done(&given);
    }
}
