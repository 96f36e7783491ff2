/* SPDX-License-Identifier: MIT */
/*
 * page_flow.c: words into lines, greedily: a line takes words while they fit. A word may change its
 * look in the middle ("**half**way"), so it is a run of bits without a blank between them. A word
 * wider than the line is cut between two characters. Chinese and Japanese have no blanks: a line
 * may end between any two characters that take two columns, but for punctuation (UAX #14).
 */
#include "mem.h"
#include "page_setter.h"
#include "text.h"
#include <string.h>

struct bit {
    const struct prose_span *span;
    const char *at;
    size_t len;
    bool glued;    /* to the bit before: no blank between */
    bool new_line; /* a hard break comes before */
    bool tight;    /* a word of its own, and no blank before it */
};

struct bits {
    struct bit *bits;
    size_t count, cap;
};

struct flow {
    const struct page_wish *wish;
    const struct page_margin *margin;
    struct page *page;
    struct page_line *line;
    unsigned look;
    int left; /* columns of the margin */
};

int page_columns(const struct page_wish *wish, const char *text, size_t len) {
    if (wish->columns) {
        return wish->columns(text, len);
    }
    int columns = 0;
    for (size_t i = 0; i < len; i++) {
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return columns;
}

struct page_line *page_line_new(struct page *page, int source_line) {
    page->lines = mem_grow(page->lines, &page->line_cap, page->line_count + 1, sizeof *page->lines);
    struct page_line *line = &page->lines[page->line_count++];
    *line = (struct page_line){.source_line = source_line};
    return line;
}

static bool looks_alike(const struct page_piece *piece, unsigned look, const char *target) {
    return piece->look == look &&
           strcmp(piece->target ? piece->target : "", target ? target : "") == 0;
}

void page_put(const struct page_wish *wish, struct page_line *line, const char *text, size_t len,
              unsigned look, const char *target) {
    if (!len) {
        return;
    }
    struct page_piece *last = line->piece_count ? &line->pieces[line->piece_count - 1] : NULL;
    int columns = page_columns(wish, text, len);
    line->columns += columns;
    if (last && looks_alike(last, look, target)) {
        struct buf joined = {0};
        buf_puts(&joined, last->text);
        buf_put(&joined, text, len);
        mem_free(last->text);
        last->text = buf_take(&joined);
        last->columns += columns;
        return;
    }
    line->pieces =
        mem_grow(line->pieces, &line->piece_cap, line->piece_count + 1, sizeof *line->pieces);
    line->pieces[line->piece_count++] =
        (struct page_piece){.look = look,
                            .text = mem_strndup(text, len),
                            .columns = columns,
                            .target = target ? mem_strdup(target) : NULL};
}

void page_pad(const struct page_wish *wish, struct page_line *line, int n) {
    for (; n > 0; n--) {
        page_put(wish, line, " ", 1, 0, NULL);
    }
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

/* Punctuation that may not begin a line, and such that may not end one. */
static bool is_one_of(uint32_t character, const uint32_t *list) {
    while (*list && *list != character) {
        list++;
    }
    return *list != 0;
}

static bool is_wide(const struct page_wish *wish, const char *text, size_t len) {
    return wish->columns && len > 0 && wish->columns(text, len) == 2;
}

/* Whether a line may end between the character that ends at `at` and the one that begins there. */
static bool may_end(const struct page_wish *wish, const char *before, const char *at) {
    static const uint32_t no_begin[] = {0x3001, 0x3002, 0x300B, 0x300D, 0x300F, 0x3011,
                                        0x3015, 0x30FC, 0xFF01, 0xFF09, 0xFF0C, 0xFF0E,
                                        0xFF1A, 0xFF1B, 0xFF1F, 0},
                          no_end[] = {0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0xFF08, 0};
    uint32_t last = 0, next = 0;
    if (!*at || (size_t)(at - before) == 0) {
        return false;
    }
    text_decode(before, (size_t)(at - before), &last);
    size_t len = text_decode(at, strlen(at), &next);
    return is_wide(wish, before, (size_t)(at - before)) && is_wide(wish, at, len) &&
           !is_one_of(last, no_end) && !is_one_of(next, no_begin);
}

/* The end of the word, or of the part of it after which a line may end. */
static const char *word_end(const struct page_wish *wish, const char *at) {
    const char *end = at;
    while (*end && !is_blank(*end)) {
        uint32_t character;
        const char *before = end;
        end += text_decode(end, strlen(end), &character);
        if (may_end(wish, before, end)) {
            break;
        }
    }
    return end;
}

/* A line of the source that ends in a wide character, before one that begins with such: the end of
 * a line is no blank there. */
static bool is_tight(const struct page_wish *wish, const struct bits *bits, const char *at) {
    const struct bit *last = bits->count ? &bits->bits[bits->count - 1] : NULL;
    uint32_t character;
    if (!last || !last->len) {
        return false;
    }
    const char *end = last->at + last->len, *before = end - 1;
    while (before > last->at && ((unsigned char)*before & 0xC0) == 0x80) {
        before--;
    }
    return is_wide(wish, before, (size_t)(end - before)) &&
           is_wide(wish, at, text_decode(at, strlen(at), &character));
}

/* All words of the text, as bits. */
static void gather(const struct page_wish *wish, const struct prose_text *text, struct bits *bits) {
    bool glued = false;
    bool new_line = false;
    bool line_ended = false; /* in the source; a span of its own, without text, says so */
    for (size_t i = 0; i < text->span_count; i++) {
        const struct prose_span *span = &text->spans[i];
        if (span->line_up != PROSE_GOES_ON) {
            glued = false;
            new_line = new_line || span->line_up == PROSE_HARD_BREAK;
        }
        line_ended = line_ended || span->line_up == PROSE_SOFT_BREAK;
        bool tight = line_ended && is_tight(wish, bits, span->text);
        line_ended = line_ended && !*span->text;
        for (const char *at = span->text; *at;) {
            if (is_blank(*at)) {
                glued = false;
                tight = false;
                at++;
                continue;
            }
            const char *end = word_end(wish, at);
            bits->bits = mem_grow(bits->bits, &bits->cap, bits->count + 1, sizeof *bits->bits);
            bits->bits[bits->count++] =
                (struct bit){span, at, (size_t)(end - at), glued, new_line, tight};
            tight = *end && !is_blank(*end);
            glued = !tight;
            new_line = false;
            at = end;
        }
    }
}

static void line_begin(struct flow *flow, int source_line, bool first) {
    const char *margin = first ? flow->margin->first : flow->margin->rest;
    flow->line = page_line_new(flow->page, source_line);
    page_put(flow->wish, flow->line, margin, strlen(margin), PROSE_FRAME, NULL);
}

static void put_bit(struct flow *flow, const struct bit *bit, const char *text, size_t len) {
    page_put(flow->wish, flow->line, text, len, bit->span->look | flow->look, bit->span->target);
}

/* A word that no line can hold: character by character. */
static void put_cut(struct flow *flow, const struct bit *bits, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (size_t at = 0; at < bits[i].len;) {
            uint32_t character;
            size_t len = text_decode(bits[i].at + at, bits[i].len - at, &character);
            int columns = page_columns(flow->wish, bits[i].at + at, len);
            if (flow->line->columns + columns > flow->wish->width &&
                flow->line->columns > flow->left) {
                line_begin(flow, bits[i].span->line, false);
            }
            put_bit(flow, &bits[i], bits[i].at + at, len);
            at += len;
        }
    }
}

static void put_word(struct flow *flow, const struct bit *bits, size_t count,
                     const struct prose_span *before) {
    int columns = 0;
    for (size_t i = 0; i < count; i++) {
        columns += page_columns(flow->wish, bits[i].at, bits[i].len);
    }
    bool empty = flow->line->columns == flow->left;
    int blank = bits[0].tight ? 0 : 1;
    if (bits[0].new_line || (!empty && flow->line->columns + blank + columns > flow->wish->width)) {
        line_begin(flow, bits[0].span->line, false);
    } else if (!empty && !bits[0].tight) {
        /* a blank inside one span has its look, so that code and links are not torn */
        bool inside = before && before == bits[0].span;
        page_put(flow->wish, flow->line, " ", 1, inside ? before->look | flow->look : flow->look,
                 inside ? before->target : NULL);
    }
    if (flow->left + columns > flow->wish->width) {
        put_cut(flow, bits, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        put_bit(flow, &bits[i], bits[i].at, bits[i].len);
    }
}

void page_flow(const struct page_wish *wish, const struct prose_text *text, unsigned look,
               const struct page_margin *margin, struct page *page) {
    struct bits bits = {0};
    gather(wish, text, &bits);
    struct flow flow = {.wish = wish, .margin = margin, .page = page, .look = look};
    flow.left = page_columns(wish, margin->first, strlen(margin->first));
    line_begin(&flow, text->span_count ? text->spans[0].line : 0, true);
    for (size_t i = 0; i < bits.count;) {
        size_t end = i + 1;
        while (end < bits.count && bits.bits[end].glued) {
            end++;
        }
        put_word(&flow, &bits.bits[i], end - i, i ? bits.bits[i - 1].span : NULL);
        i = end;
    }
    mem_free(bits.bits);
}
