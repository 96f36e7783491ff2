/* SPDX-License-Identifier: MIT */
/*
 * questions.c: questions from the screen: going to one, answering it, the run that judges it (made
 * beside whatever is on the stage, nobody waits for it), and that run on the stage.
 */
#include "actions.h"
#include "exams.h"
#include "mem.h"
#include "order_try.h"
#include "progress.h"
#include <string.h>

int questions_fd(const struct desk *desk) {
    if (desk->order_try != NULL) {
        return order_try_fd(desk->order_try);
    }
    return desk->judge != NULL ? run_fd(desk->judge) : -1;
}

/* The run that judges ends; a question that waited for it is open again. */
void questions_stop(struct desk *desk) {
    finds_undress(desk);
    order_try_free(desk->order_try);
    desk->order_try = NULL;
    run_free(desk->judge);
    desk->judge = NULL;
    log_free(desk->judge_log);
    desk->judge_log = NULL;
    desk->seeing = false;
    if (desk->asking.state == ASKING_RUNNING) {
        desk->asking.state = ASKING_OPEN;
    }
}

void questions_done(struct desk *desk) {
    questions_stop(desk);
    asking_done(&desk->asking);
    mem_free(desk->due);
    mem_free(desk->counts);
}

void questions_trouble(struct desk *desk) {
    const struct progress *progress = desk->wish->progress;
    const char *what = progress != NULL ? progress_trouble(progress) : NULL;

    what = what == NULL && progress != NULL ? progress_notice(progress) : what;
    if (what != NULL) {
        desk_say(desk, "%s", what);
    }
}

void questions_unkept(struct desk *desk) {
    if (desk->wish->progress != NULL && progress_trouble(desk->wish->progress) != NULL) {
        questions_trouble(desk);
    }
}

static void count(struct desk *desk) {
    const struct catalogue *catalogue = desk->wish->catalogue;
    int64_t now = study_now(), tomorrow = study_tomorrow(now);
    struct scene *scene = &desk->scene;

    if (desk->counts == NULL) {
        desk->counts = mem_new((catalogue->lesson_count + 1) * sizeof(*desk->counts));
    }
    progress_refresh(desk->wish->progress);
    scene->due_today = 0;
    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        desk->counts[i] = study_lesson(desk->wish->progress, catalogue->lessons[i], tomorrow);
        scene->due_today += desk->counts[i].due;
    }
    scene->exam_days = study_days_to_exam(desk->wish->progress, now);
    scene->counts = desk->counts;
    desk->counted = true;
}

/* Counted once each time one comes to the syllabus: nothing is answered there. */
void questions_scene(struct desk *desk) {
    bool here = desk->scene.place == PLACE_SYLLABUS;

    desk->scene.asking = desk->asking.question != NULL ? &desk->asking : NULL;
    desk->counted = desk->counted && here;
    if (here && !desk->counted && desk->wish->progress != NULL && desk->wish->catalogue != NULL) {
        count(desk);
    }
}

static void show(struct desk *desk, bool review, size_t index) {
    const struct study_due *due = review ? &desk->due[index] : NULL;
    const struct lesson *lesson = review ? due->lesson : desk->session.lesson;
    struct asking *asking = &desk->asking;

    questions_stop(desk);
    if (desk->session.lesson != lesson) {
        door_lesson(desk, lesson, NULL);
    }
    asking_begin(asking, lesson, review ? due->question : &lesson->questions[index]);
    asking->review = review;
    asking->index = index;
    asking->count = review ? desk->due_count : lesson->question_count;
    desk->playing = false;
    desk->scene.place = PLACE_QUESTION;
    desk->scene.tops[VIEW_QUESTION] = 0;
    desk->scene.scrolled[VIEW_QUESTION] = false;
}

/* The first whose last answer was not right, or that has none; else the first. */
static size_t first_open(const struct desk *desk, const struct lesson *lesson) {
    const struct progress *progress = desk->wish->progress;

    for (size_t i = 0; progress != NULL && i < lesson->question_count; i++) {
        const struct progress_item *item =
            progress_item(progress, lesson->id, lesson->questions[i].id);
        if (item == NULL || !item->last_right) {
            return i;
        }
    }
    return 0;
}

