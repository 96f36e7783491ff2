/* SPDX-License-Identifier: MIT */
/* told.c: see told.h. */
#include "told.h"
#include "asking.h"
#include "mem.h"
#include "states.h"
#include "tell.h"
#include "waits.h"
#include <string.h>

enum { NEXT_MAX = 9 };

static bool in_run(const struct scene *scene) {
    return scene->place == PLACE_RUN && scene->world != NULL;
}

static const char *program_of(const struct scene *scene) {
    return scene->place == PLACE_RUN && scene->program != NULL ? scene->program->id : "";
}

/* --- notes: of the program that is shown, else of the lesson; without a program all of them */

struct notes {
    struct show_list *list;
    const char *program; /* whose; "": none is shown */
    bool own;            /* those of the program; else the others */
};

static void take_note(void *context, const char *program, const char *words, int line) {
    const struct notes *notes = context;
    bool own = program != NULL && strcmp(program, notes->program) == 0;

    (void)line;
    if (own != notes->own || (program != NULL && !own && notes->program[0] != '\0')) {
        return;
    }
    struct buf text = {0};
    if (program != NULL && !own) {
        buf_putf(&text, "%s: ", program);
    }
    buf_puts(&text, words);
    show_list_add(notes->list, buf_str(&text));
    buf_done(&text);
}

/* Those of the lesson were for its text, if the program has its own. */
static void put_notes(const struct scene *scene, struct show_list *list) {
    struct notes notes = {.list = list, .program = program_of(scene), .own = true};

    lesson_notes(scene->lesson, take_note, &notes);
    notes.own = false;
    if (list->count == 0) {
        lesson_notes(scene->lesson, take_note, &notes);
    }
}

/* --- questions with their answers */

static void put_words(const struct prose_text *text, struct buf *out) {
    char *words = prose_words(text);
    buf_puts(out, words);
    mem_free(words);
}

static void put_asked(const struct question *question, struct buf *out) {
    for (size_t i = 0; i < question->text.block_count; i++) {
        const struct prose_block *block = &question->text.blocks[i];
        if (block->kind == PROSE_PARAGRAPH) {
            buf_puts(out, out->len > 0 ? " " : "");
            put_words(&block->text, out);
        }
    }
}

static void put_answer(const struct question *question, struct buf *out) {
    bool more = false;

    if (question->kind == QUESTION_FIND) {
        buf_putf(out, "let them go in %s: %s", question->program, question->find->solution);
        return;
    }
    if (question->kind == QUESTION_VALUE && question->key == NULL) {
        buf_putf(out, "what a run of %s says: %s", question->program, question->path);
        return;
    }
    if (question->kind == QUESTION_VALUE) {
        buf_puts(out, question->key);
        return;
    }
    for (size_t i = 0; i < question->choice_count; i++) {
        const struct question_choice *choice = &question->choices[i];
        if (choice->right || question->kind == QUESTION_ORDER) {
            buf_puts(out, !more ? "" : question->kind == QUESTION_ORDER ? ", then " : " and ");
            put_words(&choice->text, out);
            more = true;
        }
    }
}

static void put_question(const struct question *question, struct show_list *list) {
    struct buf text = {0};

    put_asked(question, &text);
    buf_putc(&text, '\n');
    put_answer(question, &text);
    show_list_add(list, buf_str(&text));
    buf_done(&text);
}

static void put_answers(const struct scene *scene, bool own, struct show_list *list) {
    for (size_t i = 0; i < scene->lesson->question_count; i++) {
        const struct question *question = &scene->lesson->questions[i];
        const char *program = question->program != NULL ? question->program : "";

        if ((program[0] != '\0' && strcmp(program, program_of(scene)) == 0) == own) {
            put_question(question, list);
        }
    }
}

/* The question that is in front: its hints, and its answer alone. */
static void put_open_question(const struct asking *asking, struct show_state *state) {
    struct buf text = {0};

    for (size_t i = 0; i < asking->question->hint_count; i++) {
        buf_clear(&text);
        buf_puts(&text, "Hint: ");
        put_words(&asking->question->hints[i], &text);
        show_list_add(&state->notes, buf_str(&text));
    }
    put_question(asking->question, &state->answers);
    buf_done(&text);
}

/* --- the run */

/* "2 a is about to call ...", "main waits: ..." */
static void put_proc(const struct scene *scene, const struct world_proc *proc, struct buf *out) {
    int number = scene_number(scene, proc->name);

    if (number > 0) {
        buf_putf(out, "%d ", number);
    }
    if (proc->state != PROC_READY || !tell_next(scene->log, proc->since, out)) {
        buf_putf(out, "%s ", log_str(scene->log, proc->name));
        state_put(scene, proc, out);
    }
}

