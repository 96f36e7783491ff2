/* SPDX-License-Identifier: MIT */
/* asking.c: see asking.h. */
#include "asking.h"
#include "clock.h"
#include "progress.h"
#include "text.h"
#include <string.h>

void asking_done(struct asking *asking) {
    answer_done(&asking->answer);
    diag_done(&asking->fault);
    buf_done(&asking->typed);
    buf_done(&asking->tried);
    *asking = (struct asking){0};
}

/* A number made of the id, so that the lines stand alike each time (FNV-1a). */
static uint32_t number_of(const char *id) {
    uint32_t number = 2166136261U;
    for (; *id; id++) {
        number = (number ^ (unsigned char)*id) * 16777619U;
    }
    return number;
}

/* Fisher and Yates; what comes out as it was is turned round by one. */
static void mix(struct asking *asking) {
    size_t count = asking->question->choice_count;
    uint32_t number = number_of(asking->question->id);
    bool same = true;
    for (size_t i = count; i > 1; i--) {
        number = number * 1664525U + 1013904223U;
        size_t j = (number >> 16) % i;
        size_t line = asking->lines[i - 1];
        asking->lines[i - 1] = asking->lines[j];
        asking->lines[j] = line;
    }
    for (size_t i = 0; i < count; i++) {
        same = same && asking->lines[i] == i;
    }
    for (size_t i = 0; i < count && same; i++) {
        asking->lines[i] = (i + 1) % count;
    }
}

void asking_begin(struct asking *asking, const struct lesson *lesson,
                  const struct question *question) {
    asking_done(asking);
    asking->lesson = lesson;
    asking->question = question;
    for (size_t i = 0; i < question->choice_count; i++) {
        asking->lines[i] = i;
    }
    if (question->kind == QUESTION_ORDER) {
        mix(asking);
    }
    asking->since = clock_ns();
}

static void number_in_order(struct answer_given *given, size_t choice) {
    for (size_t i = 0; i < given->order_count; i++) {
        if (given->order[i] == choice) {
            given->order_count--;
            memmove(given->order + i, given->order + i + 1,
                    (given->order_count - i) * sizeof given->order[0]);
            return;
        }
    }
    given->order[given->order_count++] = choice;
}

bool asking_number(struct asking *asking, size_t number) {
    const struct question *question = asking->question;
    if (!question || asking->state != ASKING_OPEN || number < 1 ||
        number > question->choice_count) {
        return false;
    }
    size_t choice = asking->lines[number - 1];
    uint32_t bit = 1U << choice;
    switch (question->kind) {
    case QUESTION_ONE:
        asking->given.chosen = asking->given.chosen == bit ? 0 : bit;
        break;
    case QUESTION_SEVERAL:
        asking->given.chosen ^= bit;
        break;
    case QUESTION_ORDER:
        number_in_order(&asking->given, choice);
        break;
    case QUESTION_VALUE:
    case QUESTION_FIND:
        return false;
    }
    return true;
}

size_t asking_place(const struct asking *asking, size_t line) {
    for (size_t i = 0; i < asking->given.order_count; i++) {
        if (asking->given.order[i] == asking->lines[line]) {
            return i + 1;
        }
    }
    return 0;
}

bool asking_chosen(const struct asking *asking, size_t line) {
    return (asking->given.chosen & 1U << asking->lines[line]) != 0;
}

bool asking_right(const struct asking *asking, size_t line) {
    return (asking->answer.rights & 1U << asking->lines[line]) != 0;
}

bool asking_hint(struct asking *asking) {
    if (!asking->question || asking->hints >= asking->question->hint_count) {
        return false;
    }
    asking->hints++;
    return true;
}

static void keep(const struct asking *asking, struct progress *progress) {
    struct buf given = {0};
    answer_put(asking->question, &asking->given, &given);
    const struct progress_answer answer = {
        .lesson = asking->lesson->id,
        .question = asking->question->id,
        .mode = asking->review ? "review" : "lesson",
        .given = buf_str(&given),
        .right = asking->answer.right,
        .hints = (int)asking->hints,
        .took_ms = (int)((clock_ns() - asking->since) / NS_PER_MS),
    };
    progress_answer(progress, &answer, NULL);
    buf_done(&given);
}

