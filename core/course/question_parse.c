/* SPDX-License-Identifier: MIT */
/*
 * question_parse.c: one question out of the blocks of its section:
 *
 *   ## Question: id
 *   what is asked, in blocks of any kind
 *   - [ ] a wrong choice — why it is wrong        (or 1. 2. 3. with "Answer: order of `program`")
 *   - [x] the right one
 *   Answer: `program.path`                         (the key is the [x] where there is none)
 *   Hint: one step, then the next
 *
 * What is sought by "Answer: schedule of `program`" is read by find_read.c.
 */
#include "mem.h"
#include "question.h"
#include "text.h"
#include <ctype.h>
#include <errno.h>
#include <string.h>

#define EM_DASH "—"

enum keyword {
    NO_KEYWORD,
    KEYWORD_ANSWER,
    KEYWORD_HINT,
    KEYWORD_GOAL,
    KEYWORD_WITH,
    KEYWORD_STEPS,
    KEYWORD_SOLUTION,
    KEYWORDS
};

static const char *const keywords[] = {
    [KEYWORD_ANSWER] = "Answer:", [KEYWORD_HINT] = "Hint:",   [KEYWORD_GOAL] = "Goal:",
    [KEYWORD_WITH] = "With:",     [KEYWORD_STEPS] = "Steps:", [KEYWORD_SOLUTION] = "Solution:"};

/* Those that say what is sought. */
static int (*const find_readers[])(struct find *find, const struct find_entry *entry,
                                   struct diag *diag) = {[KEYWORD_GOAL] = find_read_goal,
                                                         [KEYWORD_WITH] = find_read_with,
                                                         [KEYWORD_STEPS] = find_read_steps,
                                                         [KEYWORD_SOLUTION] = find_read_solution,
                                                         [KEYWORDS] = NULL};
enum { CODES_MAX = 3 };

struct parse {
    const char *file;
    struct question *question;
    struct diag *diag; /* of the block or line that is being read */
    struct diag_list *faults;
    bool ordered;   /* the answer is an order */
    bool scheduled; /* or a schedule */
    bool past_text; /* choices or keywords have begun: what is asked is said */
    bool strayed;   /* something stands behind them that should not, which was said */
};

static bool is_id(const char *text) {
    size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_");
    return n > 0 && text[n] == '\0' && isalnum((unsigned char)text[0]);
}

/* What is wrong with one block or line goes to the others; r. */
static int told(struct parse *parse, int r) {
    return diag_list_take(parse->faults, parse->diag, r);
}

static void take_span(struct prose_text *text, struct prose_span *span) {
    text->spans = mem_grow(text->spans, &text->span_cap, text->span_count + 1, sizeof *text->spans);
    text->spans[text->span_count++] = *span;
    *span = (struct prose_span){0};
}

/* Cuts blanks and breaks off both ends. */
static void trim(struct prose_text *text) {
    for (size_t i = 0; i < text->span_count; i++) {
        struct prose_span *span = &text->spans[i];
        size_t blanks = strspn(span->text, " ");
        memmove(span->text, span->text + blanks, strlen(span->text) - blanks + 1);
        if (*span->text) {
            break;
        }
        span->line_up = PROSE_GOES_ON;
    }
    for (size_t i = text->span_count; i > 0; i--) {
        char *words = text->spans[i - 1].text;
        for (size_t n = strlen(words); n > 0 && words[n - 1] == ' '; n--) {
            words[n - 1] = '\0';
        }
        if (*words) {
            break;
        }
        text->spans[i - 1].line_up = PROSE_GOES_ON;
    }
}

static bool is_empty(const struct prose_text *text) {
    for (size_t i = 0; i < text->span_count; i++) {
        if (*text->spans[i].text) {
            return false;
        }
    }
    return true;
}

/* Moves the spans of a choice: up to the em dash they say it, behind it why. */
static void split_choice(struct prose_text *from, struct question_choice *choice) {
    bool behind = false;
    for (size_t i = 0; i < from->span_count; i++) {
        struct prose_span *span = &from->spans[i];
        char *dash = behind || span->look & PROSE_CODE ? NULL : strstr(span->text, EM_DASH);
        if (!dash) {
            take_span(behind ? &choice->reason : &choice->text, span);
            continue;
        }
        struct prose_span reason = *span;
        reason.text = mem_strdup(dash + strlen(EM_DASH));
        reason.target = span->target ? mem_strdup(span->target) : NULL;
        reason.line_up = PROSE_GOES_ON;
        *dash = '\0';
        take_span(&choice->text, span);
        take_span(&choice->reason, &reason);
        behind = true;
    }
    trim(&choice->text);
    trim(&choice->reason);
}

