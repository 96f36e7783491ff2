/* SPDX-License-Identifier: MIT */
/* wild.c: see wild.h. */
#include "wild.h"
#include "clock.h"
#include "mem.h"
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

struct lane {
    struct run *run; /* NULL: none now */
    struct log *log;
};

struct wild {
    struct wild_wish wish;
    char *input;
    struct tally tally;
    struct lane lanes[WILD_SIDE_BY_SIDE_MAX];
    uint32_t lane_count;
    uint32_t started; /* runs */
    int epoll_fd;
    int64_t began;
    bool over;
    struct diag fault;
    int fault_code;
};

static uint32_t cpus_allowed(void) {
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return count > 0 ? (uint32_t)count : 1;
}

/* The processes of a run shall find CPUs of their own: at two each, half as many runs as CPUs. */
static uint32_t lanes_for(uint32_t cpus, uint32_t runs) {
    uint32_t lanes = cpus / 2;
    lanes = lanes < 1 ? 1 : lanes > WILD_SIDE_BY_SIDE_MAX ? WILD_SIDE_BY_SIDE_MAX : lanes;
    return lanes < runs ? lanes : runs;
}

static int start(struct wild *wild, struct lane *lane, struct diag *diag) {
    lane->log = log_new();
    int r = run_new(&wild->wish.run, lane->log, &lane->run, diag);
    if (r < 0) {
        log_free(lane->log);
        *lane = (struct lane){0};
        return r;
    }
    wild->started++;
    struct epoll_event event = {.events = EPOLLIN};
    if (epoll_ctl(wild->epoll_fd, EPOLL_CTL_ADD, run_fd(lane->run), &event) < 0) {
        return diag_set(diag, -errno, NULL, 0, "cannot wait for a run: %s", strerror(errno));
    }
    return 0;
}

/* Its descriptor leaves the epoll set by being closed. */
static void end(struct lane *lane) {
    run_free(lane->run);
    log_free(lane->log);
    *lane = (struct lane){0};
}

static void break_off(struct wild *wild, int code, struct diag *diag) {
    if (!wild->fault.text) {
        wild->fault = *diag;
        wild->fault_code = code;
        diag_init(diag);
    }
    diag_done(diag);
    wild->over = true;
}

/* A run that has ended. Without a run.end it is a fault of the lesson as a whole, or of us. */
static void count(struct wild *wild, const struct lane *lane) {
    const struct diag *fault = run_fault(lane->run);
    if (tally_add(&wild->tally, lane->log, fault)) {
        return;
    }
    struct diag diag = {0};
    diag_set(&diag, 0, fault ? fault->file : NULL, fault ? fault->line : 0, "%s",
             fault ? fault->text : "the runner ended before the run did");
    if (fault && fault->source && !diag.source) {
        diag.source = mem_strdup(fault->source);
    }
    break_off(wild, fault ? run_fault_code(lane->run) : -EPIPE, &diag);
}

/* The program that was named, else the first; NULL: there is none. */
static const struct run_decl_program *program_of(const struct run_wish *wish,
                                                 const struct run_decl *decl) {
    for (size_t i = 0; i < decl->program_count; i++) {
        if (!wish->program || strcmp(decl->programs[i].id, wish->program) == 0) {
            return &decl->programs[i];
        }
    }
    return NULL;
}

static int prepare(struct wild *wild, const struct run_decl_program *program, struct diag *diag) {
    struct run_wish *run = &wild->wish.run;
    run->wild = true;
    run->hold = false;
    wild->input = mem_strdup(run->input ? run->input : program->input ? program->input : "");
    run->input = wild->input;
    tally_init(&wild->tally, program, wild->wish.count);
    wild->tally.cpus = cpus_allowed();
    wild->lane_count = wild->tally.side_by_side = lanes_for(wild->tally.cpus, wild->wish.count);
    wild->began = clock_ns();
    wild->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    return wild->epoll_fd < 0
               ? diag_set(diag, -errno, NULL, 0, "cannot wait for runs: %s", strerror(errno))
               : start(wild, &wild->lanes[0], diag);
}

int wild_new(const struct wild_wish *wish, struct wild **ret_wild, struct diag *diag) {
    struct run_decl decl;
    int r = run_declared_with(&wish->run, &decl, diag);
    if (r < 0) {
        return r;
    }
    struct wild *wild = mem_new(sizeof *wild);
    const struct run_decl_program *program = program_of(&wish->run, &decl);
    wild->wish = *wish;
    wild->epoll_fd = -1;
    r = program ? prepare(wild, program, diag)
                : diag_set(diag, -ENOENT, wish->run.lesson, 0, "there is no program %s",
                           wish->run.program ? wish->run.program : "at all");
    run_decl_done(&decl);
    if (r < 0) {
        wild_free(wild);
        return r;
    }
    *ret_wild = wild;
    return 0;
}

void wild_stop(struct wild *wild) {
    for (uint32_t i = 0; i < wild->lane_count; i++) {
        end(&wild->lanes[i]);
    }
    wild->over = true;
}

void wild_free(struct wild *wild) {
    if (!wild) {
        return;
    }
    wild_stop(wild);
    if (wild->epoll_fd >= 0) {
        close(wild->epoll_fd);
    }
    tally_done(&wild->tally);
    diag_done(&wild->fault);
    mem_free(wild->input);
    mem_free(wild);
}

int wild_fd(const struct wild *wild) {
    return wild->over ? -1 : wild->epoll_fd;
}

static void pump_lane(struct wild *wild, struct lane *lane) {
    struct diag diag = {0};
    if (lane->run && run_pump(lane->run) == RUN_ENDED) {
        count(wild, lane);
        end(lane);
    }
    if (!lane->run && !wild->over && wild->started < wild->wish.count) {
        int r = start(wild, lane, &diag);
        if (r < 0) {
            break_off(wild, r, &diag);
        }
    }
}

bool wild_pump(struct wild *wild) {
    bool any = false;
    for (uint32_t i = 0; i < wild->lane_count && !wild->over; i++) {
        pump_lane(wild, &wild->lanes[i]);
        any = any || wild->lanes[i].run;
    }
    if (!wild->over || any) {
        wild->tally.ns = clock_ns() - wild->began;
    }
    if (wild->over || !any) {
        wild_stop(wild);
    }
    return !wild->over;
}

const struct tally *wild_tally(const struct wild *wild) {
    return &wild->tally;
}

const struct diag *wild_fault(const struct wild *wild) {
    return wild->fault.text ? &wild->fault : NULL;
}

int wild_fault_code(const struct wild *wild) {
    return wild->fault.text ? wild->fault_code : 0;
}
