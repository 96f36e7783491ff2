/* SPDX-License-Identifier: MIT */
/*
 * bench_run_crowd.c: large runs beside the same done in bare C: many processes through a semaphore,
 * many messages through a pipe. Ours has every step gated, settled, recorded and sent to the tutor.
 * Both are given one CPU: a run has no more (the tutor, which takes the records, may have another).
 * Compared is the CPU time of all, mostly with the tutor's: runs this long find no moment in which
 * nobody else wants a CPU.
 */
#include "bench.h"
#include "run.h"
#include <sched.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TIMES = 5, MESSAGE = 8 };

static const char lesson[] = "param('cars', 1, {min = 1, max = 500})\n"
                             "param('places', 1, {min = 1, max = 500})\n"
                             "param('messages', 1, {min = 1, max = 100000})\n"
                             "program('garage', {expect = 'ok'}, function()\n"
                             "  local garage, cars = Semaphore(param.places, 'garage'), {}\n"
                             "  for i = 1, param.cars do\n"
                             "    cars[i] = fork('car' .. i, function()\n"
                             "      garage:acquire(); sleep(10); garage:release()\n"
                             "    end)\n"
                             "  end\n"
                             "  for i = 1, param.cars do cars[i]:wait() end\n"
                             "end)\n"
                             "program('pipe', {expect = 'ok'}, function()\n"
                             "  local r, w = pipe()\n"
                             "  local child = fork('child', function()\n"
                             "    r:close()\n"
                             "    for i = 1, param.messages do w:write('message\\n') end\n"
                             "    w:close()\n"
                             "  end)\n"
                             "  w:close()\n"
                             "  for i = 1, param.messages do r:read(8) end\n"
                             "  child:wait()\n"
                             "end)\n";

static char folder[] = "/tmp/ipc-tutor-bench-XXXXXX";

struct crowd {
    const char *row, *program;
    int cars, places, messages;
    double most; /* times bare C; 0: so much that each step may be a gated one */
    void (*bare)(const struct crowd *crowd);
    uint64_t steps;
};

static void ours(void *arg) {
    struct crowd *crowd = arg;
    char cars[16], places[16], messages[16];
    const struct run_param params[] = {{"cars", cars}, {"places", places}, {"messages", messages}};
    const struct run_wish wish = {.lesson_dir = folder,
                                  .lesson = "bench",
                                  .program = crowd->program,
                                  .params = params,
                                  .param_count = 3,
                                  .limit_seconds = 60};
    struct log *log = log_new();
    struct run *run = NULL;
    struct diag diag = {0};
    snprintf(cars, sizeof cars, "%d", crowd->cars);
    snprintf(places, sizeof places, "%d", crowd->places);
    snprintf(messages, sizeof messages, "%d", crowd->messages);
    if (run_new(&wish, log, &run, &diag) < 0 || run_wait(run, -1) != RUN_ENDED || run_fault(run)) {
        fprintf(stderr, "bench_run_crowd: %s\n", diag.text ? diag.text : "the run broke");
        exit(1);
    }
    crowd->steps = (uint64_t)log_at(log, log_count(log))->ret;
    run_free(run);
    log_free(log);
}

/* As in ours: so many as there are places are inside and asleep, the others sleep at the garage,
 * and who is inside leaves when the last one has been forked (there by the run's clock, which moves
 * when nobody else can go; here by a semaphore). */
