/* SPDX-License-Identifier: MIT */
/*
 * trial.h: trials of settling. A scenario is a C function that runs as `main` of a run: real calls
 * between gate_enter and gate_exit. A trial runs it to its end, each step chosen by a seeded random
 * number among those at a gate, and makes one hash of all that happened: records, and after each
 * step the state of every process and the call that it sleeps in. For a seed, every trial must give
 * the same hash, with and without a CPU given away between publishing and the gate, and no audit
 * may find anybody missed.
 *
 * Included by test_settle_*.c, each of which has a table of scenarios.
 */
#ifndef TRIAL_H
#define TRIAL_H

#include "box.h"
#include "gate.h"
#include "supervisor.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Enough for everything that a scenario does; the run is over long before. */
enum { TRIAL_STEPS_MAX = 3000 };

struct scenario {
    const char *name;
    int (*body)(void *arg); /* runs as main */
    bool net;               /* wants a network of its own; passed over where there is none */
    bool queues;   /* wants message queues; passed over where Landlock lets nobody make any */
    bool may_hang; /* ends blocked: that is its point */
    int weight;    /* takes this many times longer than others; 0: 1 */
    uint32_t
        interrupt_at; /* SIGINT to all at this step (in trials of seed n: 3 n later); 0: never */
};

/* What a runner tells of its trials. */
struct trial_report {
    uint64_t hash[64]; /* of each seed */
    uint64_t trials, steps, settles, premature, different;
    bool skipped, hung, overlong;
    uint32_t bad_seed;
};

struct trial_wish {
    const struct scenario *scenario;
    const struct cage *cage;
    uint32_t seeds, trials;
};

/* ---- the lesson's side: shorthand for scenarios ---- */

#define TOUCH(...)                                                                                 \
    ((const struct gate_touch[]){__VA_ARGS__}),                                                    \
        (uint32_t)(sizeof((const struct gate_touch[]){__VA_ARGS__}) / sizeof(struct gate_touch))

/* Of the process that is in a scenario. */
static enum op_kind trial_op;

static inline void enter(enum op_kind op, const struct gate_touch *touch, uint32_t count) {
    struct gate_op gate_op = {.op = op, .fd = -1, .call = "call()", .touch_count = count};
    memcpy(gate_op.touch, touch, count * sizeof *touch);
    trial_op = op;
    gate_enter(&gate_op);
}

static inline void enter_plain(enum op_kind op) {
    struct gate_op gate_op = {.op = op, .fd = -1, .call = "call()"};
    trial_op = op;
    gate_enter(&gate_op);
}

/* result with data: what a read took. */
static inline long leave_data(long ret, const void *data) {
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){.ret = ret,
                                    .err = err,
                                    .data = ret > 0 ? data : NULL,
                                    .data_len = ret > 0 ? (size_t)ret : 0});
    errno = err;
    return ret;
}

static inline long leave(long ret) {
    return leave_data(ret, NULL);
}

static inline void op_close(int fd, uint32_t obj) {
    enter(OP_CLOSE, TOUCH({obj, GATE_OUT, 0}));
    leave(close(fd));
}

static inline long op_read(int fd, uint32_t obj, unsigned queue, void *bytes, size_t len) {
    enter(OP_READ, TOUCH({obj, GATE_IN, (uint8_t)queue}));
    return leave_data(read(fd, bytes, len), bytes);
}

static inline long op_write(int fd, uint32_t obj, unsigned queue, const void *bytes, size_t len) {
    enter(OP_WRITE, TOUCH({obj, GATE_OUT, (uint8_t)queue}));
    return leave(write(fd, bytes, len));
}

static inline long op_wait(pid_t pid) {
    int status = 0;
    enter_plain(OP_WAIT);
    pid_t got = waitpid(pid, &status, 0);
    int err = errno;
    if (got > 0) {
        gate_reaped(got, status);
    }
    errno = err;
    leave(got < 0 ? -1 : status);
    return got;
}

static inline void op_wait_all(int count) {
    for (int i = 0; i < count; i++) {
        op_wait(-1);
    }
}

static inline void op_kill(pid_t pid, int signal) {
    trial_op = OP_KILL;
    gate_enter(&(struct gate_op){
        .op = OP_KILL, .fd = -1, .call = "kill()", .target = pid, .may_end = true});
    leave(kill(pid, signal));
}

