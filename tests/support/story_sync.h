/* SPDX-License-Identifier: MIT */
/*
 * story_sync.h: the part of story.h that knows semaphores and events. story.h includes it where it
 * belongs; nobody else does.
 */
#ifndef STORY_SYNC_H
#define STORY_SYNC_H

/* A counter: "main semaphore s 3"; a flag: "main event e". */
static inline void story_sync_made(struct story *story, const struct story_line *line) {
    struct event event = {.kind = EVENT_OBJ_NEW, .has = EVENT_HAS_OBJ, .fd = -1};
    bool flag = strcmp(line->words[1], "event") == 0;
    bool condition = strcmp(line->words[1], "condition") == 0;
    char attrs[96];
    snprintf(attrs, sizeof attrs, "{\"initial\":%.9s,\"bounded\":%s}", line->words[3],
             line->words[1][0] == 'b' ? "true" : "false");
    event.type = flag ? OBJ_EVENT : OBJ_SEMAPHORE;
    event.obj = story_id(story, line->words[2]);
    event.name = story_id(story, flag ? "event" : "semaphore");
    if (strcmp(line->words[1], "barrier") == 0) {
        event.type = OBJ_BARRIER;
        snprintf(attrs, sizeof attrs, "{\"parties\":%.9s}", line->words[3]);
    }
    if (condition) {
        event.type = OBJ_CONDITION;
        snprintf(attrs, sizeof attrs, "{\"lock\":\"%.40s\"}", line->words[3]);
    }
    event.state = story_id(story, flag ? "{\"set\":false}" : attrs);
    story_add(story, event, line->words[0]);
}

/* Whether an acquire, or a wait for an event, can end now; then it does. */
static inline bool story_try_sync(struct story *story, const char *actor, struct event event) {
    const struct world_obj *obj = world_obj(&story->world, event.obj);
    bool can = obj != NULL && obj_in_flight(obj) > 0;
    if (event.op == OP_EVENT_WAIT) {
        can = obj != NULL && strcmp(log_str(story->log, obj->state), "{\"set\":true}") == 0;
    }
    if (obj != NULL && obj->type == OBJ_CONDITION) {
        can = obj->written > obj->taken;
        event.state = story_id(story, "{\"part\":\"sleep\"}");
    }
    if (can) {
        story_exit(story, actor, event, 0, NULL, NULL, 0);
    }
    return can;
}

/* The steps of a condition variable that never sleep: enlist, ack, rouse, notify. */
static inline bool story_part(struct story *story, const struct story_line *line,
                              struct event event) {
    const struct world_obj *obj = world_obj(&story->world, event.obj);
    char state[64];
    if (obj == NULL || obj->type != OBJ_CONDITION || event.op == OP_ACQUIRE) {
        return false;
    }
    const char *part = strcmp(line->words[1], "rouse") == 0 ? "wake" : line->words[1];
    bool nobody = event.op == OP_TRY_ACQUIRE && obj->item_count == 0;
    snprintf(state, sizeof state, "{\"part\":\"%.30s\"}", part);
    event.state = story_id(story, state);
    story_exit(story, line->words[0], event, nobody ? -1 : 0, nobody ? "EAGAIN" : NULL, NULL, 0);
    return true;
}

/* set and clear. */
static inline void story_flag(struct story *story, const char *actor, struct event event) {
    bool set = event.op == OP_EVENT_SET;
    int64_t woken = 0;
    for (uint32_t i = 0; set && i < story->world.proc_count; i++) {
        const struct world_proc *proc = &story->world.procs[i];
        woken += proc->state == PROC_BLOCKED && proc->obj == event.obj;
    }
    event.state = story_id(story, set ? "{\"set\":true}" : "{\"set\":false}");
    story_exit(story, actor, event, woken, NULL, NULL, 0);
}

#endif
