/* SPDX-License-Identifier: MIT */
/*
 * session.h: what is being looked at: a lesson, one of its programs, the run of it that is under
 * way (or a saved one), and the step that the screen shows. Knows nothing of keys and screens.
 *
 * Going back moves the cursor and touches no process. A branch starts new processes and lets them
 * go in the same order up to the step shown (replay), with the same answers.
 */
#ifndef SESSION_H
#define SESSION_H

#include "cast.h"
#include "catalogue.h"
#include "lesson.h"
#include "run.h"
#include "source.h"
#include "timeline.h"

/* A replay that leads back to a step: on its way; all steps were made; no further than to a step
 * before, as somebody could not be let go, or the run was over. */
enum session_aim { AIM_NONE, AIM_AHEAD, AIM_REACHED, AIM_MISSED };

/* Who was let go, in order, and what was answered. Zeroed: nobody. */
struct session_order {
    char **actors, **answers;
    size_t actor_count, answer_count;
};

/* Where a lesson that was read anew is to be brought back to. If the run can't be followed so far
 * that stays, as long as nobody moves in it: a slip that is mended leads back to where one was. */
struct session_kept {
    char *program;
    struct session_order order;
    uint64_t step;          /* that was shown */
    uint64_t launches, got; /* the run that missed it, and the steps that it has */
};

struct session {
    const struct lesson *lesson; /* NULL: a saved run */
    struct run_decl decl;
    bool has_decl;
    size_t program; /* of decl */
    char **values;  /* one a parameter; NULL: as declared */
    struct source lua, twin;
    bool has_lua, has_twin;

    const struct log *log; /* own, or the saved one; NULL: nothing was run */
    struct log *own;
    struct timeline *timeline;
    struct cast cast;
    struct run *run; /* NULL: ended and freed, or saved */
    enum run_state state;
    bool saved;
    struct diag fault; /* of the lesson or its runner */

    uint64_t step; /* the one shown */
    bool at_end;   /* and it is the last: new ones are shown as they come */

    char **replay; /* who is to be let go, in order, before it is held again */
    size_t replay_count, replay_at;
    char **answers; /* that are given meanwhile */
    size_t answer_count, answer_at;

    enum session_aim aim; /* a replay to a step of a run before */
    uint64_t aim_step;    /* that is to be shown then */
    uint64_t aim_steps;   /* that it should have */
    uint64_t launches;    /* another number: it is another run, or another lesson, than before */
    struct session_kept kept;
    const char *order; /* of the next start, as in run_wish.schedule; NULL: the program's own */
};

void session_init(struct session *session);
void session_done(struct session *session);

/* Opens a lesson: asks a runner what it declares (waits for that), reads its sources. Faults are in
 * session->fault; the lesson's text can be read all the same. */
void session_open(struct session *session, const struct lesson *lesson);
/* Opens a run that was saved. The log is the caller's. The sources of its lesson are shown beside
 * it where the catalogue (may be NULL) has that lesson and the run's lines fit it. */
void session_open_saved(struct session *session, const struct log *log,
                        const struct catalogue *catalogue);
/* The program of that id; -ENOENT. */
int session_program(const struct session *session, const char *id, size_t *ret_index);

/* Starts the chosen program from its beginning, held before its first step. What ran is ended. */
void session_start(struct session *session, size_t program);
/* Starts it anew and brings it to the step that is shown. */
void session_branch(struct session *session);
/* The order of the run up to a step; the caller's, or given to session_follow. */
void session_order(const struct session *session, uint64_t step, struct session_order *ret_order);
/* Starts a program and lets it go in that order, which it takes; then the step `aim` is shown, and
 * session->aim says whether that went well. */
void session_follow(struct session *session, size_t program, struct session_order *order,
                    uint64_t aim);
/* session_again.c: the lesson was read anew. Its text is taken; and, script: what it declares now,
 * the parameters that were set and still can be, and, if there was a run, one of the same program
 * (gone: of the one in its place), brought to the same step in the same order: to that of before
 * where the last time could not lead there, and nobody has moved since. What is otherwise
 * than it was is said, a sentence each. -errno: lesson.lua can't be loaded, and all but the text
 * stays as it was. */
int session_again(struct session *session, const struct lesson *lesson, bool script,
                  struct buf *said);
void session_kept_done(struct session_kept *kept);
/* The C twin of the program is read anew. */
void session_twin(struct session *session);
/* Puts a run of a program that has ended on the stage, at one of its steps: it can be looked
 * through, branched and run again. The log is the session's from now on. */
void session_take(struct session *session, size_t program, struct log *log, uint64_t step);
/* Ends what runs; log and cursor stay. */
void session_stop(struct session *session);

/* Takes what came from the runner; true if there is something new. */
bool session_pump(struct session *session);
/* Readable when session_pump has something to do; -1: nothing to wait for. */
int session_fd(const struct session *session);

/* One step at the live end: actor, or (NULL) whoever is next. 0, or -errno with a sentence in why:
 * -EAGAIN the runner is at work on the one before. */
int session_step(struct session *session, const char *actor, struct buf *why);
/* On to the next mark or say. */
int session_run_on(struct session *session, struct buf *why);
int session_answer(struct session *session, const char *text);
/* Ctrl-C: the terminal's SIGINT to all processes, at the step shown: where that is not the live end
 * of a run under way, a new run is brought there first. 0, or -errno with a sentence in why. */
int session_interrupt(struct session *session, struct buf *why);
/* The question that waits for an answer, or NULL. */
const char *session_question(const struct session *session);

/* The steps that there are, and going to one of them. */
uint64_t session_steps(const struct session *session);
void session_go(struct session *session, uint64_t step);
/* The run still has its processes. */
bool session_lives(const struct session *session);
/* The world that is shown; NULL: nothing was run. Valid until the next pump or go. */
const struct world *session_world(struct session *session);

/* Sets a parameter of the open lesson (NULL: as declared) for the next start. 0, or -EINVAL with
 * the reason in why. */
int session_set(struct session *session, size_t param, const char *value, struct buf *why);

/* The parameters that were set, for a wish: at most as many as the lesson declares. Their strings
 * are the session's, until the next session_set or _open. Returns how many. */
size_t session_params(const struct session *session, struct run_param *ret_params);

#endif
