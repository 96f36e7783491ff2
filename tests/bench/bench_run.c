/* SPDX-License-Identifier: MIT */
/*
 * bench_run.c: a gated step and a whole run, as a user gets them: the runner started, the cage
 * made, the lesson loaded, every record sent to the tutor and in its log.
 */
#include "bench.h"
#include "clock.h"
#include "run.h"
#include "script.h"
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 15, WINDOW = 250 };

extern char **environ;

static const char step_name[] = "one gated step, headless, everything included";
static const char whole_name[] = "one whole run: 3 processes, headless";
static const char first_name[] = "the first run of a tutor: 3 processes, headless";

static const char lesson[] = "param('rounds', 0, {min = 0, max = 100000})\n"
                             "program('many', {expect = 'ok'}, function()\n"
                             "  local r, w = pipe()\n"
                             "  for i = 1, param.rounds do w:write('x'); r:read(1) end\n"
                             "end)\n"
                             "program('three', {expect = 'ok'}, function()\n"
                             "  local r, w = pipe()\n"
                             "  local a = fork('a', function()\n"
                             "    r:close(); for i = 1, 4 do w:write('x') end; w:close()\n"
                             "  end)\n"
                             "  local b = fork('b', function()\n"
                             "    r:close(); for i = 1, 4 do w:write('x') end; w:close()\n"
                             "  end)\n"
                             "  w:close()\n"
                             "  r:read_all()\n"
                             "  a:wait(); b:wait()\n"
                             "end)\n";

struct whole {
    const char *program;
    const char *rounds;
    uint64_t steps;
};

static char folder[] = "/tmp/ipc-tutor-bench-XXXXXX";

/* One whole run; its log, the caller's. */
static struct log *run_to_log(const struct whole *whole) {
    const struct run_param params[] = {{"rounds", whole->rounds}};
    const struct run_wish wish = {.lesson_dir = folder,
                                  .lesson = "bench",
                                  .program = whole->program,
                                  .params = params,
                                  .param_count = whole->rounds ? 1 : 0,
                                  .limit_seconds = 60};
    struct log *log = log_new();
    struct run *run = NULL;
    struct diag diag = {0};
    if (run_new(&wish, log, &run, &diag) < 0 || run_wait(run, -1) != RUN_ENDED || run_fault(run)) {
        fprintf(stderr, "bench_run: %s\n", diag.text ? diag.text : "the run broke");
        exit(1);
    }
    run_free(run);
    return log;
}

static void whole_run(void *arg) {
    struct whole *whole = arg;
    struct log *log = run_to_log(whole);
    whole->steps = (uint64_t)log_at(log, log_count(log))->ret;
    log_free(log);
}

/* The least time that WINDOW steps in a row took, by the run's own clock, in ns a step. */
static double least_window(const struct log *log) {
    static int64_t begun[WINDOW];
    uint64_t steps = 0;
    double least = 1e18;
    for (uint64_t n = 1; n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        if (event->kind != EVENT_STEP) {
            continue;
        }
        int64_t *slot = &begun[steps % WINDOW];
        double each = (double)(event->t - *slot) / WINDOW;
        least = steps >= WINDOW && each < least ? each : least;
        *slot = event->t;
        steps++;
    }
    return least;
}

/* Three processes, each with a Lua state that loaded a lesson with nothing in it. */
static void three_forks(void *arg) {
    static const char source[] = "program('p', {expect = 'ok'}, function() end)";
    const struct script_wish wish = {.name = "lesson.lua", .source = source, .len = strlen(source)};
    (void)arg;
    for (int i = 0; i < 3; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            struct script *script = NULL;
            struct diag diag = {0};
            _exit(script_new(&wish, &script, &diag) < 0);
        }
        waitpid(pid, NULL, 0);
    }
}

/* In a window are, with the steps themselves, all that comes between them: records into the log and
 * the world, the limits looked at, records sent to the tutor every so often. */
static void step_row(void) {
    const struct whole many = {.program = "many", .rounds = "3000"};
    double least = 1e18;
    for (int i = 0; i < ROUNDS; i++) {
        bench_futex_again();
        struct log *log = run_to_log(&many);
        double each = least_window(log);
        least = each < least ? each : least;
        log_free(log);
    }
    double floor = bench_futex_round_trip();
    bench_row(step_name, least / floor, 2.5,
              "%.0f ns of %.0f ns a futex round trip; the best %d steps in a row", least, floor,
              WINDOW);
}

/* What a user gets who runs program after program: `check`, and on the screen each branch, each new
 * run and each other program. The first run of a tutor has the start of the runner's program before
 * it. */
static void whole_row(void) {
    struct whole three = {.program = "three"};
    struct bench_pair runs = {whole_run, &three, three_forks, NULL, 0, 0};
    bench_in_turn(&runs, ROUNDS * 6);
    bench_row(whole_name, runs.took / runs.floor_took, 2,
              "%.0f us for %llu steps, the second run and later; of %.0f us for 3 forks with a Lua "
              "state",
              runs.took / 1e3, (unsigned long long)three.steps, runs.floor_took / 1e3);
}

static void first_run(void *arg) {
    run_rest();
    whole_run(arg);
}

/* The runner's program started and ended, for itself: it finds no link and gives up. */
static void start_program(void *arg) {
    char *argv[] = {arg, NULL};
    posix_spawn_file_actions_t actions;
    pid_t pid;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawn(&pid, arg, &actions, NULL, argv, environ) == 0) {
        waitpid(pid, NULL, 0);
    }
    posix_spawn_file_actions_destroy(&actions);
}

/* The floor: the same forks, and once the start of a program. */
static void exec_and_forks(void *arg) {
    start_program(arg);
    three_forks(NULL);
}

static void first_row(void) {
    struct whole three = {.program = "three"};
    struct bench_pair runs = {first_run, &three, exec_and_forks, getenv("IPC_TUTOR_RUNNER"), 0, 0};
    bench_in_turn(&runs, ROUNDS * 2);
    bench_row(first_name, runs.took / runs.floor_took, 2,
              "%.0f us, of %.0f us for 3 forks with a Lua state and one exec of the runner",
              runs.took / 1e3, runs.floor_took / 1e3);
}

static const struct {
    const char *name;
    void (*measure)(void);
} rows[] = {{step_name, step_row}, {whole_name, whole_row}, {first_name, first_row}};

static bool any_wished(void) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (bench_wished(rows[i].name)) {
            return true;
        }
    }
    return false;
}

int main(void) {
    char path[64];
    if (!any_wished()) {
        return 0;
    }
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
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (bench_wished(rows[i].name)) {
            rows[i].measure();
        }
    }
    run_rest();
    unlink(path);
    rmdir(folder);
    return 0;
}
