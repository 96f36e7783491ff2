/* SPDX-License-Identifier: MIT */
/*
 * plain_questions.c: questions as lines: of a lesson, or those that are due. Choices have numbers;
 * after the answer comes what is right, why the others are wrong, and, if wanted, the run that says
 * so, a sentence an event.
 */
#include "asking.h"
#include "judging.h"
#include "mem.h"
#include "plain.h"
#include "progress.h"
#include "study.h"
#include "tell.h"
#include <string.h>

/* One question under way. */
struct turn {
    struct plain *plain;
    struct asking asking;
    struct log *log; /* of the run that answered, or NULL */
    bool back;       /* to the lesson, or the lessons */
};

static void say_text(struct plain *plain, const char *before, const struct prose_text *text,
                     const char *after) {
    char *words = prose_words(text);
    out_textf(plain->out, "%s%s%s", before, words, after);
    mem_free(words);
}

static void show_choices(struct turn *turn) {
    const struct question *question = turn->asking.question;
    for (size_t i = 0; i < question->choice_count; i++) {
        out_textf(turn->plain->out, "  %zu  ", i + 1);
        say_text(turn->plain, "", &question->choices[turn->asking.lines[i]].text, "\n");
    }
}

static void show_question(struct turn *turn) {
    const struct asking *asking = &turn->asking;
    out_textf(turn->plain->out, "\nQuestion %zu of %zu (%s):\n", asking->index + 1, asking->count,
              asking->lesson->title);
    plain_prose(turn->plain, &asking->question->text);
    show_choices(turn);
}

static const char *prompt_of(enum question_kind kind) {
    switch (kind) {
    case QUESTION_ONE:
        return "\nYour answer? (its number; h: hint; n: next; b: back; q: leave) ";
    case QUESTION_SEVERAL:
        return "\nYour answer? (all their numbers, as 1 3; h: hint; n: next; b: back; q: leave) ";
    case QUESTION_ORDER:
        return "\nYour answer? (the numbers in the order in which they happen; h: hint; n: next; "
               "b: back; q: leave) ";
    case QUESTION_FIND: /* plain_find.c asks */
        return "";
    case QUESTION_VALUE:
        return "\nYour answer? (type it; h: hint; n: next; b: back; q: leave) ";
    }
    return "";
}

static void give_hint(struct turn *turn) {
    struct asking *asking = &turn->asking;
    if (asking_hint(asking)) {
        out_textf(turn->plain->out, "Hint %zu of %zu: ", asking->hints,
                  asking->question->hint_count);
        say_text(turn->plain, "", &asking->question->hints[asking->hints - 1], "\n");
    } else {
        out_text(turn->plain->out, "There are no more hints.\n");
    }
}

static bool take_answer(struct turn *turn, const char *line) {
    struct buf why = {0};
    bool taken = asking_take_line(&turn->asking, line, &why);
    if (!taken) {
        out_textf(turn->plain->out, "%s\n", buf_str(&why));
    }
    buf_done(&why);
    return taken;
}

static int run_program(struct turn *turn, struct diag *diag) {
    out_textf(turn->plain->out, "running %s ...\n", turn->asking.question->program);
    out_flush(turn->plain->out);
    return judging_answer(turn->asking.lesson, turn->asking.question, &turn->asking.given,
                          &turn->log, diag);
}

static void say_choices(struct turn *turn) {
    const struct asking *asking = &turn->asking;
    for (size_t i = 0; i < asking->question->choice_count; i++) {
        const struct question_choice *choice = &asking->question->choices[asking->lines[i]];
        out_textf(turn->plain->out, "  %zu  ", i + 1);
        say_text(turn->plain, "", &choice->text, asking_right(asking, i) ? ": right." : ": wrong.");
        if (choice->reason.span_count) {
            say_text(turn->plain, " ", &choice->reason, "");
        }
        out_text(turn->plain->out, "\n");
    }
}

static void say_verdict(struct turn *turn) {
    const struct asking *asking = &turn->asking;
    struct buf says = {0};
    out_text(turn->plain->out, asking->answer.right ? "Right." : "Wrong.");
    asking_says(asking, &says);
    out_textf(turn->plain->out, "%s%s\n", says.len ? " " : "", buf_str(&says));
    buf_done(&says);
    if (asking->question->kind != QUESTION_ORDER) {
        say_choices(turn);
    } else if (!asking->answer.right) {
        buf_puts(&says, "An order that happens:");
        asking_put_right_order(asking, &says);
        out_textf(turn->plain->out, "%s\n", buf_str(&says));
        buf_done(&says);
    }
    if (turn->plain->progress && progress_trouble(turn->plain->progress)) {
        out_textf(turn->plain->out, "%s\n", progress_trouble(turn->plain->progress));
    }
}