static const struct lesson *lesson_here(const struct desk *desk) {
    const struct scene *scene = &desk->scene;
    const struct catalogue *catalogue = scene->catalogue;

    if (scene->place == PLACE_SYLLABUS) {
        return catalogue != NULL && scene->cursor < catalogue->lesson_count
                   ? catalogue->lessons[scene->cursor]
                   : NULL;
    }
    if (scene->place == PLACE_OVERVIEW) {
        return catalogue_lesson(catalogue,
                                catalogue->overview.rows[scene->row].facts[OVERVIEW_LESSON]);
    }
    return desk->session.lesson;
}

void questions_open(struct desk *desk, const struct lesson *lesson, size_t index) {
    desk->asked_from = PLACE_SYLLABUS;
    if (desk->session.lesson != lesson) {
        door_lesson(desk, lesson, NULL);
    }
    if (index < lesson->question_count) {
        show(desk, false, index);
    }
}

/* Goes back to the question whose run one has looked at; else to a new one. */
enum refresh act_questions(struct desk *desk, int key) {
    const struct lesson *lesson = lesson_here(desk);
    struct scene *scene = &desk->scene;
    enum scene_place from = scene->place;
    bool list = from == PLACE_SYLLABUS || from == PLACE_OVERVIEW;

    (void)key;
    if (scene->over != VIEW_NONE) {
        return REFRESH_NOTHING;
    }
    if (lesson == NULL || lesson->question_count == 0) {
        desk_say(desk, lesson == NULL ? "A saved run brings no questions along."
                                      : "This lesson has no questions.");
        return REFRESH_DRAW;
    }
    if (desk->asking.question != NULL && desk->asking.lesson == lesson && !list) {
        desk->playing = false;
        scene->place = PLACE_QUESTION;
        return REFRESH_DRAW;
    }
    if (desk->session.lesson != lesson) {
        door_lesson(desk, lesson, NULL);
    }
    desk->asked_from = from;
    show(desk, false, first_open(desk, lesson));
    return REFRESH_DRAW;
}

enum refresh act_review(struct desk *desk, int key) {
    const struct progress *progress = desk->wish->progress;

    (void)key;
    mem_free(desk->due);
    desk->due = NULL;
    desk->due_count =
        study_due(progress, desk->scene.catalogue, study_tomorrow(study_now()), &desk->due);
    if (desk->due_count == 0) {
        desk_say(desk, progress != NULL && progress_count(progress) > 0
                           ? "Nothing is due today."
                           : "Nothing is due: what was answered comes back when it is time.");
        return REFRESH_DRAW;
    }
    desk->asked_from = desk->scene.place;
    show(desk, true, 0);
    return REFRESH_DRAW;
}

enum refresh act_number(struct desk *desk, int key) {
    if (desk->scene.place == PLACE_EXAM) {
        return exams_number(desk, key);
    }
    return asking_number(&desk->asking, (size_t)(key - '0')) ? REFRESH_DRAW : REFRESH_NOTHING;
}

enum refresh act_hint(struct desk *desk, int key) {
    (void)key;
    if (desk->asking.state != ASKING_OPEN) {
        return REFRESH_NOTHING;
    }
    desk->finds.asked_up = false;
    if (!asking_hint(&desk->asking)) {
        desk_say(desk, desk->asking.hints > 0 ? "That was the last hint."
                                              : "This question has no hints.");
    }
    return REFRESH_DRAW;
}

/* --- the run that judges ------------------------------------------------------------------- */

static void judge(struct desk *desk, const struct log *log) {
    asking_judge(&desk->asking, log, desk->wish->progress);
    desk->scene.scrolled[VIEW_QUESTION] = false;
    questions_unkept(desk);
}

static void cannot_run(struct desk *desk, const char *why) {
    struct asking *asking = &desk->asking;

    asking->state = asking->state == ASKING_RUNNING ? ASKING_OPEN : asking->state;
    diag_done(&asking->fault);
    diag_init(&asking->fault);
    diag_set(&asking->fault, -1, NULL, 0, "%s", why);
    questions_stop(desk);
}

/* A find's by what was found; an order's, if a run was made to go so, as that one. */
static struct run_wish wish_of(const struct desk *desk) {
    const struct asking *asking = &desk->asking;

