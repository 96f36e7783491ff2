/* SPDX-License-Identifier: MIT */
/* findings.c: see findings.h. */
#include "findings.h"
#include "columns.h"
#include "glyphs.h"
#include "mem.h"
#include "search.h"
#include <string.h>

enum { BEFORE_SHARE = 3 }; /* an excerpt has at most a third of its room before what is sought */

/* Takes text over. An empty one is no place. */
static void add(struct findings *findings, struct finding finding) {
    if (finding.text == NULL || finding.text[strspn(finding.text, " ")] == '\0') {
        mem_free(finding.text);
        return;
    }
    findings->all =
        mem_grow(findings->all, &findings->cap, findings->count + 1, sizeof(*findings->all));
    findings->all[findings->count++] = finding;
}

static void add_head(struct findings *findings, size_t i, const struct lesson *lesson) {
    struct buf title = {0};

    buf_putf(&title, "%s: %s", lesson->id, lesson->title);
    add(findings, (struct finding){.lesson = i, .text = buf_take(&title)});
    if (lesson->summary != NULL) {
        add(findings, (struct finding){.lesson = i, .text = mem_strdup(lesson->summary)});
    }
}

static void add_row(struct findings *findings, struct finding finding,
                    const struct prose_block *block, size_t row) {
    struct buf text = {0};

    for (size_t i = 0; i < block->columns; i++) {
        char *words = prose_words(&block->cells[row * block->columns + i]);
        buf_putf(&text, i > 0 ? " | %s" : "%s", words);
        mem_free(words);
    }
    finding.text = buf_take(&text);
    add(findings, finding);
}

static void add_listing(struct findings *findings, struct finding finding, const char *code) {
    while (code != NULL && *code != '\0') {
        size_t len = strcspn(code, "\n");
        finding.text = mem_strndup(code, len);
        add(findings, finding);
        finding.line++;
        code += len + (code[len] == '\n' ? 1 : 0);
    }
}

static void add_block(struct findings *findings, struct finding finding,
                      const struct prose_block *block) {
    finding.line = block->line;
    switch (block->kind) {
    case PROSE_PARAGRAPH:
    case PROSE_HEADING:
        finding.text = prose_words(&block->text);
        add(findings, finding);
        break;
    case PROSE_LISTING:
        add_listing(findings, finding, block->code);
        break;
    case PROSE_TABLE:
        for (size_t row = 0; row < block->rows; row++) {
            add_row(findings, finding, block, row);
        }
        break;
    case PROSE_RULE:
    case PROSE_NOTE:
        break;
    }
}

static void add_prose(struct findings *findings, struct finding finding,
                      const struct prose *prose) {
    for (size_t i = 0; i < prose->block_count; i++) {
        add_block(findings, finding, &prose->blocks[i]);
    }
}

void findings_make(const struct catalogue *catalogue, struct findings *ret_findings) {
    struct findings findings = {0};

    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        const struct lesson *lesson = catalogue->lessons[i];
        add_head(&findings, i, lesson);
        add_prose(&findings, (struct finding){.kind = FINDING_TEXT, .lesson = i}, &lesson->text);
        for (size_t j = 0; j < lesson->question_count; j++) {
            add_prose(&findings,
                      (struct finding){.kind = FINDING_QUESTION, .lesson = i, .question = j},
                      &lesson->questions[j].text);
        }
    }
    *ret_findings = findings;
}

void findings_done(struct findings *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        mem_free(findings->all[i].text);
    }
    mem_free(findings->all);
    *findings = (struct findings){0};
}

size_t findings_of(const struct findings *findings, size_t lesson) {
    size_t at = 0;

    while (at < findings->count && findings->all[at].lesson < lesson) {
        at++;
    }
    return at;
}

bool findings_seek(const struct findings *findings, const char *sought, long from, int by,
                   size_t *ret_at, bool *ret_wrapped) {
    long count = (long)findings->count;

    for (long i = 0; i < count; i++) {
        long at = from + by * i, place = (at % count + count) % count;
        if (search_in(findings->all[place].text, sought)) {
            *ret_at = (size_t)place;
            *ret_wrapped = at < 0 || at >= count;
            return true;
        }
    }
    return false;
}

size_t findings_sum(const struct findings *findings, const char *sought, size_t at,
                    size_t *ret_nth) {
    size_t sum = 0;

    for (size_t i = 0; i < findings->count; i++) {
        sum += search_in(findings->all[i].text, sought);
        if (i == at) {
            *ret_nth = sum;
        }
    }
    return sum;
}

/* The first word that begins at or after `from`; `to` if there is none before it. */
static size_t word_from(const char *text, size_t from, size_t to) {
    while (from > 0 && from < to && text[from - 1] != ' ') {
        from++;
    }
    return from;
}

void findings_excerpt(const struct finding *finding, const char *sought, int width,
                      struct buf *out) {
    const char *text = finding->text;
    size_t len = strlen(text), from = 0, fits;
    size_t at, found;

    width = width < 0 ? 0 : width; /* what stands before it took all the room */
    if (!search_where(text, sought, &at, &found) || columns(text) <= width) {
        at = found = 0;
    }
    while (from < at && columns_n(text + from, at - from) > width / BEFORE_SHARE) {
        from = word_from(text, from + 1, at);
    }
    width -= from > 0 ? columns(GLYPH_MORE) : 0;
    buf_puts(out, from > 0 ? GLYPH_MORE : "");
    if (columns_n(text + from, len - from) <= width) {
        buf_puts(out, text + from);
        return;
    }
    fits = columns_fit(text + from, len - from, width - columns(GLYPH_MORE));
    buf_put(out, text + from, fits);
    buf_puts(out, GLYPH_MORE);
}
