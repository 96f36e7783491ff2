/* SPDX-License-Identifier: MIT */
/*
 * prose.c: letting prose go, and its bare words. How it is made: prose_parse.c.
 */
#include "prose.h"
#include "mem.h"

void prose_text_done(struct prose_text *text) {
    if (!text) {
        return;
    }
    for (size_t i = 0; i < text->span_count; i++) {
        mem_free(text->spans[i].text);
        mem_free(text->spans[i].target);
    }
    mem_free(text->spans);
    *text = (struct prose_text){0};
}

void prose_block_done(struct prose_block *block) {
    if (!block) {
        return;
    }
    prose_text_done(&block->text);
    for (size_t i = 0; i < block->rows * block->columns; i++) {
        prose_text_done(&block->cells[i]);
    }
    mem_free(block->cells);
    mem_free(block->aligns);
    mem_free(block->code);
    mem_free(block->language);
    mem_free(block->program);
    *block = (struct prose_block){0};
}

void prose_done(struct prose *prose) {
    if (!prose) {
        return;
    }
    for (size_t i = 0; i < prose->block_count; i++) {
        prose_block_done(&prose->blocks[i]);
    }
    mem_free(prose->blocks);
    *prose = (struct prose){0};
}

bool prose_is_empty(const struct prose *prose) {
    for (size_t i = 0; i < prose->block_count; i++) {
        if (prose->blocks[i].kind != PROSE_NOTE) {
            return false;
        }
    }
    return true;
}

char *prose_words(const struct prose_text *text) {
    struct buf words = {0};
    for (size_t i = 0; i < text->span_count; i++) {
        const struct prose_span *span = &text->spans[i];
        if (span->line_up != PROSE_GOES_ON) {
            buf_putc(&words, ' ');
        }
        buf_puts(&words, span->text);
    }
    return buf_take(&words);
}