static void judge(struct turn *turn) {
    struct diag diag = {0};
    int r = turn->asking.question->program ? run_program(turn, &diag) : 0;
    if (r == 0) {
        r = asking_judge(&turn->asking, turn->log, turn->plain->progress);
    }
    if (r < 0) {
        const struct diag *why = diag.text ? &diag : &turn->asking.fault;
        out_textf(turn->plain->out, "This could not be judged, and does not count: %s\n",
                  why->text ? why->text : strerror(-r));
    } else {
        say_verdict(turn);
    }
    diag_done(&diag);
}

/* The run up to where it shows. */
static void tell_run(struct turn *turn) {
    struct timeline *timeline = timeline_new(turn->log);
    bool whole = turn->asking.question->kind == QUESTION_FIND;
    uint64_t step = whole ? timeline_steps(timeline) : turn->asking.answer.step;
    uint64_t end = whole ? log_count(turn->log) : timeline_step_end(timeline, step);
    struct buf text = {0};
    for (uint64_t n = 1; n <= end; n++) {
        buf_clear(&text);
        if (tell_event(turn->log, n, &text)) {
            buf_putc(&text, '\n');
            out_text(turn->plain->out, buf_str(&text));
        }
    }
    out_textf(turn->plain->out, "That was up to step %llu of %llu.\n", (unsigned long long)step,
              (unsigned long long)timeline_steps(timeline));
    buf_done(&text);
    timeline_free(timeline);
}

/* Whether a word of the menu was meant; q and b end the turn. */
static bool leaves(struct turn *turn, const char *word) {
    turn->plain->left = turn->plain->left || strcmp(word, "q") == 0;
    turn->back = strcmp(word, "b") == 0;
    return turn->back || turn->plain->left;
}

static void behind_answer(struct turn *turn) {
    struct buf line = {0};
    const char *prompt = turn->log ? "(Enter: on; w: see the run; b: back; q: leave) "
                                   : "(Enter: on; b: back; q: leave) ";
    while (plain_ask(turn->plain, prompt, &line) && !leaves(turn, buf_str(&line)) && line.len) {
        if (strcmp(buf_str(&line), "w") == 0 && turn->log) {
            tell_run(turn);
        } else {
            out_textf(turn->plain->out, "\"%s\" is none of these.\n", buf_str(&line));
        }
    }
    buf_done(&line);
}

static void ask(struct turn *turn) {
    struct buf line = {0};
    bool over = false;
    show_question(turn);
    if (turn->asking.question->kind == QUESTION_FIND) {
        if (plain_find(turn->plain, &turn->asking, &turn->log, &turn->back)) {
            say_verdict(turn);
            behind_answer(turn);
        }
        return;
    }
    while (!over && plain_ask(turn->plain, prompt_of(turn->asking.question->kind), &line)) {
        const char *word = buf_str(&line);
        if (leaves(turn, word) || strcmp(word, "n") == 0) {
            over = true;
        } else if (strcmp(word, "h") == 0) {
            give_hint(turn);
        } else if (take_answer(turn, word)) {
            judge(turn);
            behind_answer(turn);
            over = true;
        }
    }
    buf_done(&line);
}

/* Asks one; whether to go on with the next. */
static bool ask_one(struct plain *plain, const struct lesson *lesson,
                    const struct question *question, bool review, size_t index, size_t count) {
    struct turn turn = {.plain = plain};
    asking_begin(&turn.asking, lesson, question);
    turn.asking.review = review;
    turn.asking.index = index;
    turn.asking.count = count;
    ask(&turn);
    asking_done(&turn.asking);
    log_free(turn.log);
    return !turn.back && !plain->left;
}

void plain_questions(struct plain *plain, const struct lesson *lesson) {
    bool on = true;
    for (size_t i = 0; on && i < lesson->question_count; i++) {
        on = ask_one(plain, lesson, &lesson->questions[i], false, i, lesson->question_count);
    }
    if (plain->progress && !plain->left) {
        struct study_count now = study_lesson(plain->progress, lesson, study_tomorrow(study_now()));
        out_textf(plain->out, "%zu of %zu right.\n", now.right, now.questions);
    }
}

void plain_review(struct plain *plain, const struct catalogue *catalogue) {
    struct study_due *due = NULL;
    size_t count = study_due(plain->progress, catalogue, study_tomorrow(study_now()), &due);
    bool on = true;
    if (count == 0) {
        out_text(plain->out, "Nothing is due today.\n");
    }
    for (size_t i = 0; on && i < count; i++) {
        on = ask_one(plain, due[i].lesson, due[i].question, true, i, count);
    }
    mem_free(due);
}
