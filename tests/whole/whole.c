/* SPDX-License-Identifier: MIT */
/* whole.c: see whole.h. */
#include "whole.h"
#include "json_lines.h"
#include "mem.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

unsigned whole_times(unsigned usual, unsigned soak) {
    const char *wanted = getenv("IPC_TUTOR_SOAK");
    return wanted && *wanted && strcmp(wanted, "0") != 0 ? soak : usual;
}

void whole_use_runner(void) {
    setenv("IPC_TUTOR_RUNNER", BUILD_DIR "/ipc-tutor-runner", 0);
}

int whole_add(struct whole_list *list, const char *dir, const char *lesson) {
    struct run_decl decl = {0};
    struct diag diag = {0};
    int r = run_declared(dir, &decl, &diag);
    if (r < 0) {
        fprintf(stderr, "%s: %s\n", dir, diag.text ? diag.text : "?");
        diag_done(&diag);
        return -1;
    }
    for (size_t i = 0; i < decl.program_count; i++) {
        list->programs =
            mem_grow(list->programs, &list->cap, list->count + 1, sizeof *list->programs);
        list->programs[list->count++] =
            (struct whole_program){.dir = mem_strdup(dir),
                                   .lesson = mem_strdup(lesson),
                                   .id = mem_strdup(decl.programs[i].id),
                                   .expect = mem_strdup(decl.programs[i].expect),
                                   .forced = decl.programs[i].schedule != NULL};
    }
    run_decl_done(&decl);
    return 0;
}

int whole_find(struct whole_list *list) {
    DIR *dir = opendir(SOURCE_DIR "/lessons");
    int r = dir ? 0 : -1;
    for (const struct dirent *entry; r == 0 && (entry = readdir(dir));) {
        char path[512], file[544];
        snprintf(path, sizeof path, "%s/lessons/%.200s", SOURCE_DIR, entry->d_name);
        snprintf(file, sizeof file, "%s/lesson.lua", path);
        if (entry->d_name[0] != '.' && access(file, R_OK) == 0) {
            r = whole_add(list, path, entry->d_name);
        }
    }
    if (dir) {
        closedir(dir);
    }
    return r;
}

void whole_done(struct whole_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        mem_free(list->programs[i].dir);
        mem_free(list->programs[i].lesson);
        mem_free(list->programs[i].id);
        mem_free(list->programs[i].expect);
    }
    mem_free(list->programs);
    *list = (struct whole_list){0};
}

struct log *whole_run(const struct whole_program *program, const struct run_wish *wish) {
    struct run_wish whole = *wish;
    struct diag diag = {0};
    struct run *run = NULL;
    struct log *log = log_new();
    whole.lesson_dir = program->dir;
    whole.lesson = program->lesson;
    whole.program = program->id;
    whole.input = whole.input ? whole.input : "1 2 3\n4\n5\n";
    whole.limit_seconds = WHOLE_PATIENCE_MS / 1000;
    if (run_new(&whole, log, &run, &diag) < 0) {
        fprintf(stderr, "%s:%s: %s\n", program->lesson, program->id, diag.text);
        diag_done(&diag);
        log_free(log);
        return NULL;
    }
    enum run_state state = run_wait(run, WHOLE_PATIENCE_MS);
    if (state != RUN_ENDED || whole_outcome(log) == OUTCOME_NONE) {
        const struct diag *fault = run_fault(run);
        fprintf(stderr, "%s:%s: did not end: state %d, %s\n", program->lesson, program->id,
                (int)state, fault ? fault->text : "no fault");
        log_free(log);
        log = NULL;
    }
    run_free(run);
    return log;
}

enum run_outcome whole_outcome(const struct log *log) {
    const struct event *end = log_at(log, log_count(log));
    return end && end->kind == EVENT_RUN_END && end->len == 0 ? (enum run_outcome)end->type
                                                              : OUTCOME_NONE;
}

static bool gives_pid(const struct event *event) {
    return event->op == OP_FORK || event->op == OP_WAIT || event->op == OP_GETPID ||
           event->op == OP_GETPPID;
}

char *whole_text(const struct log *log) {
    struct buf out = {0};
    struct log *copy = log_new();
    for (uint64_t n = 1; n <= log_count(log); n++) {
        struct event event = *log_at(log, n);
        strid *const strings[] = {&event.actor,     &event.obj,   &event.name, &event.text,
                                  &event.waits_for, &event.state, &event.more};
        for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
            *strings[i] = log_intern(copy, log_str(log, *strings[i]));
        }
        event.t = 0;
        event.pid = 0;
        event.vpid = 0;
        event.ret = gives_pid(&event) && event.ret > 0 ? 1 : event.ret;
        log_append(copy, &event, log_data(log, log_at(log, n)), event.data_len);
        json_lines_put(&out, copy, n);
    }
    log_free(copy);
    return buf_take(&out);
}

void whole_print_difference(const char *a, const char *b) {
    size_t at = 0;
    size_t line = 0;
    for (; a[at] && a[at] == b[at]; at++) {
        line = a[at] == '\n' ? at + 1 : line;
    }
    fprintf(stderr, "first: %.*s\nother: %.*s\n", (int)strcspn(a + line, "\n"), a + line,
            (int)strcspn(b + line, "\n"), b + line);
}