static void bare_garage(const struct crowd *crowd) {
    sem_t *sems =
        mmap(NULL, 2 * sizeof *sems, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (sems == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    sem_init(&sems[0], 1, (unsigned)crowd->places);
    sem_init(&sems[1], 1, 0);
    pid_t *cars = calloc((size_t)crowd->cars, sizeof *cars);
    for (int i = 0; cars && i < crowd->cars; i++) {
        if ((cars[i] = fork()) == 0) {
            sem_wait(&sems[0]);
            sem_wait(&sems[1]);
            sem_post(&sems[0]);
            _exit(0);
        }
    }
    for (int i = 0; i < crowd->cars; i++) {
        sem_post(&sems[1]);
    }
    for (int i = 0; cars && i < crowd->cars; i++) {
        waitpid(cars[i], NULL, 0);
    }
    free(cars);
    munmap(sems, 2 * sizeof *sems);
}

static void bare_pipe(const struct crowd *crowd) {
    char bytes[MESSAGE] = "message";
    int ends[2];
    if (pipe(ends) < 0) {
        perror("pipe");
        exit(1);
    }
    pid_t child = fork();
    for (int i = 0; i < crowd->messages; i++) {
        ssize_t n = child == 0 ? write(ends[1], bytes, MESSAGE) : read(ends[0], bytes, MESSAGE);
        if (n < 0) {
            perror("pipe");
            _exit(1);
        }
    }
    if (child == 0) {
        _exit(0);
    }
    waitpid(child, NULL, 0);
    close(ends[0]);
    close(ends[1]);
}

/* On one CPU, as ours: what a second one is worth is not what is measured. */
static void bare(void *arg) {
    const struct crowd *crowd = arg;
    cpu_set_t all, one;
    int here = sched_getcpu();
    bool known = here >= 0 && sched_getaffinity(0, sizeof all, &all) == 0;
    CPU_ZERO(&one);
    CPU_SET(known ? (size_t)here : 0, &one);
    if (known) {
        sched_setaffinity(0, sizeof one, &one);
    }
    crowd->bare(crowd);
    if (known) {
        sched_setaffinity(0, sizeof all, &all);
    }
}

static struct crowd crowds[] = {
    {"200 cars through 130 places, of bare C", "garage", 200, 130, 1, 3, bare_garage, 0},
    {"500 processes through the garage, of bare C", "garage", 500, 130, 1, 3, bare_garage, 0},
    {"a pipe of 10,000 messages, of bare C", "pipe", 1, 1, 10000, 0, bare_pipe, 0},
};

/* Nanoseconds that somebody had a CPU: RUSAGE_SELF: the tutor; RUSAGE_CHILDREN: all that were
 * waited for, of a run its runner with all that it reaped. */
static double cpu_ns(int whose) {
    struct rusage usage;
    getrusage(whose, &usage);
    return 1e9 * (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e3 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

struct took {
    double all, below, time; /* CPU time of all, and of all but this process; on the clock */
};

static void keep_least(double *least, double took) {
    *least = *least <= 0 || took < *least ? took : *least;
}

static void measure(void (*what)(void *arg), struct crowd *crowd, struct took *least) {
    double self = cpu_ns(RUSAGE_SELF), below = cpu_ns(RUSAGE_CHILDREN);
    keep_least(&least->time, bench_least(what, crowd, 1));
    self = cpu_ns(RUSAGE_SELF) - self;
    below = cpu_ns(RUSAGE_CHILDREN) - below;
    keep_least(&least->below, below);
    keep_least(&least->all, self + below);
}

static void row(struct crowd *crowd) {
    struct took run = {0, 0, 0}, floor = {0, 0, 0};
    if (!bench_wished(crowd->row)) {
        return;
    }
    for (int i = 0; i < TIMES; i++) {
        bench_futex_again();
        measure(bare, crowd, &floor);
        measure(ours, crowd, &run);
    }
    double gated = 2.5 * bench_futex_round_trip() * (double)crowd->steps;
    bool counted = crowd->most > 0; /* else a step may take what it may on the clock, and there the
                                       tutor works beside it */
    double took = counted ? run.all : run.below;
    double most = counted ? crowd->most : 1 + gated / floor.all;
    bench_row(crowd->row, took / floor.all, most,
              "%.1f ms for %llu steps%s, of %.1f ms (on the clock %.1f and %.1f); 2.5 futex round "
              "trips for each step: %.1f ms",
              took / 1e6, (unsigned long long)crowd->steps, counted ? "" : " without the tutor's",
              floor.all / 1e6, run.time / 1e6, floor.time / 1e6, gated / 1e6);
}

int main(void) {
    char path[64];
    setenv("IPC_TUTOR_RUNNER", BUILD_DIR "/ipc-tutor-runner", 0);
    if (!mkdtemp(folder)) {
        return 1;
    }
    snprintf(path, sizeof path, "%s/lesson.lua", folder);
    FILE *file = fopen(path, "w");
    if (!file) {
        return 1;
    }
    fputs(lesson, file);
    fclose(file);
    for (size_t i = 0; i < sizeof crowds / sizeof *crowds; i++) {
        row(&crowds[i]);
    }
    run_rest();
    unlink(path);
    rmdir(folder);
    return 0;
}
