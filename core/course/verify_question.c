/* SPDX-License-Identifier: MIT */
/*
 * verify_question.c: what a run says against what a question says.
 */
#include "mem.h"
#include "path.h"
#include "verifying.h"
#include <string.h>

static void look_at_one(struct verifying *verifying, const struct question *question,
                        const char *value) {
    const struct question_choice *choice = question_choice_for(question, value);
    if (!choice) {
        verify_fault_md(verifying, question->answer_line,
                        "a run says \"%s\": not just one of the choices begins with that", value);
    } else if (!choice->right) {
        verify_fault_md(verifying, choice->line, "a run says \"%s\", so this choice is right",
                        value);
    }
}

/* Calls visit for each word of the value, with the one choice that says it, or NULL. */
static void each_word(const struct question *question, const char *value,
                      void (*visit)(void *context, const char *word,
                                    const struct question_choice *choice),
                      void *context) {
    char *words = mem_strdup(value);
    char *rest = words;
    for (char *word = strsep(&rest, " \n"); word; word = strsep(&rest, " \n")) {
        if (*word) {
            visit(context, word, question_choice_for(question, word));
        }
    }
    mem_free(words);
}

struct saying {
    struct verifying *verifying;
    const struct question *question;
    const struct question_choice *choice; /* that is looked for */
    bool said;
};

static void look_for_choice(void *context, const char *word, const struct question_choice *choice) {
    struct saying *saying = context;
    (void)word;
    saying->said = saying->said || choice == saying->choice;
}

static void look_at_word(void *context, const char *word, const struct question_choice *choice) {
    const struct saying *saying = context;
    if (!choice) {
        verify_fault_md(saying->verifying, saying->question->answer_line,
                        "a run says \"%s\": not just one of the choices begins with that", word);
    }
}

/* Several: the value is a list of words, and each is a choice that is right. */
static void look_at_several(struct verifying *verifying, const struct question *question,
                            const char *value) {
    struct saying saying = {.verifying = verifying, .question = question};
    each_word(question, value, look_at_word, &saying);
    for (size_t i = 0; i < question->choice_count; i++) {
        saying.choice = &question->choices[i];
        saying.said = false;
        each_word(question, value, look_for_choice, &saying);
        if (saying.said != saying.choice->right) {
            verify_fault_md(verifying, saying.choice->line,
                            "a run says \"%s\", so this choice is %s", value,
                            saying.said ? "right" : "wrong");
        }
    }
}

static void look_at_path(struct verifying *verifying, const struct question *question,
                         const struct log *log) {
    struct timeline *timeline = timeline_new(log);
    struct buf value = {0};
    struct diag why = {0};
    buf_puts(&value, "");
    if (path_value(timeline, question->path, &value, &why) < 0) {
        verify_fault_md(verifying, question->answer_line, "%s",
                        why.text ? why.text : "there is no such thing in the run");
    } else if (question->kind == QUESTION_ONE) {
        look_at_one(verifying, question, buf_str(&value));
    } else if (question->kind == QUESTION_SEVERAL) {
        look_at_several(verifying, question, buf_str(&value));
    } else if (value.len == 0) {
        verify_fault_md(verifying, question->answer_line, "a run has no value there to be typed");
    }
    diag_done(&why);
    buf_done(&value);
    timeline_free(timeline);
}

void verify_question(struct verifying *verifying, const struct question *question) {
    long index = question->program ? verify_program_index(verifying, question->program) : -1;
    const struct log *log = index >= 0 ? verifying->logs[index] : NULL;
    if (!log) {
        return; /* a key, or said before */
    }
    if (question->kind == QUESTION_FIND) {
        verify_find(verifying, question, (size_t)index);
        return;
    }
    if (question->path) {
        look_at_path(verifying, question, log);
        return;
    }
    struct diag why = {0};
    long item = verify_order(question, log, &why);
    if (item < 0) {
        verify_fault_md(verifying, why.line, "%s", why.text);
    } else if (item > 0) {
        verify_fault_md(verifying, question->choices[item - 1].line,
                        "in a run of %s this does not happen %s", question->program,
                        item > 1 ? "after the item before it" : "at all");
    }
    diag_done(&why);
}
