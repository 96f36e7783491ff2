/* SPDX-License-Identifier: MIT */
/*
 * supervisor.c: the runner's side of a run (supervisor.h): beginning, steps, the clock, answers,
 * records, the end. How it waits until all is settled is settle.c's.
 */
#include "supervisor.h"
#include "clock.h"
#include "cpu.h"
#include "ending.h"
#include "futex.h"
#include "mem.h"
#include "ring_bytes.h"
#include "spawn.h"
#include "supervising.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static void begin_call(struct supervisor *sv) {
    for (size_t i = 0; i < sv->changed.count; i++) {
        sv->procs[sv->changed.slots[i]]->changed = false;
    }
    sv->changed.count = 0;
    set_begin(sv);
}

/* The process runs from now on; what it does next is settle's to see. */
static void let_go(struct supervisor *sv, struct proc *proc) {
    proc->pub.state = SLOT_COMPUTING;
    proc->look = LOOK_NONE;
    proc->wake = -1;
    procs_note_changed(sv, proc);
    futex_open(&proc->shared->gate);
}

enum {
    SPARE_DESCRIPTORS = 16, /* for what is opened for a moment */
    WHERE_MS = 100
};

/* Two or three descriptors a process are kept open; lesson processes get their own limit. Returns
 * from which descriptor on none is kept. */
static int allow_descriptors(void) {
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) < 0) {
        return SPARE_DESCRIPTORS;
    }
    if (files.rlim_cur < files.rlim_max) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    return files.rlim_cur < INT_MAX ? (int)files.rlim_cur - SPARE_DESCRIPTORS : INT_MAX;
}

int supervisor_new(const struct supervisor_wish *wish, struct supervisor **ret_supervisor,
                   struct diag *diag) {
    struct supervisor *sv = mem_new(sizeof *sv);
    sv->wish = *wish;
    sv->deaths_fd = -1;
    sv->limits = wish->limits ? *wish->limits : confine_default_limits;
    sv->own_pids = wish->cage && wish->cage->report.pid;
    sv->output[0] = sv->output[1] = -1;
    sv->proc_fd = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (wish->cage && wish->cage->proc_fd >= 0) {
        close(sv->proc_fd);
        sv->proc_fd = fcntl(wish->cage->proc_fd, F_DUPFD_CLOEXEC, 3);
    }
    uint64_t slots = sv->limits.processes;
    sv->shared = shared_new(slots && slots < SHARED_SLOTS ? (uint32_t)slots : SHARED_SLOTS);
    int err = sv->shared ? sv->proc_fd < 0 ? -ENOENT : 0 : -ENOMEM;
    if (err) {
        supervisor_free(sv);
        return diag_set(diag, err, NULL, 0, "cannot begin a run: %s",
                        err == -ENOMEM ? "no memory to share" : "/proc is not there");
    }
    sv->shared->yield_at_gate = wish->yield_at_gate;
    sv->shared->wild = wish->wild;
    queues_init(&sv->queues);
    sv->keep_below = allow_descriptors();
    sv->stats.cpu = wish->wild ? -1 : cpu_pin();
    if (sv->stats.cpu < 0) {
        sv->stats.cpu = -1;
    }
    free_init(sv);
    ending_begin(sv->shared, sv->own_pids);
    if (wish->wild) {
        watch_begin(sv);
    }
    err = spawn_main(sv);
    if (err) {
        supervisor_free(sv);
        return diag_set(diag, err, NULL, 0, "cannot start the first process: %s", strerror(-err));
    }
    begin_call(sv);
    *ret_supervisor = sv;
    return wish->wild ? 0 : settle(sv);
}

void supervisor_free(struct supervisor *sv) {
    if (!sv) {
        return;
    }
    if (sv->shared) {
        deaths_kill_all(sv);
        ending_done();
    }
    for (size_t i = 0; i < sv->proc_count; i++) {
        procs_free(sv->procs[i]);
    }
    mem_free(sv->procs);
    queues_done(&sv->queues);
    slot_list_done(&sv->set);
    slot_list_done(&sv->dirty);
    slot_list_done(&sv->changed);
    slot_list_done(&sv->free);
    free_done(sv);
    buf_done(&sv->scratch);
    if (sv->proc_fd >= 0) {
        close(sv->proc_fd);
    }
    if (sv->deaths_fd >= 0) {
        close(sv->deaths_fd);
    }
    shared_free(sv->shared);
    mem_free(sv);
}

int supervisor_step(struct supervisor *sv, uint32_t slot) {
    if (slot >= sv->proc_count || sv->procs[slot]->pub.state != SLOT_READY) {
        return -EINVAL;
    }
    struct proc *proc = sv->procs[slot];
    struct slot_list parked = {0};
    begin_call(sv);
    sv->stats.steps++;
    int err = herd_park(sv, proc, &parked);
    err = err ? err : turns_hold(sv, proc);
    if (!err) {
        /* All of this from the private copies, before the release: a process that was woken may
         * publish its next operation before it is seen (settle.md, trap 1). */
        set_begin(sv);
        set_add(sv, slot);
        set_add(sv, proc->target);
        set_add_touched(sv, proc);
        if (proc->may_end || proc->target != SHARED_NOBODY) {
            set_add_all(sv);
        } else if (proc->quiet) {
            set_add_ending(sv, proc);
        }
        sv->executed = sv->executed || proc->pub.op == OP_EXEC;
        let_go(sv, proc);
        err = settle(sv);
    }
    int went = turns_go(sv);
    err = err ? err : went;
    int unparked = herd_unpark(sv, &parked);
    return err ? err : unparked;
}

