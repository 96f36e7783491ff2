/* SPDX-License-Identifier: MIT */
/* Code that is wider than its pane: it goes on below, between its words, and nothing of it is lost:
 * some lines as they come out, and all lines of all lessons at many widths. */
#include "code_look.h"
#include "code_wrap.h"
#include "columns.h"
#include "glyphs.h"
#include "scenery.h"
#include <glob.h>
#include <stdio.h>

/* All rows of a line, each ended by '|'. */
static void rows_text(const struct sheet *sheet, struct buf *out) {
    for (size_t row = 0; row < sheet->count; row++) {
        for (size_t i = 0; i < sheet->lines[row].count; i++) {
            buf_puts(out, sheet->lines[row].pieces[i].text);
        }
        buf_putc(out, '|');
    }
}

static struct sheet *wrapped(const char *line, bool is_c, int width) {
    struct sheet *sheet = sheet_new(width);

    sheet_line(sheet);
    sheet_put(sheet, STYLE_DIM, " 12 ");
    code_put(sheet, line, is_c);
    code_wrap(sheet, line, is_c);
    return sheet;
}

static void between_words(void **state) {
    static const struct {
        int width;
        bool is_c;
        const char *line, *rows;
    } cases[] = {
        {30, false, "local q = read(\"p\")", " 12 local q = read(\"p\")|"},
        {30, false, "local q = mq_open(\"jobs\", {most = 4})",
         " 12 local q = mq_open(\"jobs\", |  " GLYPH_GOES_ON "   {most = 4})|"},
        {24, false, "local q = mq_open(\"jobs\",",
         " 12 local q = mq_open(|  " GLYPH_GOES_ON "   \"jobs\",|"},
        {22, false, "  unix_connect(\"@door\"):close()",
         " 12   unix_connect(|  " GLYPH_GOES_ON "     \"@door\")|  " GLYPH_GOES_ON
         "     :close()|"},
        {26, false, "say(\"many words in a text\")",
         " 12 say(\"many words in a |  " GLYPH_GOES_ON "   text\")|"},
        {24, false, "write(\"你好, Größe 管道\")",
         " 12 write(\"你好, Größe |  " GLYPH_GOES_ON "   管道\")|"},
        {20, false, "x = averylongnameofsomething",
         " 12 x = |  " GLYPH_GOES_ON "   averylongnameo|  " GLYPH_GOES_ON "   fsomething|"},
        {26, true, "while (read(p[0], &c, 1) == 1) {",
         " 12 while (read(p[0], &c, |  " GLYPH_GOES_ON "   1) == 1) {|"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct sheet *sheet = wrapped(cases[i].line, cases[i].is_c, cases[i].width);
        struct buf rows = {0};
        rows_text(sheet, &rows);
        assert_string_equal(buf_str(&rows), cases[i].rows);
        buf_done(&rows);
        sheet_free(sheet);
    }
}

/* Each row fits; without blanks and marks they are the line; a word is taken apart only where it
 * has a row to itself. */
static void keeps(const char *line, bool is_c, int width) {
    const char *at = line;
    int indent = 0;

    while (*at != '\0') {
        size_t used = code_row(at, is_c, width - indent);
        const char *next = at + used;
        const char *begin = at + strspn(at, " ");
        assert_true(used > 0 && columns_n(at, used) <= width - indent);
        if (*next != '\0' && code_is_word(next[0]) && code_is_word(next[-1])) {
            if (memchr(begin, ' ', used - (size_t)(begin - at)) != NULL) {
                fail_msg("width %d: \"%.*s\" of: %s", width, (int)used, at, line);
            }
        }
        at = next + strspn(next, " ");
        indent = (int)strspn(line, " ") + 2 < width / 2 ? (int)strspn(line, " ") + 2 : width / 2;
    }
}

static void lines_of(const char *path, bool is_c) {
    char line[1024];
    FILE *file = fopen(path, "r");

    assert_non_null(file);
    while (fgets(line, sizeof(line), file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        for (int width = 22; width <= 74; width += 4) {
            keeps(line, is_c, width);
        }
    }
    fclose(file);
}

static void all_lessons(void **state) {
    static const char *const kinds[] = {SOURCE_DIR "/lessons/*/*.lua", SOURCE_DIR "/lessons/*/*.c"};
    size_t files = 0;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        glob_t found = {0};
        assert_int_equal(glob(kinds[i], 0, NULL, &found), 0);
        for (size_t j = 0; j < found.gl_pathc; j++, files++) {
            lines_of(found.gl_pathv[j], i == 1);
        }
        globfree(&found);
    }
    assert_true(files > 40);
}

/* However narrow: it ends, and no row is empty. */
static void no_room(void **state) {
    (void)state;
    for (int width = 1; width < 12; width++) {
        struct sheet *sheet = wrapped("    w:write(\"管道\", other)", false, width);
        assert_in_range(sheet->count, 1, 40);
        sheet_free(sheet);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(between_words),
        cmocka_unit_test(all_lessons),
        cmocka_unit_test(no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
