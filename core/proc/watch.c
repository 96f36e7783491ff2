/* SPDX-License-Identifier: MIT */
/*
 * watch.c: watching a run whose gates are all open (supervisor.h): nobody is let go, nobody is
 * waited for. What is left to do: reap, empty the rings, answer, and see when all is over or
 * everybody sleeps for good.
 *
 * Read settle.c first: there, all share one CPU and a look is an instant. Here looks are no
 * instant, and it takes two of them to know that there was a moment at which all slept.
 */
#include "clock.h"
#include "futex.h"
#include "ring_bytes.h"
#include "supervising.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where the kernel does not count how often a process was given a CPU, only time tells. */
#define STUCK_UNCOUNTED_NS (500 * NS_PER_MS)
#define STUCK_NS           (WATCH_STUCK_MS * NS_PER_MS)

void watch_begin(struct supervisor *sv) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL); /* lesson processes begin with none blocked */
    sv->deaths_fd = signalfd(-1, &child, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* Takes over what was seen of a process that will not move any more. */
static void take_look(struct supervisor *sv, struct proc *proc) {
    if (proc->pub.state != SLOT_DEAD && proc->pub.state != SLOT_VOID) {
        procs_commit(sv, proc);
    }
}

static void take_status(struct supervisor *sv, pid_t pid, int status) {
    procs_appear(sv);
    free_take_output(sv); /* while it is known whose it is */
    uint32_t slot = shared_slot_of(sv->shared, pid);
    struct proc *proc = slot < sv->proc_count ? sv->procs[slot] : NULL;
    if (!proc || proc->pub.state == SLOT_DEAD) {
        return;
    }
    if (!proc->glancing) {
        look_at(sv, proc); /* it ended before anybody looked: its name and so on */
    }
    proc->exit = status;
    proc->look = LOOK_DEAD;
    take_look(sv, proc);
}

/* False: there is nobody left, neither a child nor an orphan that could become one. */
static bool reap(struct supervisor *sv) {
    struct signalfd_siginfo info[8];
    while (sv->deaths_fd >= 0 && read(sv->deaths_fd, info, sizeof info) > 0) {
    }
    for (;;) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        if (pid > 0) {
            take_status(sv, pid, status);
        } else if (pid == 0 || errno != EINTR) {
            return pid == 0 || errno != ECHILD;
        }
    }
}

/* What one process says about "all asleep". */
enum sleep {
    SLEEP_NONE,    /* it runs, or a timer will wake it */
    SLEEP_WOKE,    /* asleep, but it ran since the last look */
    SLEEP_ON,      /* in the same sleep as at the last look */
    SLEEP_FOR_EVER /* ended */
};

static bool has_timer(const struct proc *proc) {
    return proc->call == SYS_nanosleep || proc->call == SYS_clock_nanosleep ||
           (proc->look == LOOK_BLOCKED && proc->shared->timed) || free_may_end(proc);
}

static enum sleep look_asleep(struct supervisor *sv, struct proc *proc) {
    /* How a zombie ended is known only as long as it is one: what was seen once stays. */
    enum look look = proc->look == LOOK_DEAD ? LOOK_DEAD : look_at(sv, proc);
    if (look == LOOK_DEAD || look == LOOK_VOID) {
        return SLEEP_FOR_EVER;
    }
    procs_spill(sv, proc);
    proc->pub.state = look == LOOK_ASK ? SLOT_ASKING : SLOT_COMPUTING;
    bool rests =
        look == LOOK_BLOCKED || look == LOOK_OUTSIDE || look == LOOK_STOPPED || look == LOOK_FREE;
    if (!rests || has_timer(proc)) {
        return SLEEP_NONE;
    }
    uint64_t runs = glance_runs(&proc->glance);
    uint64_t put = atomic_load(&proc->shared->head);
    bool same = runs == proc->runs && put == proc->head;
    proc->runs = runs;
    proc->head = put;
    return same ? SLEEP_ON : SLEEP_WOKE;
}

/* One look at everybody. */
static enum supervisor_watch look_at_all(struct supervisor *sv) {
    bool all_asleep = true, same = true, counted = true, asks = false;
    procs_appear(sv);
    sv->set_all = true; /* no short cuts: they stand on a common CPU */
    for (size_t i = 0; i < sv->proc_count; i++) {
        struct proc *proc = sv->procs[i];
        enum sleep sleep = look_asleep(sv, proc);
        all_asleep = all_asleep && sleep != SLEEP_NONE;
        same = same && sleep != SLEEP_WOKE;
        counted = counted && (sleep == SLEEP_FOR_EVER || proc->runs > 0);
        asks = asks || proc->pub.state == SLOT_ASKING;
    }
    if (sv->proc_count != atomic_load(&sv->shared->slot_count)) {
        all_asleep = false;
    }
    if (!all_asleep || !same) {
        sv->still_since = all_asleep ? clock_ns() : 0;
        return asks ? WATCH_ASKS : WATCH_RUNS;
    }
    if (sv->still_since == 0) {
        sv->still_since = clock_ns();
    }
    int64_t still = clock_ns() - sv->still_since;
    return still >= (counted ? STUCK_NS : STUCK_UNCOUNTED_NS) ? WATCH_STUCK : WATCH_RUNS;
}