    if (asking->question->kind == QUESTION_ORDER && asking->state == ASKING_ANSWERED) {
        return (struct run_wish){.schedule = asking->answer.value};
    }
    return finds_wish(desk);
}

/* As ipc-tutor check runs it: in its own order, with the input that it declares. */
static void begin_run(struct desk *desk) {
    const struct session *session = &desk->session;
    const char *program = desk->asking.question->program;
    struct diag diag = {0};
    size_t index = 0;

    if (!session->has_decl || session_program(session, program, &index) < 0) {
        cannot_run(desk, "lesson.lua has no such program, or can't be read.");
        return;
    }
    const char *input = session->decl.programs[index].input;
    struct run_wish wish = wish_of(desk);
    wish.lesson_dir = session->lesson->dir;
    wish.lesson = session->lesson->id;
    wish.program = program;
    wish.input = input != NULL ? input : "";
    log_free(desk->judge_log);
    desk->judge_log = log_new();
    if (run_new(&wish, desk->judge_log, &desk->judge, &diag) < 0) {
        desk->judge = NULL;
        cannot_run(desk, diag.text != NULL ? diag.text : "It can't be run.");
    }
    diag_done(&diag);
}

static enum refresh put_on_stage(struct desk *desk) {
    const struct asking *asking = &desk->asking;
    const char *program = asking->question->program;
    char key[KEY_NAME];
    size_t index = 0;

    desk->seeing = false;
    if (session_program(&desk->session, program, &index) < 0) {
        return REFRESH_DRAW;
    }
    if (asking->question->kind == QUESTION_FIND) {
        finds_dress(desk);
    }
    session_take(&desk->session, index, desk->judge_log, asking->answer.step);
    desk->judge_log = NULL;
    desk->by_hand = false;
    desk->scene.place = PLACE_RUN;
    desk->scene.page = VIEW_STAGE;
    desk_say(desk, "Step %llu of a run of \"%s\". %s: back to the question.",
             (unsigned long long)desk->session.step, program, keys_name(ACTION_ANSWER, key));
    return REFRESH_MOVED;
}

/* An order that the run refuses is tried for real; false: it is not, or can't be. */
static bool begin_order(struct desk *desk) {
    struct asking *asking = &desk->asking;
    const struct order_try_wish wish = {.lesson = asking->lesson,
                                        .question = asking->question,
                                        .given = &asking->given,
                                        .log = desk->judge_log};
    struct diag diag = {0};

    asking->given.made_so = false;
    if (!order_try_wanted(asking->question, &asking->given, desk->judge_log)) {
        return false;
    }
    if (order_try_new(&wish, &desk->order_try, &diag) < 0) {
        desk->order_try = NULL;
        cannot_run(desk, diag.text != NULL ? diag.text : "It can't be run.");
    }
    diag_done(&diag);
    return true;
}

static enum refresh pump_order(struct desk *desk) {
    if (order_try_pump(desk->order_try)) {
        return REFRESH_NOTHING;
    }
    struct log *found = order_try_take(desk->order_try);
    order_try_free(desk->order_try);
    desk->order_try = NULL;
    desk->asking.given.made_so = found != NULL;
    if (found != NULL) {
        log_free(desk->judge_log);
        desk->judge_log = found;
    }
    judge(desk, desk->judge_log);
    return REFRESH_DRAW;
}

enum refresh questions_pump(struct desk *desk) {
    if (desk->order_try != NULL) {
        return pump_order(desk);
    }
    enum run_state state = run_pump(desk->judge);
    const struct log *log = desk->judge_log;
    bool whole;

    if (state == RUN_ASKING) {
        run_answer(desk->judge, "");
    }
    if (state != RUN_ENDED) {
        return REFRESH_NOTHING;
    }
    whole = log_count(log) > 0 && log_at(log, log_count(log))->kind == EVENT_RUN_END;
    if (!whole) {
        const struct diag *fault = run_fault(desk->judge);
        cannot_run(desk, fault != NULL && fault->text != NULL ? fault->text : "The run failed.");
        return REFRESH_DRAW;
    }
    run_free(desk->judge);
    desk->judge = NULL;
    if (desk->seeing) {
        return put_on_stage(desk);
    }
    if (!begin_order(desk)) {
        judge(desk, log);
    }
    return REFRESH_DRAW;
}