static int take_choice(struct parse *parse, struct prose_block *block) {
    struct question *question = parse->question;
    if (block->kind != PROSE_PARAGRAPH) {
        return diag_set(parse->diag, -EINVAL, parse->file, block->line, "a choice is a text");
    }
    question->choices = mem_grow(question->choices, &question->choice_cap,
                                 question->choice_count + 1, sizeof *question->choices);
    struct question_choice *choice = &question->choices[question->choice_count++];
    *choice = (struct question_choice){.line = block->line};
    choice->right = block->mark == PROSE_TASK_DONE;
    split_choice(&block->text, choice);
    if (is_empty(&choice->text)) {
        return diag_set(parse->diag, -EINVAL, parse->file, block->line, "an empty choice");
    }
    if (!choice->right && !parse->ordered && is_empty(&choice->reason)) {
        return diag_set(parse->diag, -EINVAL, parse->file, block->line,
                        "this choice is wrong: say why, after an em dash (" EM_DASH ")");
    }
    return 0;
}

static enum keyword keyword_of(const struct prose_span *span) {
    for (enum keyword k = KEYWORD_ANSWER; k < KEYWORDS; k++) {
        if (span->look == 0 && text_starts(span->text, keywords[k])) {
            return k;
        }
    }
    return NO_KEYWORD;
}

/* "right.child.read.ret" and "right@forked.p.writers": program and the rest. */
static int split_path(struct parse *parse, const char *path, int line) {
    size_t n = strcspn(path, ".@");
    char *program = mem_strndup(path, n);
    if (!is_id(program) || !path[n] || !path[n + 1]) {
        mem_free(program);
        return diag_set(parse->diag, -EINVAL, parse->file, line,
                        "%s is no path: it begins with a program, as in `right.child.read.ret`",
                        path);
    }
    parse->question->program = program;
    parse->question->path = mem_strdup(path + n + (path[n] == '.'));
    return 0;
}

/* The text behind "Answer:": a `path`, order of `program`, or a key. */
static int read_answer(struct parse *parse, const struct prose_text *text, int line) {
    struct question *question = parse->question;
    const struct prose_span *code = NULL;
    struct buf words = {0};
    buf_puts(&words, "");
    int codes = 0;
    for (size_t i = 0; i < text->span_count; i++) {
        if (text->spans[i].look & PROSE_CODE) {
            code = &text->spans[i];
            codes++;
        } else {
            buf_puts(&words, text->spans[i].text);
        }
    }
    int r = 0;
    if (codes == 0 && words.len > 0) {
        question->key = mem_strdup(buf_str(&words));
    } else if (codes == 1 && words.len == 0) {
        r = split_path(parse, code->text, line);
    } else if (codes == 1 && strcmp(buf_str(&words), "order of ") == 0 && is_id(code->text)) {
        question->program = mem_strdup(code->text);
    } else if (codes == 1 && strcmp(buf_str(&words), "schedule of ") == 0 && is_id(code->text)) {
        question->program = mem_strdup(code->text);
        parse->scheduled = true;
    } else {
        r = diag_set(parse->diag, -EINVAL, parse->file, line,
                     "an answer is a `program.path`, order of `program`, schedule of `program`, "
                     "or a plain word");
    }
    buf_done(&words);
    return r;
}

/* "Goal: `path` is `value`": the words in a row, and what is code. */
static int read_sought(struct parse *parse, enum keyword keyword, const struct prose_text *text,
                       int line) {
    struct question *question = parse->question;
    const char *codes[CODES_MAX];
    struct find_entry entry = {.codes = codes, .file = parse->file, .line = line};
    struct buf words = {0};
    buf_puts(&words, "");
    for (size_t i = 0; i < text->span_count; i++) {
        const char *span = text->spans[i].text;
        if (!(text->spans[i].look & PROSE_CODE)) {
            buf_puts(&words, span);
        } else if (entry.code_count < CODES_MAX) {
            codes[entry.code_count++] = span;
        }
    }
    const char *begin = buf_str(&words) + strspn(buf_str(&words), " ");
    size_t len = strlen(begin);
    while (len > 0 && begin[len - 1] == ' ') {
        len--;
    }
    char *trimmed = mem_strndup(begin, len);
    entry.words = trimmed;
    question->find = question->find ? question->find : mem_new(sizeof *question->find);
    int r = find_readers[keyword](question->find, &entry, parse->diag);
    mem_free(trimmed);
    buf_done(&words);
    return r;
}

