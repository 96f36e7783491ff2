/* SPDX-License-Identifier: MIT */
/*
 * view.h: what a view is. A view looks at the scene (what there is to be shown now: the lesson, the
 * run at the moment one looks at, where the reader is) and makes a model of it; then the model is
 * drawn. Both are pure: a view reads no file, starts nothing and remembers nothing, so that each
 * screen can be tested as text. ui/tutor makes the scene and acts on keys. One file a view
 * (view_*.c), one row in views.c. Read panes.h (which view goes where) and sheet.h (a model made of
 * lines, enough for most views) next.
 */
#ifndef VIEW_H
#define VIEW_H

#include "asking.h"
#include "canvas.h"
#include "cast.h"
#include "catalogue.h"
#include "draft.h"
#include "keys.h"
#include "measured.h"
#include "run.h"
#include "sitting.h"
#include "source.h"
#include "study.h"
#include "tally.h"
#include "timeline.h"
#include "world.h"

enum view_id {
    VIEW_NONE,
    VIEW_SYLLABUS,
    VIEW_LESSON, /* beside the syllabus: the lesson that the cursor is on */
    VIEW_TEXT,
    VIEW_STAGE,
    VIEW_TIMELINE,
    VIEW_CODE,
    VIEW_WHY,
    VIEW_KERNEL,
    VIEW_EXPLAIN,
    VIEW_OUTPUT,
    VIEW_EVENTS,
    VIEW_HELP,
    VIEW_CHOOSER,
    VIEW_FIELD,
    VIEW_MEASURE,
    VIEW_WILD,
    VIEW_OVERVIEW,
    VIEW_MECHANISM, /* below the overview: the row that the cursor is on */
    VIEW_QUESTION,
    VIEW_PALETTE, /* over everything: all actions, by some letters of their names */
    VIEW_FAULTS,  /* below everything: what is wrong with a lesson that is being written */
    VIEW_EXAM,    /* an exam that is made or judged, and what came of each of its questions */
    VIEW_VERDICT, /* below the stage, until the next key: what became of a prediction */
    VIEW_COUNT
};

enum scene_place {
    PLACE_SYLLABUS,
    PLACE_TEXT,
    PLACE_RUN,
    PLACE_OVERVIEW,
    PLACE_QUESTION,
    PLACE_EXAM,  /* from its drawing until it was judged */
    PLACE_RESULT /* of an exam */
};

#define SCENE_NUMBERS 9 /* processes that a key 1-9 lets go */

/* What one types into, beside VIEW_FIELD: the last row, or the palette's first. */
enum scene_prompt { PROMPT_NONE, PROMPT_SEARCH, PROMPT_COMMAND, PROMPT_PALETTE, PROMPT_COUNT };

enum scene_exam_phase { EXAM_NONE, EXAM_DRAWING, EXAM_SITTING, EXAM_JUDGING, EXAM_OVER };

/* PLACE_EXAM and PLACE_RESULT. The question in front is scene.asking. */
struct scene_exam {
    enum scene_exam_phase phase;
    const char *what;                   /* the topics, or "" for all */
    size_t done, count;                 /* questions drawn or judged so far, of how many */
    const struct exam_sitting *sitting; /* from EXAM_SITTING on */
    size_t index;                       /* the question in front */
    int64_t left_s;                     /* time that is left; -1: no limit */
    bool by_minute;                     /* and only its minutes are shown */
};
/* QUESTION_FIND, on the stage. */
enum scene_goal { GOAL_NONE, GOAL_SOUGHT, GOAL_FOUND, GOAL_MISSED, GOAL_SHOWN };

/* One row of a chooser. */
struct scene_choice {
    char *text, *note;
};

struct findings;

/* All that views may know. Nothing in it is theirs; what is not there is NULL or 0. */
struct scene {
    enum scene_place place;
    enum view_id page; /* PLACE_RUN: what is in front, VIEW_STAGE as a rule */
    enum view_id
        over; /* VIEW_HELP, VIEW_CHOOSER, VIEW_FIELD, VIEW_MEASURE, VIEW_WILD, or VIEW_NONE */
    bool ascii;

    /* the lesson */
    bool show_twin;
    const struct catalogue *catalogue;
    size_t cursor; /* lesson of the catalogue that the syllabus' cursor is on */
    size_t row;    /* PLACE_OVERVIEW: the mechanism that the cursor is on */
    const struct lesson *lesson;
    size_t link; /* PLACE_TEXT: the {stage} that Enter opens, from 0 */
    const struct run_decl *decl;
    const struct run_decl_program *program;
    const struct source *lua, *twin;

