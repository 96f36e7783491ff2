/* SPDX-License-Identifier: MIT */
/*
 * desk.h: all that the tutor holds while it is open: the terminal, the session, the scene that is
 * drawn from it, and what the keys are about now. Actions (actions.h) change it and say what has to
 * be done again; the loop (tutor.c) does that.
 */
#ifndef DESK_H
#define DESK_H

#include "findings.h"
#include "foretelling.h"
#include "frame.h"
#include "measure.h"
#include "session.h"
#include "term.h"
#include "tutor.h"
#include "wild.h"

/* What an action says is to be done. */
enum refresh {
    REFRESH_NOTHING,
    REFRESH_DRAW,  /* the scene is made and drawn again */
    REFRESH_MOVED, /* it is another step: message, scrolling and choice start anew, then draw */
    REFRESH_ALL,   /* every cell is written again */
    REFRESH_QUIT
};

enum { DESK_EARLY = 64 };

/* finds.c: what the stage was dressed in for a question whose answer is a schedule. */
struct finds {
    bool on;     /* the stage is that question's: its program, its parameters, the fair order */
    bool trying; /* and the run on it is the student's, not the author's */
    bool judged; /* that run is over, and it was said what came of it */
    bool found;
    bool asked_up; /* whether to give up was asked: once more does it */
    char **before; /* the parameters as they were, to be put back */
    size_t before_count;
};

struct desk;
/* What is done with what was chosen or typed. */
typedef enum refresh (*desk_taker)(struct desk *desk, size_t index, const char *text);

struct desk {
    struct term *term;
    const struct tutor_wish *wish;
    struct canvas canvas;
    struct session session;
    struct scene scene;

    bool by_hand; /* scene.chosen was chosen by the user */
    bool playing;
    bool striding;   /* a big step is on its way, and no stop is reached yet */
    int speed;       /* index into the table of speeds (play.c) */
    int64_t play_at; /* when the next step is due; ns of clock_ns */
    bool moving;     /* a message is on its way */
    int64_t moved_at;
    struct world before; /* while it is: the world of the step before */
    bool reduce_motion;

    struct buf status;
    struct buf over_title, field, field_fault;
    struct scene_choice *choices;
    size_t choice_count, choice_cap;
    desk_taker take;   /* of the open chooser or field */
    size_t take_index; /* what the field is about */
    uint64_t asked;    /* log_count when the question was put up last, so that it is put up once */
    size_t link;       /* in the text */
    int early[DESK_EARLY]; /* keys that wait until the runner is done with the step before */
    size_t early_count;

    struct measure *measure; /* under way, or NULL */
    struct measured measured;
    bool looked_up, has_measured, measuring;
    int measure_progress;
    int64_t measure_drawn;
    struct buf measure_doing;

    struct wild *wild;             /* runs with all gates open, also when they are over; or NULL */
    struct run_param *wild_params; /* theirs */
    bool tallying;                 /* some of them are still to be made */
    int64_t wild_drawn;

    struct asking asking;        /* the question that is open */
    enum scene_place asked_from; /* Esc at it leads there */
    struct study_due *due;       /* what is reviewed, from its beginning */
    size_t due_count;
    struct run *judge; /* the run that answers, while it runs */
    struct log *judge_log;
    /* An order that it refused, being tried for real. */
    struct order_try *order_try;
    bool seeing;                /* at its end it goes on the stage */
    struct study_count *counts; /* one a lesson */
    bool counted;               /* since one came to the syllabus */
    struct prompts *prompts;    /* prompts.c: what was typed before, what is sought */
    bool mouse;                 /* it is ours now */
    strid answered;             /* who asked, until it is known how it goes on; 0: nobody */
    struct findings findings;   /* searching_lessons.c: the texts of all lessons, while sought in */
    struct buf edited;          /* what is said when a lesson that was read again is shown */
    struct exams *exams;        /* exams.h; NULL: there was none yet */

    struct foretelling foretelling;   /* predicting: what a step will do is asked before it */
    bool has_verdict;                 /* shown until the next key */
    struct buf verdict;               /* it, as the scene has it */
    struct run_param *predict_params; /* of the run that another order is sought of */
    uint64_t predicted_launch;        /* session.launches when that began */
    int64_t seek_drawn;
    struct session other; /* an order in which it does what was said; while it is looked at, the
                             run that one predicted in */
    bool has_other, in_other;
    struct finds finds; /* the student plays scheduler */
};

void desk_init(struct desk *desk, const struct tutor_wish *wish, struct term *term);
void desk_done(struct desk *desk);

