/* SPDX-License-Identifier: MIT */
/* play.c: what happens by the clock: playing step by step, and the message that travels. While
 * neither is on, nothing is due and the loop sleeps without end. */
#include "clock.h"
#include "desk.h"
#include "stage_model.h"
#include <errno.h>

/* Tenths of a step a second. */
static const int speeds[] = {2, 5, 10, 20, 50, 100, 300};
enum { SPEEDS = sizeof(speeds) / sizeof(speeds[0]), FRAME_MS = 33, MESSAGE_MS = 400 };

static int64_t interval_ns(const struct desk *desk) {
    return 10 * NS_PER_S / speeds[desk->speed];
}

/* A message may take most of the time between two steps, and never more than 0.4 s. */
static int64_t message_ns(const struct desk *desk) {
    int64_t most = MESSAGE_MS * NS_PER_MS;
    int64_t part = interval_ns(desk) * 6 / 10;

    return desk->playing && part < most ? part : most;
}

/* The world one step ago, kept while the message moves. */
static void keep_before(struct desk *desk) {
    struct timeline *timeline = desk->session.timeline;
    uint64_t step = desk->session.step;

    world_copy(&desk->before, timeline_at(timeline, timeline_step_end(timeline, step - 1)));
}

void play_message(struct desk *desk) {
    play_arrive(desk);
    desk_scene(desk);
    desk->moving = !desk->reduce_motion && desk->scene.place == PLACE_RUN &&
                   desk->scene.page == VIEW_STAGE && desk->scene.over == VIEW_NONE &&
                   stage_flights(&desk->scene) > 0 &&
                   !(desk->playing && interval_ns(desk) < 3 * (int64_t)FRAME_MS * NS_PER_MS);
    if (desk->moving) {
        keep_before(desk);
    }
    desk->moved_at = clock_ns();
    desk->scene.flight = desk->moving ? 0 : 1000;
}

void play_arrive(struct desk *desk) {
    if (desk->moving) {
        world_done(&desk->before);
    }
    desk->moving = false;
    desk->scene.before = NULL;
    desk->scene.flight = 1000;
}

enum refresh play_step(struct desk *desk, const char *actor) {
    struct session *session = &desk->session;
    struct buf why = {0};
    int ret;

    if (actor == NULL && session->step < session_steps(session)) {
        session_go(session, session->step + 1);
        return REFRESH_MOVED;
    }
    ret = session_step(session, actor, &why);
    if (ret < 0 && ret != -EAGAIN) {
        desk->playing = false;
    }
    if (ret < 0 && why.len > 0) {
        desk_say(desk, "%s", buf_str(&why));
    }
    buf_done(&why);
    return ret < 0 ? REFRESH_DRAW : REFRESH_MOVED;
}

static enum refresh next_step(struct desk *desk, int64_t now) {
    enum refresh refresh;

    desk->play_at = now + interval_ns(desk);
    if (desk->session.step >= session_steps(&desk->session)) {
        if (desk->session.state == RUN_WORKING) {
            return REFRESH_NOTHING;
        }
        if (desk->session.state == RUN_ENDED || desk->session.run == NULL) {
            desk->playing = false;
            return REFRESH_DRAW;
        }
    }
    refresh = play_step(desk, NULL);
    return refresh;
}

enum refresh play_due(struct desk *desk, int64_t now) {
    enum refresh refresh = REFRESH_NOTHING;

    if (desk->moving) {
        int64_t gone = (now - desk->moved_at) * 1000 / message_ns(desk);
        if (gone >= 1000) {
            play_arrive(desk);
        } else {
            desk->scene.flight = (int)gone;
        }
        refresh = REFRESH_DRAW;
    }
    if (desk->playing && now >= desk->play_at) {
        enum refresh step = next_step(desk, now);
        refresh = step > refresh ? step : refresh;
    }
    enum refresh stride = big_step_due(desk), exam = exams_due(desk, now);
    refresh = stride > refresh ? stride : refresh;
    return exam > refresh ? exam : refresh;
}

int play_timeout(const struct desk *desk, int64_t now) {
    int64_t until = exams_wait(desk, now);

    if (desk->moving && (until < 0 || until > FRAME_MS * NS_PER_MS)) {
        until = FRAME_MS * NS_PER_MS;
    }
    if (desk->playing && (until < 0 || desk->play_at - now < until)) {
        until = desk->play_at > now ? desk->play_at - now : 0;
    }
    if (desk->striding && desk->session.state != RUN_WORKING) {
        until = 0;
    }
    return until < 0 ? -1 : (int)((until + NS_PER_MS - 1) / NS_PER_MS);
}

void play_toggle(struct desk *desk) {
    desk->playing = !desk->playing;
    desk->play_at = clock_ns();
    desk->scene.speed = speeds[desk->speed];
}

void play_faster(struct desk *desk, int by) {
    int speed = desk->speed + by;

    desk->speed = speed < 0 ? 0 : speed >= SPEEDS ? SPEEDS - 1 : speed;
    desk->scene.speed = speeds[desk->speed];
    desk->play_at = clock_ns() + interval_ns(desk);
    desk_say(desk, "Speed: %d.%d steps a second.", speeds[desk->speed] / 10,
             speeds[desk->speed] % 10);
}
