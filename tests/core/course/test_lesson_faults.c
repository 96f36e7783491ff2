/* SPDX-License-Identifier: MIT */
/*
 * What an instructor is told: every way to get lesson.md wrong, with the place and the sentence.
 * Each row is a lesson.md (body: what comes after a right front matter) and the fault as people
 * see it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lesson.h"
#include "mem.h"
#include <errno.h>
#include <string.h>

#define FRONT                                                                                      \
    "---\nformat: 1\nid: relay\ntitle: \"Relay: a note\"\ntopic: pipes\nneeds: pipe-fork\n---\n"
#define Q "## Question: ends\n\nHow many?\n\n"

struct row {
    const char *name, *text, *fault;
};

static const struct row rows[] = {
    {"no front matter", "# Relay\n",
     "x/relay/lesson.md:1: a lesson begins with its front matter: a line of ---\n  # Relay\n"},
    {"nothing at all", "",
     "x/relay/lesson.md:1: a lesson begins with its front matter: a line of ---\n  \n"},
    {"front matter without end", "---\nid: relay\n",
     "x/relay/lesson.md:1: the front matter has no end: a line of ---\n  ---\n"},
    {"mistyped key", "---\nformat: 1\ntitel: x\n---\n",
     "x/relay/lesson.md:3: titel is no key: did you mean title?\n  titel: x\n"},
    {"unknown key", "---\ncolour: red\n---\n",
     "x/relay/lesson.md:2: colour is no key; there are format, id, title, topic, needs, summary, "
     "leaves-out\n  colour: red\n"},
    {"no value", "---\ntitle:\n---\n", "x/relay/lesson.md:2: title has no value\n  title:\n"},
    {"a key twice", "---\ntitle: a\ntitle: b\n---\n",
     "x/relay/lesson.md:3: title is given a second time\n  title: b\n"},
    {"not a pair", "---\nrelay\n---\n",
     "x/relay/lesson.md:2: a line of the front matter is a key, a colon, and a value\n  relay\n"},
    {"unquoted colon", "---\ntitle: Relay: a note\n---\n",
     "x/relay/lesson.md:2: put this value in double quotes: YAML reads it otherwise\n"
     "  title: Relay: a note\n"},
    {"open quote", "---\ntitle: \"Relay\n---\n",
     "x/relay/lesson.md:2: the quoted value does not end with its quote\n  title: \"Relay\n"},
    {"other format", "---\nformat: 2\n---\n",
     "x/relay/lesson.md:2: format 2 is not known here: this program reads format 1\n  format: 2\n"},
    {"id and folder", "---\nformat: 1\nid: other\n---\n",
     "x/relay/lesson.md:3: the id is other, but the folder has another name: make them equal\n"
     "  id: other\n"},
    {"no topic", "---\nformat: 1\nid: relay\ntitle: x\n---\n",
     "x/relay/lesson.md:1: the front matter has no topic\n  ---\n"},
    {"HTML block", FRONT "\ntext\n\n<div>x</div>\n",
     "x/relay/lesson.md:11: HTML is not understood here: use Markdown\n  <div>x</div>\n"},
    {"HTML in a line", FRONT "\na <b>bold</b> word\n",
     "x/relay/lesson.md:9: HTML is not understood here; a <!-- note: ... --> stands on lines of "
     "its own\n  a <b>bold</b> word\n"},
    {"comment that is no note", FRONT "\n<!-- TBD -->\n",
     "x/relay/lesson.md:9: a comment is a presenter's note: write <!-- note: ... --> or <!-- note "
     "PROGRAM: ... -->\n"
     "  <!-- TBD -->\n"},
    {"note without a colon", FRONT "\n<!-- note right ask first -->\n",
     "x/relay/lesson.md:9: a comment is a presenter's note: write <!-- note: ... --> or <!-- note "
     "PROGRAM: ... -->\n"
     "  <!-- note right ask first -->\n"},
    {"note without a colon or anything", FRONT "\n<!-- note -->\n",
     "x/relay/lesson.md:9: a comment is a presenter's note: write <!-- note: ... --> or <!-- note "
     "PROGRAM: ... -->\n"
     "  <!-- note -->\n"},
    {"note of a program without a name", FRONT "\n<!-- note : ask -->\n",
     "x/relay/lesson.md:9: a comment is a presenter's note: write <!-- note: ... --> or <!-- note "
     "PROGRAM: ... -->\n"
     "  <!-- note : ask -->\n"},
    {"note of two words", FRONT "\n<!-- note right left: ask -->\n",
     "x/relay/lesson.md:9: a comment is a presenter's note: write <!-- note: ... --> or <!-- note "
     "PROGRAM: ... -->\n"
     "  <!-- note right left: ask -->\n"},
    {"word that begins like note", FRONT "\n<!-- noted: ask -->\n",
     "x/relay/lesson.md:9: a comment is a presenter's note: write <!-- note: ... --> or <!-- note "
     "PROGRAM: ... -->\n"
     "  <!-- noted: ask -->\n"},
    {"note without words", FRONT "\n<!-- note right:\n-->\n",
     "x/relay/lesson.md:9: a note without words\n  <!-- note right:\n"},
    {"comment without end", FRONT "\n<!-- note: more\n",
     "x/relay/lesson.md:9: a comment has no end: -->\n  <!-- note: more\n"},
    {"picture", FRONT "\n![a pipe](pipe.png)\n",
     "x/relay/lesson.md:9: a terminal shows no pictures: describe it in words\n"
     "  ![a pipe](pipe.png)\n"},
    {"unknown directive", FRONT "\nLook: {play: right}\n",
     "x/relay/lesson.md:9: {play: ...} is not known: {stage: program} is all there is\n"
     "  Look: {play: right}\n"},
    {"open directive", FRONT "\nLook: {stage: right\n",
     "x/relay/lesson.md:9: {stage: ...} has no closing brace on its line\n  Look: {stage: right\n"},
    {"directive without a program", FRONT "\n{stage: }\n",
     "x/relay/lesson.md:9: {stage: ...} names no program: write {stage: right}\n  {stage: }\n"},
    {"unknown entity", FRONT "\na &zwnj; b\n",
     "x/relay/lesson.md:9: &zwnj; is not known here: write the character itself\n  a &zwnj; b\n"},
    {"control character as a number", FRONT "\na &#27;[2J b\n",
     "x/relay/lesson.md:9: &#27; is not known here: write the character itself\n"
     "  a &#27;[2J b\n"},
    {"control character", FRONT "\na \033[2J b\n",
     "x/relay/lesson.md:9: a control character (0x1b)\n  a \033[2J b\n"},
    {"not UTF-8", FRONT "\nna\xefve\n",
     "x/relay/lesson.md:9: this line is not plain UTF-8\n  na\xefve\n"},
    {"question without id", FRONT "\n## Question\n\nWhat?\n",
     "x/relay/lesson.md:9: the heading of a question is written ## Question: id\n  ## Question\n"},
    {"question of another level", FRONT "\n### Question: a\n\nWhat?\n",
     "x/relay/lesson.md:9: the heading of a question is written ## Question: id\n"
     "  ### Question: a\n"},
    {"id with a blank", FRONT "\n## Question: Who waits\n\nWhat?\n",
     "x/relay/lesson.md:9: a question has an id of small letters, digits and '-': ## Question: "
     "ends\n  ## Question: Who waits\n"},
    {"an id twice", FRONT Q "Answer: 1\n\n" Q "Answer: 2\n",
     "x/relay/lesson.md:14: the question of line 8 has the id ends already\n"
     "  ## Question: ends\n"},
    {"text after the questions", FRONT Q "Answer: 1\n\n## More\n",
     "x/relay/lesson.md:14: the questions come last: move this heading and its text before them\n"
     "  ## More\n"},
    {"missing answer", FRONT Q "Hint: count.\n",
     "x/relay/lesson.md:8: this question has no answer: choices, or Answer:\n"
     "  ## Question: ends\n"},
    {"no choice is right", FRONT Q "- [ ] one — no.\n- [ ] two — no.\n",
     "x/relay/lesson.md:8: none of the choices is marked as right: - [x]\n  ## Question: ends\n"},
    {"wrong choice without a reason", FRONT Q "- [x] one\n- [ ] two\n",
     "x/relay/lesson.md:13: this choice is wrong: say why, after an em dash (—)\n  - [ ] two\n"},
    {"one choice", FRONT Q "- [x] one\n",
     "x/relay/lesson.md:8: a question has at least two choices\n  ## Question: ends\n"},
    {"ten choices",
     FRONT Q "- [x] a\n- [x] b\n- [x] c\n- [x] d\n- [x] e\n- [x] f\n- [x] g\n- [x] h\n- [x] i\n"
             "- [x] j\n",
     "x/relay/lesson.md:8: a question has at most nine choices\n  ## Question: ends\n"},
    {"empty choice", FRONT Q "- [x] one\n- [ ] — no.\n",
     "x/relay/lesson.md:13: an empty choice\n  - [ ] — no.\n"},
    {"a key beside choices", FRONT Q "- [x] one\n- [ ] two — no.\n\nAnswer: one\n",
     "x/relay/lesson.md:15: the answer is the choice with [x]; Answer: is for a `path`\n"
     "  Answer: one\n"},
    {"two answers", FRONT Q "Answer: 1\nAnswer: 2\n",
     "x/relay/lesson.md:13: a second answer: line 12 has one\n  Answer: 2\n"},
    {"empty hint", FRONT Q "Hint:\nAnswer: 2\n",
     "x/relay/lesson.md:12: nothing behind Hint:\n  Hint:\n"},
    {"path without a program", FRONT Q "Answer: `ret`\n",
     "x/relay/lesson.md:12: ret is no path: it begins with a program, as in "
     "`right.child.read.ret`\n  Answer: `ret`\n"},
    {"answer of two kinds", FRONT Q "Answer: maybe `right.x`\n",
     "x/relay/lesson.md:12: an answer is a `program.path`, order of `program`, schedule of "
     "`program`, or a plain word\n"
     "  Answer: maybe `right.x`\n"},
    {"order of nothing", FRONT Q "Answer: order of `right`\n",
     "x/relay/lesson.md:8: an order needs a numbered list of what to put in order\n"
     "  ## Question: ends\n"},
    {"asks nothing", FRONT "## Question: ends\n\nAnswer: 1\n",
     "x/relay/lesson.md:8: this question asks nothing: write a text under its heading\n"
     "  ## Question: ends\n"},
    {"text between choices and answer", FRONT Q "- [x] one\n- [ ] two — no.\n\nAnswr: `a.b`\n",
     "x/relay/lesson.md:15: after the choices stand only Answer: and Hint: (a choice begins with "
     "- [ ] or - [x] and is one paragraph)\n  Answr: `a.b`\n"},
};

static void each_fault_is_told(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct diag diag = {0};
        struct lesson *lesson = NULL;
        int r = lesson_parse("x/relay", rows[i].text, strlen(rows[i].text), &lesson, &diag);
        struct buf said = {0};
        diag_write(&diag, &said);
        if (r != -EINVAL || strcmp(buf_str(&said), rows[i].fault) != 0) {
            print_error("row: %s\n", rows[i].name);
        }
        assert_int_equal(r, -EINVAL);
        assert_string_equal(buf_str(&said), rows[i].fault);
        assert_null(lesson);
        buf_done(&said);
        diag_done(&diag);
    }
}

/* Several at once: the line of each, and that what follows from one is not said as another. */
static const struct {
    const char *name, *text;
    int lines[8];
} several[] = {
    {"front, text and questions",
     "---\nformat: 1\nid: relay\ntitel: x\ntopic: a: b\n---\n\n<b>bold</b> &zwnj;\n\n{play: "
     "it}\n\n" Q "Hint:\n\n" Q "Answer: 1\n",
     {4, 5, 8, 8, 10, 16}},
    {"two keys that are missing", "---\nformat: 1\nid: relay\n---\n\n<p>\n", {1, 1, 6}},
    {"two lines that are no pairs",
     "---\nformat: 1\nid: relay\ntitle Relay\ntopic pipes\n---\n\n<p>\n",
     {4, 5, 1, 1, 8}},
    {"the front has no end", "---\nformat: 1\n\nText.\n\nMore.\n\n---\n\n<b>\n", {1}},
    {"each choice, one by one", FRONT Q "- [ ] one\n- [ ] — no.\n- [ ] three — no.\n", {12, 13}},
    {"each question",
     FRONT Q "Hint: a\n\n## Question: b\n\nWhat?\n\n- [x] a\n\n## Question: A\n\n",
     {8, 14, 20}},
    {"what follows from a fault",
     FRONT Q "- [x] one\n- [ ] two <b>\n\n## Question: ends\n\nA: 1\n",
     {13, 15}},
    {"lines of an answer", FRONT Q "Answer: `ret`\nHint:\nHint: a\nAnswer: 2\n", {12, 13, 15}},
    {"text behind choices", FRONT Q "- [x] a\n- [ ] b — no.\n\nMore.\n\nAnd more.\n", {15}},
    {"bytes of two lines", FRONT "\na \033 b \033\n\n\177\n<b>\n", {9, 11}},
    {"lists in lists",
     FRONT "\n- - - - - - - - - - - - - - - - - - - a\n\n<i>\n\n" Q "- [x] one\n",
     {8, 11, 13}},
};

