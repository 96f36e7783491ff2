/* SPDX-License-Identifier: MIT */
/*
 * plain_find.c: a question whose answer is a schedule, as lines: what is sought; then who goes is
 * typed at once, or chosen step by step from numbers. The run is the judge.
 */
#include "asking.h"
#include "mem.h"
#include "plain.h"
#include "schedule.h"
#include <string.h>

struct seeking {
    struct plain *plain;
    struct asking *asking;
    struct run_decl decl;
};

static void say_sought(const struct seeking *seeking) {
    const struct question *question = seeking->asking->question;
    const struct find *find = question->find;
    struct buf text = {0};
    buf_putf(&text, "Sought, at the end of a run of \"%s\"", question->program);
    for (size_t i = 0; i < find->param_count; i++) {
        buf_putf(&text, "%s%s=%s", i ? ", " : " with ", find->params[i].name,
                 find->params[i].value);
    }
    buf_puts(&text, find->steps ? ", in " : "");
    find_put_limit(find, &text);
    buf_puts(&text, ": ");
    find_put_goals(find, &text);
    out_textf(seeking->plain->out, "%s.\n", buf_str(&text));
    buf_done(&text);
}

static void say_hint(const struct seeking *seeking) {
    struct asking *asking = seeking->asking;
    if (!asking_hint(asking)) {
        out_text(seeking->plain->out, "There are no more hints. g gives up, and says one.\n");
        return;
    }
    char *words = prose_words(&asking->question->hints[asking->hints - 1]);
    out_textf(seeking->plain->out, "Hint %zu of %zu: %s\n", asking->hints,
              asking->question->hint_count, words);
    mem_free(words);
}

/* What came of a run; whether it is what was sought. */
static bool judged(const struct seeking *seeking, const struct log *log) {
    if (asking_try(seeking->asking, log, seeking->plain->progress)) {
        return true;
    }
    out_textf(seeking->plain->out, "Not so: %s\n", buf_str(&seeking->asking->tried));
    return false;
}

static const char *input_of(const struct seeking *seeking) {
    for (size_t i = 0; i < seeking->decl.program_count; i++) {
        const struct run_decl_program *program = &seeking->decl.programs[i];
        if (strcmp(program->id, seeking->asking->question->program) == 0 && program->input) {
            return program->input;
        }
    }
    return "";
}

/* The whole run by a schedule; NULL, said: it can't go so. */
static struct log *run_by(const struct seeking *seeking, const char *text) {
    const struct asking *asking = seeking->asking;
    struct run_wish wish = find_wish(asking->question->find, text);
    struct schedule asked = {0}, went = {0};
    struct log *log = log_new();
    struct run *run = NULL;
    struct diag diag = {0};
    struct buf order = {0};
    wish.lesson_dir = asking->lesson->dir;
    wish.lesson = asking->lesson->id;
    wish.program = asking->question->program;
    wish.input = input_of(seeking);
    int r = schedule_parse(text, &asked, &diag);
    r = r == 0 ? run_new(&wish, log, &run, &diag) : r;
    while (r == 0 && run_wait(run, -1) != RUN_ENDED) {
    }
    find_put_schedule(log, log_count(log), &order);
    bool followed = r == 0 && log_count(log) > 0 &&
                    schedule_parse(buf_str(&order), &went, NULL) == 0 &&
                    schedule_steps(&went) >= schedule_steps(&asked);
    if (!followed) {
        const struct diag *why = run && run_fault(run) ? run_fault(run) : &diag;
        out_textf(seeking->plain->out, "It can't go so: %s\n",
                  why->text ? why->text : "the run is over before that");
        log_free(log);
        log = NULL;
    }
    run_free(run);
    schedule_done(&asked);
    schedule_done(&went);
    buf_done(&order);
    diag_done(&diag);
    return log;
}

static bool try_typed(const struct seeking *seeking, const char *text) {
    struct log *log = run_by(seeking, text);
    bool found = log && judged(seeking, log);
    log_free(log);
    return found;
}

static bool judge_steps(struct plain_run *run, void *context) {
    return judged(context, run->log);
}

static bool step_by_step(struct seeking *seeking) {
    const struct question *question = seeking->asking->question;
    struct plain_run run = {.plain = seeking->plain,
                            .lesson = seeking->asking->lesson,
                            .decl = &seeking->decl,
                            .program = question->program,
                            .params = question->find->params,
                            .param_count = question->find->param_count,
                            .order = "",
                            .judge = judge_steps,
                            .context = seeking};
    plain_run(&run);
    return seeking->asking->state == ASKING_ANSWERED;
}

/* One line; true: the question is answered, given up or left. */
static bool take(struct seeking *seeking, const char *word, bool *ret_back) {
    struct asking *asking = seeking->asking;
    if (strcmp(word, "q") == 0 || strcmp(word, "b") == 0 || strcmp(word, "n") == 0) {
        seeking->plain->left = seeking->plain->left || *word == 'q';
        *ret_back = *word == 'b';
        return true;
    }
    if (strcmp(word, "s") == 0) {
        return step_by_step(seeking);
    }
    if (strcmp(word, "h") == 0) {
        say_hint(seeking);
    } else if (strcmp(word, "g") == 0) {
        asking_give_up(asking, seeking->plain->progress);
        return true;
    } else if (*word == '\0') {
        out_text(seeking->plain->out, "Type who goes, or s for step by step.\n");
    } else {
        return try_typed(seeking, word);
    }
    return false;
}

bool plain_find(struct plain *plain, struct asking *asking, struct log **ret_log, bool *ret_back) {
    struct seeking seeking = {.plain = plain, .asking = asking};
    struct buf line = {0};
    struct diag none = {0};
    bool over = false;
    run_declared(asking->lesson->dir, &seeking.decl, &none);
    diag_done(&none);
    say_sought(&seeking);
    while (!over && plain_ask(plain,
                              "\nWho goes when? (as main*3 child, the rest goes in turn; s: step "
                              "by step; h: hint; g: give up; n: next; b: back; q: leave) ",
                              &line)) {
        over = take(&seeking, buf_str(&line), ret_back);
    }
    bool answered = asking->state == ASKING_ANSWERED;
    if (answered) {
        *ret_log = run_by(&seeking, asking->answer.right ? asking->given.typed
                                                         : asking->question->find->solution);
    }
    run_decl_done(&seeking.decl);
    buf_done(&line);
    return answered;
}
