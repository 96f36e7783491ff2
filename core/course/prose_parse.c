/* SPDX-License-Identifier: MIT */
/*
 * prose_parse.c: md4c's tree of blocks as a flat list. md4c calls us at the begin and the end of
 * each block and span. What is wrong is kept, and the reading goes on, as md4c knows where the next
 * block begins; a non-zero answer to md4c would end it, which is for a list of faults that is full.
 * Text inside a block: prose_span.c.
 */
#include "mem.h"
#include "prose_reader.h"
#include "text.h"
#include <ctype.h>
#include <errno.h>
#include <md4c.h>
#include <string.h>

int reader_fault(struct prose_reader *reader, const char *format, ...) {
    const struct diag_list *faults = reader->faults;
    const struct diag *last = faults->count > 0 ? &faults->items[faults->count - 1] : NULL;
    struct buf text = {0};
    struct diag fault = {0};
    va_list args;
    va_start(args, format);
    buf_vputf(&text, format, args);
    va_end(args);
    if (!last || last->line != reader->line || strcmp(last->text, buf_str(&text)) != 0) {
        diag_set(&fault, 0, reader->file, reader->line, "%s", buf_str(&text));
    }
    buf_done(&text);
    return diag_list_take(reader->faults, &fault, -EINVAL);
}

/* What md4c is answered. */
static int answer(const struct prose_reader *reader, int r) {
    return r < 0 && reader->faults->more ? r : 0;
}

int reader_line(struct prose_reader *reader, const char *at) {
    if (at < reader->source || at > reader->source + reader->len) {
        return reader->line;
    }
    if (!reader->counted_to || at < reader->counted_to) {
        reader->counted_to = reader->source;
        reader->counted = reader->first_line;
    }
    for (; reader->counted_to < at; reader->counted_to++) {
        reader->counted += *reader->counted_to == '\n';
    }
    reader->line = reader->counted;
    return reader->line;
}

static struct prose_block *block_add(struct prose_reader *reader, enum prose_kind kind) {
    struct prose *prose = &reader->prose;
    prose->blocks =
        mem_grow(prose->blocks, &prose->block_cap, prose->block_count + 1, sizeof *prose->blocks);
    struct prose_block *block = &prose->blocks[prose->block_count++];
    *block = (struct prose_block){.kind = kind,
                                  .depth = reader->depth,
                                  .quotes = reader->quotes,
                                  .mark = reader->mark,
                                  .number = reader->number};
    block->tight = reader->list_count > 0 && reader->list_count <= PROSE_LIST_MAX &&
                   reader->lists[reader->list_count - 1].tight;
    reader->mark = PROSE_NO_MARK;
    return block;
}

/* Text may come without a paragraph around it: in an item of a tight list. */
static void text_open(struct prose_reader *reader) {
    if (!reader->text) {
        reader->text = &block_add(reader, PROSE_PARAGRAPH)->text;
    }
}

static int text_close(struct prose_reader *reader) {
    if (!reader->text) {
        return 0;
    }
    struct prose_block *block = &reader->prose.blocks[reader->prose.block_count - 1];
    if (!block->line) {
        block->line = reader->text->span_count ? reader->text->spans[0].line : reader->line;
    }
    struct prose_text *text = reader->text;
    reader->text = NULL;
    return reader_directives(reader, text);
}

static void list_open(struct prose_reader *reader, bool ordered, bool tight, int start) {
    if (reader->list_count < PROSE_LIST_MAX) {
        reader->lists[reader->list_count].ordered = ordered;
        reader->lists[reader->list_count].tight = tight;
        reader->lists[reader->list_count].next = start;
    }
    reader->list_count++;
}

static int item_open(struct prose_reader *reader, const MD_BLOCK_LI_DETAIL *item) {
    reader->depth++;
    if (reader->list_count > PROSE_LIST_MAX) {
        return reader_fault(reader, "lists are nested too deeply");
    }
    bool ordered = reader->lists[reader->list_count - 1].ordered;
    reader->number = ordered ? reader->lists[reader->list_count - 1].next++ : 0;
    if (item->is_task) {
        reader_line(reader, reader->source + item->task_mark_offset);
        reader->mark = item->task_mark == ' ' ? PROSE_TASK_OPEN : PROSE_TASK_DONE;
    } else {
        reader->mark = ordered ? PROSE_NUMBER : PROSE_BULLET;
    }
    return 0;
}

/* An item without any text still has its mark. */
static int item_close(struct prose_reader *reader) {
    int r = text_close(reader);
    if (reader->mark != PROSE_NO_MARK) {
        block_add(reader, PROSE_PARAGRAPH)->line = reader->line;
    }
    reader->depth--;
    return r;
}

static void table_open(struct prose_reader *reader, const MD_BLOCK_TABLE_DETAIL *detail) {
    struct prose_block *block = block_add(reader, PROSE_TABLE);
    block->columns = detail->col_count;
    block->rows = (size_t)detail->head_row_count + detail->body_row_count;
    block->cells = mem_new((block->rows * block->columns + 1) * sizeof *block->cells);
    block->aligns = mem_new((block->columns + 1) * sizeof *block->aligns);
    reader->table = reader->prose.block_count - 1;
    reader->cell = 0;
}

