/* SPDX-License-Identifier: MIT */
/* Keys of the user's own: what a file sets, what it gets told, and what is shown of it. */
#include "keys.h"
#include "mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct buf told;

static void tell(void *arg, const struct diag *diag) {
    (void)arg;
    diag_write(diag, &told);
}

static void configure(const char *text) {
    buf_clear(&told);
    keys_configure("config", text, tell, NULL);
}

static int back_to_the_list(void **state) {
    (void)state;
    keys_configure(NULL, NULL, tell, NULL);
    buf_done(&told);
    return 0;
}

static void keys_are_set(void **state) {
    char name[KEY_NAME];
    struct buf all = {0};

    (void)state;
    configure("# my keys\n\n  s = step\nF2=go-to\r\n= = faster\n\xC3\xB6 = back\nHash = kernel\n& "
              "= found-back\n");
    assert_string_equal(buf_str(&told), "");
    assert_int_equal(keys_action(IN_STAGE, 's'), ACTION_STEP);
    assert_int_equal(keys_action(IN_STAGE, 'n'), ACTION_STEP);
    assert_int_equal(keys_action(IN_STAGE, INPUT_F1 + 1), ACTION_GO_TO);
    assert_int_equal(keys_action(IN_STAGE, '='), ACTION_FASTER);
    assert_int_equal(keys_action(IN_STAGE, 0xF6), ACTION_BACK);
    assert_int_equal(keys_action(IN_STAGE, '#'), ACTION_KERNEL);
    assert_int_equal(keys_action(IN_TEXT, '#'), ACTION_MATCH_BACK);
    assert_int_equal(keys_action(IN_FIELD, 's'), ACTION_NONE);
    assert_string_equal(keys_name(ACTION_STEP, name), "s");
    keys_all_in(ACTION_BACK, IN_STAGE, &all);
    assert_string_equal(buf_str(&all), "\xC3\xB6, p, Left, h");
    buf_done(&all);
    keys_configure(NULL, NULL, tell, NULL);
    assert_int_equal(keys_action(IN_STAGE, 's'), ACTION_NONE);
}

/* A key that goes to another action is shown for that one alone. */
static void keys_are_taken(void **state) {
    struct footer_item items[16];
    struct buf all = {0};

    (void)state;
    configure("p = play\n? = none\n");
    assert_string_equal(buf_str(&told), "");
    assert_int_equal(keys_action(IN_STAGE, 'p'), ACTION_PLAY);
    assert_int_equal(keys_action(IN_TEXT, 'p'), ACTION_MATCH_BACK);
    assert_int_equal(keys_action(IN_STAGE, '?'), ACTION_NONE);
    keys_all_in(ACTION_BACK, IN_STAGE, &all);
    assert_string_equal(buf_str(&all), "Left, h");
    buf_clear(&all);
    keys_help_text(IN_STAGE, 78, &all);
    assert_non_null(strstr(buf_str(&all), "p, Space          Play:"));
    buf_done(&all);
    size_t n = keys_footer(&(struct footer_wish){.context = IN_STAGE}, 80, items, 16);
    assert_string_equal(items[n - 1].key, "F1");
    for (size_t i = 0; i < n; i++) {
        if (items[i].action == ACTION_BACK) {
            assert_string_equal(items[i].key, "Left");
        }
    }
}

static void numbers(void **state) {
    (void)state;
    configure("Ctrl-A = let-go\nCtrl-B = let-go\n");
    assert_string_equal(buf_str(&told), "");
    assert_int_equal(keys_number('A' & 0x1F), 1);
    assert_int_equal(keys_number('B' & 0x1F), 2);
    assert_int_equal(keys_number('7'), 7);
    assert_int_equal(keys_number(INPUT_OF(ACTION_LET_GO, 3)), 3);
    assert_int_equal(keys_action(IN_STAGE, INPUT_OF(ACTION_LET_GO, 3)), ACTION_LET_GO);
    assert_int_equal(keys_action(IN_TEXT, INPUT_OF(ACTION_LET_GO, 3)), ACTION_NONE);
}

static const struct {
    const char *text, *told;
} faults[] = {
    {"x step\n", "config:1: a line is a key, \"=\" and an action, as in \"x = step\"\n"},
    {"x =\n", "config:1: a line is a key, \"=\" and an action, as in \"x = step\"\n"},
    {"x = step back\n", "config:1: a line is a key, \"=\" and an action, as in \"x = step\"\n"},
    {"\nx = stp\n", "config:2: no action is called stp: did you mean step?\n"},
    {"x = everything\n",
     "config:1: no action is called everything: \":\" and then Tab names them all\n"},
    {"Foo = step\n", "config:1: no key is called Foo: write a character, or Space, Tab, Enter, "
                     "Up, PageUp, F2, Ctrl-A and the like\n"},
    {"F13 = step\n", "config:1: no key is called F13: write a character, or Space, Tab, Enter, "
                     "Up, PageUp, F2, Ctrl-A and the like\n"},
    {"Ctrl-C = step\n", "config:1: Ctrl-C can't be given away: it always goes to the lesson\n"},
    {"Ctrl-J = step\n", "config:1: Ctrl-J can't be given away: write Enter\n"},
    {"x = step\n& = back\nx = play\n",
     "config:3: x means step since line 1: take one of the two lines out\n"},
    {"x = complete\n", "config:1: x is text in a field: complete wants a key that types nothing, "
                       "as Tab or F2\n"},
    {"k = quit\n", "config:1: kernel has no key left (In a run): give it one, as in "
                   "\"F2 = kernel\"\n"},
};

static void faults_say_where_and_what(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        configure(faults[i].text);
        assert_string_equal(buf_str(&told), faults[i].told);
    }
    configure("x = stp\ns = step\n"); /* the others count all the same */
    assert_int_equal(keys_action(IN_STAGE, 's'), ACTION_STEP);
}

/* Whatever bytes: nothing but faults. */
static void any_bytes(void **state) {
    static const char some[] = "\n\n = =#abkpCtrl-F12\xC3\xB6\xFFstep\t\x01";
    char text[400];
    uint32_t random = 7;

    (void)state;
    for (int round = 0; round < 300; round++) {
        for (size_t i = 0; i < sizeof text - 1; i++) {
            random = random * 1664525u + 1013904223u;
            text[i] = some[(random >> 16) % (sizeof some - 1)];
        }
        text[sizeof text - 1] = '\0';
        configure(text);
    }
    buf_clear(&told);
    for (int i = 0; i < 200; i++) {
        buf_putf(&told, "%c%c = step\n", i < 128 ? 0xC4 : 0xC5, 0x80 + i % 64);
    }
    char *many = buf_take(&told);
    configure(many);
    assert_non_null(strstr(buf_str(&told), "means step since line"));
    mem_free(many);
}

static void names_of_actions(void **state) {
    char id[ACTION_ID];

    (void)state;
    assert_string_equal(keys_id(ACTION_GO_TO, id), "go-to");
    for (int action = ACTION_NONE + 1; action < ACTION_N; action++) {
        assert_int_equal(keys_find(keys_id((enum action)action, id)), action);
        assert_true(strlen(id) < ACTION_ID - 1);
    }
    assert_int_equal(keys_find("none"), ACTION_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(keys_are_set, back_to_the_list),
        cmocka_unit_test_teardown(keys_are_taken, back_to_the_list),
        cmocka_unit_test_teardown(numbers, back_to_the_list),
        cmocka_unit_test_teardown(faults_say_where_and_what, back_to_the_list),
        cmocka_unit_test_teardown(any_bytes, back_to_the_list),
        cmocka_unit_test(names_of_actions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
