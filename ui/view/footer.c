/* SPDX-License-Identifier: MIT */
/* footer.c: the bottom line: the keys of this place, those that do something now before all others.
 * A new user who reads only this line gets through a lesson. */
#include "columns.h"
#include "frame.h"
#include "header.h"
#include "links.h"
#include "prompt.h"

enum { FOOTER_MAX = 32 };

#define STEPPING (ACTION_BIT(ACTION_STEP) | ACTION_BIT(ACTION_LET_GO) | ACTION_BIT(ACTION_PLAY))

/* The text speaks of more than one program. */
static bool has_links(const struct scene *scene) {
    return scene->lesson != NULL && links_count(scene->lesson) > 1;
}

static bool has_printed(const struct scene *scene) {
    const struct world *world = scene->world;

    for (uint32_t i = 0; world != NULL && i < world->proc_count; i++) {
        if (world->procs[i].last_print != 0) {
            return true;
        }
    }
    return false;
}

/* There is a mark behind the step that is shown: in the past, or where the run will come to. */
static bool marks_ahead(const struct scene *scene) {
    size_t passed = scene->world != NULL ? scene->world->mark_count : 0;
    bool on = scene->step < scene->steps || (scene->live && scene->run == RUN_HELD);

    return on && scene->cast != NULL && scene->cast->marks > passed;
}

/* In what stands over the screen. */
#define OVER_USELESS                                                                               \
    (ACTION_BIT(ACTION_PROGRAM) | ACTION_BIT(ACTION_TEXT) | ACTION_BIT(ACTION_START) |             \
     ACTION_BIT(ACTION_NEXT_LINK) | ACTION_BIT(ACTION_LAST_LINK) | ACTION_BIT(ACTION_QUESTIONS))

#define MOVING                                                                                     \
    (ACTION_BIT(ACTION_UP) | ACTION_BIT(ACTION_DOWN) | ACTION_BIT(ACTION_PAGE_UP) |                \
     ACTION_BIT(ACTION_PAGE_DOWN) | ACTION_BIT(ACTION_TOP) | ACTION_BIT(ACTION_BOTTOM))

static action_set useless_at_question(const struct scene *scene) {
    const struct asking *asking = scene->asking;
    action_set set = scene->question_fits ? MOVING : 0;

    if (asking == NULL || asking->question == NULL) {
        return set;
    }
    if (asking->state != ASKING_OPEN || asking->question->kind == QUESTION_VALUE ||
        asking->question->kind == QUESTION_FIND) {
        set |= ACTION_BIT(ACTION_NUMBER);
    }
    if (asking->state != ASKING_OPEN || asking->hints >= asking->question->hint_count) {
        set |= ACTION_BIT(ACTION_HINT);
    }
    if (asking->question->program == NULL ||
        (asking->state != ASKING_ANSWERED && (asking->question->kind != QUESTION_FIND ||
                                              asking->hints < asking->question->hint_count))) {
        set |= ACTION_BIT(ACTION_SEE);
    }
    set |= asking->index + 1 < asking->count ? 0 : ACTION_BIT(ACTION_NEXT_QUESTION);
    set |= asking->index > 0 ? 0 : ACTION_BIT(ACTION_LAST_QUESTION);
    return set | (asking->state == ASKING_RUNNING ? ACTION_BIT(ACTION_REPLY) : 0);
}

/* Only while there are questions to answer; of what is chosen by numbers, numbers. */
static action_set useless_in_exam(const struct scene *scene) {
    const struct scene_exam *exam = scene->exam;
    action_set all = ACTION_BIT(ACTION_ON) | ACTION_BIT(ACTION_NUMBER) | ACTION_BIT(ACTION_FLAG) |
                     ACTION_BIT(ACTION_EXAM_LIST) | ACTION_BIT(ACTION_HAND_IN) |
                     ACTION_BIT(ACTION_NEXT_QUESTION) | ACTION_BIT(ACTION_LAST_QUESTION);

    if (exam == NULL || exam->phase != EXAM_SITTING) {
        return all | MOVING;
    }
    all = scene->question_fits ? MOVING : 0;
    all |= exam->index + 1 < exam->count ? 0 : ACTION_BIT(ACTION_NEXT_QUESTION);
    return all | (exam->index > 0 ? 0 : ACTION_BIT(ACTION_LAST_QUESTION));
}

/* A question of this lesson was left for the stage: a leads back to it. */
static bool question_waits(const struct scene *scene) {
    return scene->asking != NULL && scene->asking->question != NULL &&
           scene->asking->lesson == scene->lesson;
}

/* The lesson that is open, or that the cursor of the list is on. */
static bool has_questions(const struct scene *scene) {
    const struct catalogue *catalogue = scene->catalogue;
    const struct lesson *lesson = scene->lesson;

    if (scene->place == PLACE_SYLLABUS) {
        lesson = catalogue != NULL && scene->cursor < catalogue->lesson_count
                     ? catalogue->lessons[scene->cursor]
                     : NULL;
    }
    return scene->place != PLACE_OVERVIEW && lesson != NULL && lesson->question_count > 0;
}