/* Fills the scene from session and desk. */
void desk_scene(struct desk *desk);
/* One sentence about the last key; the next key takes it away. */
void desk_say(struct desk *desk, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Overlays: a list to choose from (desk_choice adds a row), or a field with text in it. */
void desk_chooser(struct desk *desk, const char *title, desk_taker take);
void desk_choice(struct desk *desk, const char *note, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void desk_field(struct desk *desk, const char *title, const char *text, size_t index,
                desk_taker take);
void desk_close(struct desk *desk);

/* speeds.c: what it costs here: what is known of it (NULL: nothing), news of the process that
 * measures, and its end. */
const struct measured *speeds_known(struct desk *desk);
enum refresh speeds_pump(struct desk *desk);
void speeds_stop(struct desk *desk);
void speeds_leave(struct desk *desk); /* nobody looks at it any more */

/* wilds.c: runs with all gates open: news of them; they stop, and what was counted stays; all of
 * it goes. */
enum refresh wilds_pump(struct desk *desk);
void wilds_halt(struct desk *desk);
void wilds_stop(struct desk *desk);

/* predicts.c: puts up the choices for the next step of this process (NULL: of whose turn it is), if
 * one predicts and there is something to say. */
bool predicts_ask(struct desk *desk, const char *actor);
/* A key came, for this action: the verdict goes away, and a search that is under way ends, unless
 * one asks for what it finds. Whether there was a verdict. */
bool predicts_quiet(struct desk *desk, enum action action);
/* What the scene shows of it. */
void predicts_scene(struct desk *desk);

/* other_orders.c: looking for one: begins; its news; its descriptor; the one that was found can
 * still be looked at; how it stands, appended to out. */
void orders_seek(struct desk *desk);
enum refresh orders_pump(struct desk *desk);
int orders_fd(const struct desk *desk);
bool orders_found(const struct desk *desk);
void orders_tell(const struct desk *desk, struct buf *out);
/* Back to the run that one predicted in; what was found is forgotten. */
void orders_drop(struct desk *desk);

/* questions.c: what was answered, for the scene; news of the run that answers a question; its end.
 */
void questions_scene(struct desk *desk);
enum refresh questions_pump(struct desk *desk);
int questions_fd(const struct desk *desk);
void questions_stop(struct desk *desk);
void questions_done(struct desk *desk);
/* That question of the lesson; Esc there leads to the list of lessons. */
void questions_open(struct desk *desk, const struct lesson *lesson, size_t index);
/* finds.c: a question whose answer is a schedule. To the stage, to play scheduler (once more: where
 * one was). */
enum refresh finds_play(struct desk *desk);
/* Gives up: what is left of the hints is offered first, then it is asked for once more. */
enum refresh finds_give_up(struct desk *desk);
/* The stage in the parameters and the order of the question; as it was before. */
void finds_dress(struct desk *desk);
void finds_undress(struct desk *desk);
/* For the scene; judges a run that has come to its end. */
void finds_scene(struct desk *desk);
/* The wish of the run that is shown. */
struct run_wish finds_wish(const struct desk *desk);
/* Says what is wrong with the progress, or what was done about it; nothing where all is well. */
void questions_trouble(struct desk *desk);
/* Only what keeps answers from being kept. */
void questions_unkept(struct desk *desk);

/* editing.c: the lesson is being written: news of its folder, and of its check; whether it is to be
 * read again at clock_ns; in how many ms something is due at all, of which another may be first
 * (-1: never); and what there is to say when a run was brought back to its step. */
enum refresh editing_pump(struct desk *desk);
enum refresh editing_checked(struct desk *desk);
enum refresh editing_due(struct desk *desk, int64_t now);
int editing_timeout(const struct desk *desk, int64_t now, int other);
void editing_arrived(struct desk *desk);
/* exams.c: an exam: for the scene; what is due by the clock, and in how many ns (-1: nothing). */
void exams_scene(struct desk *desk);
enum refresh exams_due(struct desk *desk, int64_t now);
int64_t exams_wait(const struct desk *desk, int64_t now);
void exams_done(struct desk *desk);
/* Back to the result of an exam from the lesson that was opened there; false: not from here. */
bool exams_back(struct desk *desk);

/* play.c: time. Whether something is due at clock_ns, and in how many ms it will be (-1: never). */
enum refresh play_due(struct desk *desk, int64_t now);
/* Goes on with a big step that took longer than a key may. */
enum refresh big_step_due(struct desk *desk);
int play_timeout(const struct desk *desk, int64_t now);
void play_toggle(struct desk *desk);
void play_faster(struct desk *desk, int by);
/* A message begins to move (if the step shown has one). */
void play_message(struct desk *desk);
/* It arrives at once. */
void play_arrive(struct desk *desk);
/* One step onwards: in the past the one that was, at the live end a new one. */
enum refresh play_step(struct desk *desk, const char *actor);

#endif
