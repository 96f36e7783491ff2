/* SPDX-License-Identifier: MIT */
/* session_run.c: the processes of a session: start, step, replay, stop. A run that has ended gives
 * its runner back at once; its log stays. */
#include "clock.h"
#include "mem.h"
#include "order.h"
#include "rehearsal.h"
#include "session.h"
#include "stage_kinds.h"
#include "stage_layout.h"
#include <errno.h>
#include <string.h>

/* A step takes some ten microseconds: waiting this long for it saves a frame in most cases, and is
 * not felt where the lesson computes for longer. */
enum { STEP_WAIT_MS = 40, REPLAY_WAIT_MS = 300 };

static void drop_replay(struct session *session) {
    for (size_t i = 0; i < session->replay_count; i++) {
        mem_free(session->replay[i]);
    }
    for (size_t i = 0; i < session->answer_count; i++) {
        mem_free(session->answers[i]);
    }
    mem_free(session->replay);
    mem_free(session->answers);
    session->replay = session->answers = NULL;
    session->replay_count = session->replay_at = 0;
    session->answer_count = session->answer_at = 0;
}

void session_stop(struct session *session) {
    run_free(session->run);
    session->run = NULL;
    session->state = RUN_ENDED;
    drop_replay(session);
}

static void copy_fault(struct session *session, const struct diag *fault) {
    diag_done(&session->fault);
    diag_init(&session->fault);
    diag_set(&session->fault, 0, fault->file, fault->line, "%s",
             fault->text != NULL ? fault->text : "the run failed");
    if (fault->source != NULL) {
        session->fault.source = mem_strdup(fault->source);
    }
}

void session_twin(struct session *session) {
    struct diag none;

    if (!session->has_decl) {
        return;
    }

    if (session->has_twin) {
        source_done(&session->twin);
    }
    diag_init(&none);
    session->has_twin =
        source_twin(session->lesson->dir, session->decl.programs[session->program].id,
                    &session->twin, &none) == 0;
    diag_done(&none);
}

static void new_log(struct session *session) {
    session->launches++;
    timeline_free(session->timeline);
    log_free(session->own);
    session->own = log_new();
    session->log = session->own;
    session->timeline = timeline_new(session->log);
    cast_restart(&session->cast);
    session->step = 0;
    session->at_end = true;
}

size_t session_params(const struct session *session, struct run_param *ret_params) {
    size_t count = 0;

    for (size_t i = 0; i < session->decl.param_count; i++) {
        if (session->values[i] != NULL) {
            ret_params[count++] =
                (struct run_param){session->decl.params[i].name, session->values[i]};
        }
    }
    return count;
}

/* schedule, input: what it goes through before it is held; or NULL. */
static void launch(struct session *session, const char *schedule, const char *input) {
    const struct run_decl_program *program = &session->decl.programs[session->program];
    struct run_param *params = mem_new((session->decl.param_count + 1) * sizeof(*params));
    struct run_wish wish = {.lesson_dir = session->lesson->dir,
                            .lesson = session->lesson->id,
                            .program = program->id,
                            .params = params,
                            .schedule = schedule != NULL ? schedule : session->order,
                            .input = input,
                            .hold = true};

    wish.param_count = session_params(session, params);
    diag_done(&session->fault);
    diag_init(&session->fault);
    new_log(session);
    if (session->cast.actor_count == 0) {
        struct run_wish usual = wish;
        usual.schedule = usual.input = NULL;
        rehearse(&usual, &session->cast);
        stage_arrange(&session->cast, stage_kind_rows);
    }
    if (run_new(&wish, session->own, &session->run, &session->fault) == 0) {
        session->state = RUN_WORKING;
    } else {
        session->run = NULL;
        session->state = RUN_ENDED;
    }
    mem_free(params);
}

/* Waits a moment for what was just asked for; a little longer for a branch, so that in most cases
 * nobody sees it on its way. */
static void settle(struct session *session) {
    int64_t end = clock_ns() + REPLAY_WAIT_MS * NS_PER_MS;

    do {
        if (session->run != NULL) {
            run_wait(session->run, STEP_WAIT_MS);
            session_pump(session);
        }
    } while (session->run != NULL && session->replay_at < session->replay_count &&
             clock_ns() < end);
}

void session_start(struct session *session, size_t program) {
    if (!session->has_decl || program >= session->decl.program_count) {
        return;
    }
    session_stop(session);
    if (program != session->program) {
        cast_done(&session->cast);
        cast_init(&session->cast);
    }
    session->program = program;
    session_twin(session);
    session->aim = AIM_NONE;
    launch(session, NULL, NULL);
    settle(session);
}