static int end_entry(struct parse *parse, enum keyword keyword, struct prose_text *text, int line) {
    struct question *question = parse->question;
    trim(text);
    int r = 0;
    if (is_empty(text)) {
        r = diag_set(parse->diag, -EINVAL, parse->file, line, "nothing behind %s",
                     keywords[keyword]);
    } else if (keyword == KEYWORD_HINT) {
        question->hints = mem_grow(question->hints, &question->hint_cap, question->hint_count + 1,
                                   sizeof *question->hints);
        question->hints[question->hint_count++] = *text;
        *text = (struct prose_text){0};
    } else if (find_readers[keyword]) {
        r = read_sought(parse, keyword, text, line);
    } else if (question->answer_line) {
        r = diag_set(parse->diag, -EINVAL, parse->file, line, "a second answer: line %d has one",
                     question->answer_line);
    } else {
        question->answer_line = line;
        r = read_answer(parse, text, line);
    }
    prose_text_done(text);
    return r;
}

/* A paragraph of "Answer:" and "Hint:" lines; lines without a keyword go on with the one before. */
static int take_keywords(struct parse *parse, struct prose_text *from) {
    struct prose_text text = {0};
    enum keyword now = NO_KEYWORD;
    int line = 0, worst = 0;
    bool line_begins = true;
    for (size_t i = 0; i < from->span_count; i++) {
        struct prose_span *span = &from->spans[i];
        enum keyword keyword = line_begins ? keyword_of(span) : NO_KEYWORD;
        if (keyword != NO_KEYWORD) {
            int r = now != NO_KEYWORD ? told(parse, end_entry(parse, now, &text, line)) : 0;
            worst = r < 0 ? r : worst;
            now = keyword;
            line = span->line;
            size_t len = strlen(keywords[keyword]);
            memmove(span->text, span->text + len, strlen(span->text) - len + 1);
        }
        line_begins = span->line_up != PROSE_GOES_ON;
        take_span(&text, span);
    }
    int r = told(parse, end_entry(parse, now, &text, line));
    return r < 0 ? r : worst;
}

static bool has_keyword(const struct prose_block *block) {
    return block->kind == PROSE_PARAGRAPH && block->depth == 0 && block->text.span_count > 0 &&
           keyword_of(&block->text.spans[0]) != NO_KEYWORD;
}

static bool is_choice(const struct parse *parse, const struct prose_block *block) {
    return block->mark == PROSE_TASK_OPEN || block->mark == PROSE_TASK_DONE ||
           (parse->ordered && block->mark == PROSE_NUMBER && block->depth == 1);
}

static int take_block(struct parse *parse, struct prose_block *block) {
    struct question *question = parse->question;
    if (has_keyword(block)) {
        parse->past_text = true;
        return take_keywords(parse, &block->text);
    }
    if (is_choice(parse, block)) {
        parse->past_text = true;
        return take_choice(parse, block);
    }
    if (parse->past_text && block->kind != PROSE_NOTE) {
        if (parse->strayed) {
            return -EINVAL;
        }
        parse->strayed = true;
        return diag_set(parse->diag, -EINVAL, parse->file, block->line,
                        "after the choices stand only Answer: and Hint: (a choice begins with "
                        "- [ ] or - [x] and is one paragraph)");
    }
    struct prose *text = &question->text;
    text->blocks =
        mem_grow(text->blocks, &text->block_cap, text->block_count + 1, sizeof *text->blocks);
    text->blocks[text->block_count++] = *block;
    *block = (struct prose_block){0};
    return 0;
}

/* Numbered items are choices only where the answer is an order; that stands behind them. */
static bool asks_for_order(const struct prose_block *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (size_t s = 0; has_keyword(&blocks[i]) && s < blocks[i].text.span_count; s++) {
            if (text_starts(blocks[i].text.spans[s].text, "Answer: order of")) {
                return true;
            }
        }
    }
    return false;
}

