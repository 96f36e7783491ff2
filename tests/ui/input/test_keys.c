/* SPDX-License-Identifier: MIT */
/*
 * test_keys.c: the list of keys holds what it promises, and everything made from it does too.
 */
#include "keys.h"

#include "key_table.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const enum input_context contexts[] = {IN_STAGE, IN_TEXT, IN_SYLLABUS, IN_CHOOSER, IN_FIELD};
#define CONTEXTS (sizeof contexts / sizeof *contexts)

/* Every row is whole: keys that exist, at least one of them plain, words for people. */
static void test_rows(void **state) {
    (void)state;
    for (int action = ACTION_NONE + 1; action < ACTION_N; action++) {
        const struct key_row *row = &key_table[action];
        const char *cursor = row->keys;
        struct key_name name;
        int plain = 0;
        while (key_next(&cursor, &name)) {
            assert_int_not_equal(name.key, INPUT_NONE);
            assert_true(name.len < KEY_NAME);
            plain += strncmp(name.name, "Ctrl-", 5) != 0 &&
                     (name.key < INPUT_F1 || name.key > INPUT_F12);
        }
        assert_true(plain > 0);
        assert_true(row->contexts != 0 && (row->contexts & ~(unsigned)IN_ALL) == 0);
        assert_in_range(row->priority, 0, 9);
        assert_true(strlen(row->label) > 1 && strlen(row->label) <= 16);
        assert_true(isupper((unsigned char)row->help[0]));
        assert_int_equal(row->help[strlen(row->help) - 1], '.');
        for (const char *c = row->help; *c != '\0'; c++) {
            assert_in_range(*c, ' ', '~');
        }
    }
}

/* No key means two things in one place. */
static void test_no_doubles(void **state) {
    (void)state;
    for (int action = ACTION_NONE + 1; action < ACTION_N; action++) {
        const char *cursor = key_table[action].keys;
        struct key_name name;
        while (key_next(&cursor, &name)) {
            for (size_t c = 0; c < CONTEXTS; c++) {
                if (key_table[action].contexts & contexts[c]) {
                    assert_int_equal(keys_action(contexts[c], name.key), action);
                }
            }
        }
    }
}

static void test_decode(void **state) {
    (void)state;
    assert_int_equal(keys_action(IN_STAGE, 'n'), ACTION_STEP);
    assert_int_equal(keys_action(IN_STAGE, INPUT_ENTER), ACTION_STEP);
    assert_int_equal(keys_action(IN_STAGE, '7'), ACTION_LET_GO);
    assert_int_equal(keys_action(IN_STAGE, ' '), ACTION_PLAY);
    assert_int_equal(keys_action(IN_STAGE, 'k'), ACTION_KERNEL);
    assert_int_equal(keys_action(IN_SYLLABUS, 'k'), ACTION_UP);
    assert_int_equal(keys_action(IN_TEXT, ' '), ACTION_PAGE_DOWN);
    assert_int_equal(keys_action(IN_CHOOSER, '3'), ACTION_PICK);
    assert_int_equal(keys_action(IN_SYLLABUS, 'n'), ACTION_MATCH_NEXT);
    assert_int_equal(keys_action(IN_STAGE, 0x00E4), ACTION_NONE);
    assert_int_equal(keys_action(IN_STAGE, 'L' & 0x1F), ACTION_REDRAW);
}

/* What one types into a field is text: no letter, digit or sign is an action there. */
static void test_field(void **state) {
    (void)state;
    for (int key = ' '; key < INPUT_BACKSPACE; key++) {
        assert_true(keys_is_text(key));
        assert_int_equal(keys_action(IN_FIELD, key), ACTION_NONE);
    }
    assert_true(keys_is_text(0x00E4));
    assert_true(keys_is_text(0x1F600));
    assert_false(keys_is_text(INPUT_UP));
    assert_false(keys_is_text(INPUT_ENTER));
    assert_false(keys_is_text(INPUT_BACKSPACE));
    assert_int_equal(keys_action(IN_FIELD, INPUT_ENTER), ACTION_SEND);
    assert_int_equal(keys_action(IN_FIELD, INPUT_BACKSPACE), ACTION_ERASE);
    assert_int_equal(keys_action(IN_FIELD, INPUT_ESC), ACTION_LEAVE);
}

static void wish_is(const struct footer_wish *wish, int width, const char *expected) {
    struct footer_item items[16];
    struct buf got = {0};
    size_t n = keys_footer(wish, width, items, 16);
    for (size_t i = 0; i < n; i++) {
        while ((int)got.len < items[i].x) {
            buf_putc(&got, ' ');
        }
        buf_putf(&got, "%s %s", items[i].key, items[i].label);
    }
    assert_string_equal(buf_str(&got), expected);
    assert_true((int)got.len <= width || n == 1);
    buf_done(&got);
}

static void footer_is(enum input_context context, int width, action_set first, action_set without,
                      const char *expected) {
    const struct footer_wish wish = {.context = context, .first = first, .without = without};
    wish_is(&wish, width, expected);
}