/* Forks a process that runs body(arg) and exits with its value. */
static inline pid_t spawn(const char *name, int (*body)(void *arg), void *arg) {
    pid_t pid = gate_fork(name, 0);
    if (pid == 0) {
        gate_exit_process(body(arg), 0);
    }
    return pid;
}

/* Memory that the scenario's processes share. */
static inline void *shared_memory(size_t size) {
    return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

/* ---- the runner's side ---- */

struct trial {
    struct supervisor *supervisor;
    uint64_t hash, random;
    uint64_t steps;
    uint64_t interrupt_at; /* 0: never */
};

static inline void mix(struct trial *trial, uint64_t value) {
    for (int i = 0; i < 8; i++) {
        trial->hash = (trial->hash ^ (value >> 8 * i & 0xff)) * 0x100000001b3U;
    }
}

static inline void mix_bytes(struct trial *trial, const void *bytes, size_t len) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++) {
        trial->hash = (trial->hash ^ at[i]) * 0x100000001b3U;
    }
    mix(trial, len);
}

static inline void take_record(void *arg, uint32_t slot, const struct ring_record *r) {
    struct trial *trial = arg;
    mix(trial, slot);
    mix(trial, (uint64_t)r->kind << 32 | (uint64_t)r->op);
    /* fork's result is a pid, which no two trials share where there is no pid namespace */
    mix(trial, r->op == OP_FORK && r->ret > 0 ? 1 : (uint64_t)r->ret);
    mix(trial, (uint64_t)r->err);
    mix_bytes(trial, r->text, r->text_len);
    mix_bytes(trial, r->data, r->data_len);
}

static inline void take_states(struct trial *trial) {
    for (uint32_t i = 0; i < supervisor_count(trial->supervisor); i++) {
        const struct supervisor_slot *slot = supervisor_slot(trial->supervisor, i);
        mix(trial, (uint64_t)slot->state << 8 | (uint64_t)slot->op);
        mix(trial, slot->state == SLOT_BLOCKED ? (uint64_t)slot->call : 0);
        mix(trial, slot->state == SLOT_DEAD ? (uint64_t)slot->status << 1 | slot->killed : 0);
    }
}

/* splitmix64 */
static inline uint64_t next_random(struct trial *trial) {
    uint64_t z = trial->random += 0x9e3779b97f4a7c15U;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27) * 0x94d049bb133111ebU;
    return z ^ z >> 31;
}

/* One of those at a gate; -1: none. */
static inline int64_t choose(struct trial *trial) {
    uint32_t ready[64], count = 0;
    for (uint32_t i = 0; i < supervisor_count(trial->supervisor) && count < 64; i++) {
        if (supervisor_slot(trial->supervisor, i)->state == SLOT_READY) {
            ready[count++] = i;
        }
    }
    return count ? (int64_t)ready[next_random(trial) % count] : -1;
}

static inline bool all_dead(const struct supervisor *supervisor) {
    for (uint32_t i = 0; i < supervisor_count(supervisor); i++) {
        enum slot_state state = supervisor_slot(supervisor, i)->state;
        if (state != SLOT_DEAD && state != SLOT_VOID) {
            return false;
        }
    }
    return true;
}

/* Runs to the end. False: it took far too many steps, or did not settle. */
static inline bool run_to_end(struct trial *trial) {
    for (; trial->steps < TRIAL_STEPS_MAX; trial->steps++) {
        supervisor_drain(trial->supervisor, take_record, trial);
        take_states(trial);
        bool interrupts = trial->interrupt_at && trial->steps == trial->interrupt_at;
        int64_t next = interrupts ? -2 : choose(trial);
        int err = interrupts  ? supervisor_signal_all(trial->supervisor, SIGINT)
                  : next >= 0 ? supervisor_step(trial->supervisor, (uint32_t)next)
                              : supervisor_wake(trial->supervisor);
        mix(trial, (uint64_t)next);
        if (err == -ENOENT) {
            return true;
        }
        if (err) {
            return false;
        }
    }
    return false;
}

