/* SPDX-License-Identifier: MIT */
/*
 * order_try_plan.c: who goes next, so that items happen in a given order. A function of the number
 * of the run alone, so that the same answer is judged alike each time.
 */
#include "made.h"
#include "mem.h"
#include "order_try_parts.h"
#include "waits.h"
#include <string.h>

/* How often this actor began that operation on that line, before record `before`. */
static uint64_t count(const struct log *log, const struct trigger *trigger, uint64_t before) {
    strid actor = log_find(log, trigger->actor);
    uint64_t times = 0;
    for (uint64_t n = 1; n < before && n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        times += event->kind == EVENT_OP_ENTER && event->actor == actor &&
                 event->op == trigger->op && event->line == trigger->line;
    }
    return times;
}

struct trigger trigger_of(const struct log *log, uint64_t record) {
    const struct event *item = log_at(log, record);
    strid actor = item->kind == EVENT_ACTOR_START ? item->name : item->actor;
    struct trigger trigger = {.actor = log_str(log, actor)};
    for (uint64_t n = record; n > 0; n--) {
        const struct event *event = log_at(log, n);
        if (event->kind == EVENT_OP_ENTER && event->actor == actor) {
            trigger.op = (enum op_kind)event->op;
            trigger.line = event->line;
            trigger.nth = count(log, &trigger, n) + 1;
            break;
        }
    }
    return trigger;
}

static bool is_at(const struct attempt *attempt, const struct world_proc *proc,
                  const struct trigger *trigger) {
    return trigger->op != OP_NONE && proc->op == trigger->op && proc->line == trigger->line &&
           strcmp(log_str(attempt->log, proc->name), trigger->actor) == 0;
}

/* It stands before what is to happen later. What is due may be found at any time that its process
 * comes there: it is told by what it says, too. */
static bool is_too_early(const struct order_try *try, const struct world_proc *proc,
                         size_t happened) {
    const struct attempt *attempt = &try->attempt;
    if (is_at(attempt, proc, &try->triggers[try->order[happened]])) {
        return false;
    }
    for (size_t i = happened + 1; i < try->wish.question->choice_count; i++) {
        const struct trigger *trigger = &try->triggers[try->order[i]];
        if (is_at(attempt, proc, trigger) &&
            count(attempt->log, trigger, UINT64_MAX) + 1 >= trigger->nth) {
            return true;
        }
    }
    return false;
}

/* Who can go, a bit a process. */
struct able {
    bool *can;     /* stands at a gate */
    bool *in_turn; /* and not before what is to happen later */
    bool *seen;    /* was looked at on the way to whoever can end a wait */
};

static struct able look(const struct order_try *try, size_t happened) {
    const struct world *world = &try->attempt.world;
    struct able able = {mem_new(world->proc_count + 1), mem_new(world->proc_count + 1),
                        mem_new(world->proc_count + 1)};
    for (uint32_t i = 0; i < world->proc_count; i++) {
        able.can[i] = world->procs[i].state == PROC_READY;
        able.in_turn[i] = able.can[i] && !is_too_early(try, &world->procs[i], happened);
    }
    return able;
}

static void able_done(struct able *able) {
    mem_free(able->can);
    mem_free(able->in_turn);
    mem_free(able->seen);
}

enum { NOBODY = -1 };

/* The process itself, if it may go; else whoever can end its wait, or who can end theirs. */
static int64_t towards(const struct world *world, uint32_t index, struct able *able,
                       uint32_t first) {
    struct wait_set set = {0};
    int64_t found = able->in_turn[index] ? (int64_t)index : NOBODY;
    able->seen[index] = true;
    if (found == NOBODY && world->procs[index].state == PROC_BLOCKED) {
        waits_of(world, world->procs[index].name, &set);
    }
    for (size_t i = 0; i < set.count && found == NOBODY; i++) {
        uint32_t other = set.edges[(i + first) % set.count].proc;
        found = able->seen[other] ? NOBODY : towards(world, other, able, first);
    }
    wait_set_done(&set);
    return found;
}

/* In turn behind whoever went last. */
static int64_t behind(const struct attempt *attempt, const bool *may, int64_t but) {
    uint32_t count = attempt->world.proc_count;
    for (uint32_t i = 1; i <= count; i++) {
        uint32_t at = (uint32_t)(((uint64_t)attempt->last + i) % count);
        if (may[at] && at != but) {
            return at;
        }
    }
    return NOBODY;
}

/* The first runs go straight for it, others go only where they are waited for; then some in which
 * the others go as far as they can before; then any who may, at random. */
enum { STRAIGHT = 3, OTHERS_FIRST = 6 };

static int64_t choose(struct order_try *try, struct able *able, size_t happened) {
    struct attempt *attempt = &try->attempt;
    const struct world *world = &attempt->world;
    const char *name = try->triggers[try->order[happened]].actor;
    unsigned run = try->runs - 1;
    const struct world_proc *due = world_proc(world, log_find(attempt->log, name));
    int64_t wanted = due != NULL ? due - world->procs : NOBODY, found = NOBODY;
    if (run >= OTHERS_FIRST) {
        attempt->last = (uint32_t)made_below(&attempt->random, world->proc_count);
    } else if (run < STRAIGHT && wanted != NOBODY) {
        found = towards(world, (uint32_t)wanted, able, run);
    } else {
        found = behind(attempt, able->in_turn, wanted);
    }
    found = found != NOBODY ? found : behind(attempt, able->in_turn, NOBODY);
    return found != NOBODY ? found : behind(attempt, able->can, NOBODY);
}

strid order_try_next(struct order_try *try, size_t happened) {
    struct attempt *attempt = &try->attempt;
    if (attempt->world.proc_count == 0) {
        return 0;
    }
    struct able able = look(try, happened);
    int64_t found = choose(try, &able, happened);
    able_done(&able);
    if (found == NOBODY) {
        return 0;
    }
    attempt->last = (uint32_t)found;
    return attempt->world.procs[found].name;
}
