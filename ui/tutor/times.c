/* SPDX-License-Identifier: MIT */
/* times.c: actions in the timeline: its cursor (a process and a step), how far away one stands, and
 * going to the step that the cursor is on. */
#include "actions.h"
#include "lanes.h"

enum { ARROWS = 4, BORDERS = 2 };

/* The lane that the cursor is on: that of the chosen process at first; -1: there is none. */
static long lane_of(struct desk *desk) {
    struct scene *scene = &desk->scene;
    const struct timeline *timeline = desk->session.timeline;
    long lane;

    if (timeline == NULL || timeline_lane_count(timeline) == 0) {
        return -1;
    }
    lane = timeline_lane_of(timeline, scene->lane);
    if (lane < 0) {
        lane = timeline_lane_of(timeline, scene->chosen);
        lane = lane < 0 ? 0 : lane;
        scene->lane = timeline_lane(timeline, (size_t)lane)->actor;
    }
    return lane;
}

void times_moved(struct desk *desk) {
    struct scene *scene = &desk->scene;

    scene->lane_step = desk->session.step;
    if (scene->page == VIEW_TIMELINE) {
        lane_of(desk);
    } else {
        scene->lane = 0; /* whoever is chosen when it comes to the front */
    }
}

enum refresh act_timeline(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;

    (void)key;
    scene->page = scene->page == VIEW_TIMELINE ? VIEW_STAGE : VIEW_TIMELINE;
    scene->scrolled[VIEW_TIMELINE] = false;
    times_moved(desk);
    return REFRESH_DRAW;
}

/* The cursor to a step, in sight. */
static enum refresh to_step(struct desk *desk, uint64_t step) {
    desk->scene.lane_step = step;
    desk->scene.time_shift = 0;
    desk->scene.scrolled[VIEW_TIMELINE] = false;
    return REFRESH_DRAW;
}

static struct lanes_window window_of(const struct desk *desk) {
    return lanes_window(&desk->scene, desk->canvas.width - BORDERS);
}

static enum refresh zoom(struct desk *desk, int by) {
    struct scene *scene = &desk->scene;
    int max = lanes_zoom_max(scene, desk->canvas.width - BORDERS);
    int to = (scene->zoom > max ? max : scene->zoom) + by;

    if (to < 0 || to > max) {
        desk_say(desk, to < 0 ? "A cell a step: closer it does not get."
                              : "This is all of the run in one screen.");
        return REFRESH_DRAW;
    }
    scene->zoom = to;
    return to_step(desk, scene->lane_step);
}

enum refresh act_zoom_out(struct desk *desk, int key) {
    (void)key;
    return zoom(desk, 1);
}

enum refresh act_zoom_in(struct desk *desk, int key) {
    (void)key;
    return zoom(desk, -1);
}

static enum refresh to_lane(struct desk *desk, long by) {
    long lane = lane_of(desk);
    long to = lane + by;

    if (lane < 0 || to < 0 || to >= (long)timeline_lane_count(desk->session.timeline)) {
        return REFRESH_NOTHING;
    }
    desk->scene.lane = timeline_lane(desk->session.timeline, (size_t)to)->actor;
    return to_step(desk, desk->scene.lane_step);
}

enum refresh act_lane_up(struct desk *desk, int key) {
    (void)key;
    return to_lane(desk, -1);
}

enum refresh act_lane_down(struct desk *desk, int key) {
    (void)key;
    return to_lane(desk, 1);
}

/* A step, or from afar a column, which is many. */
static enum refresh by_columns(struct desk *desk, bool on) {
    uint64_t by = window_of(desk).scale > 1 ? window_of(desk).scale : 1;
    uint64_t at = desk->scene.lane_step, steps = session_steps(&desk->session);

    if (on) {
        return to_step(desk, steps - at < by ? steps : at + by);
    }
    return to_step(desk, at < by ? 0 : at - by);
}

enum refresh act_time_back(struct desk *desk, int key) {
    (void)key;
    return by_columns(desk, false);
}

enum refresh act_time_on(struct desk *desk, int key) {
    (void)key;
    return by_columns(desk, true);
}

