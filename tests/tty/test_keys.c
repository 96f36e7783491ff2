/* SPDX-License-Identifier: MIT */
/*
 * test_keys.c: what is pressed arrives as the key of keys.h, for terminals that send it
 * differently.
 */
#include "keys.h"
#include "tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const char *const demo[] = {DEMO, NULL};

static void arrives(struct tty *tty, int key) {
    char text[32];
    snprintf(text, sizeof text, "key %#x number", (unsigned)key);
    tty_see(tty, text);
}

static void test_special_keys(void **state) {
    (void)state;
    static const char *const terms[] = {"tmux-256color", "xterm-256color", "screen"};
    static const struct {
        VTermKey pressed;
        int key;
    } rows[] = {
        {VTERM_KEY_UP, INPUT_UP},
        {VTERM_KEY_DOWN, INPUT_DOWN},
        {VTERM_KEY_LEFT, INPUT_LEFT},
        {VTERM_KEY_RIGHT, INPUT_RIGHT},
        {VTERM_KEY_HOME, INPUT_HOME},
        {VTERM_KEY_END, INPUT_END},
        {VTERM_KEY_PAGEUP, INPUT_PAGE_UP},
        {VTERM_KEY_PAGEDOWN, INPUT_PAGE_DOWN},
        {VTERM_KEY_INS, INPUT_INSERT},
        {VTERM_KEY_DEL, INPUT_DELETE},
        {VTERM_KEY_ENTER, INPUT_ENTER},
        {VTERM_KEY_TAB, INPUT_TAB},
        {VTERM_KEY_ESCAPE, INPUT_ESC},
        {VTERM_KEY_BACKSPACE, INPUT_BACKSPACE},
        {VTERM_KEY_FUNCTION(1), INPUT_F1},
        {VTERM_KEY_FUNCTION(2), INPUT_F1 + 1},
        {VTERM_KEY_FUNCTION(9), INPUT_F1 + 8},
        {VTERM_KEY_FUNCTION(12), INPUT_F12},
    };
    for (size_t t = 0; t < sizeof terms / sizeof *terms; t++) {
        struct tty *tty = tty_start(&(struct tty_options){.argv = demo, .term = terms[t]});
        tty_see(tty, "size 80x24");
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            tty_press(tty, rows[i].pressed);
            arrives(tty, rows[i].key);
        }
        tty_stop(tty);
    }
}

static void test_text(void **state) {
    (void)state;
    struct tty *tty = tty_start(&(struct tty_options){.argv = demo});
    tty_see(tty, "size 80x24");
    tty_type(tty, "h\u00E4\u7BA1\U0001F600 z");
    tty_see(tty, "typed h\u00E4\u7BA1\U0001F600 z|");
    tty_see(tty, "number 6");
    tty_stop(tty);
}

/* A character whose bytes come one by one is one character; bytes of none are none. */
static void test_torn_text(void **state) {
    (void)state;
    struct tty *tty = tty_start(&(struct tty_options){.argv = demo});
    tty_see(tty, "size 80x24");
    tty_send(tty, "\xE7", 1);
    tty_must(tty_until_idle(tty));
    tty_send(tty, "\xAE\xA1", 2);
    tty_see(tty, "typed \u7BA1|");
    tty_send(tty, "\xFF\x80\xC3x\xE7", 5);
    tty_send(tty, "y", 1);
    tty_see(tty, "typed \u7BA1xy|");
    tty_stop(tty);
}

/* Sequences that no one knows are swallowed whole: none of their bytes is a key. */
static void test_unknown_sequences(void **state) {
    (void)state;
    struct tty *tty = tty_start(&(struct tty_options){.argv = demo});
    tty_see(tty, "size 80x24");
    tty_send(tty, "\x1b[99;7~", 7);
    tty_send(tty, "\x1b[1;5Y", 6);
    tty_send(tty, "\x1bOz", 3);
    tty_type(tty, "a");
    tty_see(tty, "typed a|");
    tty_see(tty, "number 1");
    tty_stop(tty);
}

/* Esc and the next key in one go are two keys. */
static void test_esc_then_key(void **state) {
    (void)state;
    struct tty *tty = tty_start(&(struct tty_options){.argv = demo});
    tty_see(tty, "size 80x24");
    tty_send(tty, "\x1bn", 2);
    tty_see(tty, "typed n|");
    tty_see(tty, "number 2");
    tty_ctrl(tty, 'l');
    arrives(tty, 12);
    tty_ctrl(tty, 's'); /* not held back as flow control */
    arrives(tty, 19);
    tty_stop(tty);
}

/* Clicks and the wheel arrive, in the new form and the old one; all else that a mouse does is
 * nothing, and no byte of it is text. */
static void test_mouse(void **state) {
    (void)state;
    static const char *const terms[] = {"tmux-256color", "xterm-256color", "xterm-kitty"};
    for (size_t t = 0; t < sizeof terms / sizeof *terms; t++) {
        struct tty *tty = tty_start(&(struct tty_options){.argv = demo, .term = terms[t]});
        tty_see(tty, "size 80x24");
        tty_must(tty_mouse(tty));
        tty_click(tty, 0, 10, 5);
        tty_see(tty, "mouse 0 at 10,5 number 1");
        tty_click(tty, 64, 0, 0);
        tty_see(tty, "mouse 1 at 0,0 number 2");
        tty_click(tty, 65 + 16, 500, 300);
        tty_see(tty, "mouse 2 at 500,300 number 3");
        tty_click(tty, 2, 1, 1);
        tty_click(tty, 35, 1, 1);
        tty_send(tty, "\x1b[<0;5M", 7);
        tty_send(tty, "\x1b[M !\"", 6);
        tty_see(tty, "mouse 0 at 0,1 number 4");
        tty_type(tty, "M");
        tty_see(tty, "typed M|");
        tty_must(tty_until_idle(tty));
        tty_must(!tty_mouse(tty));
        tty_stop(tty);
    }
}

/* Where the terminal has no mouse, nothing is asked for. */
static void test_no_mouse(void **state) {
    (void)state;
    struct tty *tty = tty_start(&(struct tty_options){.argv = demo, .term = "vt100"});
    tty_see(tty, "size 80x24");
    tty_type(tty, "M");
    tty_see(tty, "typed M|");
    tty_must(!tty_mouse(tty));
    tty_stop(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_special_keys), cmocka_unit_test(test_text),
        cmocka_unit_test(test_torn_text),    cmocka_unit_test(test_unknown_sequences),
        cmocka_unit_test(test_esc_then_key), cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_no_mouse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
