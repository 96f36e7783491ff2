/* SPDX-License-Identifier: MIT */
/*
 * Prose set in lines: source on the left of each row, the page on the right.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mem.h"
#include "page.h"
#include <string.h>

struct row {
    const char *name;
    int width;
    bool ascii, notes;
    const char *source, *page;
};

static const struct row rows[] = {
    {"words wrap", 20, false, false, "one two three four five six\nseven\n",
     "one two three four|five six seven|"},
    {"paragraphs are apart", 20, false, false, "one\n\ntwo\n", "one||two|"},
    {"a long word is cut", 20, false, false, "a abcdefghijklmnopqrstuvwxyz b\n",
     "a|abcdefghijklmnopqrst|uvwxyz b|"},
    {"characters, not bytes", 20, false, false, "ääää öööö üüüü ßßßß éééé\n",
     "ääää öööö üüüü ßßßß|éééé|"},
    {"looks do not tear words", 20, false, false, "aaaaaaaa bbbbbbbb **cc**ccccc\n",
     "aaaaaaaa bbbbbbbb|ccccccc|"},
    {"hard break", 20, false, false, "one  \ntwo\n", "one|two|"},
    {"tight list", 20, false, false, "text\n\n- one two three four five\n- b\n  1. c\n  2. d\n",
     "text||• one two three four|  five|• b|  1. c|  2. d|"},
    {"list in ASCII", 20, true, false, "- [ ] a\n- [x] b\n- c\n", "[ ] a|[x] b|- c|"},
    {"loose list", 20, false, false, "9. one\n\n   more\n\n10. two\n", "9. one||   more||10. two|"},
    {"quotation", 20, true, false, "> one two three four five\n", "| one two three four|| five|"},
    {"listing", 20, false, false, "```c\nint x;\n\n\treturn x;\n```\n",
     "  int x;|  |      return x;|"},
    {"long line of a listing", 20, false, false, "    aaaaaaaaaaaaaaaaaaaaaaaa\n",
     "  aaaaaaaaaaaaaaaaaa|  aaaaaa|"},
    {"rule", 20, true, false, "***\n", "--------------------|"},
    {"table", 40, false, false,
     "| end | main | n |\n|---|:-:|--:|\n| read | x | 1 |\n| w | close | 22 |\n",
     "end  │ main  │  n|─────┼───────┼───|read |   x   |  1|w    | close | 22|"},
    {"table in ASCII", 40, true, false, "| a | b |\n|---|---|\n| 1 | |\n", "a | b|--+--|1 | |"},
    {"narrow table", 20, true, false,
     "| call | what it does here |\n|---|---|\n| read | takes bytes out |\n| write | puts |\n",
     "call  | what it does|      | here|------+-------------|read  | takes bytes|      | "
     "out|------+-------------|write | puts|"},
    {"notes are hidden", 20, false, false, "a\n\n<!-- note: ask\nfirst -->\n\nb\n", "a||b|"},
    {"notes are shown", 20, false, true, "a\n\n<!-- note: ask\nfirst -->\n", "a||ask first|"},
    {"stage", 40, false, false, "Try it. {stage: right}\n", "Try it. right|"},
    {"entities", 40, false, false, "a &lt; b &amp; c&hellip; &#65;&#x42;\n", "a < b & c… AB|"},
    {"code keeps braces", 40, false, false, "`{stage: x}` {x} { stage: y}\n",
     "{stage: x} {x} { stage: y}|"},
};

static void lay(const struct row *row, struct page *page) {
    struct prose prose;
    struct diag_list faults = {0};
    if (prose_parse("x", 1, row->source, strlen(row->source), &prose, &faults) < 0) {
        fail_msg("%s: line %d: %s", row->name, faults.items[0].line, faults.items[0].text);
    }
    struct page_wish wish = {.width = row->width, .ascii = row->ascii, .notes = row->notes};
    page_set(&prose, &wish, page);
    prose_done(&prose);
}

static void pages(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct page page;
        lay(&rows[i], &page);
        struct buf lines = {0};
        for (size_t n = 0; n < page.line_count; n++) {
            page_line_text(&page.lines[n], &lines);
            buf_putc(&lines, '|');
            assert_true(page.lines[n].columns <= rows[i].width);
        }
        /* the bars of a table are drawn with another character than the ends of lines here */
        struct buf expected = {0};
        bool table = strstr(rows[i].name, "table") == rows[i].name && !rows[i].ascii;
        for (const char *c = rows[i].page; *c; c++) {
            bool bar = table && c[0] == '|' && c > rows[i].page && c[-1] == ' ' && c[1] == ' ';
            buf_puts(&expected, bar ? "│" : (char[]){*c, '\0'});
        }
        if (strcmp(buf_str(&lines), buf_str(&expected)) != 0) {
            print_error("row: %s\n", rows[i].name);
        }
        assert_string_equal(buf_str(&lines), buf_str(&expected));
        buf_done(&lines);
        buf_done(&expected);
        page_done(&page);
    }
}