enum refresh act_see(struct desk *desk, int key) {
    const struct asking *asking = &desk->asking;

    (void)key;
    if (asking->question->kind == QUESTION_FIND && asking->state == ASKING_OPEN) {
        return finds_give_up(desk);
    }
    if (asking->state != ASKING_ANSWERED) {
        desk_say(desk, "Answer first: the run is there afterwards.");
        return REFRESH_DRAW;
    }
    if (asking->question->program == NULL) {
        desk_say(desk, "No run answers this one.");
        return REFRESH_DRAW;
    }
    if (desk->judge_log != NULL && desk->judge == NULL) {
        return put_on_stage(desk);
    }
    if (desk->judge == NULL) {
        desk->seeing = true;
        desk_say(desk, "running %s ...", asking->question->program);
        begin_run(desk);
    }
    return REFRESH_DRAW;
}

/* --- answering ----------------------------------------------------------------------------- */

static void answer(struct desk *desk) {
    if (desk->asking.question->program == NULL) {
        judge(desk, NULL);
        return;
    }
    desk->asking.state = ASKING_RUNNING;
    begin_run(desk);
}

static enum refresh take_typed(struct desk *desk, size_t index, const char *text) {
    struct asking *asking = &desk->asking;
    const char *what;

    (void)index;
    buf_clear(&asking->typed);
    buf_puts(&asking->typed, text);
    asking->given.typed = buf_str(&asking->typed);
    if (!answer_is_whole(asking->question, &asking->given, &what)) {
        buf_clear(&desk->field_fault);
        buf_puts(&desk->field_fault, what);
        return REFRESH_DRAW;
    }
    desk_close(desk);
    answer(desk);
    return REFRESH_DRAW;
}

/* Behind the last question: where one came from. */
static enum refresh finish(struct desk *desk) {
    const struct asking *asking = &desk->asking;
    struct study_count now =
        study_lesson(desk->wish->progress, asking->lesson, study_tomorrow(study_now()));

    if (asking->review) {
        desk_say(desk, "That was all that is due.");
    } else if (desk->wish->progress == NULL) {
        desk_say(desk, "That was the last question.");
    } else {
        desk_say(desk, "That was the last question: %zu of %zu right.", now.right, now.questions);
    }
    questions_stop(desk);
    asking_done(&desk->asking);
    desk->scene.place = desk->asked_from;
    return REFRESH_DRAW;
}

static enum refresh turn(struct desk *desk, bool on) {
    const struct asking *asking = &desk->asking;

    if (!on && asking->index == 0) {
        desk_say(desk, "This is the first question.");
    } else if (on && asking->index + 1 >= asking->count) {
        desk_say(desk, "This is the last question.");
    } else {
        show(desk, asking->review, on ? asking->index + 1 : asking->index - 1);
    }
    return REFRESH_DRAW;
}

enum refresh act_reply(struct desk *desk, int key) {
    struct asking *asking = &desk->asking;
    const char *what;

    (void)key;
    switch (asking->state) {
    case ASKING_RUNNING:
        return REFRESH_NOTHING;
    case ASKING_ANSWERED:
        return asking->index + 1 < asking->count ? turn(desk, true) : finish(desk);
    case ASKING_OPEN:
        break;
    }
    if (asking->question->kind == QUESTION_FIND) {
        return finds_play(desk);
    }
    if (asking->question->kind == QUESTION_VALUE) {
        desk_field(desk, "Your answer:", buf_str(&asking->typed), 0, take_typed);
    } else if (answer_is_whole(asking->question, &asking->given, &what)) {
        answer(desk);
    } else {
        desk_say(desk, "%s", what);
    }
    return REFRESH_DRAW;
}

enum refresh act_next_question(struct desk *desk, int key) {
    (void)key;
    if (desk->scene.place == PLACE_EXAM) {
        return exams_turn(desk, true);
    }
    return turn(desk, true);
}

enum refresh act_last_question(struct desk *desk, int key) {
    (void)key;
    if (desk->scene.place == PLACE_EXAM) {
        return exams_turn(desk, false);
    }
    return turn(desk, false);
}