void session_take(struct session *session, size_t program, struct log *log, uint64_t step) {
    session_stop(session);
    session->launches++;
    if (program != session->program) {
        cast_done(&session->cast);
        cast_init(&session->cast);
    }
    session->program = program;
    session_twin(session);
    diag_done(&session->fault);
    diag_init(&session->fault);
    timeline_free(session->timeline);
    log_free(session->own);
    session->own = log;
    session->log = log;
    session->timeline = timeline_new(log);
    cast_restart(&session->cast);
    cast_update(&session->cast, log);
    session_go(session, step);
}

/* Who was let go in the steps up to this one, and what was answered in them. */
void session_order(const struct session *session, uint64_t step, struct session_order *ret_order) {
    uint64_t end = step > 0 ? timeline_step_end(session->timeline, step) : 0;
    struct session_order order = {0};
    size_t cap = 0, answer_cap = 0;

    for (uint64_t n = 1; n <= end; n++) {
        const struct event *event = log_at(session->log, n);
        if (event->kind == EVENT_STEP || event->kind == EVENT_INTERRUPT) {
            strid word = event->kind == EVENT_STEP ? event->actor : event->name;
            order.actors = mem_grow(order.actors, &cap, order.actor_count + 1, sizeof(char *));
            order.actors[order.actor_count++] = mem_strdup(log_str(session->log, word));
        } else if (event->kind == EVENT_ANSWER) {
            order.answers =
                mem_grow(order.answers, &answer_cap, order.answer_count + 1, sizeof(char *));
            order.answers[order.answer_count++] = mem_strdup(log_str(session->log, event->text));
        }
    }
    *ret_order = order;
}

static bool interrupts(const struct session_order *order) {
    for (size_t i = 0; i < order->actor_count; i++) {
        if (*order->actors[i] == ORDER_INTERRUPT[0]) {
            return true;
        }
    }
    return false;
}

static void join(char *const *words, size_t count, const char *behind, struct buf *out) {
    for (size_t i = 0; i < count; i++) {
        buf_puts(out, words[i]);
        buf_puts(out, behind);
    }
}

/* With Ctrl-C in it the order is the runner's to go through: asked for step by step, the run would
 * have ended where nobody can go and Ctrl-C comes next. */
static void launch_ordered(struct session *session) {
    struct buf schedule = {0}, input = {0};
    int64_t end = clock_ns() + REPLAY_WAIT_MS * NS_PER_MS;

    join(session->replay, session->replay_count, " ", &schedule);
    join(session->answers, session->answer_count, "\n", &input);
    drop_replay(session);
    launch(session, buf_str(&schedule), input.len > 0 ? buf_str(&input) : NULL);
    do {
        settle(session);
    } while (session->run != NULL && session->state == RUN_WORKING && clock_ns() < end);
    buf_done(&schedule);
    buf_done(&input);
}

/* A new run, that goes through this order, which it takes. */
static void replay(struct session *session, const struct session_order *order) {
    bool ordered = interrupts(order);

    session->replay = order->actors;
    session->replay_count = order->actor_count;
    session->answers = order->answers;
    session->answer_count = order->answer_count;
    if (ordered) {
        launch_ordered(session);
    } else {
        launch(session, NULL, NULL);
        settle(session);
    }
}

/* last: a word more of the schedule, or NULL. */
static void branch(struct session *session, const char *last) {
    struct session_order order;

    session_order(session, session->step, &order);
    session_stop(session);
    session->aim = AIM_NONE;
    if (last != NULL) {
        size_t cap = order.actor_count;
        order.actors = mem_grow(order.actors, &cap, order.actor_count + 1, sizeof(char *));
        order.actors[order.actor_count++] = mem_strdup(last);
    }
    replay(session, &order);
}

void session_branch(struct session *session) {
    if (session->has_decl && session->timeline != NULL) {
        branch(session, NULL);
    }
}

void session_follow(struct session *session, size_t program, struct session_order *order,
                    uint64_t aim) {
    session_stop(session);
    session->program = program;
    cast_done(&session->cast);
    cast_init(&session->cast);
    session_twin(session);
    session->aim = AIM_AHEAD;
    session->aim_step = aim;
    session->aim_steps = order->actor_count;
    replay(session, order);
    if (session->aim == AIM_AHEAD && session->run == NULL) {
        session->aim = AIM_MISSED; /* it could not be started */
    }
    *order = (struct session_order){0};
}

