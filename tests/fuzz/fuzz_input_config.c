/* SPDX-License-Identifier: MIT */
/*
 * fuzz_input_config.c: any bytes as the configuration file. What is wrong is told with a line that
 * the file has; whatever was bound, each key means one action that holds there or none, each place
 * can still be left, and what is shown of the keys (help, footer) is text and no wider than asked.
 */
#include "keys.h"
#include "mem.h"
#include "text.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ASCII = 128, SPECIALS = 30 };

static void must(bool holds) {
    if (!holds) {
        abort();
    }
}

static void must_be_text(const char *text, size_t len) {
    must(text_is_utf8(text, len));
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        must((c >= 0x20 || c == '\n') && c != 0x7F);
    }
}

/* How many lines the file has. */
static int lines_of(const char *text) {
    int lines = 1;
    for (; *text; text++) {
        lines += *text == '\n';
    }
    return lines;
}

static void look_at_fault(void *arg, const struct diag *diag) {
    int lines = *(const int *)arg;
    must(diag->text && diag->file && diag->line >= 0 && diag->line <= lines);
}

static void look_at_actions(void) {
    char name[KEY_NAME];
    struct buf all = {0};
    for (int action = ACTION_NONE + 1; action < ACTION_N; action++) {
        keys_name((enum action)action, name);
        must_be_text(name, strlen(name));
        keys_all((enum action)action, &all);
    }
    must_be_text(buf_str(&all), all.len);
    buf_done(&all);
}

static void look_at_place(enum input_context place) {
    struct footer_item items[32];
    struct buf help = {0};
    for (int i = 1; i < ASCII + SPECIALS; i++) {
        int key = i < ASCII ? i : INPUT_SPECIAL + i - ASCII;
        enum action action = keys_action(place, key);
        must(action == ACTION_NONE || keys_holds(action, place));
        must(keys_number(key) >= 0 && keys_number(key) <= 9);
    }
    keys_help_text(place, 40, &help);
    must_be_text(buf_str(&help), help.len);
    const struct footer_wish wish = {.context = place};
    size_t count = keys_footer(&wish, 80, items, sizeof items / sizeof *items);
    for (size_t i = 0; i < count; i++) {
        must_be_text(items[i].key, strlen(items[i].key));
        must(items[i].x >= 0 && items[i].x < 80);
    }
    buf_done(&help);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = mem_strndup(size ? (const char *)data : "", size);
    int lines = lines_of(text);
    keys_configure("config", text, look_at_fault, &lines);
    look_at_actions();
    /* One of the places: all of them would take 60 ms. */
    unsigned places = (unsigned)__builtin_popcount(IN_ALL);
    look_at_place((enum input_context)(1U << size % places));
    /* Whatever was taken away, there is a way out of a field. */
    must(keys_action(IN_FIELD, INPUT_ENTER) != ACTION_NONE ||
         keys_action(IN_FIELD, INPUT_ESC) != ACTION_NONE);
    keys_configure(NULL, NULL, look_at_fault, &lines);
    mem_free(text);
    return 0;
}