static enum refresh to_event(struct desk *desk, bool on) {
    long lane = lane_of(desk);
    const struct timeline *timeline = desk->session.timeline;
    uint64_t at = desk->scene.lane_step, step;

    if (lane < 0) {
        return REFRESH_NOTHING;
    }
    if (on ? timeline_lane_after(timeline, (size_t)lane, at, &step)
           : timeline_lane_before(timeline, (size_t)lane, at, &step)) {
        return to_step(desk, step);
    }
    desk_say(desk, "Nothing happens to %s %s.", log_str(desk->session.log, desk->scene.lane),
             on ? "after that" : "before that");
    return REFRESH_DRAW;
}

enum refresh act_event_next(struct desk *desk, int key) {
    (void)key;
    return to_event(desk, true);
}

enum refresh act_event_back(struct desk *desk, int key) {
    (void)key;
    return to_event(desk, false);
}

/* A fork and the beginning of its child are two ends, too. */
static bool birth_at(const struct desk *desk, size_t lane, uint64_t at, strid *ret_actor) {
    const struct timeline *timeline = desk->session.timeline;
    const struct timeline_lane *life = timeline_lane(timeline, lane);

    for (size_t i = 0; i < timeline_lane_count(timeline); i++) {
        const struct timeline_lane *other = timeline_lane(timeline, i);
        const struct event *born = log_at(desk->session.log, other->born);
        if (other->born_step == at && born != NULL && born->kind == EVENT_ACTOR_START &&
            (born->name == life->actor || other->actor == life->actor)) {
            *ret_actor = born->name == life->actor ? other->actor : born->name;
            return *ret_actor != 0;
        }
    }
    return false;
}

/* Where an arrow, a wake-up or a birth leads from here; false: nowhere. */
static bool other_end(const struct desk *desk, size_t lane, uint64_t at, strid *ret_actor,
                      uint64_t *ret_step) {
    const struct timeline *timeline = desk->session.timeline;
    struct timeline_arrow arrows[ARROWS];
    struct timeline_stretch op;
    bool acts = timeline_op_at(timeline, lane, at, &op);
    long woken;

    *ret_step = at;
    if (acts && timeline_arrows_at(timeline, op.done, arrows, ARROWS) > 0) {
        bool reads = arrows[0].to == op.done;
        *ret_actor = reads ? arrows[0].writer : arrows[0].reader;
        *ret_step = reads ? arrows[0].from_step : arrows[0].to_step;
        return true;
    }
    if (acts && (*ret_actor = lanes_waker(timeline, lane, &op)) != 0) {
        *ret_step = op.to;
        return true;
    }
    if (acts && (woken = lanes_woken(timeline, lane, at)) >= 0) {
        *ret_actor = timeline_lane(timeline, (size_t)woken)->actor;
        return true;
    }
    return birth_at(desk, lane, at, ret_actor);
}

enum refresh act_arrow(struct desk *desk, int key) {
    long lane = lane_of(desk);
    struct scene *scene = &desk->scene;
    uint64_t step;
    strid other;

    (void)key;
    if (lane < 0) {
        return REFRESH_NOTHING;
    }
    if (other_end(desk, (size_t)lane, scene->lane_step, &other, &step)) {
        scene->lane = other;
        return to_step(desk, step);
    }
    desk_say(desk, "No arrow begins or ends here: ] goes on to where %s does something.",
             log_str(desk->session.log, scene->lane));
    return REFRESH_DRAW;
}

enum refresh act_look_there(struct desk *desk, int key) {
    struct scene *scene = &desk->scene;
    uint64_t step = scene->lane_step;
    strid actor = lane_of(desk) < 0 ? 0 : scene->lane;

    (void)key;
    desk->playing = false;
    session_go(&desk->session, step);
    scene->page = VIEW_STAGE;
    desk->by_hand = actor != 0 && world_proc(session_world(&desk->session), actor) != NULL;
    scene->chosen = desk->by_hand ? actor : scene->chosen;
    return REFRESH_MOVED;
}
