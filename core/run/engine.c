/* SPDX-License-Identifier: MIT */
/* engine.c: see engine.h: the main loop of a run. */
#include "engine.h"
#include "clock.h"
#include "engine_parts.h"
#include "mem.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>

int64_t engine_worked(const struct engine *engine) {
    return clock_ns() - engine->began - engine->idle;
}

int64_t engine_now(const struct engine *engine) {
    return engine_worked(engine) + (engine->supervisor ? supervisor_clock(engine->supervisor) : 0);
}

static const struct supervisor_slot *look(void *arg, uint32_t slot) {
    const struct engine *engine = arg;
    return slot < supervisor_count(engine->supervisor) ? supervisor_slot(engine->supervisor, slot)
                                                       : NULL;
}

static int64_t fill(void *arg, uint32_t slot, int fd) {
    const struct engine *engine = arg;
    return supervisor_fill(engine->supervisor, slot, fd);
}

static void take(void *arg, uint32_t slot, const struct ring_record *record) {
    struct engine *engine = arg;
    recorder_take(&engine->recorder, slot, record);
}

void engine_record(struct engine *engine) {
    const uint32_t *changed;
    supervisor_drain(engine->supervisor, take, engine);
    uint32_t count = supervisor_changed(engine->supervisor, &changed);
    recorder_settled(&engine->recorder, changed, count);
    for (uint32_t i = 0; i < count; i++) {
        crowd_update(&engine->crowd, changed[i], supervisor_slot(engine->supervisor, changed[i]));
    }
    engine_look_at_deaths(engine, changed, count);
    if (engine->recorder.moved && engine->crowd.blocked > 0) {
        engine_deadlock(engine, false);
    }
    engine_send(engine, false);
}

static void begin(struct engine *engine, uint32_t slot, bool let_go) {
    engine->step_began = engine_worked(engine);
    recorder_begin(&engine->recorder, slot, let_go,
                   engine->step_began + supervisor_clock(engine->supervisor));
}

/* Lets one process go: the one that was asked for, else whoever is next. */
static void step(struct engine *engine, uint32_t slot) {
    const struct crowd *crowd = &engine->crowd;
    size_t i = 0;
    if (slot == SLOT_NOBODY) {
        int r = order_next(&engine->order, crowd->ready, crowd->ready_count, &i, &engine->fault);
        if (r < 0) {
            engine->fault_code = r;
            return;
        }
    } else {
        while (crowd->ready[i].slot != slot) {
            i++;
        }
    }
    const struct order_choice choice = crowd->ready[i];
    order_went(&engine->order, &choice);
    schedule_add(&engine->went, choice.name);
    engine->steps++;
    begin(engine, choice.slot, true);
    supervisor_step(engine->supervisor, choice.slot);
    engine_record(engine);
}

/* Whether Ctrl-C is to come here: typed, or by the schedule. */
static bool interrupt_is_next(const struct engine *engine, const char *word) {
    return engine->interrupted || order_wants_word(&engine->order, word);
}

/* Ctrl-C, which is this word of a schedule: a signal to all, and a step of its own. */
static void interrupt(struct engine *engine, const char *word) {
    engine->interrupted = false;
    order_did(&engine->order, word);
    schedule_add(&engine->went, word);
    engine->steps++;
    engine->step_began = engine_worked(engine);
    recorder_interrupt(&engine->recorder, SIGINT, word,
                       engine->step_began + supervisor_clock(engine->supervisor));
    supervisor_signal_all(engine->supervisor, SIGINT);
    engine_record(engine);
}

const char *engine_next_line(struct engine *engine, size_t *ret_len) {
    const char *line = engine->input;
    if (!line || !*line) {
        return NULL;
    }
    *ret_len = strcspn(line, "\n");
    engine->input = line + *ret_len + (line[*ret_len] == '\n');
    return line;
}

/* Answers whoever asks. Input that is at its end is an end of all answers, but with a screen there
 * is somebody to ask. */
static void answer(struct engine *engine) {
    uint32_t slot = crowd_first(&engine->crowd, SLOT_ASKING);
    size_t len = 0;
    const char *line = engine_next_line(engine, &len);
    char *typed = NULL;
    if (!line && (engine->held.wish.hold || !engine->held.wish.input)) {
        bool interrupted = false;
        line = typed = engine_ask(engine, &interrupted);
        if (interrupted) {
            interrupt(engine, ORDER_INTERRUPT_ASKING);
        }
        if (!typed) {
            return;
        }
        len = strlen(typed);
    }
    begin(engine, slot, false);
    supervisor_answer(engine->supervisor, slot, line, len);
    mem_free(typed);
    engine_record(engine);
}

