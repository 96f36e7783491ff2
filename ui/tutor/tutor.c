/* SPDX-License-Identifier: MIT */
/* tutor.c: the loop: wait for one thing, do what it asks for, draw what it changed. Paused and with
 * nothing on its way it waits without a time-out, so it makes no system call at all. */
#include "tutor.h"
#include "actions.h"
#include "clock.h"
#include "exams.h"
#include "prompts.h"
#include <signal.h>

enum {
    FD_RUN,
    FD_MEASURE,
    FD_WILD,
    FD_JUDGE,
    FD_SHOW,
    FD_DRAFT,
    FD_CHECK,
    FD_SEEK,
    FDS
}; /* waited for beside the terminal */

static void draw(struct desk *desk) {
    desk_scene(desk);
    frame_draw(&desk->canvas, &desk->scene);
    term_draw(desk->term, &desk->canvas);
    presenting_tell(desk);
}

static void refresh(struct desk *desk, enum refresh what) {
    switch (what) {
    case REFRESH_NOTHING:
    case REFRESH_QUIT:
        return;
    case REFRESH_ALL:
        term_redraw(desk->term);
        break;
    case REFRESH_MOVED:
        door_moved(desk);
        break;
    case REFRESH_DRAW:
        break;
    }
    draw(desk);
}

/* What the runner did by itself (a longer step, a branch on its way, an ask): shown like a step. */
static enum refresh runner_spoke(struct desk *desk) {
    uint64_t before = desk->session.step;

    if (!session_pump(&desk->session)) {
        return REFRESH_NOTHING;
    }
    editing_arrived(desk);
    return desk->session.step != before || desk->session.state == RUN_ASKING || desk->answered != 0
               ? REFRESH_MOVED
               : REFRESH_DRAW;
}

static void resized(struct desk *desk) {
    canvas_resize(&desk->canvas, term_width(desk->term), term_height(desk->term));
}

/* One event. Returns what is to be drawn; *ret_signal is set if one of these ended us. */
static enum refresh handle(struct desk *desk, const struct term_event *event, int *ret_signal) {
    enum refresh what = REFRESH_NOTHING;

    switch (event->kind) {
    case TERM_KEY:
        what = actions_key(desk, event->key);
        break;
    case TERM_RESIZE:
        resized(desk);
        what = REFRESH_ALL;
        break;
    case TERM_FD:
        what = event->index == FD_RUN       ? runner_spoke(desk)
               : event->index == FD_MEASURE ? speeds_pump(desk)
               : event->index == FD_WILD    ? wilds_pump(desk)
               : event->index == FD_JUDGE   ? questions_pump(desk)
               : event->index == FD_DRAFT   ? editing_pump(desk)
               : event->index == FD_CHECK   ? editing_checked(desk)
               : event->index == FD_SEEK    ? orders_pump(desk)
                                            : presenting_pump(desk);
        break;
    case TERM_TIME:
        break;
    case TERM_MOUSE:
        what = pointing(desk, event);
        break;
    case TERM_END:
        if (event->signal == SIGINT && exams_holds(desk)) {
            what = exams_quit(desk);
            break;
        }
        if (event->signal == SIGINT) {
            what = interrupt(desk);
            break;
        }
        *ret_signal = event->signal;
        return REFRESH_QUIT;
    }
    if (what != REFRESH_QUIT) {
        enum refresh due = play_due(desk, clock_ns());
        what = due > what ? due : what;
    }
    if (what != REFRESH_QUIT) {
        enum refresh due = editing_due(desk, clock_ns());
        what = due > what ? due : what;
    }
    return what;
}

static void begin(struct desk *desk) {
    const struct tutor_wish *wish = desk->wish;

    if (wish->saved != NULL) {
        session_open_saved(&desk->session, wish->saved, wish->catalogue);
        desk->scene.place = PLACE_RUN;
    } else if (wish->lesson != NULL) {
        door_lesson(desk, wish->lesson, wish->program);
    }
    if (wish->exam != NULL && !exams_begin(desk, wish->exam)) {
        return; /* said why not */
    }
    if (wish->saved_fault != NULL && wish->saved_fault->text != NULL) {
        desk_say(desk, "The file is torn: what stands before line %d is shown.",
                 wish->saved_fault->line);
    } else if (wish->notice != NULL) {
        desk_say(desk, "%s", wish->notice);
    } else if (term_notice(desk->term) != NULL) {
        desk_say(desk, "%s", term_notice(desk->term));
    } else {
        questions_trouble(desk);
    }
}

int tutor_on(const struct tutor_wish *wish, struct term *term, struct diag *diag) {
    struct desk desk;
    int signal = 0;
    int ret = 0;

    desk_init(&desk, wish, term);
    begin(&desk);
    draw(&desk);
    for (;;) {
        struct term_event event;
        enum refresh what;
        const int fds[FDS] = {[FD_RUN] = session_fd(&desk.session),
                              [FD_MEASURE] = measure_fd(desk.measure),
                              [FD_WILD] = desk.wild != NULL ? wild_fd(desk.wild) : -1,
                              [FD_JUDGE] = questions_fd(&desk),
                              [FD_SHOW] = wish->show != NULL ? show_server_fd(wish->show) : -1,
                              [FD_DRAFT] = draft_fd(wish->draft),
                              [FD_CHECK] = draft_check_fd(wish->draft),
                              [FD_SEEK] = orders_fd(&desk)};
        int64_t now = clock_ns();
        int timeout = editing_timeout(&desk, now, play_timeout(&desk, now));
        ret = term_wait(term, fds, FDS, timeout, &event);
        if (ret < 0) {
            diag_set(diag, ret, NULL, 0, "the terminal went away");
            break;
        }
        what = handle(&desk, &event, &signal);
        if (what == REFRESH_QUIT) {
            break;
        }
        refresh(&desk, what);
        while (what != REFRESH_QUIT && actions_early(&desk, &what)) {
            refresh(&desk, what);
        }
    }
    desk_done(&desk);
    return ret < 0 ? ret : signal > 0 ? 128 + signal : 0;
}

int tutor_open(const struct tutor_wish *wish, struct diag *diag) {
    struct term *term;
    int ret = term_open(&term, &wish->term, diag);

    if (ret < 0) {
        return ret;
    }
    ret = tutor_on(wish, term, diag);
    term_close(term);
    return ret;
}
