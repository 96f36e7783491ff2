/* SPDX-License-Identifier: MIT */
/* find_read.c: what stands behind Goal:, With:, Steps: and Solution: in lesson.md. */
#include "find.h"
#include "mem.h"
#include "path.h"
#include "schedule.h"
#include "text.h"
#include <errno.h>
#include <string.h>

static const struct {
    const char *words;
    enum find_relation relation;
} relations[] = {{"is", FIND_IS}, {"is not", FIND_IS_NOT}, {"has", FIND_HAS}};

/* A path that no run can have is a fault now, not in front of a student. */
static int look_at_path(const char *path, const struct find_entry *entry, struct diag *diag) {
    struct log *log = log_new();
    struct timeline *timeline = timeline_new(log);
    struct buf value = {0};
    struct diag why = {0};
    int r = path_value(timeline, path, &value, &why);
    if (r == -EINVAL) {
        diag_set(diag, r, entry->file, entry->line, "%s", why.text ? why.text : "this is no path");
    }
    diag_done(&why);
    buf_done(&value);
    timeline_free(timeline);
    log_free(log);
    return r == -EINVAL ? r : 0;
}

int find_read_goal(struct find *find, const struct find_entry *entry, struct diag *diag) {
    for (size_t i = 0; i < sizeof relations / sizeof *relations && entry->code_count == 2; i++) {
        if (strcmp(entry->words, relations[i].words) != 0) {
            continue;
        }
        int r = look_at_path(entry->codes[0], entry, diag);
        if (r < 0) {
            return r;
        }
        find->goals =
            mem_grow(find->goals, &find->goal_cap, find->goal_count + 1, sizeof *find->goals);
        find->goals[find->goal_count++] = (struct find_goal){.path = mem_strdup(entry->codes[0]),
                                                             .relation = relations[i].relation,
                                                             .value = mem_strdup(entry->codes[1]),
                                                             .line = entry->line};
        return 0;
    }
    return diag_set(diag, -EINVAL, entry->file, entry->line,
                    "a goal is a `path`, then is, is not or has, then a `value`");
}

int find_read_with(struct find *find, const struct find_entry *entry, struct diag *diag) {
    const char *equals = entry->code_count == 1 ? strchr(entry->codes[0], '=') : NULL;
    if (!equals || equals == entry->codes[0] || *entry->words) {
        return diag_set(diag, -EINVAL, entry->file, entry->line,
                        "a parameter is set by With: `name=value`, one a line");
    }
    find->params =
        mem_grow(find->params, &find->param_cap, find->param_count + 1, sizeof *find->params);
    find->params[find->param_count++] =
        (struct run_param){.name = mem_strndup(entry->codes[0], (size_t)(equals - entry->codes[0])),
                           .value = mem_strdup(equals + 1)};
    return 0;
}

int find_read_steps(struct find *find, const struct find_entry *entry, struct diag *diag) {
    int64_t steps = 0;
    if (entry->code_count > 0 || !text_to_int(entry->words, &steps) || steps < 1) {
        return diag_set(diag, -EINVAL, entry->file, entry->line,
                        "behind Steps: stands the number of steps that the run may have at most");
    }
    if (find->steps_line) {
        return diag_set(diag, -EINVAL, entry->file, entry->line, "a second limit: line %d has one",
                        find->steps_line);
    }
    find->steps = (uint64_t)steps;
    find->steps_line = entry->line;
    return 0;
}

int find_read_solution(struct find *find, const struct find_entry *entry, struct diag *diag) {
    struct schedule schedule = {0};
    struct diag why = {0};
    if (entry->code_count != 1 || *entry->words) {
        return diag_set(diag, -EINVAL, entry->file, entry->line,
                        "a solution is one schedule, as `main*3 child main`");
    }
    if (find->solution) {
        return diag_set(diag, -EINVAL, entry->file, entry->line,
                        "a second solution: line %d has one", find->solution_line);
    }
    int r = schedule_parse(entry->codes[0], &schedule, &why);
    schedule_done(&schedule);
    if (r < 0) {
        diag_set(diag, r, entry->file, entry->line, "%s", why.text ? why.text : "no schedule");
    } else {
        find->solution = mem_strdup(entry->codes[0]);
        find->solution_line = entry->line;
    }
    diag_done(&why);
    return r;
}

static void drop(const char *text) {
    mem_free((void *)(uintptr_t)text); /* our own, whatever run_param says */
}

void find_free(struct find *find) {
    if (!find) {
        return;
    }
    for (size_t i = 0; i < find->goal_count; i++) {
        mem_free(find->goals[i].path);
        mem_free(find->goals[i].value);
    }
    for (size_t i = 0; i < find->param_count; i++) {
        drop(find->params[i].name);
        drop(find->params[i].value);
    }
    mem_free(find->goals);
    mem_free(find->params);
    mem_free(find->solution);
    mem_free(find);
}
