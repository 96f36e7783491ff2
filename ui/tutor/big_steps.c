/* SPDX-License-Identifier: MIT */
/* big_steps.c: steps as large as a class needs them: to where something is said, asked, marked or
 * blocked. Forward at the live end they are single steps one after the other, so that the run stops
 * right there. */
#include "actions.h"
#include "clock.h"
#include <errno.h>

enum { BIG_STEP_MS = 400 }; /* after that the screen is drawn, and it goes on */

static bool is_stop(const struct event *event) {
    return event->kind == EVENT_SAY || event->kind == EVENT_ASK || event->kind == EVENT_MARK ||
           event->kind == EVENT_OP_BLOCK || event->kind == EVENT_DEADLOCK ||
           event->kind == EVENT_RUN_END;
}

static bool has_stop(const struct session *session, uint64_t step) {
    uint64_t end = timeline_step_end(session->timeline, step);

    for (uint64_t n = timeline_step_begin(session->timeline, step); n > 0 && n <= end; n++) {
        if (is_stop(log_at(session->log, n))) {
            return true;
        }
    }
    return false;
}

/* On in what has run already; true if there is a stop. */
static bool on_in_the_past(struct session *session) {
    uint64_t steps = session_steps(session);

    for (uint64_t step = session->step + 1; step <= steps; step++) {
        if (has_stop(session, step)) {
            session_go(session, step);
            return true;
        }
    }
    session_go(session, steps);
    return false;
}

/* Single steps until there is a stop. True: there is none yet, and the loop must come back, because
 * it was long enough for one key, or because the runner is not done with a step. */
static bool on_at_the_end(struct desk *desk) {
    struct session *session = &desk->session;
    int64_t end = clock_ns() + BIG_STEP_MS * NS_PER_MS;
    struct buf why = {0};
    bool goes_on;

    do {
        int ret = session_step(session, NULL, &why);
        if (ret < 0 && ret != -EAGAIN && why.len > 0) {
            desk_say(desk, "%s", buf_str(&why));
        }
        goes_on = ret == 0 &&
                  (session->state == RUN_WORKING ||
                   (session->state == RUN_HELD && !has_stop(session, session_steps(session))));
    } while (goes_on && session->state == RUN_HELD && clock_ns() < end);
    buf_done(&why);
    return goes_on;
}

enum refresh big_step_due(struct desk *desk) {
    struct session *session = &desk->session;

    if (!desk->striding || session->state == RUN_WORKING) {
        return REFRESH_NOTHING;
    }
    buf_clear(&desk->status);
    desk->striding = session->run != NULL && session->state == RUN_HELD && session->at_end &&
                     !has_stop(session, session_steps(session)) && on_at_the_end(desk);
    if (desk->striding) {
        desk_say(desk, "On the way to the next stop. Esc stops here.");
    }
    return REFRESH_MOVED;
}

enum refresh act_big_step(struct desk *desk, int key) {
    struct session *session = &desk->session;

    (void)key;
    desk->playing = false;
    if (session->timeline == NULL) {
        return REFRESH_NOTHING;
    }
    if (!on_in_the_past(session)) {
        desk->striding = on_at_the_end(desk);
    }
    return REFRESH_MOVED;
}

enum refresh act_big_back(struct desk *desk, int key) {
    struct session *session = &desk->session;
    uint64_t step = session->step;

    (void)key;
    desk->playing = false;
    if (step == 0) {
        desk_say(desk, "This is the beginning: nothing has run yet.");
        return REFRESH_DRAW;
    }
    for (step--; step > 0 && !has_stop(session, step); step--) {
    }
    session_go(session, step);
    return REFRESH_MOVED;
}