/* Those who can go before those who wait; of a crowd the first ones, and how many more. */
static void put_next(const struct scene *scene, struct show_list *list) {
    const struct world *world = scene->world;
    struct buf text = {0};
    uint32_t more = 0;

    for (int ready = 1; ready >= 0; ready--) {
        for (uint32_t i = 0; i < world->proc_count; i++) {
            const struct world_proc *proc = &world->procs[i];
            if (!proc_lives(proc) || (proc->state == PROC_READY) != (ready == 1)) {
                continue;
            }
            buf_clear(&text);
            put_proc(scene, proc, &text);
            if (list->count < NEXT_MAX) {
                show_list_add(list, buf_str(&text));
            } else {
                more++;
            }
        }
    }
    if (more > 0) {
        buf_clear(&text);
        buf_putf(&text, "and %u more", more);
        show_list_add(list, buf_str(&text));
    }
    buf_done(&text);
}

/* The deadlock is told by itself (why_text). */
static char *now_text(const struct scene *scene) {
    struct buf text = {0};

    if (scene->step == 0) {
        buf_puts(&text, "Nothing has run yet.");
    }
    for (uint64_t n = scene->world->step_record; scene->step > 0 && n <= scene->world->n; n++) {
        struct buf one = {0};
        if (log_at(scene->log, n)->kind != EVENT_DEADLOCK && tell_event(scene->log, n, &one)) {
            buf_putf(&text, text.len > 0 ? " %s" : "%s", buf_str(&one));
        }
        buf_done(&one);
    }
    return buf_take(&text);
}

static char *why_text(const struct scene *scene) {
    struct buf text = {0};
    struct deadlock deadlock;

    if (scene->fault != NULL) {
        diag_write(scene->fault, &text);
    } else if (in_run(scene) && world_deadlock(scene->world, &deadlock)) {
        deadlock_why(scene->world, &deadlock, &text);
        deadlock_done(&deadlock);
    }
    return buf_take(&text);
}

static const char *word_of(const struct scene *scene) {
    const struct world *world = scene->world;

    if (scene->fault != NULL) {
        return "FAULT";
    }
    if (world->deadlock != 0) {
        return "DEADLOCK";
    }
    if (world->outcome != OUTCOME_NONE) {
        return world->outcome == OUTCOME_OK ? world_ended_word(world)
                                            : run_outcome_name(world->outcome);
    }
    return scene->step < scene->steps ? "past"
           : scene->playing           ? "playing"
           : scene->live              ? "live"
                                      : "over";
}

static const char *place_of(const struct scene *scene) {
    switch (scene->place) {
    case PLACE_SYLLABUS:
    case PLACE_OVERVIEW:
    case PLACE_EXAM: /* there is none in a show */
    case PLACE_RESULT:
        return "lessons";
    case PLACE_TEXT:
        return "text";
    case PLACE_QUESTION:
        return "question";
    case PLACE_RUN:
        break;
    }
    return "run";
}

static void put_run(const struct scene *scene, const char *asks, bool next,
                    struct show_state *state) {
    state->step = (int64_t)scene->step;
    state->steps = (int64_t)scene->steps;
    state->word = mem_strdup(word_of(scene));
    state->now = now_text(scene);
    state->asks = mem_strdup(asks != NULL ? asks : "");
    if (next) {
        put_next(scene, &state->next);
    }
}

/* What stands over the first screen, so that one can choose from here. */
static void put_choices(const struct scene *scene, struct show_state *state) {
    struct buf text = {0};

    mem_free(state->asks);
    state->asks = mem_strdup(scene->over_title);
    for (size_t i = 0; i < scene->choice_count; i++) {
        buf_clear(&text);
        buf_putf(&text, "%zu %s", i + 1, scene->choices[i].text);
        show_list_add(&state->next, buf_str(&text));
    }
    buf_done(&text);
}

void told_make(const struct scene *scene, const char *asks, struct show_state *ret_state) {
    bool asked =
        scene->place == PLACE_QUESTION && scene->asking != NULL && scene->asking->question != NULL;
    const struct lesson *lesson = asked ? scene->asking->lesson : scene->lesson;
    bool open = lesson != NULL && scene->place != PLACE_SYLLABUS && scene->place != PLACE_OVERVIEW;

    *ret_state = (struct show_state){.place = mem_strdup(place_of(scene)),
                                     .lesson = mem_strdup(open ? lesson->id : ""),
                                     .title = mem_strdup(open ? lesson->title : ""),
                                     .program = mem_strdup(program_of(scene)),
                                     .why = why_text(scene)};
    if (in_run(scene)) {
        put_run(scene, asks, scene->over != VIEW_CHOOSER, ret_state);
    }
    if (scene->over == VIEW_CHOOSER) {
        put_choices(scene, ret_state);
    }
    if (asked) {
        put_open_question(scene->asking, ret_state);
    } else if (open) {
        put_notes(scene, &ret_state->notes);
        put_answers(scene, true, &ret_state->answers);
        put_answers(scene, false, &ret_state->answers);
    }
}
