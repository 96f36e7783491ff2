/* SPDX-License-Identifier: MIT */
/*
 * deadlock.c: finds the processes that can never go on.
 *
 * A blocked process goes on as soon as one of those who could end its wait does so. So the stuck
 * ones are the largest set of blocked processes in which everybody's helpers are all in the set
 * themselves: start with all that are blocked, and take out who has a helper outside, until nobody
 * is taken out any more. (For waits of the form "one of them", no smaller rule is right: a circle
 * alone does not mean deadlock, and a wait with no helper left is one without any circle.)
 */
#include "kinds.h"
#include "mem.h"
#include <string.h>

struct search {
    const struct world *world;
    struct wait_set *sets; /* one a process; what a blocked one waits for */
    bool *stuck;           /* likewise */
    bool whole;
    uint32_t count; /* of stuck ones */
};

static void search_done(struct search *search) {
    for (uint32_t i = 0; search->sets != NULL && i < search->world->proc_count; i++) {
        wait_set_done(&search->sets[i]);
    }
    mem_free(search->sets);
    mem_free(search->stuck);
}

/* Whether proc waits for the same as another one, who has a helper that is not blocked. */
static bool waits_alike(const struct world *world, const struct world_proc *proc,
                        const struct world_proc *live) {
    return live != NULL && live->obj != 0 && proc->obj == live->obj && proc->op == live->op &&
           world_wait(world, live)->alike;
}

/* Everybody's helpers; who has one that is not blocked is not stuck. Nobody but stuck ones are left
 * in the run: whole. */
static void look(struct search *search) {
    const struct world *world = search->world;
    const struct world_proc *live = NULL; /* the last one seen who has a helper that goes on */
    bool blocked = false, moving = false;
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *proc = &world->procs[i];
        struct wait_set *set = &search->sets[i];
        if (proc->state != PROC_BLOCKED) {
            moving = moving || proc_lives(proc);
            continue;
        }
        blocked = true;
        if (waits_alike(world, proc, live)) {
            continue;
        }
        set->until_live = true;
        waits_of(world, proc->name, set);
        search->stuck[i] = !set->outside && !set->unknown && !set->live;
        moving = moving || set->outside;
        live = set->live && !set->outside ? proc : live;
    }
    search->whole = blocked && !moving;
}

static bool has_helper_outside(const struct search *search, const struct wait_set *set) {
    for (size_t i = 0; i < set->count; i++) {
        if (!search->stuck[set->edges[i].proc]) {
            return true;
        }
    }
    return false;
}

static void take_out(struct search *search) {
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < search->world->proc_count; i++) {
            if (search->stuck[i] && has_helper_outside(search, &search->sets[i])) {
                search->stuck[i] = false;
                changed = true;
            }
        }
    }
}

/* In a whole deadlock everybody who is blocked is stuck, whatever the log shows of their helpers.
 */
static void count_stuck(struct search *search) {
    for (uint32_t i = 0; i < search->world->proc_count; i++) {
        search->stuck[i] =
            search->stuck[i] || (search->whole && search->world->procs[i].state == PROC_BLOCKED);
        search->count += search->stuck[i];
    }
}

/* A walk over the stuck ones, from one of them, breadth first: from[i] is who waits for i on the
 * way there. */
struct walk {
    uint32_t *queue, *from, *edge, *depth;
    uint32_t head, tail;
    bool holders_only; /* of who waits for holders of an end, nobody else who could come to hold one
                        */
};

/* Who holds an end stands before those who could open the name: what is held is what is waited for.
 */
static bool goes_along(const struct walk *walk, const struct wait_set *set, uint32_t edge) {
    return !walk->holders_only || set->edges[edge].fd >= 0 || set->edges[0].fd < 0;
}

/* The shortest way from start back to start, if it is shorter than `below`: its length, and the way
 * in walk->from; or 0. */