    /* the run, at the moment one looks at */
    const struct log *log; /* NULL: no run */
    const struct timeline *timeline;
    const struct world *world;
    const struct world *before; /* while a message is on its way: the step before; else NULL */
    const struct cast *cast;
    uint64_t step, steps; /* the one looked at, and how many there are; 0: before the first */
    bool live;            /* it still has its processes */
    bool saved;           /* a file: there are no processes */
    bool playing;
    enum run_state run;
    strid chosen; /* the process that code and why speak of; 0: none */
    strid numbers[SCENE_NUMBERS];
    int speed;      /* tenths of a step a second */
    int flight;     /* thousandths of its way that this step's message has gone; 1000: arrived */
    int time_shift; /* steps that the timeline was scrolled away from the one shown */

    const struct diag *fault; /* of the lesson or the runner; stays until something else is run */
    const char *status;       /* one sentence about the last key, or NULL */

    /* VIEW_HELP, VIEW_CHOOSER, VIEW_FIELD */
    const char *over_title;
    const struct scene_choice *choices;
    size_t choice_count, choice;
    const char *field;       /* what was typed */
    const char *field_fault; /* why it was not taken, or NULL */
    enum input_context help_of;
    bool below; /* VIEW_CHOOSER stands at the bottom: the stage is to be seen while one chooses */

    /* What it costs here: as it was measured last, or is being measured; NULL: never. */
    const struct measured *measured;
    bool measuring;
    int measure_progress; /* thousandths */
    const char *measure_doing;

    /* VIEW_WILD: how the runs with all gates open ended so far; NULL: none was made. */
    const struct tally *tally;
    bool tallying;

    int tops[VIEW_COUNT];      /* first line shown; drawing puts it back into range */
    bool question_fits;        /* wholly into its pane, as it was drawn last */
    bool scrolled[VIEW_COUNT]; /* by hand: do not follow what is current */

    /* the timeline: how far away one stands (lanes.h), and where its cursor is while it is the page
     * in front */
    int zoom;
    strid lane;
    uint64_t lane_step;
    const struct asking *asking; /* the question that is open, also while one looks at its run */

    /* What was answered, one a lesson of the catalogue; NULL: nothing is kept. */
    const struct study_count *counts;
    size_t due_today;
    int exam_days;            /* until the exam; -1: none is set */
    enum scene_prompt prompt; /* its text is field */
    size_t palette;           /* PROMPT_PALETTE: the row that the cursor is on */
    const char *sought;       /* is marked where it stands; NULL or "": nothing */
    int sought_line;          /* of the text: the match one is at; -1: none */
    /* While one searches in all lessons; findings NULL: one does not. */
    const struct findings *findings;
    size_t found;                  /* the place of them that one is at, from 1; 0: none */
    const struct draft *draft;     /* the lesson is being written; NULL: it is not */
    const struct scene_exam *exam; /* PLACE_EXAM, PLACE_RESULT; else NULL */

    /* predicting */
    bool predicting;
    unsigned predicted, predicted_right;
    const char *verdict; /* paragraphs, a line each; NULL or "": none */
    bool other_order;    /* one in which a step does what was said was found: it can be looked at */
    bool in_other_order; /* and is what one looks at */
    enum scene_goal goal; /* PLACE_RUN: the schedule that asking seeks is being looked for */
};

struct view {
    const char *name;
    /* What stands in the upper border, at the left and (may be NULL) at the right. */
    void (*title)(const struct scene *scene, struct buf *ret_left, struct buf *ret_right);
    /* May be NULL: adds to the upper border, which is row 0 of the area; below it is the view's. */
    void (*border)(const struct scene *scene, struct area area);
    /* The model for this room; model_free gives it back. */
    void *(*recalc)(const struct scene *scene, int width, int height);
    /* Draws the model. top: first line shown if the view scrolls, put into range; follow: keep what
     * is current in sight instead. */
    void (*draw)(const void *model, struct area area, int *top, bool follow);
    void (*free)(void *model);
};

/* One const table of them (views.c); never NULL for an id in range but VIEW_NONE. */
const struct view *view_of(enum view_id id);
/* recalc, draw and free in one. */
void view_show(enum view_id id, struct scene *scene, struct area area);

/* The number key that lets this process go now, 1 to 9; 0: none. */
int scene_number(const struct scene *scene, strid actor);
/* Gives numbers to those who can go now (nobody, in the past): a process keeps its own (its place
 * in the cast) while there are at most nine; else the first nine who can go are numbered. */
void scene_give_numbers(struct scene *scene);
/* Whether a record number belongs to the step looked at. */
bool scene_is_new(const struct scene *scene, uint64_t record);

#endif
