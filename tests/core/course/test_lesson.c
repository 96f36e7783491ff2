/* SPDX-License-Identifier: MIT */
/*
 * A whole lesson.md, read: front matter, text, and questions of every kind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lesson.h"
#include "mem.h"
#include <string.h>

static const char relay[] = "---\r\n"
                            "format: 1\n"
                            "id: relay\n"
                            "title: \"Relay: a note\"\n"
                            "topic: pipes\n"
                            "needs: pipe, pipe-fork\n"
                            "summary: Three processes.\n"
                            "leaves-out: stdio; more than one writer\n"
                            "---\n"
                            "\n"
                            "A pipe has one direction. {stage: right}\n"
                            "\n"
                            "<!-- note: Ask first. -->\n"
                            "\n"
                            "## Question: ends\n"
                            "\n"
                            "After both forks:\n"
                            "how many can write?\n"
                            "\n"
                            "- [ ] one — `upper` only; see {stage: careless}.\n"
                            "- [ ] two — and one\n"
                            "  is left out.\n"
                            "- [x] three\n"
                            "\n"
                            "Answer: `right@forked.second.writers`\n"
                            "\n"
                            "Hint: Descriptors are inherited\n"
                            "by fork.\n"
                            "Hint: Press `k`.\n"
                            "\n"
                            "## Question: who\n"
                            "\n"
                            "Who holds it?\n"
                            "\n"
                            "- [x] `main`\n"
                            "- [x] last — it inherited it.\n"
                            "- [ ] nobody — the pipe would be at its end.\n"
                            "\n"
                            "## Question: order\n"
                            "\n"
                            "Put into an order that can happen.\n"
                            "\n"
                            "1. main writes\n"
                            "2. upper reads\n"
                            "\n"
                            "Answer: order of `right`\n"
                            "\n"
                            "## Question: size\n"
                            "\n"
                            "How many bytes?\n"
                            "1. first\n"
                            "\n"
                            "Answer: 65536\n"
                            "\n"
                            "## Question: ret\n"
                            "\n"
                            "What does it return?\n"
                            "\n"
                            "Answer: `careless.last.read.ret`\n";

static int load(void **state) {
    struct diag diag = {0};
    struct lesson *lesson = NULL;
    if (lesson_parse("lessons/relay", relay, strlen(relay), &lesson, &diag) < 0) {
        print_error("%d: %s\n", diag.line, diag.text);
        return -1;
    }
    *state = lesson;
    return 0;
}

static int unload(void **state) {
    lesson_free(*state);
    return 0;
}

static void assert_words(const struct prose_text *text, const char *words) {
    char *have = prose_words(text);
    assert_string_equal(have, words);
    mem_free(have);
}

static void front_matter(void **state) {
    const struct lesson *lesson = *state;
    assert_string_equal(lesson->file, "lessons/relay/lesson.md");
    assert_string_equal(lesson->id, "relay");
    assert_string_equal(lesson->title, "Relay: a note");
    assert_string_equal(lesson->topic, "pipes");
    assert_int_equal(lesson->topic_line, 5);
    assert_int_equal(lesson->need_count, 2);
    assert_string_equal(lesson->needs[0], "pipe");
    assert_string_equal(lesson->needs[1], "pipe-fork");
    assert_string_equal(lesson->summary, "Three processes.");
    assert_string_equal(lesson->leaves_out, "stdio; more than one writer");
}

static void text_ends_where_questions_begin(void **state) {
    const struct lesson *lesson = *state;
    assert_int_equal(lesson->text.block_count, 2);
    assert_int_equal(lesson->text.blocks[0].line, 11);
    assert_int_equal(lesson->text.blocks[1].kind, PROSE_NOTE);
    assert_int_equal(lesson->question_count, 5);
}

static void one_choice(void **state) {
    const struct question *q = lesson_question(*state, "ends");
    assert_int_equal(q->kind, QUESTION_ONE);
    assert_int_equal(q->line, 15);
    assert_int_equal(q->choice_count, 3);
    assert_words(&q->choices[0].text, "one");
    assert_words(&q->choices[0].reason, "upper only; see careless.");
    assert_words(&q->choices[1].reason, "and one is left out.");
    assert_int_equal(q->choices[1].line, 21);
    assert_false(q->choices[1].right);
    assert_true(q->choices[2].right);
    assert_int_equal(q->hint_count, 2);
    assert_words(&q->hints[0], "Descriptors are inherited by fork.");
    assert_words(&q->hints[1], "Press k.");
    assert_string_equal(q->program, "right");
    assert_string_equal(q->path, "@forked.second.writers");
    assert_int_equal(q->answer_line, 25);
}

static void several_choices(void **state) {
    const struct question *q = lesson_question(*state, "who");
    assert_int_equal(q->kind, QUESTION_SEVERAL);
    assert_null(q->program);
    assert_int_equal(q->choices[0].text.spans[0].look, PROSE_CODE);
}

static void order(void **state) {
    const struct question *q = lesson_question(*state, "order");
    assert_int_equal(q->kind, QUESTION_ORDER);
    assert_int_equal(q->choice_count, 2);
    assert_words(&q->choices[1].text, "upper reads");
    assert_string_equal(q->program, "right");
    assert_null(q->path);
}

static void values(void **state) {
    const struct question *key = lesson_question(*state, "size");
    assert_int_equal(key->kind, QUESTION_VALUE);
    assert_string_equal(key->key, "65536");
    assert_int_equal(key->text.block_count, 2);
    const struct question *path = lesson_question(*state, "ret");
    assert_int_equal(path->kind, QUESTION_VALUE);
    assert_string_equal(path->program, "careless");
    assert_string_equal(path->path, "last.read.ret");
}

static void count_stage(void *context, const char *program, int line) {
    buf_putf(context, "%s:%d ", program, line);
}

static void stages(void **state) {
    struct buf seen = {0};
    lesson_stages(*state, count_stage, &seen);
    assert_string_equal(buf_str(&seen), "right:11 careless:20 ");
    buf_done(&seen);
}

static void take_note(void *context, const char *program, const char *words, int line) {
    buf_putf(context, "%s:%d %s|", program ? program : "-", line, words);
}

static void notes(void **state) {
    static const char text[] = "---\nformat: 1\nid: relay\ntitle: x\ntopic: pipes\n---\n\n"
                               "<!-- note: Ask: why?\nWait. -->\n\ntext\n\n"
                               "<!-- note right: one -->\n<!-- note\nother-1: two -->\n\n"
                               "## Question: q\n\nWho?\n\n<!-- note: here too -->\n\n"
                               "- [x] a\n- [ ] b — no.\n\nHint: none.\n";
    struct lesson *lesson = NULL;
    struct buf seen = {0};
    (void)state;
    assert_int_equal(lesson_parse("x/relay", text, strlen(text), &lesson, NULL), 0);
    lesson_notes(lesson, take_note, &seen);
    assert_string_equal(buf_str(&seen), "-:8 Ask: why? Wait.|right:13 one|other-1:14 two|"
                                        "-:21 here too|");
    buf_done(&seen);
    lesson_free(lesson);
}

static void what_a_choice_says(void **state) {
    (void)state;
    static const struct {
        const char *choice, *value;
        bool says;
    } rows[] = {
        {"three", "3", true},
        {"Three of them", "3", true},
        {"3", "3", true},
        {"30", "3", false},
        {"last itself", "last", true},
        {"lasting", "last", false},
        {"main child", "main", true},
        {"main child", "main child", true},
        {"EPIPE, always", "EPIPE", true},
        {"-1", "-1", true},
        {"", "", false},
        {"pipe#1 does", "pipe", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct prose_span span = {.text = mem_strdup(rows[i].choice)};
        struct question_choice choice = {.text = {.spans = &span, .span_count = 1}};
        if (question_choice_says(&choice, rows[i].value) != rows[i].says) {
            fail_msg("\"%s\" and \"%s\"", rows[i].choice, rows[i].value);
        }
        mem_free(span.text);
    }
    assert_true(question_same("  Three\n", "3"));
    assert_true(question_same("epipe", "EPIPE"));
    assert_false(question_same("3 4", "3"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_matter),
        cmocka_unit_test(text_ends_where_questions_begin),
        cmocka_unit_test(one_choice),
        cmocka_unit_test(several_choices),
        cmocka_unit_test(order),
        cmocka_unit_test(values),
        cmocka_unit_test(stages),
        cmocka_unit_test(notes),
        cmocka_unit_test(what_a_choice_says),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