int asking_judge(struct asking *asking, const struct log *log, struct progress *progress) {
    diag_done(&asking->fault);
    asking->fault = (struct diag){0};
    asking->given.typed = buf_str(&asking->typed);
    int r = answer_judge(asking->question, &asking->given, log, &asking->answer, &asking->fault);
    asking->state = r < 0 ? ASKING_OPEN : ASKING_ANSWERED;
    if (r == 0 && progress) {
        keep(asking, progress);
    }
    return r;
}

bool asking_try(struct asking *asking, const struct log *log, struct progress *progress) {
    const struct find *find = asking->question->find;
    struct find_verdict verdict;
    find_judge(find, log, &verdict);
    bool found = verdict.found;
    asking->tries++;
    buf_clear(&asking->tried);
    find_put_why(&verdict, find, &asking->tried);
    find_verdict_done(&verdict);
    if (asking->state == ASKING_OPEN) {
        buf_clear(&asking->typed);
        find_put_schedule(log, log_count(log), &asking->typed);
    }
    if (asking->state == ASKING_OPEN && found) {
        asking_judge(asking, log, progress);
    }
    return found;
}

void asking_give_up(struct asking *asking, struct progress *progress) {
    asking->given.typed = buf_str(&asking->typed);
    asking->answer = (struct answer){0};
    asking->state = ASKING_ANSWERED;
    if (progress) {
        keep(asking, progress);
    }
}

static void put_item(const struct asking *asking, size_t choice, struct buf *out) {
    for (size_t i = 0; i < asking->question->choice_count; i++) {
        if (asking->lines[i] == choice) {
            buf_putf(out, "%zu", i + 1);
        }
    }
}

void asking_put_right_order(const struct asking *asking, struct buf *out) {
    for (size_t choice = 0; choice < asking->question->choice_count; choice++) {
        buf_puts(out, " ");
        put_item(asking, choice, out);
    }
}

static void say_order(const struct asking *asking, struct buf *out) {
    const struct question *question = asking->question;
    const struct answer *answer = &asking->answer;
    if (answer->right && answer->value) {
        const struct lesson *lesson = asking->lesson;
        struct buf run = {0};
        buf_putf(&run, "%s:%s", lesson->aside ? lesson->dir : lesson->id, question->program);
        buf_puts(out, "It can happen so: ipc-tutor run ");
        text_put_word(out, buf_str(&run));
        buf_puts(out, " --schedule ");
        text_put_word(out, answer->value);
        buf_done(&run);
        return;
    }
    if (answer->right) {
        buf_putf(out, "It can happen so in a run of \"%s\".", question->program);
        return;
    }
    if (answer->always) {
        put_item(asking, answer->too_early, out);
        buf_puts(out, " can't happen before ");
        put_item(asking, answer->first, out);
    } else {
        buf_putf(out, "No run of \"%s\" was found that goes so. ", question->program);
        put_item(asking, answer->first, out);
        buf_puts(out, " comes before ");
        put_item(asking, answer->too_early, out);
    }
    buf_putf(out, "%s%s.", answer->why && *answer->why ? ": " : "", answer->why ? answer->why : "");
}

void asking_says(const struct asking *asking, struct buf *out) {
    const struct question *question = asking->question;
    const struct answer *answer = &asking->answer;
    if (question->kind == QUESTION_FIND) {
        buf_putf(out, "%s: %s", answer->right ? "You let them go so" : "A schedule that does it",
                 answer->right ? asking->given.typed : question->find->solution);
    } else if (question->kind == QUESTION_ORDER) {
        say_order(asking, out);
    } else if (answer->value && question->program) {
        buf_putf(out, "A run of \"%s\" says: %s", question->program,
                 answer->value[0] ? answer->value : "nothing");
    } else if (answer->value) {
        buf_putf(out, "The answer is: %s", answer->value);
    }
}