static void several_at_once(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof several / sizeof *several; i++) {
        struct diag_list faults = {0};
        struct lesson *lesson = NULL;
        size_t count = 0;
        bool same = true;
        int r =
            lesson_parse_all("x/relay", several[i].text, strlen(several[i].text), &lesson, &faults);
        for (; several[i].lines[count] > 0; count++) {
            same = same && count < faults.count &&
                   faults.items[count].line == several[i].lines[count] &&
                   faults.items[count].source;
        }
        struct buf said = {0};
        for (size_t f = 0; f < faults.count; f++) {
            diag_write(&faults.items[f], &said);
        }
        if (r != -EINVAL || !same || count != faults.count) {
            fail_msg("%s:\n%s", several[i].name, buf_str(&said));
        }
        buf_done(&said);
        diag_list_done(&faults);
    }
}

/* Never more than a screen of them, and that there are more is said. */
static void not_too_many(void **state) {
    (void)state;
    struct diag_list faults = {0};
    struct lesson *lesson = NULL;
    struct buf text = {0};
    buf_puts(&text, FRONT);
    for (int i = 0; i < LESSON_FAULTS_MAX; i++) {
        buf_puts(&text, "\n<b>\n");
    }
    assert_int_equal(lesson_parse_all("x/relay", buf_str(&text), text.len, &lesson, &faults),
                     -EINVAL);
    assert_int_equal(faults.count, LESSON_FAULTS_MAX);
    assert_int_equal(faults.items[LESSON_FAULTS_MAX - 1].line, 9 + 2 * (LESSON_FAULTS_MAX - 1));
    diag_list_done(&faults);
    for (int i = 0; i < LESSON_FAULTS_MAX; i++) {
        buf_puts(&text, "\n{play: it}\n");
    }
    lesson_parse_all("x/relay", buf_str(&text), text.len, &lesson, &faults);
    assert_int_equal(faults.count, LESSON_FAULTS_MAX + 1);
    assert_non_null(strstr(faults.items[LESSON_FAULTS_MAX].text, "there is more"));
    assert_null(lesson);
    diag_list_done(&faults);
    buf_done(&text);
}

/* Cut anywhere, a right lesson is read or refused, never more. */
static void any_prefix_is_safe(void **state) {
    (void)state;
    static const char text[] = FRONT
        "Some *text* {stage: right} &amp; `code`.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n"
        "<!-- note: x\ny -->\n\n> quote\n> - list\n>   1. inner\n\n```c\nint x;\n```\n\n---\n\n" Q
        "- [x] three\n- [ ] two — no, `p` has more\n  than that.\n\nAnswer: `right.p.writers`\n"
        "Hint: look\nagain.\nHint: press k.\n";
    for (size_t len = 0; len < sizeof text; len++) {
        struct diag diag = {0};
        struct lesson *lesson = NULL;
        char *copy = mem_strndup(text, len);
        int r = lesson_parse("relay", copy, len, &lesson, &diag);
        assert_true((r == 0) == (lesson != NULL));
        assert_true((r == 0) == (diag.text == NULL));
        lesson_free(lesson);
        diag_done(&diag);
        mem_free(copy);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_is_told),
        cmocka_unit_test(several_at_once),
        cmocka_unit_test(not_too_many),
        cmocka_unit_test(any_prefix_is_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
