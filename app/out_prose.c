/* SPDX-License-Identifier: MIT */
/* out_prose.c: see out_prose.h. */
#include "out_prose.h"
#include "mem.h"
#include "page.h"
#include <string.h>

enum { WIDTH = 78 };

void out_prose(struct out *out, const char *indent, const struct prose *prose) {
    struct page page = {0};
    struct page_wish wish = {
        .width = WIDTH - (int)strlen(indent), .ascii = out->ascii, .linear = true};
    page_set(prose, &wish, &page);
    for (size_t i = 0; i < page.line_count; i++) {
        struct buf line = {0};
        page_line_text(&page.lines[i], &line);
        out_textf(out, "%s%s\n", line.len > 0 ? indent : "", buf_str(&line));
        buf_done(&line);
    }
    page_done(&page);
}

void out_code(struct out *out, const char *indent, const char *code) {
    out_text(out, code != NULL ? "\n" : "");
    for (const char *at = code; at != NULL && *at != '\0'; at += strcspn(at, "\n") + 1) {
        out_textf(out, "%s%.*s\n", indent, (int)strcspn(at, "\n"), at);
    }
}

void out_words(struct out *out, const char *before, const struct prose_text *text,
               const char *after) {
    char *words = prose_words(text);
    out_textf(out, "%s%s%s", before, words, after);
    mem_free(words);
}