static inline void one_trial(const struct trial_wish *wish, uint32_t seed, bool yield,
                             struct trial_report *report) {
    struct trial trial = {.hash = 0xcbf29ce484222325U, .random = seed};
    uint32_t interrupt_at = wish->scenario->interrupt_at;
    trial.interrupt_at = interrupt_at ? interrupt_at + 3 * (uint64_t)seed : 0;
    struct supervisor_stats stats;
    struct supervisor_wish supervisor_wish = {.main = wish->scenario->body,
                                              .arg = (void *)(uintptr_t)wish->cage,
                                              .cage = wish->cage,
                                              .settle_ns = 30000000000,
                                              .yield_at_gate = yield,
                                              .audit_counts = true};
    int err = supervisor_new(&supervisor_wish, &trial.supervisor, NULL);
    report->overlong |= err != 0 || !run_to_end(&trial);
    if (trial.supervisor) {
        report->hung |= !all_dead(trial.supervisor);
        supervisor_stats(trial.supervisor, &stats);
        report->settles += stats.settles;
        report->premature += stats.premature;
    }
    supervisor_free(trial.supervisor);
    report->steps += trial.steps;
    report->trials++;
    if (!report->hash[seed]) {
        report->hash[seed] = trial.hash;
    } else if (report->hash[seed] != trial.hash) {
        report->different++;
        report->bad_seed = seed;
    }
}

static inline void trial_work(struct box *box) {
    struct trial_wish *wish = box->arg;
    struct trial_report *report = box->report;
    wish->cage = &box->cage;
    report->skipped = (wish->scenario->net && !box->cage.report.net) ||
                      (wish->scenario->queues && access(box->cage.queues_dir, F_OK) < 0);
    for (uint32_t seed = 0; seed < wish->seeds && !report->skipped; seed++) {
        for (uint32_t i = 0; i < wish->trials && !report->overlong; i++) {
            one_trial(wish, seed, i % 2 == 1, report);
        }
    }
}

/* Trials of a scenario in a runner of its own. False, and a line on standard error: it failed. */
static inline bool trials_hold(const struct scenario *scenario, bool no_cage, uint64_t *hashes) {
    const char *wanted = getenv("IPC_TUTOR_SOAK"); /* 1: the full count; more: trials a seed */
    uint32_t soak = wanted ? (uint32_t)strtoul(wanted, NULL, 10) : 0;
    uint32_t weight = scenario->weight ? (uint32_t)scenario->weight : 1;
    struct trial_wish wish = {.scenario = scenario,
                              .seeds = soak ? 50 : 4,
                              .trials = soak > 1 ? soak
                                        : soak   ? 400
                                                 : 8};
    wish.trials /= weight;
    wish.trials = wish.trials < 2 ? 2 : wish.trials;
    struct trial_report report = {0};
    struct box box = {.work = trial_work,
                      .report = &report,
                      .report_size = sizeof report,
                      .no_cage = no_cage,
                      .net = scenario->net,
                      .arg = &wish};
    bool told = box_run(&box);
    for (uint32_t i = 0; hashes && i < wish.seeds; i++) {
        hashes[i] = report.skipped ? 0 : report.hash[i];
    }
    bool good = told && !report.premature && !report.different && !report.overlong &&
                (scenario->may_hang || !report.hung);
    if (!good || soak) {
        fprintf(stderr,
                "%s%s: %s, %llu trials, %llu steps, %llu settles: %llu premature, %llu differ "
                "(seed %u), status %x%s%s\n",
                scenario->name, no_cage ? " (no cage)" : "", report.skipped ? "skipped" : "ran",
                (unsigned long long)report.trials, (unsigned long long)report.steps,
                (unsigned long long)report.settles, (unsigned long long)report.premature,
                (unsigned long long)report.different, report.bad_seed, (unsigned)box.status,
                report.hung && !scenario->may_hang ? ", hung" : "",
                report.overlong ? ", too long" : "");
    }
    return good;
}

/* Caged and not, the logs must be equal too. */
static inline bool scenario_holds(const struct scenario *scenario) {
    uint64_t caged[64] = {0}, free_hashes[64] = {0};
    if (!trials_hold(scenario, false, caged) || !trials_hold(scenario, true, free_hashes)) {
        return false;
    }
    for (int i = 0; i < 64; i++) {
        if (caged[i] && free_hashes[i] && caged[i] != free_hashes[i]) {
            fprintf(stderr, "%s: seed %d differs without a cage\n", scenario->name, i);
            return false;
        }
    }
    return true;
}

#endif