static void cell_open(struct prose_reader *reader, const MD_BLOCK_TD_DETAIL *detail) {
    struct prose_block *block = &reader->prose.blocks[reader->table];
    block->aligns[reader->cell % block->columns] = detail->align == MD_ALIGN_RIGHT    ? PROSE_RIGHT
                                                   : detail->align == MD_ALIGN_CENTER ? PROSE_CENTRE
                                                                                      : PROSE_LEFT;
    reader->text = &block->cells[reader->cell];
}

static int cell_close(struct prose_reader *reader) {
    struct prose_block *block = &reader->prose.blocks[reader->table];
    struct prose_text *text = &block->cells[reader->cell++];
    if (!block->line && text->span_count) {
        block->line = text->spans[0].line;
    }
    reader->text = NULL;
    return reader_directives(reader, text);
}

static void raw_open(struct prose_reader *reader) {
    reader->in_raw = true;
    reader->raw_line = 0;
    buf_clear(&reader->raw);
    buf_puts(&reader->raw, "");
}

static void listing_open(struct prose_reader *reader, const MD_BLOCK_CODE_DETAIL *detail) {
    struct prose_block *block = block_add(reader, PROSE_LISTING);
    raw_open(reader);
    block->language = detail->lang.size ? mem_strndup(detail->lang.text, detail->lang.size) : NULL;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context) {
    struct prose_reader *reader = context;
    int r = type == MD_BLOCK_TH || type == MD_BLOCK_TD ? 0 : text_close(reader);
    switch (type) {
    case MD_BLOCK_QUOTE:
        reader->quotes++;
        break;
    case MD_BLOCK_UL:
        list_open(reader, false, ((MD_BLOCK_UL_DETAIL *)detail)->is_tight != 0, 0);
        break;
    case MD_BLOCK_OL:
        list_open(reader, true, ((MD_BLOCK_OL_DETAIL *)detail)->is_tight != 0,
                  (int)((MD_BLOCK_OL_DETAIL *)detail)->start);
        break;
    case MD_BLOCK_LI:
        r = item_open(reader, detail) < 0 ? -EINVAL : r;
        break;
    case MD_BLOCK_HR:
        block_add(reader, PROSE_RULE)->line = reader->line;
        break;
    case MD_BLOCK_H:
        block_add(reader, PROSE_HEADING)->level = (int)((MD_BLOCK_H_DETAIL *)detail)->level;
        reader->text = &reader->prose.blocks[reader->prose.block_count - 1].text;
        break;
    case MD_BLOCK_P:
        text_open(reader);
        break;
    case MD_BLOCK_CODE:
        listing_open(reader, detail);
        break;
    case MD_BLOCK_HTML:
        raw_open(reader);
        break;
    case MD_BLOCK_TABLE:
        table_open(reader, detail);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        cell_open(reader, detail);
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
        break;
    }
    return answer(reader, r);
}

static const char *skip_blanks(const char *c) {
    while (isspace((unsigned char)*c)) {
        c++;
    }
    return c;
}

/* How long the head of a note is, "note:" or "note PROGRAM:", and where in it the program stands;
 * 0: it is no note. */
static size_t note_head(const char *from, const char *to, const char **ret_program,
                        size_t *ret_len) {
    static const char word[] = "note";
    const char *c = from + strlen(word);
    if (to - from <= (long)strlen(word) || strncmp(from, word, strlen(word)) != 0) {
        return 0;
    }
    bool blank = isspace((unsigned char)*c) != 0;
    c = skip_blanks(c);
    *ret_program = c;
    while (c < to && *c != ':' && !isspace((unsigned char)*c)) {
        c++;
    }
    *ret_len = (size_t)(c - *ret_program);
    return c < to && *c == ':' && blank == (*ret_len > 0) ? (size_t)(c + 1 - from) : 0;
}

/* The text of one comment, from `from` to `to`, as a note: lines joined to one. */
static int note_add(struct prose_reader *reader, const char *from, const char *to) {
    const char *program = NULL;
    size_t program_len = 0;
    from = skip_blanks(from);
    size_t head = note_head(from, to, &program, &program_len);
    if (head == 0) {
        return reader_fault(reader, "a comment is a presenter's note: write <!-- note: ... --> or "
                                    "<!-- note PROGRAM: ... -->");
    }
    from = skip_blanks(from + head);
    while (to > from && isspace((unsigned char)to[-1])) {
        to--;
    }
    if (from >= to) {
        return reader_fault(reader, "a note without words");
    }
    struct prose_block *block = block_add(reader, PROSE_NOTE);
    block->line = reader->line;
    block->program = program_len > 0 ? mem_strndup(program, program_len) : NULL;
    reader->text = &block->text;
    while (from < to) {
        const char *end = memchr(from, '\n', (size_t)(to - from));
        reader_put(reader, from, (size_t)((end ? end : to) - from));
        if (end) {
            reader_break(reader, PROSE_SOFT_BREAK);
        }
        from = end ? end + 1 : to;
    }
    reader->text = NULL;
    return 0;
}