static void looks_and_targets(void **state) {
    (void)state;
    struct row row = {
        .width = 80, .source = "# Head\n\nSee *em* **b `c d`** [pipe(7)](https://x) {stage: go}\n"};
    struct page page;
    lay(&row, &page);
    assert_int_equal(page.lines[0].pieces[0].look, PROSE_TITLE);
    assert_int_equal(page.lines[2].source_line, 3);
    static const struct {
        const char *text;
        unsigned look;
        const char *target;
    } expected[] = {
        {"See ", 0, NULL}, {"em", PROSE_EMPHASIS, NULL},
        {" ", 0, NULL},    {"b", PROSE_STRONG, NULL},
        {" ", 0, NULL},    {"c d", PROSE_STRONG | PROSE_CODE, NULL},
        {" ", 0, NULL},    {"pipe(7)", PROSE_LINK, "https://x"},
        {" ", 0, NULL},    {"go", PROSE_STAGE, "go"},
    };
    assert_int_equal(page.lines[2].piece_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct page_piece *piece = &page.lines[2].pieces[i];
        assert_string_equal(piece->text, expected[i].text);
        assert_int_equal(piece->look, expected[i].look);
        if (expected[i].target) {
            assert_string_equal(piece->target, expected[i].target);
        } else {
            assert_null(piece->target);
        }
    }
    page_done(&page);
}

static int two_columns_each(const char *text, size_t len) {
    int columns = 0;
    for (size_t i = 0; i < len; i++) {
        columns += ((unsigned char)text[i] & 0xC0) == 0x80 ? 0 : (text[i] & 0x80) ? 2 : 1;
    }
    return columns;
}

static void wide_characters(void **state) {
    (void)state;
    static const char source[] = "漢字漢字漢字漢字漢字漢字\n";
    struct prose prose;
    struct diag_list faults = {0};
    assert_int_equal(prose_parse("x", 1, source, strlen(source), &prose, &faults), 0);
    struct page page;
    page_set(&prose, &(struct page_wish){.width = 21, .columns = two_columns_each}, &page);
    assert_int_equal(page.line_count, 2);
    assert_int_equal(page.lines[0].columns, 20);
    page_done(&page);
    page_set_text(&prose.blocks[0].text, &(struct page_wish){.width = 21}, 4, &page);
    assert_int_equal(page.line_count, 1);
    page_done(&page);
    prose_done(&prose);
}

/* Whatever the width, no line is wider, and no letter is lost. */
static void every_width(void **state) {
    (void)state;
    static const char source[] =
        "a *bb* ccc\n\n- dd [ee ff](x) `g h i`\n\n  > jj kkkkkkkkkkkkkkkkkkkkkkk\n";
    struct prose prose;
    struct diag_list faults = {0};
    assert_int_equal(prose_parse("x", 1, source, strlen(source), &prose, &faults), 0);
    for (int width = 1; width < 60; width++) {
        struct page page;
        struct buf letters = {0};
        page_set(&prose, &(struct page_wish){.width = width, .ascii = true}, &page);
        for (size_t n = 0; n < page.line_count; n++) {
            assert_true(page.lines[n].columns <= (width < 20 ? 20 : width));
            struct buf line = {0};
            page_line_text(&page.lines[n], &line);
            for (const char *c = buf_str(&line); *c; c++) {
                if (*c >= 'a' && *c <= 'z') {
                    buf_putc(&letters, *c);
                }
            }
            buf_done(&line);
        }
        assert_string_equal(buf_str(&letters), "abbcccddeeffghijjkkkkkkkkkkkkkkkkkkkkkkk");
        buf_done(&letters);
        page_done(&page);
    }
    prose_done(&prose);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages),
        cmocka_unit_test(looks_and_targets),
        cmocka_unit_test(wide_characters),
        cmocka_unit_test(every_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
