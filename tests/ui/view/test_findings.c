/* SPDX-License-Identifier: MIT */
/* What is found in the texts of lessons, and what is not: nothing that gives an answer away. */
#include "findings.h"
#include "mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char text[] =
    "---\nformat: 1\nid: small\ntitle: \"The title word\"\ntopic: pipes\n"
    "summary: The summary word.\n---\n\nA paragraph with the *text*\nword. {stage: runs}\n\n"
    "| name | what |\n|---|---|\n| row one | cell |\n| row two | cell |\n\n"
    "```\nfirst line of code\nsecond line of code\n```\n\n<!-- note: noted, for the presenter "
    "-->\n\n"
    "## Question: ask\n\nWhat is asked?\n\n- [x] chosen\n- [ ] other \xE2\x80\x94 reasoned.\n\n"
    "Hint: hinted.\n";

struct shelf {
    struct lesson *lesson;
    struct catalogue catalogue;
    struct findings findings;
};

static void put_up(struct shelf *shelf) {
    struct diag diag;

    memset(shelf, 0, sizeof(*shelf));
    diag_init(&diag);
    if (lesson_parse("/nowhere/small", text, strlen(text), &shelf->lesson, &diag) < 0) {
        fail_msg("%s", diag.text);
    }
    shelf->catalogue.lessons = &shelf->lesson;
    shelf->catalogue.lesson_count = 1;
    findings_make(&shelf->catalogue, &shelf->findings);
}

static void take_down(struct shelf *shelf) {
    findings_done(&shelf->findings);
    lesson_free(shelf->lesson);
}

/* The place where it stands; NULL: nowhere. */
static const struct finding *place(const struct shelf *shelf, const char *sought) {
    bool wrapped;
    size_t at;

    return findings_seek(&shelf->findings, sought, 0, 1, &at, &wrapped) ? &shelf->findings.all[at]
                                                                        : NULL;
}

static void what_is_read_is_found(void **state) {
    struct shelf shelf;

    (void)state;
    put_up(&shelf);
    assert_int_equal(place(&shelf, "title word")->kind, FINDING_HEAD);
    assert_int_equal(place(&shelf, "summary")->kind, FINDING_HEAD);
    assert_int_equal(place(&shelf, "the text word")->kind, FINDING_TEXT);
    assert_int_equal(place(&shelf, "the text word")->line, 9);
    assert_int_equal(place(&shelf, "runs")->kind, FINDING_TEXT);
    assert_string_equal(place(&shelf, "row two")->text, "row two | cell");
    assert_string_equal(place(&shelf, "second")->text, "second line of code");
    assert_int_equal(place(&shelf, "second")->line, place(&shelf, "first")->line + 1);
    assert_int_equal(place(&shelf, "asked")->kind, FINDING_QUESTION);
    assert_int_equal(place(&shelf, "asked")->question, 0);
    take_down(&shelf);
}

static void what_would_tell_is_not(void **state) {
    static const char *const hidden[] = {"chosen", "other", "reasoned", "hinted", "noted"};
    struct shelf shelf;

    (void)state;
    put_up(&shelf);
    for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
        if (place(&shelf, hidden[i]) != NULL) {
            fail_msg("\"%s\" is found in \"%s\"", hidden[i], place(&shelf, hidden[i])->text);
        }
    }
    take_down(&shelf);
}

static void round_the_end(void **state) {
    struct shelf shelf;
    size_t at, nth = 0;
    bool wrapped;

    (void)state;
    put_up(&shelf);
    assert_true(findings_seek(&shelf.findings, "cell", 0, 1, &at, &wrapped));
    assert_false(wrapped);
    assert_int_equal(findings_sum(&shelf.findings, "cell", at, &nth), 2);
    assert_int_equal(nth, 1);
    assert_true(findings_seek(&shelf.findings, "cell", (long)at + 2, 1, &at, &wrapped));
    assert_true(wrapped);
    assert_true(findings_seek(&shelf.findings, "cell", (long)at - 1, -1, &at, &wrapped));
    assert_true(wrapped);
    assert_int_equal(findings_sum(&shelf.findings, "cell", at, &nth), 2);
    assert_int_equal(nth, 2);
    assert_false(findings_seek(&shelf.findings, "nowhere", 0, 1, &at, &wrapped));
    take_down(&shelf);
}

static void excerpt_is(const char *whole, const char *sought, int width, const char *expected) {
    struct finding finding = {.text = mem_strdup(whole)};
    struct buf got = {0};

    findings_excerpt(&finding, sought, width, &got);
    assert_string_equal(buf_str(&got), expected);
    buf_done(&got);
    mem_free(finding.text);
}

#define MORE "\xE2\x8B\xAF"

static void an_excerpt_shows_the_word(void **state) {
    (void)state;
    excerpt_is("short enough", "enough", 12, "short enough");
    excerpt_is("a word and far too many behind it", "word", 12, "a word and " MORE);
    excerpt_is("many before it and then the word", "word", 12, MORE "the word");
    excerpt_is("many before it, the word, many behind", "word", 12, MORE "the word, " MORE);
    excerpt_is("onewordthatgoesonandonforever", "forever", 12, MORE "forever");
    excerpt_is("many before it and then the word", "word", -16, MORE MORE); /* no room at all */
    excerpt_is("many before it and then the word", "ord", -16, MORE MORE);
    excerpt_is("many before it and then the word", "word", 1, MORE MORE);
}

/* A window may be too small for any of it. */
static void an_excerpt_without_room(void **state) {
    (void)state;
    for (int width = -20; width < 1; width++) {
        excerpt_is("many before it, the word, many behind", "many", width, MORE);
        excerpt_is("many before it, the word, many behind", "word", width, MORE MORE);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_is_found),   cmocka_unit_test(what_would_tell_is_not),
        cmocka_unit_test(round_the_end),           cmocka_unit_test(an_excerpt_shows_the_word),
        cmocka_unit_test(an_excerpt_without_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