/* Somebody sleeps: the run's clock moves. */
static void wake(struct engine *engine) {
    begin(engine, SLOT_NOBODY, false);
    supervisor_wake(engine->supervisor);
    engine->recorder.t = engine_now(engine);
    engine_record(engine);
}

/* A timer of the kernel runs: nothing to do but to let it. */
static void wait_timer(struct engine *engine) {
    const struct timespec pause = {.tv_nsec = 1000000};
    nanosleep(&pause, NULL);
    begin(engine, SLOT_NOBODY, false);
    supervisor_settle(engine->supervisor);
    engine_record(engine);
}

static bool has_timer(const struct engine *engine) {
    for (uint32_t i = 0; i < supervisor_count(engine->supervisor); i++) {
        const struct supervisor_slot *slot = supervisor_slot(engine->supervisor, i);
        if (slot->state == SLOT_BLOCKED && slot->timed) {
            return true;
        }
    }
    return false;
}

/* Whether the next step has to be asked for. A wish's schedule is gone through without. */
static bool holds(struct engine *engine) {
    if (engine->playing && engine->until_mark && engine->recorder.stop_here) {
        engine->playing = false;
    }
    engine->prefix = engine->prefix && order_has_more(&engine->order);
    return engine->held.wish.hold && !engine->playing && !engine->prefix;
}

static void go_on(struct engine *engine) {
    uint32_t slot = engine->interrupted ? SLOT_TERMINAL : SLOT_NOBODY;
    if (slot == SLOT_NOBODY && holds(engine)) {
        if (!engine_hold(engine, &slot)) {
            return;
        }
        engine->recorder.stop_here = false;
    }
    bool next = slot == SLOT_NOBODY && order_wants_word(&engine->order, ORDER_INTERRUPT);
    if (slot == SLOT_TERMINAL || next) {
        interrupt(engine, ORDER_INTERRUPT);
    } else {
        step(engine, slot);
    }
}

/* The limits that are looked at between steps, and now and then the tutor. */
static void look_around(struct engine *engine) {
    if (engine->steps % ENGINE_PEEK_STEPS == 0 || engine->held.wish.hold) {
        engine_peek(engine);
    }
    if (engine->cut == CUT_NONE && engine->deadline && engine_worked(engine) > engine->deadline) {
        engine->cut = CUT_TIME;
    }
    if (log_count(engine->log) > ENGINE_RECORDS_MAX && engine->recorder.trouble == TROUBLE_NONE) {
        engine->recorder.trouble = TROUBLE_LIMIT;
        engine->recorder.trouble_text = mem_strdup("the run has more than 1000000 records");
    }
}

/* Everybody in turn, until nobody can go on (returns true: somebody is left who would like to) or
 * the run is cut. */
static bool go(struct engine *engine) {
    const struct crowd *crowd = &engine->crowd;
    for (;;) {
        look_around(engine);
        if (engine->cut != CUT_NONE || engine->recorder.trouble != TROUBLE_NONE ||
            engine->fault.text || crowd->live == 0) {
            return false;
        }
        if (crowd->asking > 0 && interrupt_is_next(engine, ORDER_INTERRUPT_ASKING)) {
            interrupt(engine, ORDER_INTERRUPT_ASKING);
        } else if (crowd->asking > 0) {
            answer(engine);
        } else if (crowd->ready_count > 0) {
            go_on(engine);
        } else if (crowd->sleeping > 0) {
            wake(engine);
        } else if (crowd->computing > 0 || has_timer(engine)) {
            wait_timer(engine);
        } else if (interrupt_is_next(engine, ORDER_INTERRUPT)) {
            interrupt(engine, ORDER_INTERRUPT);
        } else {
            return true;
        }
    }
}

static bool go_to_end(struct engine *engine) {
    bool stuck = go(engine);
    if (stuck) {
        engine_deadlock(engine, true);
    }
    return stuck;
}