static uint32_t way_back(const struct search *search, struct walk *walk, uint32_t start,
                         uint32_t below) {
    for (uint32_t i = 0; i < search->world->proc_count; i++) {
        walk->from[i] = UINT32_MAX;
    }
    walk->head = walk->tail = 0;
    walk->depth[start] = 0;
    walk->queue[walk->tail++] = start;
    while (walk->head < walk->tail) {
        uint32_t at = walk->queue[walk->head++];
        const struct wait_set *set = &search->sets[at];
        for (uint32_t e = 0; e < set->count && walk->depth[at] + 1 < below; e++) {
            uint32_t next = set->edges[e].proc;
            if (!search->stuck[next] || walk->from[next] != UINT32_MAX ||
                !goes_along(walk, set, e)) {
                continue;
            }
            walk->from[next] = at;
            walk->edge[next] = e;
            if (next == start) {
                return walk->depth[at] + 1;
            }
            walk->depth[next] = walk->depth[at] + 1;
            walk->queue[walk->tail++] = next;
        }
    }
    return 0;
}

static struct deadlock_link link_of(const struct world *world, uint32_t proc,
                                    const struct wait_edge *edge) {
    const struct world_proc *waiter = &world->procs[proc];
    return (struct deadlock_link){.actor = waiter->name,
                                  .op = waiter->op,
                                  .obj = waiter->obj,
                                  .fd = waiter->fd,
                                  .waits_for = edge == NULL ? 0 : edge->actor,
                                  .through = edge == NULL ? -1 : edge->fd};
}

/* Writes the way that was found down, from start on. */
static void keep_circle(const struct search *search, const struct walk *walk, uint32_t start,
                        uint32_t length, struct deadlock *ret) {
    mem_free(ret->circle);
    ret->circle = mem_new(length * sizeof *ret->circle);
    ret->circle_count = length;
    for (uint32_t i = length, at = start; i > 0; i--) {
        uint32_t from = walk->from[at];
        ret->circle[i - 1] =
            link_of(search->world, from, &search->sets[from].edges[walk->edge[at]]);
        at = from;
    }
}

/* The shortest circle among the stuck. Its length, or UINT32_MAX. */
static uint32_t shortest(const struct search *search, struct walk *walk, struct deadlock *ret) {
    uint32_t best = UINT32_MAX;
    for (uint32_t i = 0; i < search->world->proc_count && best > 1; i++) {
        uint32_t length = search->stuck[i] ? way_back(search, walk, i, best) : 0;
        if (length != 0) {
            best = length;
            keep_circle(search, walk, i, length, ret);
        }
    }
    return best;
}

/* Without a circle, somebody who waits for nobody (there is one: follow anybody's helpers). */
static void keep_alone(const struct search *search, struct deadlock *ret) {
    for (uint32_t i = 0; i < search->world->proc_count; i++) {
        if (search->stuck[i] && search->sets[i].count == 0) {
            ret->circle = mem_new(sizeof *ret->circle);
            ret->circle_count = 1;
            *ret->circle = link_of(search->world, i, NULL);
            return;
        }
    }
}

/* One among those who hold what is waited for; else one with those who could come to hold it. */
static void find_circle(const struct search *search, struct deadlock *ret) {
    size_t row = search->world->proc_count;
    uint32_t *memory = mem_new(4 * row * sizeof *memory);
    struct walk walk = {memory, memory + row, memory + 2 * row, memory + 3 * row, 0, 0, true};
    uint32_t length = shortest(search, &walk, ret);
    if (length == UINT32_MAX) {
        walk.holders_only = false;
        length = shortest(search, &walk, ret);
    }
    if (length == UINT32_MAX) {
        keep_alone(search, ret);
    }
    mem_free(memory);
}

bool world_deadlock(const struct world *world, struct deadlock *ret_deadlock) {
    struct search search = {.world = world};
    search.sets = mem_new(world->proc_count * sizeof *search.sets);
    search.stuck = mem_new(world->proc_count * sizeof *search.stuck);
    look(&search);
    take_out(&search);
    count_stuck(&search);
    if (search.count > 0) {
        struct deadlock found = {.whole = search.whole};
        found.actors = mem_new(search.count * sizeof *found.actors);
        for (uint32_t i = 0; i < world->proc_count; i++) {
            if (search.stuck[i]) {
                found.actors[found.actor_count++] = world->procs[i].name;
            }
        }
        find_circle(&search, &found);
        *ret_deadlock = found;
    }
    search_done(&search);
    return search.count > 0;
}