/* A block of HTML: nothing but notes. */
static int html_close(struct prose_reader *reader) {
    const char *at = skip_blanks(buf_str(&reader->raw));
    reader->in_raw = false;
    while (*at) {
        const char *end = text_starts(at, "<!--") ? strstr(at, "-->") : NULL;
        reader->line = reader->raw_line;
        for (const char *c = buf_str(&reader->raw); c < at; c++) {
            reader->line += *c == '\n';
        }
        if (!end) {
            return reader_fault(reader, text_starts(at, "<!--")
                                            ? "a comment has no end: -->"
                                            : "HTML is not understood here: use Markdown");
        }
        int r = note_add(reader, at + 4, end);
        if (r < 0) {
            return r;
        }
        at = skip_blanks(end + 3);
    }
    return 0;
}

static void listing_close(struct prose_reader *reader) {
    struct prose_block *block = &reader->prose.blocks[reader->prose.block_count - 1];
    reader->in_raw = false;
    block->line = reader->raw_line ? reader->raw_line : reader->line;
    block->code = buf_take(&reader->raw);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context) {
    struct prose_reader *reader = context;
    (void)detail;
    switch (type) {
    case MD_BLOCK_QUOTE:
        reader->quotes--;
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        reader->list_count--;
        break;
    case MD_BLOCK_LI:
        return answer(reader, item_close(reader));
    case MD_BLOCK_H:
    case MD_BLOCK_P:
        return answer(reader, text_close(reader));
    case MD_BLOCK_CODE:
        listing_close(reader);
        break;
    case MD_BLOCK_HTML:
        return answer(reader, html_close(reader));
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        return answer(reader, cell_close(reader));
    case MD_BLOCK_DOC:
    case MD_BLOCK_HR:
    case MD_BLOCK_TABLE:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
        break;
    }
    return 0;
}

static const unsigned looks[] = {
    [MD_SPAN_EM] = PROSE_EMPHASIS, [MD_SPAN_STRONG] = PROSE_STRONG, [MD_SPAN_A] = PROSE_LINK,
    [MD_SPAN_CODE] = PROSE_CODE,   [MD_SPAN_DEL] = PROSE_STRUCK,
};

static int enter_span(MD_SPANTYPE type, void *detail, void *context) {
    struct prose_reader *reader = context;
    if (type == MD_SPAN_IMG) {
        reader_line(reader, ((MD_SPAN_IMG_DETAIL *)detail)->src.text);
        return answer(reader, reader_fault(reader, "a terminal shows no pictures: describe it in "
                                                   "words"));
    }
    if (type == MD_SPAN_A) {
        const MD_ATTRIBUTE *href = &((MD_SPAN_A_DETAIL *)detail)->href;
        buf_clear(&reader->target);
        buf_put(&reader->target, href->text, href->size);
    }
    reader->look |= looks[type];
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context) {
    struct prose_reader *reader = context;
    (void)detail;
    reader->look &= ~looks[type];
    return 0;
}

static int put_text(struct prose_reader *reader, MD_TEXTTYPE type, const MD_CHAR *words,
                    MD_SIZE len) {
    text_open(reader);
    switch (type) {
    case MD_TEXT_NULLCHAR:
        return reader_fault(reader, "a 0 byte in the text");
    case MD_TEXT_BR:
        reader_break(reader, PROSE_HARD_BREAK);
        return 0;
    case MD_TEXT_SOFTBR:
        reader_break(reader, PROSE_SOFT_BREAK);
        return 0;
    case MD_TEXT_ENTITY:
        return reader_entity(reader, words, len);
    case MD_TEXT_HTML:
        return reader_fault(reader, "HTML is not understood here; a <!-- note: ... --> stands on "
                                    "lines of its own");
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH:
        reader_put(reader, words, len);
        return 0;
    }
    return 0;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *words, MD_SIZE len, void *context) {
    struct prose_reader *reader = context;
    reader_line(reader, words);
    if (reader->in_raw) {
        reader->raw_line = reader->raw_line ? reader->raw_line : reader->line;
        text_put_valid(&reader->raw, words, len);
        return 0;
    }
    return answer(reader, put_text(reader, type, words, len));
}

int prose_parse(const char *file, int first_line, const char *text, size_t len,
                struct prose *ret_prose, struct diag_list *faults) {
    static const MD_PARSER parser = {.flags = MD_DIALECT_GITHUB,
                                     .enter_block = enter_block,
                                     .leave_block = leave_block,
                                     .enter_span = enter_span,
                                     .leave_span = leave_span,
                                     .text = on_text};
    struct prose_reader reader = {.file = file,
                                  .first_line = first_line,
                                  .source = text,
                                  .len = len,
                                  .faults = faults,
                                  .line = first_line};
    size_t before = faults->count;
    int r = md_parse(text, (MD_SIZE)len, &parser, &reader);
    buf_done(&reader.target);
    buf_done(&reader.raw);
    *ret_prose = reader.prose;
    if (r != 0 && !faults->more) {
        reader_fault(&reader, "the text can't be read as Markdown");
    }
    return faults->count > before || faults->more ? -EINVAL : 0;
}
