/* SPDX-License-Identifier: MIT */
/* find.c: judging a run against what is sought, and saying so. How it is read: find_read.c. */
#include "find.h"
#include "mem.h"
#include "path.h"
#include "schedule.h"
#include <string.h>

static const char *const relation_words[] = {
    [FIND_IS] = "is", [FIND_IS_NOT] = "is not", [FIND_HAS] = "has"};

/* What the path gives after record n; NULL: there is no such thing. */
static char *value_at(struct timeline *timeline, uint64_t n, const char *path) {
    struct buf value = {0};
    struct diag none = {0};
    buf_puts(&value, "");
    if (path_value_at(timeline, n, path, &value, &none) < 0) {
        buf_done(&value);
    }
    diag_done(&none);
    return value.data ? buf_take(&value) : NULL;
}

static bool holds(const struct find_goal *goal, const char *value) {
    switch (goal->relation) {
    case FIND_IS:
        return value && strcmp(value, goal->value) == 0;
    case FIND_IS_NOT:
        return value && strcmp(value, goal->value) != 0;
    case FIND_HAS:
        return value && strstr(value, goal->value) != NULL;
    }
    return false;
}

/* The step from which on the path says so for good. */
static uint64_t since(struct timeline *timeline, const char *path, const char *value) {
    uint64_t step = timeline_steps(timeline);
    while (step > 0) {
        char *before = value_at(timeline, timeline_step_end(timeline, step - 1), path);
        bool same = before && value ? strcmp(before, value) == 0 : before == value;
        mem_free(before);
        if (!same) {
            break;
        }
        step--;
    }
    return step;
}

static const char *went(const struct timeline *timeline, uint64_t step) {
    const struct log *log = timeline_log(timeline);
    return log_str(log, log_at(log, timeline_step_begin(timeline, step))->actor);
}

/* How many steps the run went as the solution goes. */
static uint64_t in_common(const struct find *find, const struct timeline *timeline) {
    struct schedule schedule = {0};
    struct diag none = {0};
    uint64_t common = 0, steps = timeline_steps(timeline);
    bool same = find->solution && schedule_parse(find->solution, &schedule, &none) == 0;
    for (size_t i = 0; i < schedule.count && same; i++) {
        for (uint32_t n = 0; n < schedule.items[i].times && same; n++) {
            same =
                common < steps && strcmp(went(timeline, common + 1), schedule.items[i].name) == 0;
            common += same;
        }
    }
    schedule_done(&schedule);
    diag_done(&none);
    return common;
}

void find_judge(const struct find *find, const struct log *log, struct find_verdict *ret_verdict) {
    struct timeline *timeline = timeline_new(log);
    struct find_verdict verdict = {.steps = timeline_steps(timeline)};
    for (size_t i = 0; i < find->goal_count && !verdict.missed; i++) {
        char *value = value_at(timeline, log_count(log), find->goals[i].path);
        if (holds(&find->goals[i], value)) {
            mem_free(value);
            continue;
        }
        verdict.missed = &find->goals[i];
        verdict.value = value;
        verdict.since = since(timeline, verdict.missed->path, value);
    }
    verdict.found = !verdict.missed && (find->steps == 0 || verdict.steps <= find->steps);
    verdict.common = in_common(find, timeline);
    timeline_free(timeline);
    *ret_verdict = verdict;
}

void find_verdict_done(struct find_verdict *verdict) {
    mem_free(verdict->value);
    *verdict = (struct find_verdict){0};
}

void find_put_goals(const struct find *find, struct buf *out) {
    for (size_t i = 0; i < find->goal_count; i++) {
        const struct find_goal *goal = &find->goals[i];
        buf_putf(out, "%s%s %s %s", i ? ", " : "", goal->path, relation_words[goal->relation],
                 goal->value);
    }
}

void find_put_limit(const struct find *find, struct buf *out) {
    if (find->steps > 0) {
        buf_putf(out, "at most %llu steps", (unsigned long long)find->steps);
    }
}

/* A value of several lines in one. */
static void put_value(const char *value, struct buf *out) {
    buf_puts(out, *value ? "" : "empty");
    for (; *value; value++) {
        buf_puts(out, *value == '\n' ? " / " : "");
        buf_put(out, value, *value != '\n');
    }
}

void find_put_why(const struct find_verdict *verdict, const struct find *find, struct buf *out) {
    const struct find_goal *missed = verdict->missed;
    if (verdict->found) {
        return;
    }
    if (!missed) {
        buf_putf(out, "It took %llu steps, ", (unsigned long long)verdict->steps);
        find_put_limit(find, out);
        buf_puts(out, " are allowed.");
    } else if (!verdict->value) {
        buf_putf(out, "There is no %s in this run.", missed->path);
    } else {
        buf_putf(out, "%s is ", missed->path);
        put_value(verdict->value, out);
        if (verdict->since > 0) {
            buf_putf(out, ", from step %llu on", (unsigned long long)verdict->since);
        }
        buf_puts(out, ".");
    }
    if (verdict->common > 0) {
        buf_putf(out, " Until step %llu at least it was still open.",
                 (unsigned long long)verdict->common);
    }
}

uint64_t find_solution_steps(const struct find *find) {
    struct schedule schedule = {0};
    struct diag none = {0};
    uint64_t steps = 0;
    if (find->solution && schedule_parse(find->solution, &schedule, &none) == 0) {
        steps = schedule_steps(&schedule);
    }
    schedule_done(&schedule);
    diag_done(&none);
    return steps;
}

void find_put_schedule(const struct log *log, uint64_t last, struct buf *out) {
    struct schedule schedule;
    schedule_init(&schedule);
    for (uint64_t n = 1; n <= last; n++) {
        const struct event *event = log_at(log, n);
        if (event->kind == EVENT_STEP) {
            schedule_add(&schedule, log_str(log, event->actor));
        }
    }
    schedule_write(&schedule, out);
    schedule_done(&schedule);
}

struct run_wish find_wish(const struct find *find, const char *schedule) {
    return (struct run_wish){.params = find->params,
                             .param_count = find->param_count,
                             .schedule = schedule ? schedule : ""};
}
