/* SPDX-License-Identifier: MIT */
/* other_orders.c: after a wrong prediction: is there an order in which the step does what was said?
 * Sought beside the stage, in runs of its own; any key ends that. What was found is brought on the
 * stage as a run of its own, and the run that one predicted in waits meanwhile. */
#include "actions.h"
#include "clock.h"
#include "mem.h"

enum { DRAW_EVERY_MS = 100 };

void orders_seek(struct desk *desk) {
    const struct session *session = &desk->session;

    orders_drop(desk);
    mem_free(desk->predict_params);
    desk->predict_params = mem_new((session->decl.param_count + 1) * sizeof(struct run_param));
    const struct foretelling_run run = {.lesson_dir = session->lesson->dir,
                                        .lesson = session->lesson->id,
                                        .program = session->decl.programs[session->program].id,
                                        .params = desk->predict_params,
                                        .param_count =
                                            session_params(session, desk->predict_params),
                                        .log = session->log};
    desk->predicted_launch = session->launches;
    desk->seek_drawn = clock_ns();
    foretelling_seek(&desk->foretelling, &run);
}

/* The run that was predicted in is not on the stage any more: nothing of it may be looked at. */
static bool is_stale(const struct desk *desk) {
    const struct session *session = desk->in_other ? &desk->other : &desk->session;

    return session->launches != desk->predicted_launch;
}

enum refresh orders_pump(struct desk *desk) {
    int64_t now = clock_ns();

    if (is_stale(desk)) {
        foretelling_rest(&desk->foretelling);
        return REFRESH_DRAW;
    }
    if (otherwise_pump(desk->foretelling.sought) &&
        now - desk->seek_drawn < DRAW_EVERY_MS * NS_PER_MS) {
        return REFRESH_NOTHING;
    }
    desk->seek_drawn = now;
    return REFRESH_DRAW;
}

int orders_fd(const struct desk *desk) {
    const struct otherwise *sought = desk->foretelling.sought;

    return sought != NULL ? otherwise_fd(sought) : -1;
}

bool orders_found(const struct desk *desk) {
    const struct otherwise *sought = desk->foretelling.sought;

    return sought != NULL && otherwise_found(sought) && !is_stale(desk);
}

void orders_tell(const struct desk *desk, struct buf *out) {
    char key[KEY_NAME];

    keys_name(ACTION_OTHER_ORDER, key);
    if (desk->in_other) {
        foretelling_here(&desk->foretelling, desk->other.log, out);
        buf_putf(out, "\n%s: back to your run.", key);
        return;
    }
    buf_puts(out, buf_str(&desk->foretelling.verdict));
    if (desk->foretelling.sought != NULL) {
        buf_puts(out, "\n");
        foretelling_sought(&desk->foretelling, out);
    }
    if (orders_found(desk)) {
        buf_putf(out, " %s shows it.", key);
    }
}

/* Its own session, arranged as the one on the stage, and with processes that can go on. */
static bool make_other(struct desk *desk) {
    const struct session *session = &desk->session;
    struct session *other = &desk->other;
    struct buf none = {0};
    uint64_t step = 0;
    struct log *log = otherwise_take(desk->foretelling.sought, &step);

    session_init(other);
    session_open(other, session->lesson);
    desk->has_other = true;
    if (log == NULL || !other->has_decl || session->program >= other->decl.program_count) {
        log_free(log);
        return false;
    }
    for (size_t i = 0; i < session->decl.param_count && i < other->decl.param_count; i++) {
        session_set(other, i, session->values[i], &none);
    }
    buf_done(&none);
    session_start(other, session->program);
    session_take(other, session->program, log, step);
    session_branch(other);
    return true;
}

static void swap(struct desk *desk) {
    struct session session = desk->session;

    desk->session = desk->other;
    desk->other = session;
    desk->in_other = !desk->in_other;
    desk->by_hand = false;
    desk->playing = false;
    desk->early_count = 0;
    desk->asked = 0;
    desk->answered = 0;
}

void orders_drop(struct desk *desk) {
    if (desk->in_other) {
        swap(desk);
    }
    if (desk->has_other) {
        session_done(&desk->other);
        desk->has_other = false;
    }
    foretelling_rest(&desk->foretelling);
    desk->has_verdict = false;
}

enum refresh act_other_order(struct desk *desk, int key) {
    (void)key;
    desk->playing = false;
    if (desk->in_other) {
        swap(desk);
        desk_say(desk, "Back in your run.");
        return REFRESH_MOVED;
    }
    if (orders_fd(desk) >= 0) {
        return REFRESH_DRAW; /* the verdict says that it is still sought */
    }
    if (!orders_found(desk)) {
        desk_say(desk,
                 desk->foretelling.on
                     ? "There is no other order to show: it is sought after a wrong prediction."
                     : "y: predict. After a wrong one another order is sought.");
        return REFRESH_DRAW;
    }
    if (!desk->has_other && !make_other(desk)) {
        orders_drop(desk);
        desk_say(desk, "The lesson can't be read any more.");
        return REFRESH_DRAW;
    }
    swap(desk);
    desk->has_verdict = true;
    return REFRESH_MOVED;
}
