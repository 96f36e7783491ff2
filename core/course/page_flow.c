/* SPDX-License-Identifier: MIT */
/*
 * page_flow.c: words into lines, greedily: a line takes words while they fit. A word may change its
 * look in the middle ("**half**way"), so it is a run of bits without a blank between them. A word
 * wider than the line is cut between two characters.
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

/* All words of the text, as bits. */
static void gather(const struct prose_text *text, struct bits *bits) {
    bool glued = false;
    bool new_line = false;
    for (size_t i = 0; i < text->span_count; i++) {
        const struct prose_span *span = &text->spans[i];
        if (span->line_up != PROSE_GOES_ON) {
            glued = false;
            new_line = new_line || span->line_up == PROSE_HARD_BREAK;
        }
        for (const char *at = span->text; *at;) {
            if (is_blank(*at)) {
                glued = false;
                at++;
                continue;
            }
            const char *end = at;
            while (*end && !is_blank(*end)) {
                end++;
            }
            bits->bits = mem_grow(bits->bits, &bits->cap, bits->count + 1, sizeof *bits->bits);
            bits->bits[bits->count++] = (struct bit){span, at, (size_t)(end - at), glued, new_line};
            glued = true;
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
    if (bits[0].new_line || (!empty && flow->line->columns + 1 + columns > flow->wish->width)) {
        line_begin(flow, bits[0].span->line, false);
    } else if (!empty) {
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
    gather(text, &bits);
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