void deadlock_done(struct deadlock *deadlock) {
    if (deadlock != NULL) {
        mem_free(deadlock->actors);
        mem_free(deadlock->circle);
        *deadlock = (struct deadlock){0};
    }
}

void deadlock_names(const struct world *world, const struct deadlock *deadlock, struct buf *out) {
    for (size_t i = 0; i < deadlock->actor_count; i++) {
        buf_puts(out, i == 0 ? "" : " ");
        buf_puts(out, log_str(world->log, deadlock->actors[i]));
    }
}

bool deadlock_is_known(const struct world *world, const struct deadlock *deadlock) {
    const struct event *record = log_at(world->log, world->deadlock);
    if (world->deadlock == 0 || record == NULL) {
        return false;
    }
    struct buf names = {0};
    deadlock_names(world, deadlock, &names);
    bool same = strcmp(buf_str(&names), log_str(world->log, record->waits_for)) == 0;
    buf_done(&names);
    return same;
}

static void put_stuck(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const struct world_wait *wait = world_wait(world, proc);
    struct wait_set set = {0};
    waits_of(world, proc->name, &set);
    buf_putf(out, "%s ", log_str(world->log, proc->name));
    (wait->stuck != NULL ? wait->stuck : wait->why)(world, proc, &set, out);
    wait_set_done(&set);
}

/* A circle is broken at one place: of what can be changed, one thing is enough, so behind another
 * it begins with "Or". Whether there was anything to say. */
static bool put_advice(const struct world *world, const struct world_proc *proc, bool behind,
                       struct buf *out) {
    const struct world_wait *wait = world_wait(world, proc);
    struct wait_set set = {0};
    struct buf advice = {0};
    waits_of(world, proc->name, &set);
    if (wait->advice != NULL) {
        wait->advice(world, proc, &set, &advice);
    }
    const char *text = buf_str(&advice);
    bool any = text[0] == ' ' && text[1] >= 'A' && text[1] <= 'Z';
    if (any && behind) {
        buf_putf(out, " Or %c%s", text[1] - 'A' + 'a', text + 2);
    } else {
        buf_puts(out, text);
    }
    buf_done(&advice);
    wait_set_done(&set);
    return any;
}

static bool in_circle(const struct deadlock *deadlock, strid actor) {
    for (size_t i = 0; i < deadlock->circle_count; i++) {
        if (deadlock->circle[i].actor == actor) {
            return true;
        }
    }
    return false;
}

/* Those who wait for the circle without being in it. */
static void put_others(const struct world *world, const struct deadlock *deadlock,
                       struct buf *out) {
    enum { NAMED_MAX = 3 };
    size_t others = deadlock->actor_count - deadlock->circle_count, told = 0;
    for (size_t i = 0; i < deadlock->actor_count && told < NAMED_MAX; i++) {
        if (!in_circle(deadlock, deadlock->actors[i])) {
            buf_puts(out, told == 0 ? " So " : told + 1 == others ? " and " : ", ");
            buf_puts(out, log_str(world->log, deadlock->actors[i]));
            told++;
        }
    }
    if (told < others) {
        buf_putf(out, " and %zu more", others - told);
    }
    if (told > 0) {
        buf_puts(out, others == 1 ? " waits for ever too." : " wait for ever too.");
    }
}

void deadlock_why(const struct world *world, const struct deadlock *deadlock, struct buf *out) {
    enum { TOLD_MAX = 4 };
    for (size_t i = 0; i < deadlock->circle_count && i < TOLD_MAX; i++) {
        const struct world_proc *proc = world_proc(world, deadlock->circle[i].actor);
        if (proc != NULL) {
            buf_puts(out, i == 0 ? "" : " ");
            put_stuck(world, proc, out);
        }
    }
    if (deadlock->circle_count > TOLD_MAX) {
        buf_putf(out, " And so on, %zu in a circle.", deadlock->circle_count);
    }
    put_others(world, deadlock, out);
    bool advised = false;
    for (size_t i = 0; i < deadlock->circle_count && i < TOLD_MAX; i++) {
        const struct world_proc *proc = world_proc(world, deadlock->circle[i].actor);
        advised = (proc != NULL && put_advice(world, proc, advised, out)) || advised;
    }
}