/* Somebody is there who could get a signal, now or in a new run that is brought to this step. */
static bool can_interrupt(const struct scene *scene) {
    for (uint32_t i = 0; scene->world != NULL && i < scene->world->proc_count; i++) {
        if (proc_lives(&scene->world->procs[i])) {
            return !scene->saved && scene->decl != NULL;
        }
    }
    return false;
}

/* What can't be done now is not offered. */
static action_set useless(const struct scene *scene) {
    action_set set = 0;
    bool past = scene->step < scene->steps;
    bool can_step = past || (scene->live && scene->run == RUN_HELD);
    int ready = 0;

    if (scene->over == VIEW_WILD) {
        set = scene->tallying ? ACTION_BIT(ACTION_WILD) : 0;
        return set | OVER_USELESS | ACTION_BIT(ACTION_MEASURE);
    }
    if (scene->over == VIEW_HELP && scene->place == PLACE_EXAM) {
        set |= ACTION_BIT(ACTION_SEARCH) | ACTION_BIT(ACTION_COMMAND) | ACTION_BIT(ACTION_EXAM);
    }
    if (scene->over == VIEW_HELP || scene->over == VIEW_MEASURE) {
        set |= scene->over == VIEW_HELP || scene->measuring ? ACTION_BIT(ACTION_MEASURE) : 0;
        return set | OVER_USELESS | ACTION_BIT(ACTION_WILD);
    }
    if (scene->place == PLACE_QUESTION) {
        return useless_at_question(scene);
    }
    if (scene->place == PLACE_EXAM) {
        return useless_in_exam(scene);
    }
    if (scene->place != PLACE_RUN) {
        set |= scene->due_today > 0 ? 0 : ACTION_BIT(ACTION_REVIEW);
        set |= has_questions(scene) ? 0 : ACTION_BIT(ACTION_QUESTIONS);
        set |= scene->log == NULL ? ACTION_BIT(ACTION_TEXT) : 0;
        set |= scene->place == PLACE_SYLLABUS ? ACTION_BIT(ACTION_LEAVE) : 0;
        return set | (has_links(scene) ? 0 : ACTION_BIT(ACTION_NEXT_LINK));
    }
    for (int i = 0; i < SCENE_NUMBERS; i++) {
        ready += scene->numbers[i] != 0;
    }
    set |= can_step ? 0 : STEPPING | ACTION_BIT(ACTION_FASTER) | ACTION_BIT(ACTION_SLOWER);
    set |= ready > 1 && !past ? 0 : ACTION_BIT(ACTION_LET_GO);
    set |= past ? 0 : ACTION_BIT(ACTION_FORWARD) | ACTION_BIT(ACTION_LAST);
    set |= scene->step > 0 ? 0 : ACTION_BIT(ACTION_BACK) | ACTION_BIT(ACTION_FIRST);
    set |= past && !scene->saved ? 0 : ACTION_BIT(ACTION_BRANCH);
    set |= scene->run == RUN_ASKING || question_waits(scene) ? 0 : ACTION_BIT(ACTION_ANSWER);
    set |= scene->twin != NULL ? 0 : ACTION_BIT(ACTION_CODE);
    set |= marks_ahead(scene) ? 0 : ACTION_BIT(ACTION_MARK_NEXT);
    set |= scene->world != NULL && scene->world->mark_count > 0 ? 0 : ACTION_BIT(ACTION_MARK_BACK);
    if (scene->saved || scene->decl == NULL) {
        set |= ACTION_BIT(ACTION_AGAIN) | ACTION_BIT(ACTION_PROGRAM) | ACTION_BIT(ACTION_WILD);
    }
    if (scene->decl == NULL || scene->decl->param_count == 0) {
        set |= ACTION_BIT(ACTION_PARAMETER);
    }
    set |= scene->lesson != NULL ? 0 : ACTION_BIT(ACTION_TEXT);
    set |= can_interrupt(scene) ? 0 : ACTION_BIT(ACTION_INTERRUPT);
    set |= scene->other_order ? 0 : ACTION_BIT(ACTION_OTHER_ORDER);
    return set;
}