int supervisor_settle(struct supervisor *sv) {
    begin_call(sv);
    set_add_all(sv);
    return settle(sv);
}

int64_t supervisor_clock(const struct supervisor *sv) {
    return sv->clock;
}

/* Whether the run's clock is what it waits for, or one of the things. */
static bool waits_for_clock(const struct proc *proc) {
    return proc->pub.state == SLOT_SLEEPING ||
           (proc->pub.state == SLOT_BLOCKED && proc->pub.limited);
}

/* A call with a limit is interrupted: what it says of that is its own (gate_timed_out). */
static void end_sleep(struct supervisor *sv, struct proc *proc) {
    if (proc->pub.state == SLOT_SLEEPING) {
        let_go(sv, proc);
        return;
    }
    proc->wake = -1;
    atomic_store(&proc->shared->over, 1);
    procs_signal(sv, proc, SHARED_CLOCK_SIGNAL);
}

int supervisor_wake(struct supervisor *sv) {
    int64_t first = INT64_MAX;
    bool any = false;
    for (size_t i = 0; i < sv->proc_count; i++) {
        const struct proc *proc = sv->procs[i];
        if (waits_for_clock(proc) && (!any || proc->wake < first)) {
            first = proc->wake;
            any = true;
        }
    }
    if (!any) {
        return -ENOENT;
    }
    int err = 0;
    sv->clock = first > sv->clock ? first : sv->clock;
    begin_call(sv);
    for (uint32_t slot = 0; slot < sv->proc_count && !err; slot++) {
        struct proc *proc = sv->procs[slot];
        if (waits_for_clock(proc) && proc->wake <= sv->clock) {
            err = turns_hold(sv, NULL);
            set_begin(sv);
            set_add(sv, slot);
            end_sleep(sv, proc);
            err = err ? err : settle(sv);
            int went = turns_go(sv);
            err = err ? err : went;
        }
    }
    return err;
}

int supervisor_answer(struct supervisor *sv, uint32_t slot, const char *text, size_t len) {
    if (slot >= sv->proc_count || sv->procs[slot]->pub.state != SLOT_ASKING) {
        return -EINVAL;
    }
    struct proc *proc = sv->procs[slot];
    len = len < GATE_ANSWER_MAX ? len : GATE_ANSWER_MAX - 1;
    if (text) {
        memcpy(proc->shared->answer, text, len);
    }
    atomic_store(&proc->shared->answer_len, text ? (int32_t)len : -1);
    begin_call(sv);
    set_add(sv, slot);
    let_go(sv, proc);
    return settle(sv);
}

int supervisor_signal_all(struct supervisor *sv, int signal) {
    begin_call(sv);
    return terminal_signal(sv, signal);
}

void supervisor_drain(struct supervisor *sv,
                      void (*take)(void *arg, uint32_t slot, const struct ring_record *record),
                      void *arg) {
    slot_list_sort(&sv->dirty);
    for (size_t i = 0; i < sv->dirty.count; i++) {
        struct proc *proc = sv->procs[sv->dirty.slots[i]];
        struct ring_record record;
        size_t at = 0;
        while (ring_next(&proc->spill, &at, &sv->scratch, &record)) {
            take(arg, proc->slot, &record);
        }
        free_tell(proc, take, arg);
        buf_clear(&proc->spill);
        proc->dirty = false;
    }
    sv->dirty.count = 0;
}

uint32_t supervisor_count(const struct supervisor *sv) {
    return (uint32_t)sv->proc_count;
}

const struct supervisor_slot *supervisor_slot(const struct supervisor *sv, uint32_t slot) {
    return slot < sv->proc_count ? &sv->procs[slot]->pub : NULL;
}

uint32_t supervisor_changed(const struct supervisor *sv, const uint32_t **ret_slots) {
    slot_list_sort((struct slot_list *)&sv->changed);
    *ret_slots = sv->changed.slots;
    return (uint32_t)sv->changed.count;
}

int supervisor_where(struct supervisor *sv, uint32_t slot) {
    const struct timespec pause = {.tv_nsec = NS_PER_MS};
    if (slot >= sv->proc_count || sv->procs[slot]->pub.state != SLOT_COMPUTING ||
        sv->procs[slot]->pub.free) {
        return 0;
    }
    struct proc *proc = sv->procs[slot];
    uint32_t phase = atomic_load(&proc->shared->phase);
    int line = 0;
    if (phase != PHASE_NEW && phase != PHASE_USER && phase != PHASE_FULL) {
        return 0; /* it is somebody else who does not come to rest */
    }
    procs_signal(sv, proc, SIGXCPU);
    for (int ms = 0; ms < WHERE_MS && line <= 0; ms++) {
        nanosleep(&pause, NULL);
        line = atomic_load(&proc->shared->over_line);
    }
    return line > 0 ? line : 0;
}

void supervisor_kill_all(struct supervisor *sv) {
    begin_call(sv);
    deaths_kill_all(sv);
}

void supervisor_stats(const struct supervisor *sv, struct supervisor_stats *ret_stats) {
    *ret_stats = sv->stats;
}