static void test_footer(void **state) {
    (void)state;
    footer_is(IN_STAGE, 87, 0, 0,
              "n step  1-9 let that one go  p back  Space play  k kernel  x all actions  ? help");
    footer_is(IN_STAGE, 60, ACTION_BIT(ACTION_NEXT_PAGE), 0,
              "Tab next page  n step  1-9 let that one go  p back  ? help");
    footer_is(IN_STAGE, 6, 0, 0, "? help");
    footer_is(IN_STAGE, 1, 0, 0, "? help");
    footer_is(IN_STAGE, 54,
              ACTION_BIT(ACTION_BRANCH) | ACTION_BIT(ACTION_BACK) | ACTION_BIT(ACTION_OPEN),
              ACTION_BIT(ACTION_STEP) | ACTION_BIT(ACTION_LET_GO) | ACTION_BIT(ACTION_PALETTE),
              "p back  b branch here  Space play  k kernel  ? help");
    footer_is(IN_FIELD, 60, 0, 0, "Enter send  Delete erase all  Esc leave");
}

/* Another word than the label has the room that it needs itself. */
static void test_footer_words(void **state) {
    (void)state;
    const char *words[ACTION_N] = {[ACTION_LET_GO] = "let one go", [ACTION_PLAY] = "pause"};
    const struct footer_wish wish = {.context = IN_STAGE, .words = words};
    wish_is(&wish, 54, "n step  1-9 let one go  p back  Space pause  ? help");
    wish_is(&wish, 51, "n step  1-9 let one go  p back  Space pause  ? help");
    wish_is(&wish, 50, "n step  1-9 let one go  p back  k kernel  ? help");
}

static void test_footer_max(void **state) {
    (void)state;
    struct footer_item items[2];
    const struct footer_wish wish = {.context = IN_STAGE};
    assert_int_equal(keys_footer(&wish, 200, items, 2), 2);
    assert_int_equal(keys_footer(&wish, 200, items, 0), 0);
}

static void test_names(void **state) {
    (void)state;
    char name[KEY_NAME];
    struct buf all = {0};
    assert_string_equal(keys_name(ACTION_PLAY, name), "Space");
    assert_string_equal(keys_name(ACTION_LET_GO, name), "1-9");
    keys_all_in(ACTION_BACK, IN_ALL, &all);
    assert_string_equal(buf_str(&all), "p, Left, h");
    buf_done(&all);
}

static int longest_line(const char *text) {
    int longest = 0;
    for (; *text != '\0'; text += strcspn(text, "\n") + 1) {
        int len = (int)strcspn(text, "\n");
        longest = len > longest ? len : longest;
    }
    return longest;
}

static void test_help(void **state) {
    (void)state;
    static const int widths[] = {36, 50, 60, 78, 130};
    for (size_t c = 0; c < CONTEXTS; c++) {
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
            struct buf text = {0};
            keys_help_text(contexts[c], widths[w], &text);
            assert_in_range(longest_line(buf_str(&text)), 10, widths[w]);
            buf_done(&text);
        }
    }
    struct buf text = {0};
    keys_help_text(IN_STAGE, 78, &text);
    assert_non_null(strstr(buf_str(&text), "n, Enter          One step: let the process go"));
    assert_non_null(strstr(buf_str(&text), "\np, Left, h        Look at the step before."));
    assert_null(strstr(buf_str(&text), "Send what you typed"));
    buf_done(&text);
}

/* The manual page has each action of each place, and no line that roff would take for a request. */
static void test_manual(void **state) {
    (void)state;
    struct buf text = {0};
    keys_manual(&text);
    for (int action = ACTION_NONE + 1; action < ACTION_N; action++) {
        char start[12] = "";
        strncat(start, key_table[action].help,
                strcspn(key_table[action].help, "-") < 11 ? strcspn(key_table[action].help, "-")
                                                          : 11);
        assert_non_null(strstr(buf_str(&text), start));
    }
    for (const char *line = buf_str(&text); *line != '\0'; line += strcspn(line, "\n") + 1) {
        bool request =
            line[0] == '.' && (strncmp(line, ".Sh ", 4) == 0 || strncmp(line, ".Ss ", 4) == 0 ||
                               strncmp(line, ".Bl ", 4) == 0 || strncmp(line, ".El\n", 4) == 0 ||
                               strncmp(line, ".It ", 4) == 0);
        assert_true(request || isalpha((unsigned char)line[0]));
    }
    buf_done(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),       cmocka_unit_test(test_no_doubles),
        cmocka_unit_test(test_decode),     cmocka_unit_test(test_field),
        cmocka_unit_test(test_footer),     cmocka_unit_test(test_footer_words),
        cmocka_unit_test(test_footer_max), cmocka_unit_test(test_names),
        cmocka_unit_test(test_help),       cmocka_unit_test(test_manual),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