/* What one most probably wants next. */
static action_set wanted(const struct scene *scene, bool wide) {
    action_set set = wide ? 0 : ACTION_BIT(ACTION_STEP) | ACTION_BIT(ACTION_NEXT_PAGE);
    bool past = scene->step < scene->steps;

    if (scene->over == VIEW_WILD) {
        return ACTION_BIT(ACTION_LEAVE) | ACTION_BIT(ACTION_WILD);
    }
    if (scene->over == VIEW_MEASURE) {
        return ACTION_BIT(ACTION_LEAVE) | ACTION_BIT(ACTION_MEASURE);
    }
    if (scene->over == VIEW_HELP) {
        return ACTION_BIT(ACTION_LEAVE);
    }
    if (scene->place == PLACE_QUESTION) {
        return ACTION_BIT(ACTION_REPLY) | ACTION_BIT(ACTION_NUMBER) | ACTION_BIT(ACTION_HINT) |
               ACTION_BIT(ACTION_SEE) | ACTION_BIT(ACTION_PAGE_DOWN) | ACTION_BIT(ACTION_LEAVE);
    }
    if (scene->place == PLACE_EXAM) {
        return ACTION_BIT(ACTION_ON) | ACTION_BIT(ACTION_NUMBER) | ACTION_BIT(ACTION_HAND_IN) |
               ACTION_BIT(ACTION_FLAG) | ACTION_BIT(ACTION_EXAM_LIST) |
               ACTION_BIT(ACTION_NEXT_QUESTION) | ACTION_BIT(ACTION_LAST_QUESTION);
    }
    if (scene->place == PLACE_RESULT) {
        return ACTION_BIT(ACTION_OPEN) | ACTION_BIT(ACTION_DOWN) | ACTION_BIT(ACTION_PAGE_DOWN) |
               ACTION_BIT(ACTION_LEAVE);
    }
    if (scene->place != PLACE_RUN) {
        return scene->place == PLACE_TEXT
                   ? ACTION_BIT(ACTION_START) | ACTION_BIT(ACTION_PAGE_DOWN) |
                         ACTION_BIT(ACTION_NEXT_LINK) | ACTION_BIT(ACTION_SEARCH)
               : scene->due_today > 0 ? ACTION_BIT(ACTION_REVIEW)
                                      : 0;
    }
    set |= scene->other_order ? ACTION_BIT(ACTION_OTHER_ORDER) : 0;
    if (scene->run == RUN_ASKING) {
        return set | ACTION_BIT(ACTION_ANSWER);
    }
    set |= question_waits(scene) ? ACTION_BIT(ACTION_ANSWER) : 0;
    if (scene->world != NULL && scene->world->deadlock != 0) {
        set |= ACTION_BIT(ACTION_EXPLAIN);
        set |= wide ? ACTION_BIT(ACTION_KERNEL) | ACTION_BIT(ACTION_BACK) : 0;
    }
    if (scene->playing) {
        return set | ACTION_BIT(ACTION_PLAY) | ACTION_BIT(ACTION_FASTER) |
               ACTION_BIT(ACTION_SLOWER);
    }
    if (wide && !past && marks_ahead(scene)) {
        set |= ACTION_BIT(ACTION_STEP) | ACTION_BIT(ACTION_MARK_NEXT);
    }
    if (wide && past) {
        set |= ACTION_BIT(ACTION_STEP) | ACTION_BIT(ACTION_BACK) | ACTION_BIT(ACTION_LAST);
        set |= scene->saved ? 0 : ACTION_BIT(ACTION_BRANCH);
    } else if (wide && !scene->live && !scene->saved) {
        set |= ACTION_BIT(ACTION_BACK) | ACTION_BIT(ACTION_AGAIN) | ACTION_BIT(ACTION_PROGRAM);
        set |= has_printed(scene) ? ACTION_BIT(ACTION_OUTPUT) : 0;
    }
    if (wide && scene->page != VIEW_STAGE) {
        set |= ACTION_BIT(ACTION_LEAVE);
    }
    return set;
}

static size_t items_of(const struct scene *scene, int width, bool wide,
                       struct footer_item items[FOOTER_MAX]) {
    const char *words[ACTION_N] = {NULL};
    const struct footer_wish wish = {.context = frame_context(scene),
                                     .first = wanted(scene, wide),
                                     .without = useless(scene),
                                     .words = words};

    footer_words(scene, words);
    return keys_footer(&wish, width - 2, items, FOOTER_MAX);
}

void footer_draw(const struct scene *scene, struct area area, bool wide) {
    struct footer_item items[FOOTER_MAX];
    size_t count;

    if (scene->prompt != PROMPT_NONE) {
        prompt_draw(scene, area);
        return;
    }
    count = items_of(scene, area.width, wide, items);
    canvas_fill(area, STYLE_FOOTER);
    for (size_t i = 0; i < count; i++) {
        int x = items[i].x + 1;
        x += canvas_puts(area, x, 0, STYLE_KEY | ATTR_BOLD, items[i].key);
        canvas_puts(area, x + 1, 0, STYLE_FOOTER, items[i].label);
    }
}

action_set footer_useless(const struct scene *scene) {
    return useless(scene);
}

enum action footer_at(const struct scene *scene, int width, bool wide, int x) {
    struct footer_item items[FOOTER_MAX];
    size_t count = items_of(scene, width, wide, items);

    for (size_t i = 0; i < count && scene->prompt == PROMPT_NONE; i++) {
        int len = columns(items[i].key) + 1 + columns(items[i].label);
        if (x >= items[i].x + 1 && x < items[i].x + 1 + len) {
            return items[i].action;
        }
    }
    return ACTION_NONE;
}