/* What stands for Ctrl-C at the step shown; NULL: nobody lives there. */
static const char *word_here(struct session *session) {
    const struct world *world = session_world(session);
    const char *word = NULL;

    for (uint32_t i = 0; world != NULL && i < world->proc_count; i++) {
        if (world->procs[i].ask != 0) {
            return ORDER_INTERRUPT_ASKING;
        }
        word = proc_lives(&world->procs[i]) ? ORDER_INTERRUPT : word;
    }
    return word;
}

int session_interrupt(struct session *session, struct buf *why) {
    const char *word = word_here(session);
    int ret = 0;

    if (session->saved || !session->has_decl) {
        buf_puts(why, "A saved run has no processes: open its lesson.");
        return -ESRCH;
    }
    if (word == NULL) {
        buf_puts(why, "Ctrl-C goes to the run's processes, and here none lives. p looks back.");
        return -ESRCH;
    }
    if (session->replay_at < session->replay_count) {
        buf_puts(why, "Not now: the new run is on its way to this step.");
        return -EAGAIN;
    }
    if (session_lives(session) && session->at_end) {
        ret = run_interrupt(session->run);
        settle(session);
    } else {
        branch(session, word);
    }
    return ret;
}

/* Goes on with a replay; true if it did. */
static bool go_on(struct session *session) {
    const char *actor = NULL;

    if (session->state == RUN_ASKING && session->answer_at < session->answer_count) {
        return run_answer(session->run, session->answers[session->answer_at++]) == 0;
    }
    if (session->state != RUN_HELD) {
        return false;
    }
    if (session->replay_at < session->replay_count) {
        actor = session->replay[session->replay_at++];
    } else {
        return false;
    }
    if (run_step(session->run, actor) < 0) {
        drop_replay(session);
        return false;
    }
    return true;
}

/* Nothing of the replay is left to be done, or can be done. */
static void look_at_aim(struct session *session) {
    bool done = session->replay_at >= session->replay_count && session->state != RUN_WORKING;
    uint64_t steps = timeline_steps(session->timeline);

    if (session->aim != AIM_AHEAD ||
        !(done || session->state == RUN_ENDED || session->state == RUN_ASKING)) {
        return;
    }
    session->aim = steps < session->aim_steps ? AIM_MISSED : AIM_REACHED;
    session->kept.got = steps;
    session_go(session, session->aim_step);
}

static void take_ending(struct session *session) {
    const struct diag *fault = run_fault(session->run);

    if (fault != NULL && fault->text != NULL) {
        copy_fault(session, fault);
    }
    if (session->state == RUN_ENDED) {
        session_stop(session);
    }
}

bool session_pump(struct session *session) {
    enum run_state before = session->state;
    uint64_t count;

    if (session->run == NULL) {
        return false;
    }
    count = log_count(session->log);
    do {
        session->state = run_pump(session->run);
    } while (go_on(session));
    timeline_update(session->timeline);
    cast_update(&session->cast, session->log);
    if (session->at_end) {
        session->step = timeline_steps(session->timeline);
    }
    look_at_aim(session);
    take_ending(session);
    return log_count(session->log) != count || session->state != before;
}

int session_fd(const struct session *session) {
    return session->run != NULL && session->state != RUN_ENDED ? run_fd(session->run) : -1;
}

static const char over[] = "The run is over: p looks back, b branches from there, r runs it again.";

int session_step(struct session *session, const char *actor, struct buf *why) {
    int ret;

    switch (session->run == NULL ? RUN_ENDED : session->state) {
    case RUN_WORKING:
        return -EAGAIN;
    case RUN_ASKING:
        buf_puts(why, "The program asks: a answers.");
        return -EAGAIN;
    case RUN_ENDED:
        buf_puts(why, session->saved ? "This is a saved run: there are no processes. p looks back."
                                     : over);
        return -ESRCH;
    case RUN_HELD:
        break;
    }
    ret = run_step(session->run, actor);
    if (ret < 0) {
        buf_putf(why, "%s can't go now.", actor != NULL ? actor : "Nobody");
        return ret;
    }
    settle(session);
    return 0;
}

int session_run_on(struct session *session, struct buf *why) {
    if (session->run == NULL || session->state != RUN_HELD) {
        buf_puts(why, session->run == NULL ? over : "Not now: wait for the step under way.");
        return -ESRCH;
    }
    run_play(session->run, true);
    settle(session);
    return 0;
}

int session_answer(struct session *session, const char *text) {
    int ret = session->run != NULL && session->state == RUN_ASKING ? run_answer(session->run, text)
                                                                   : -ESRCH;

    if (ret == 0) {
        settle(session);
    }
    return ret;
}
