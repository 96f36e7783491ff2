/* SPDX-License-Identifier: MIT */
/*
 * victim.c: a tutor for test_killed.c to kill: runs the programs of a lesson again and again, held,
 * not held or wild, caged or not, until somebody ends it.
 *
 *     whole_victim LESSON_DIR cage|no-cage SEED
 */
#include "run.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void step_on(struct run *run) {
    while (run_wait(run, -1) == RUN_HELD) {
        run_step(run, NULL);
    }
}

int main(int argc, char **argv) {
    static const char *const programs[] = {"crowd", "stuck", "busy", "clock", "queue"};
    enum { PROGRAMS = sizeof programs / sizeof *programs };
    if (argc != 4) {
        return 2;
    }
    for (unsigned i = (unsigned)atoi(argv[3]);; i++) {
        const struct run_wish wish = {.lesson_dir = argv[1],
                                      .lesson = "victim",
                                      .program = programs[i % PROGRAMS],
                                      .limit_seconds = 600,
                                      .hold = i / PROGRAMS % 3 == 1,
                                      .wild = i / PROGRAMS % 3 == 2,
                                      .no_cage = strcmp(argv[2], "no-cage") == 0};
        struct log *log = log_new();
        struct run *run = NULL;
        struct diag diag = {0};
        if (run_new(&wish, log, &run, &diag) < 0) {
            fprintf(stderr, "victim: %s\n", diag.text);
            return 1;
        }
        step_on(run);
        run_free(run);
        log_free(log);
    }
}
