/* SPDX-License-Identifier: MIT */
/*
 * fuzz_course_lesson.c: any bytes as lesson.md, and as a C twin. What is refused is told, with a
 * line; what is read can be set in lines that are no wider than the page, and no byte of it
 * commands a terminal.
 */
#include "lesson.h"
#include "page.h"
#include "source.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int columns(const char *text, size_t len) {
    int sum = 0;
    for (size_t i = 0; i < len; i++) {
        sum += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return sum;
}

static void look_at_line(const struct page_line *line) {
    struct buf text = {0};
    buf_puts(&text, "");
    page_line_text(line, &text);
    if (columns(buf_str(&text), text.len) != line->columns) {
        abort();
    }
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if ((c < 0x20 && c != '\t') || c == 0x7F) {
            abort();
        }
    }
    buf_done(&text);
}

static void set(const struct prose *prose) {
    static const int widths[] = {1, 40, 78};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        struct page page;
        page_set(prose, &(struct page_wish){.width = widths[i], .notes = true}, &page);
        for (size_t n = 0; n < page.line_count; n++) {
            look_at_line(&page.lines[n]);
        }
        page_done(&page);
    }
}

static void read_lesson(const char *text, size_t len) {
    struct lesson *lesson = NULL;
    struct diag diag = {0};
    int r = lesson_parse("relay", text, len, &lesson, &diag);
    if ((r == 0) != (lesson != NULL) || (r == 0) != (diag.text == NULL) ||
        (r < 0 && diag.line < 1)) {
        abort();
    }
    if (r == 0) {
        set(&lesson->text);
        for (size_t i = 0; i < lesson->question_count; i++) {
            set(&lesson->questions[i].text);
        }
    }
    lesson_free(lesson);
    diag_done(&diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct source twin;
    const char *text = size ? (const char *)data : "";
    read_lesson(text, size);
    if (source_parse("twin.c", text, size, true, &twin, NULL) == 0) {
        source_done(&twin);
    }
    return 0;
}