enum supervisor_watch supervisor_watch(struct supervisor *sv, int fd, int timeout_ms) {
    struct pollfd fds[] = {{.fd = sv->deaths_fd, .events = POLLIN}, {.fd = fd, .events = POLLIN}};
    poll(fds, 2, timeout_ms);
    enum supervisor_watch watch = reap(sv) ? look_at_all(sv) : WATCH_OVER;
    free_take_output(sv);
    for (size_t i = 0; i < sv->proc_count; i++) {
        if (watch == WATCH_STUCK || (watch == WATCH_OVER && sv->procs[i]->look == LOOK_DEAD)) {
            take_look(sv, sv->procs[i]); /* nobody moves any more */
        }
    }
    return watch;
}

int supervisor_tell(struct supervisor *sv, uint32_t slot, const char *text, size_t len) {
    if (slot >= sv->proc_count || sv->procs[slot]->pub.state != SLOT_ASKING) {
        return -EINVAL;
    }
    struct proc *proc = sv->procs[slot];
    len = len < GATE_ANSWER_MAX ? len : GATE_ANSWER_MAX - 1;
    if (text) {
        memcpy(proc->shared->answer, text, len);
    }
    atomic_store(&proc->shared->answer_len, text ? (int32_t)len : -1);
    proc->pub.state = SLOT_COMPUTING;
    futex_open(&proc->shared->gate);
    return 0;
}

size_t supervisor_waiting(const struct supervisor *sv) {
    size_t bytes = 0;
    for (size_t i = 0; i < sv->proc_count; i++) {
        bytes += sv->procs[i]->spill.len;
    }
    return bytes;
}

/* Operations whose result tells of what others did before; that is so when they are over. All
 * others do something that others find: that is so, at the earliest, when they begin. In that order
 * nobody is told to take what was not given yet. */
static const bool finds[OP_COUNT] = {
    [OP_READ] = true,         [OP_RECV] = true,       [OP_RECVFROM] = true,
    [OP_ACCEPT] = true,       [OP_MQ_RECEIVE] = true, [OP_LOCK] = true,
    [OP_TRYLOCK] = true,      [OP_ACQUIRE] = true,    [OP_TRY_ACQUIRE] = true,
    [OP_GETVALUE] = true,     [OP_EVENT_WAIT] = true, [OP_EVENT_IS_SET] = true,
    [OP_BARRIER_WAIT] = true, [OP_WAIT] = true,       [OP_LOAD] = true,
    [OP_OPEN] = true,         [OP_CONNECT] = true,    [OP_POLL] = true,
    [OP_PAUSE] = true,        [OP_SIGWAIT] = true,    [OP_HANDLER] = true,
    [OP_SLEEP] = true,        [OP_ASK] = true,        [OP_CHAN_RECV] = true,
};

/* When its next record took place; INT64_MAX: it has none. */
static int64_t next_time(const struct proc *proc) {
    int64_t t = ring_time(&proc->spill, proc->taken);
    return t < INT64_MAX && proc->gives ? proc->entered : t;
}

/* Whose record is the next one; NULL: none is left. */
static struct proc *earliest(struct supervisor *sv) {
    struct proc *first = NULL;
    int64_t at = INT64_MAX;
    for (size_t i = 0; i < sv->proc_count; i++) {
        int64_t t = next_time(sv->procs[i]);
        if (t < at) {
            first = sv->procs[i];
            at = t;
        }
    }
    return first;
}

struct drain {
    struct supervisor *sv;
    void (*take)(void *arg, uint32_t slot, const struct ring_record *record);
    void *arg;
};

/* Says that the process was forked, if that was not said: its parent may come to that later. */
static void make_known(const struct drain *drain, struct proc *proc, int64_t t) {
    if (!proc->known && proc->pub.parent < drain->sv->proc_count) {
        const struct ring_record forked = {
            .kind = RING_FORKED, .obj = proc->slot, .fd = -1, .t = t, .text = "", .state = ""};
        drain->take(drain->arg, proc->pub.parent, &forked);
    }
    proc->known = true;
}

static void drain_one(const struct drain *drain, struct proc *proc) {
    struct supervisor *sv = drain->sv;
    struct ring_record record;
    if (!ring_next(&proc->spill, &proc->taken, &sv->scratch, &record)) {
        proc->taken = proc->spill.len; /* damaged */
        return;
    }
    if (record.kind == RING_ENTER) {
        proc->gives = !finds[record.op];
        proc->entered = record.t;
    }
    record.t = proc->gives ? proc->entered : record.t;
    make_known(drain, proc, record.t);
    if (record.kind == RING_FORKED && record.obj < sv->proc_count) {
        make_known(drain, sv->procs[record.obj], record.t);
    } else {
        drain->take(drain->arg, proc->slot, &record);
    }
    if (record.kind == RING_EXIT) {
        proc->gives = false;
    }
    if (record.kind == RING_ENTER && record.op == OP_EXEC) {
        free_tell(proc, drain->take, drain->arg); /* when it wrote, nobody noted */
    }
}

void supervisor_drain_by_time(struct supervisor *sv,
                              void (*take)(void *arg, uint32_t slot,
                                           const struct ring_record *record),
                              void *arg) {
    const struct drain drain = {sv, take, arg};
    for (struct proc *proc; (proc = earliest(sv)) != NULL;) {
        drain_one(&drain, proc);
    }
    for (size_t i = 0; i < sv->proc_count; i++) {
        buf_clear(&sv->procs[i]->spill);
        sv->procs[i]->taken = 0;
        free_tell(sv->procs[i], take, arg);
        sv->procs[i]->dirty = false;
    }
    sv->dirty.count = 0;
}
