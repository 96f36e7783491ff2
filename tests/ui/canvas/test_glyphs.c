/* SPDX-License-Identifier: MIT */
/*
 * test_glyphs.c: what the screens are made of: every mark is narrow, of U+2190-28FF, and has an
 * ASCII character; and no file of ui/ draws a character that the table does not know.
 */
#include "columns.h"
#include "fdio.h"
#include "glyphs.h"
#include "text.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_table(void **state) {
    (void)state;
    for (size_t i = 0; glyph_table[i].codepoint != 0; i++) {
        uint32_t codepoint = glyph_table[i].codepoint;
        assert_in_range(codepoint, 0x2190, 0x28FF);
        assert_int_equal(columns_of(codepoint), 1);
        assert_in_range(glyph_table[i].ascii, '!', '~');
        assert_int_equal(glyph_ascii(codepoint), glyph_table[i].ascii);
        assert_true(i == 0 || glyph_table[i - 1].codepoint < codepoint);
    }
}

static void test_ascii(void **state) {
    (void)state;
    assert_int_equal(glyph_ascii('x'), 'x');
    assert_int_equal(glyph_ascii(0xE4), 'a');   /* ä */
    assert_int_equal(glyph_ascii(0x17E), 'z');  /* ž */
    assert_int_equal(glyph_ascii(0x2550), '-'); /* ═ */
    assert_int_equal(glyph_ascii(0x2503), '|'); /* ┃ */
    assert_int_equal(glyph_ascii(0x253C), '+'); /* ┼ */
    assert_int_equal(glyph_ascii(0x28FF), '#');
    assert_int_equal(glyph_ascii(0x1F600), '?');
}

static bool is_known(uint32_t codepoint) {
    bool of_chrome = codepoint >= 0x2190 && codepoint <= 0x28FF;
    return codepoint < 0x80 || (of_chrome && glyph_ascii(codepoint) != '?');
}

/* The first character of a file that chrome must not have; 0: none. Comments count too. */
static uint32_t first_unknown(const char *path, int *ret_line) {
    struct buf text = {0};
    uint32_t unknown = 0;
    *ret_line = 1;
    assert_int_equal(file_read(path, &text, 0, NULL), 0);
    for (size_t at = 0; at < text.len && unknown == 0;) {
        uint32_t codepoint;
        *ret_line += text.data[at] == '\n';
        at += text_decode(text.data + at, text.len - at, &codepoint);
        unknown = is_known(codepoint) ? 0 : codepoint;
    }
    buf_done(&text);
    return unknown;
}

static void test_sources(void **state) {
    (void)state;
    glob_t found;
    assert_int_equal(glob(SOURCE_DIR "/ui/*/*.[ch]", 0, NULL, &found), 0);
    int faults = 0;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        int line;
        uint32_t unknown = first_unknown(found.gl_pathv[i], &line);
        if (unknown != 0) {
            print_error("%s:%d: U+%04X is not in glyph_table (ui/canvas/glyphs.c)\n",
                        found.gl_pathv[i], line, (unsigned)unknown);
            faults++;
        }
    }
    globfree(&found);
    assert_int_equal(faults, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
