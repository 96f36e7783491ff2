/* SPDX-License-Identifier: MIT */
/*
 * question.c: letting a question go, and comparing an answer with a value. How it is read:
 * question_parse.c.
 */
#include "question.h"
#include "mem.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

void question_done(struct question *question) {
    if (!question) {
        return;
    }
    prose_done(&question->text);
    for (size_t i = 0; i < question->choice_count; i++) {
        prose_text_done(&question->choices[i].text);
        prose_text_done(&question->choices[i].reason);
    }
    for (size_t i = 0; i < question->hint_count; i++) {
        prose_text_done(&question->hints[i]);
    }
    mem_free(question->choices);
    mem_free(question->hints);
    mem_free(question->id);
    mem_free(question->program);
    mem_free(question->path);
    mem_free(question->key);
    find_free(question->find);
    *question = (struct question){0};
}

static const char *const numbers[] = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                      "seven", "eight", "nine", "ten",   "eleven", "twelve"};

/* "three" as "3"; any other word as it is. */
static void plain_word(const char *word, size_t len, struct buf *out) {
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (strlen(numbers[i]) == len && strncasecmp(numbers[i], word, len) == 0) {
            buf_putf(out, "%zu", i);
            return;
        }
    }
    buf_put(out, word, len);
}

static bool is_word_byte(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '#' || (c & 0x80);
}

/* Whether the first word of text, a number written as a word taken as the number, is value. */
static bool first_word_is(const char *text, const char *value) {
    size_t len = 0;
    while (is_word_byte(text[len])) {
        len++;
    }
    struct buf word = {0};
    plain_word(text, len, &word);
    bool same = len > 0 && strcmp(buf_str(&word), value) == 0;
    buf_done(&word);
    return same;
}

bool question_choice_says(const struct question_choice *choice, const char *value) {
    char *words = prose_words(&choice->text);
    size_t len = strlen(value);
    bool begins = len > 0 && strncmp(words, value, len) == 0 && !is_word_byte(words[len]);
    bool says = begins || first_word_is(words, value);
    mem_free(words);
    return says;
}

/* 2: the choice is the value, 1: it begins with it, 0: it says something else. */
static int how_well(const struct question_choice *choice, const char *value) {
    char *words = prose_words(&choice->text);
    int well = strcmp(words, value) == 0 ? 2 : question_choice_says(choice, value) ? 1 : 0;
    mem_free(words);
    return well;
}

const struct question_choice *question_choice_for(const struct question *question,
                                                  const char *value) {
    const struct question_choice *best = NULL;
    int best_well = 0;
    for (size_t i = 0; i < question->choice_count; i++) {
        int well = how_well(&question->choices[i], value);
        if (well > best_well) {
            best = &question->choices[i];
            best_well = well;
        } else if (well && well == best_well) {
            best = NULL;
        }
    }
    return best;
}

bool question_same(const char *typed, const char *value) {
    while (isspace((unsigned char)*typed)) {
        typed++;
    }
    size_t len = strlen(typed);
    while (len > 0 && isspace((unsigned char)typed[len - 1])) {
        len--;
    }
    struct buf word = {0};
    plain_word(typed, len, &word);
    bool same = strcasecmp(buf_str(&word), value) == 0;
    buf_done(&word);
    return same;
}
