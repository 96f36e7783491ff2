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

enum { ROUNDS = 15 };

extern char **environ;

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
    bool no_cage;
};

static char folder[] = "/tmp/ipc-tutor-bench-XXXXXX";

static void whole_run(void *arg) {
    struct whole *whole = arg;
    const struct run_param params[] = {{"rounds", whole->rounds}};
    const struct run_wish wish = {.lesson_dir = folder,
                                  .lesson = "bench",
                                  .program = whole->program,
                                  .params = params,
                                  .param_count = whole->rounds ? 1 : 0,
                                  .no_cage = whole->no_cage,
                                  .limit_seconds = 60};
    struct log *log = log_new();
    struct run *run = NULL;
    struct diag diag = {0};
    if (run_new(&wish, log, &run, &diag) < 0 || run_wait(run, -1) != RUN_ENDED || run_fault(run)) {
        fprintf(stderr, "bench_run: %s\n", diag.text ? diag.text : "the run broke");
        exit(1);
    }
    whole->steps = (uint64_t)log_at(log, log_count(log))->ret;
    run_free(run);
    log_free(log);
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

static void step_row(void) {
    struct whole none = {.program = "many", .rounds = "0"};
    struct whole many = {.program = "many", .rounds = "2000"};
    double floor = bench_futex_round_trip();
    double start = bench_least(whole_run, &none, ROUNDS);
    double all = bench_least(whole_run, &many, ROUNDS);
    double step = (all - start) / (double)(many.steps - none.steps);
    bench_row("one gated step, headless, everything included", step / floor, 2.5,
              "%.0f ns of %.0f ns a futex round trip, in a run of %llu steps", step, floor,
              (unsigned long long)many.steps);
}

static void whole_row(void) {
    struct whole three = {.program = "three"};
    double floor = bench_least(three_forks, NULL, ROUNDS);
    double whole = bench_least(whole_run, &three, ROUNDS * 3);
    double start = bench_least(start_program, getenv("IPC_TUTOR_RUNNER"), ROUNDS);
    bench_row("one whole run: 3 processes, headless", whole / floor, 2,
              "%.0f us for %llu steps, of %.0f us for 3 forks with a Lua state; %.0f us of it is "
              "exec of the runner",
              whole / 1e3, (unsigned long long)three.steps, floor / 1e3, start / 1e3);
}

int main(void) {
    char path[64];
    bool step = bench_wished("one gated step, headless, everything included");
    bool whole = bench_wished("one whole run: 3 processes, headless");
    if (!step && !whole) {
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
    if (step) {
        step_row();
    }
    if (whole) {
        whole_row();
    }
    unlink(path);
    rmdir(folder);
    return 0;
}
