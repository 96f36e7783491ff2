/* SPDX-License-Identifier: MIT */
/* engine_link.c: what the runner says to the tutor, and takes from it. */
#include "clock.h"
#include "engine_parts.h"
#include "mem.h"
#include <errno.h>
#include <poll.h>

void engine_send(struct engine *engine, bool now) {
    uint64_t waiting = log_count(engine->log) - engine->out.sent;
    if (!now && waiting < ENGINE_SEND_RECORDS &&
        engine->recorder.t - engine->sent_at < ENGINE_SEND_NS) {
        return;
    }
    engine->sent_at = engine->recorder.t;
    link_log_send(&engine->out, &engine->link);
    if (link_flush(&engine->link) < 0) {
        engine->cut = CUT_TUTOR_GONE;
    }
}

/* Whose turn it is while the run is held; "": nobody's. */
static const char *next_in_order(const struct engine *engine, enum run_state state) {
    const struct crowd *crowd = &engine->crowd;
    size_t i = 0;
    bool known = state == RUN_HELD && crowd->ready_count > 0 &&
                 !order_wants_word(&engine->order, ORDER_INTERRUPT) &&
                 order_peek(&engine->order, crowd->ready, crowd->ready_count, &i);
    return known ? crowd->ready[i].name : "";
}

void engine_send_state(struct engine *engine, enum run_state state) {
    link_log_send(&engine->out, &engine->link);
    link_begin(&engine->link, LINK_STATE);
    link_put_u8(&engine->link, (uint8_t)state);
    link_put_str(&engine->link, next_in_order(engine, state));
    link_end(&engine->link);
    engine_send(engine, true);
}

void engine_send_fault(struct engine *engine, const struct diag *diag, int code) {
    link_put_fault(&engine->link, code, diag);
    link_flush(&engine->link);
}

/* The next frame if there is one; a tutor that is gone or talks nonsense sets cut. */
static bool next_frame(struct engine *engine, struct link_frame *ret_frame) {
    for (;;) {
        int r = link_next(&engine->link, ret_frame);
        if (r == 0) {
            r = link_fill(&engine->link);
            if (r == 1) {
                continue;
            }
            r = r == -EAGAIN ? -EAGAIN : -EPIPE;
        }
        if (r != 1 && r != -EAGAIN) {
            engine->cut = CUT_TUTOR_GONE;
        }
        return r == 1;
    }
}

static void cut_by_stop(struct engine *engine) {
    if (engine->cut == CUT_NONE) {
        engine->cut = CUT_STOPPED;
    }
}

void engine_peek(struct engine *engine) {
    struct link_frame frame;
    while (engine->cut == CUT_NONE && next_frame(engine, &frame)) {
        if (frame.type == LINK_STOP) {
            cut_by_stop(engine);
        } else if (frame.type == LINK_INTERRUPT) {
            engine->interrupted = true;
            engine->playing = false;
        }
    }
}

int engine_interrupt(void *arg) {
    struct engine *engine = arg;
    int64_t worked = engine_worked(engine);
    bool step_too_long = worked - engine->step_began > ENGINE_SECONDS * NS_PER_S;
    engine_peek(engine);
    if (engine->cut == CUT_NONE && (engine->deadline ? worked > engine->deadline : step_too_long)) {
        engine->cut = CUT_TIME;
    }
    return engine->cut != CUT_NONE;
}

/* Sleeps until a frame comes; false: cut. The time is the tutor's, not the run's. */
static bool wait_frame(struct engine *engine, struct link_frame *ret_frame) {
    int64_t from = clock_ns();
    bool there = false;
    while (engine->cut == CUT_NONE && !(there = next_frame(engine, ret_frame))) {
        struct pollfd poll_fd = {.fd = engine->link.fd, .events = POLLIN};
        if (engine->cut == CUT_NONE) {
            poll(&poll_fd, 1, -1);
        }
    }
    engine->idle += clock_ns() - from;
    return there;
}

/* Who is meant by a LINK_STEP; false: nobody who could go. */
static bool step_meant(struct engine *engine, struct link_frame *frame, uint32_t *ret_slot) {
    char *name = link_get_str(frame);
    const struct order_choice *choice = *name ? crowd_ready(&engine->crowd, name) : NULL;
    bool meant = !*name || choice;
    if (meant) {
        *ret_slot = choice ? choice->slot : SLOT_NOBODY;
    }
    mem_free(name);
    return meant;
}

bool engine_hold(struct engine *engine, uint32_t *ret_slot) {
    struct link_frame frame;
    engine_send_state(engine, RUN_HELD);
    while (wait_frame(engine, &frame)) {
        if (frame.type == LINK_STEP && step_meant(engine, &frame, ret_slot)) {
            return true;
        }
        if (frame.type == LINK_PLAY) {
            engine->playing = true;
            engine->until_mark = link_get_u8(&frame);
            *ret_slot = SLOT_NOBODY;
            return true;
        }
        if (frame.type == LINK_INTERRUPT) {
            *ret_slot = SLOT_TERMINAL;
            return true;
        }
        if (frame.type == LINK_STOP) {
            cut_by_stop(engine);
        } else {
            engine_send_state(engine, RUN_HELD);
        }
    }
    return false;
}

char *engine_ask(struct engine *engine, bool *ret_interrupt) {
    struct link_frame frame;
    *ret_interrupt = false;
    engine_send_state(engine, RUN_ASKING);
    while (wait_frame(engine, &frame)) {
        if (frame.type == LINK_ANSWER) {
            return link_get_str(&frame);
        }
        if (frame.type == LINK_INTERRUPT) {
            *ret_interrupt = true;
            return NULL;
        }
        if (frame.type == LINK_STOP) {
            cut_by_stop(engine);
        } else {
            engine_send_state(engine, RUN_ASKING);
        }
    }
    return NULL;
}