static int start_supervisor(struct engine *engine, struct diag *diag) {
    struct supervisor_wish wish = {.main = hatch_main,
                                   .arg = &engine->hatch,
                                   .cage = &engine->cage,
                                   .wild = engine->held.wish.wild,
                                   .interrupt = engine_interrupt,
                                   .interrupt_arg = engine};
    int r = supervisor_new(&wish, &engine->supervisor, diag);
    if (r < 0 && !engine->supervisor) {
        return r;
    }
    diag_done(diag); /* a main that does not settle: what it noted tells */
    return 0;
}

static int open_engine(struct engine *engine, bool declare_only, struct diag *diag) {
    const struct run_wish *wish = &engine->held.wish;
    int seconds = wish->limit_seconds > 0 ? wish->limit_seconds : wish->hold ? 0 : ENGINE_SECONDS;
    engine->deadline = seconds * NS_PER_S;
    engine->input = wish->input;
    cage_enter(&engine->cage);
    int r = hatch_init(&engine->hatch, wish, declare_only, diag);
    return r < 0 ? r : start_supervisor(engine, diag);
}

static void close_engine(struct engine *engine) {
    supervisor_free(engine->supervisor);
    cage_leave(&engine->cage);
    hatch_done(&engine->hatch);
    recorder_done(&engine->recorder);
    crowd_done(&engine->crowd);
    order_done(&engine->order);
    schedule_done(&engine->went);
    link_log_out_done(&engine->out);
    wish_done(&engine->held);
    diag_done(&engine->fault);
    mem_free(engine->expect);
    log_free(engine->log);
    link_done(&engine->link);
}

/* A lesson that still loads when the time is up notes where it was. */
static void cut_load(struct engine *engine) {
    if (engine->cut == CUT_TIME && engine->supervisor) {
        supervisor_where(engine->supervisor, 0);
    }
}

static void run(struct engine *engine) {
    struct diag diag = {0};
    bool wild = engine->held.wish.wild;
    bool stuck = false;
    int r = open_engine(engine, false, &diag);
    if (r == 0 && wild) {
        stuck = engine_wild_go(engine);
    }
    cut_load(engine);
    r = r < 0 ? r : engine_start(engine, &diag);
    if (r < 0) {
        engine_send_fault(engine, &diag, r);
        engine_send_state(engine, RUN_ENDED);
        diag_done(&diag);
        return;
    }
    if (wild) {
        engine_wild_record(engine, stuck);
    } else {
        recorder_begin(&engine->recorder, 0, false, engine_now(engine));
        engine_record(engine);
        stuck = go_to_end(engine);
    }
    engine_end(engine, stuck);
}

/* The declarations and nothing else: the lesson's main loads the file and ends. */
static void declare(struct engine *engine) {
    struct diag diag = {0};
    struct buf json = {0};
    int r = open_engine(engine, true, &diag);
    cut_load(engine);
    r = r < 0 ? r : hatch_read(&engine->hatch, &json, &diag);
    if (r < 0) {
        engine_send_fault(engine, &diag, r);
    } else {
        link_begin(&engine->link, LINK_DECLARED);
        link_put(&engine->link, buf_str(&json), json.len);
        link_end(&engine->link);
        link_flush(&engine->link);
    }
    buf_done(&json);
    diag_done(&diag);
}

/* Waits for the one request. */
static int take_request(struct engine *engine, bool *ret_declare) {
    struct link_frame frame;
    int r;
    while ((r = link_next(&engine->link, &frame)) == 0) {
        struct pollfd poll_fd = {.fd = engine->link.fd, .events = POLLIN};
        poll(&poll_fd, 1, -1);
        r = link_fill(&engine->link);
        if (r == 0 || (r < 0 && r != -EAGAIN)) {
            return -EPIPE;
        }
    }
    if (r < 0 || (frame.type != LINK_WISH && frame.type != LINK_DECLARE)) {
        return -EPROTO;
    }
    *ret_declare = frame.type == LINK_DECLARE;
    return wish_take(&frame, &engine->held);
}

int engine_serve(int fd) {
    struct engine engine = {0};
    bool declare_only = false;
    engine.began = clock_ns();
    link_init(&engine.link, fd);
    engine.log = log_new();
    link_log_out_init(&engine.out, engine.log);
    recorder_init(&engine.recorder, engine.log, look, &engine);
    engine.recorder.fill = fill;
    int r = take_request(&engine, &declare_only);
    if (r == 0) {
        engine.began = clock_ns();
        (declare_only ? declare : run)(&engine);
    }
    close_engine(&engine);
    return r < 0 ? 70 : 0;
}
