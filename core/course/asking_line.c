/* SPDX-License-Identifier: MIT */
/* asking_line.c: a whole answer as one line: what was typed, or the numbers of lines. */
#include "asking.h"
#include "mem.h"
#include "text.h"
#include <string.h>

/* Each of them is a line's, and none is there twice: a bit a number, or 0 with why. */
static bool take_numbers(struct asking *asking, char *words, struct buf *why) {
    uint32_t seen = 0;
    char *rest = words;
    for (char *word = strsep(&rest, " ,\t"); word != NULL; word = strsep(&rest, " ,\t")) {
        int64_t number = 0;
        if (*word == '\0') {
            continue;
        }
        if (!text_to_int(word, &number) || number < 1 || number > QUESTION_CHOICES_MAX ||
            (seen & 1U << number) != 0 || !asking_number(asking, (size_t)number)) {
            buf_putf(why, "\"%s\" is none of these%s.", word,
                     seen != 0 ? ", or stands here twice" : "");
            return false;
        }
        seen |= 1U << number;
    }
    if (asking->question->kind == QUESTION_ONE && (seen & (seen - 1)) != 0) {
        buf_puts(why, "One of them is right: give one number.");
        return false;
    }
    return true;
}

bool asking_take_line(struct asking *asking, const char *line, struct buf *why) {
    const char *what = "";
    bool taken = true;
    asking->given = (struct answer_given){0};
    buf_clear(&asking->typed);
    if (asking->question->kind == QUESTION_VALUE) {
        buf_puts(&asking->typed, line);
        asking->given.typed = buf_str(&asking->typed);
    } else {
        char *words = mem_strdup(line);
        taken = take_numbers(asking, words, why);
        mem_free(words);
    }
    if (taken && !answer_is_whole(asking->question, &asking->given, &what)) {
        buf_puts(why, what);
        taken = false;
    }
    if (!taken) {
        asking->given = (struct answer_given){0};
        buf_clear(&asking->typed);
    }
    return taken;
}

void asking_put_line(const struct asking *asking, struct buf *out) {
    size_t count = asking->question->choice_count;
    if (asking->given.typed != NULL) {
        buf_puts(out, asking->given.typed);
    }
    for (size_t i = 0; i < count; i++) {
        if (asking_chosen(asking, i)) {
            buf_putf(out, out->len > 0 ? " %zu" : "%zu", i + 1);
        }
    }
    for (size_t place = 1; place <= asking->given.order_count; place++) {
        for (size_t i = 0; i < count; i++) {
            if (asking_place(asking, i) == place) {
                buf_putf(out, out->len > 0 ? " %zu" : "%zu", i + 1);
            }
        }
    }
}
