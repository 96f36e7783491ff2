/* SPDX-License-Identifier: MIT */
/* study.c: see study.h. */
#include "study.h"
#include "mem.h"
#include "progress.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t study_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The first moment of the day that is `days` after the one of this moment. mktime(3) puts days
 * beyond the end of a month right, and days of 23 and 25 hours. */
static int64_t midnight(int64_t moment, int days) {
    time_t seconds = (time_t)(moment / 1000);
    struct tm day;
    localtime_r(&seconds, &day);
    day.tm_hour = day.tm_min = day.tm_sec = 0;
    day.tm_mday += days;
    day.tm_isdst = -1;
    return (int64_t)mktime(&day) * 1000;
}

int64_t study_tomorrow(int64_t now) {
    return midnight(now, 1);
}

static bool is_due(const struct progress_item *item, int64_t tomorrow) {
    return item && item->due < tomorrow;
}

struct study_count study_lesson(const struct progress *progress, const struct lesson *lesson,
                                int64_t tomorrow) {
    struct study_count count = {.questions = lesson->question_count};
    for (size_t i = 0; progress && i < lesson->question_count; i++) {
        const struct progress_item *item =
            progress_item(progress, lesson->id, lesson->questions[i].id);
        count.asked += item != NULL;
        count.right += item && item->last_right;
        count.due += is_due(item, tomorrow);
    }
    return count;
}

static int by_due(const void *a, const void *b) {
    const struct study_due *one = a, *other = b;
    return one->due < other->due ? -1 : one->due > other->due;
}

size_t study_due(const struct progress *progress, const struct catalogue *catalogue,
                 int64_t tomorrow, struct study_due **ret_due) {
    struct study_due *due = NULL;
    size_t count = 0, cap = 0;
    for (size_t i = 0; progress && catalogue && i < catalogue->lesson_count; i++) {
        const struct lesson *lesson = catalogue->lessons[i];
        for (size_t j = 0; j < lesson->question_count; j++) {
            const struct question *question = &lesson->questions[j];
            const struct progress_item *item = progress_item(progress, lesson->id, question->id);
            if (is_due(item, tomorrow)) {
                due = mem_grow(due, &cap, count + 1, sizeof *due);
                due[count++] = (struct study_due){lesson, question, item->due};
            }
        }
    }
    if (count > 0) {
        qsort(due, count, sizeof *due, by_due);
    }
    *ret_due = due;
    return count;
}

int study_days_to_exam(const struct progress *progress, int64_t now) {
    int64_t exam = progress ? progress_exam(progress) : 0;
    int64_t today = midnight(now, 0);
    if (exam == 0 || exam < today) {
        return -1;
    }
    return (int)((exam - today + 43200000) / 86400000);
}

int study_read_day(const char *text, int64_t *ret_day) {
    struct tm day = {.tm_isdst = -1};
    const char *end = strptime(text, "%Y-%m-%d", &day);
    struct tm asked = day;
    if (!end || *end) {
        return -EINVAL;
    }
    time_t seconds = mktime(&day);
    if (seconds == (time_t)-1 || day.tm_mday != asked.tm_mday || day.tm_mon != asked.tm_mon) {
        return -EINVAL; /* the 31st of June */
    }
    *ret_day = (int64_t)seconds * 1000;
    return 0;
}

void study_put_day(int64_t day, struct buf *out) {
    time_t seconds = (time_t)(day / 1000);
    struct tm tm;
    localtime_r(&seconds, &tm);
    buf_putf(out, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}
