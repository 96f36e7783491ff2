/* SPDX-License-Identifier: MIT */
/*
 * prose_span.c: the text inside one block: spans of one look, entities, and {directives}. md4c
 * hands text over in pieces of its own choosing, so neighbours of one look are joined first.
 */
#include "mem.h"
#include "prose_reader.h"
#include "text.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct prose_span *span_add(struct prose_text *text) {
    text->spans = mem_grow(text->spans, &text->span_cap, text->span_count + 1, sizeof *text->spans);
    struct prose_span *span = &text->spans[text->span_count++];
    *span = (struct prose_span){0};
    return span;
}

static bool same_target(const struct prose_span *span, const struct prose_reader *reader) {
    const char *target = reader->look & PROSE_LINK ? buf_str(&reader->target) : "";
    return strcmp(span->target ? span->target : "", target) == 0;
}

void reader_put(struct prose_reader *reader, const char *words, size_t len) {
    struct prose_text *text = reader->text;
    struct prose_span *last = text->span_count ? &text->spans[text->span_count - 1] : NULL;
    if (last && last->line_up == PROSE_GOES_ON && last->look == reader->look &&
        same_target(last, reader)) {
        struct buf joined = {0};
        buf_puts(&joined, last->text);
        text_put_valid(&joined, words, len);
        mem_free(last->text);
        last->text = buf_take(&joined);
        return;
    }
    struct prose_span *span = span_add(text);
    struct buf valid = {0};
    text_put_valid(&valid, words, len);
    span->text = buf_take(&valid);
    span->look = reader->look;
    span->line = reader->line;
    if (reader->look & PROSE_LINK) {
        span->target = mem_strdup(buf_str(&reader->target));
    }
}

void reader_break(struct prose_reader *reader, enum prose_break line_up) {
    struct prose_span *span = span_add(reader->text);
    span->text = mem_strdup("");
    span->line_up = line_up;
    span->line = reader->line;
}

/* The entities that English prose needs; others are written as the character itself. */
static const struct {
    const char *name;
    uint32_t character;
} entities[] = {
    {"&amp;", '&'},       {"&lt;", '<'},      {"&gt;", '>'},       {"&quot;", '"'},
    {"&apos;", '\''},     {"&nbsp;", 0xA0},   {"&ndash;", 0x2013}, {"&mdash;", 0x2014},
    {"&hellip;", 0x2026}, {"&larr;", 0x2190}, {"&rarr;", 0x2192},  {"&times;", 0xD7},
};

static uint32_t entity_character(const char *entity) {
    if (text_starts(entity, "&#")) {
        bool hex = entity[2] == 'x' || entity[2] == 'X';
        unsigned long value = strtoul(entity + (hex ? 3 : 2), NULL, hex ? 16 : 10);
        bool control = value < 0x20 || (value >= 0x7F && value < 0xA0);
        bool valid = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
        return control ? 0 : valid ? (uint32_t)value : TEXT_REPLACEMENT;
    }
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (strcmp(entity, entities[i].name) == 0) {
            return entities[i].character;
        }
    }
    return 0;
}

int reader_entity(struct prose_reader *reader, const char *entity, size_t len) {
    char *name = mem_strndup(entity, len);
    uint32_t character = entity_character(name);
    int result = 0;
    if (character) {
        struct buf bytes = {0};
        text_put_char(&bytes, character);
        reader_put(reader, buf_str(&bytes), bytes.len);
        buf_done(&bytes);
    } else {
        result = reader_fault(reader, "%s is not known here: write the character itself", name);
    }
    mem_free(name);
    return result;
}

/* The "word:" that makes "{word: x}" a directive: its length, or 0. */
static size_t directive_word(const char *brace) {
    size_t n = 1;
    while (islower((unsigned char)brace[n]) || brace[n] == '-') {
        n++;
    }
    return n > 1 && brace[n] == ':' ? n - 1 : 0;
}

static void span_copy(struct prose_text *out, const struct prose_span *span, const char *from,
                      size_t len) {
    if (len) {
        struct prose_span *part = span_add(out);
        part->text = mem_strndup(from, len);
        part->target = span->target ? mem_strdup(span->target) : NULL;
        part->look = span->look;
        part->line = span->line;
    }
}

/* One directive that begins at brace; *ret_end is behind it. */
static int directive(struct prose_reader *reader, struct prose_text *out,
                     const struct prose_span *span, const char *brace, const char **ret_end) {
    size_t word = directive_word(brace);
    const char *close = strchr(brace, '}');
    reader->line = span->line;
    if (word != strlen("stage") || strncmp(brace + 1, "stage", word) != 0) {
        return reader_fault(reader, "{%.*s: ...} is not known: {stage: program} is all there is",
                            (int)word, brace + 1);
    }
    if (!close) {
        return reader_fault(reader, "{stage: ...} has no closing brace on its line");
    }
    const char *from = brace + 1 + word + 1;
    while (*from == ' ') {
        from++;
    }
    const char *to = close;
    while (to > from && to[-1] == ' ') {
        to--;
    }
    if (to == from) {
        return reader_fault(reader, "{stage: ...} names no program: write {stage: right}");
    }
    struct prose_span *stage = span_add(out);
    stage->text = mem_strndup(from, (size_t)(to - from));
    stage->target = mem_strndup(from, (size_t)(to - from));
    stage->look = span->look | PROSE_STAGE;
    stage->line = span->line;
    *ret_end = close + 1;
    return 0;
}

static int split_span(struct prose_reader *reader, struct prose_text *out,
                      const struct prose_span *span) {
    const char *from = span->text;
    for (const char *brace = strchr(from, '{'); brace; brace = strchr(brace, '{')) {
        if (!directive_word(brace)) {
            brace++;
            continue;
        }
        span_copy(out, span, from, (size_t)(brace - from));
        int r = directive(reader, out, span, brace, &from);
        if (r < 0) {
            return r;
        }
        brace = from;
    }
    span_copy(out, span, from, strlen(from));
    return 0;
}

static bool has_directive(const struct prose_text *text) {
    for (size_t i = 0; i < text->span_count; i++) {
        if (!(text->spans[i].look & PROSE_CODE) && strchr(text->spans[i].text, '{')) {
            return true;
        }
    }
    return false;
}

int reader_directives(struct prose_reader *reader, struct prose_text *text) {
    if (!has_directive(text)) {
        return 0;
    }
    struct prose_text out = {0};
    for (size_t i = 0; i < text->span_count; i++) {
        const struct prose_span *span = &text->spans[i];
        if (span->line_up != PROSE_GOES_ON) {
            struct prose_span *copy = span_add(&out);
            *copy = *span;
            copy->text = mem_strdup("");
        } else if (span->look & PROSE_CODE) {
            span_copy(&out, span, span->text, strlen(span->text));
        } else {
            int r = split_span(reader, &out, span);
            if (r < 0) {
                prose_text_done(&out);
                return r;
            }
        }
    }
    prose_text_done(text);
    *text = out;
    return 0;
}