static int fault_at(const struct parse *parse, int line, const char *text) {
    return diag_set(parse->diag, -EINVAL, parse->file, line, "%s", text);
}

/* A question without choices: its answer is typed. */
static int settle_typed(const struct parse *parse) {
    struct question *question = parse->question;
    question->kind = QUESTION_VALUE;
    if (parse->ordered) {
        return fault_at(parse, question->line,
                        "an order needs a numbered list of what to put in order");
    }
    if (!question->answer_line) {
        return fault_at(parse, question->line, "this question has no answer: choices, or Answer:");
    }
    return 0;
}

static int settle_choices(const struct parse *parse) {
    struct question *question = parse->question;
    size_t right = 0;
    for (size_t i = 0; i < question->choice_count; i++) {
        right += question->choices[i].right;
    }
    if (question->choice_count == 1) {
        return fault_at(parse, question->line, "a question has at least two choices");
    }
    if (question->choice_count > QUESTION_CHOICES_MAX) {
        return fault_at(parse, question->line, "a question has at most nine choices");
    }
    if (parse->ordered) {
        question->kind = QUESTION_ORDER;
        return right ? fault_at(parse, question->line, "what is to be put in order has no [x]") : 0;
    }
    question->kind = right > 1 ? QUESTION_SEVERAL : QUESTION_ONE;
    if (right == 0) {
        return fault_at(parse, question->line, "none of the choices is marked as right: - [x]");
    }
    if (question->key) {
        return fault_at(parse, question->answer_line,
                        "the answer is the choice with [x]; Answer: is for a `path`");
    }
    return 0;
}

/* The answer is a schedule. */
static int settle_find(const struct parse *parse) {
    struct question *question = parse->question;
    const struct find *find = question->find;
    question->kind = QUESTION_FIND;
    if (question->choice_count > 0) {
        return fault_at(parse, question->choices[0].line,
                        "what is answered by a schedule has no choices");
    }
    if (!find || find->goal_count == 0) {
        return fault_at(parse, question->answer_line,
                        "say what is sought, as Goal: `outcome` is `deadlock`");
    }
    if (!find->solution) {
        return fault_at(parse, question->answer_line,
                        "give a schedule that does it: Solution: `main*3 child`");
    }
    return 0;
}

/* What kind it is, and whether it has what its kind needs. */
static int settle_kind(const struct parse *parse) {
    const struct question *question = parse->question;
    if (question->find && !parse->scheduled) {
        const struct find *find = question->find;
        return fault_at(parse, find->goal_count > 0 ? find->goals[0].line : question->line,
                        "Goal:, With:, Steps: and Solution: need Answer: schedule of `program`");
    }
    int r = parse->scheduled         ? settle_find(parse)
            : question->choice_count ? settle_choices(parse)
                                     : settle_typed(parse);
    if (r == 0 && prose_is_empty(&question->text)) {
        return fault_at(parse, question->line,
                        "this question asks nothing: write a text under its heading");
    }
    return r;
}

static int read_heading(struct parse *parse, const struct prose_block *heading) {
    char *words = prose_words(&heading->text);
    const char *id = words + strlen("Question:");
    while (*id == ' ') {
        id++;
    }
    int r = 0;
    if (!is_id(id)) {
        r = diag_set(parse->diag, -EINVAL, parse->file, heading->line,
                     "a question has an id of small letters, digits and '-': ## Question: ends");
    } else {
        parse->question->id = mem_strdup(id);
    }
    mem_free(words);
    return r;
}

int question_parse(const char *file, struct prose_block *blocks, size_t count,
                   struct question *ret_question, struct diag_list *faults) {
    struct diag diag = {0};
    struct question question = {.line = blocks[0].line};
    struct parse parse = {.file = file,
                          .question = &question,
                          .diag = &diag,
                          .faults = faults,
                          .ordered = asks_for_order(blocks, count)};
    int r = told(&parse, read_heading(&parse, &blocks[0]));
    for (size_t i = 1; i < count; i++) {
        r = told(&parse, take_block(&parse, &blocks[i])) < 0 ? -EINVAL : r;
    }
    r = r == 0 ? told(&parse, settle_kind(&parse)) : r;
    if (r < 0) {
        question_done(&question);
        return r;
    }
    *ret_question = question;
    return 0;
}
