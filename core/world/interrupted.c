/* SPDX-License-Identifier: MIT */
/* interrupted.c: the Ctrl-C that killed somebody, found in the records of its step. */
#include "interrupted.h"

/* The record behind the run.end before n: in a file where many are, not all is read for each. */
static uint64_t behind_end(const struct log *log, uint64_t n) {
    while (n > 1 && log_at(log, n - 1) != NULL && log_at(log, n - 1)->kind != EVENT_RUN_END) {
        n--;
    }
    return n;
}

uint64_t interrupted_by(const struct log *log, uint64_t n) {
    uint64_t sent = 0; /* in the step that record i is of */
    uint64_t found = 0;

    for (uint64_t i = behind_end(log, n); i < n; i++) {
        const struct event *event = log_at(log, i);
        if (event == NULL) {
            break;
        }
        if (event->kind == EVENT_INTERRUPT) {
            sent = i;
        } else if (event->kind == EVENT_STEP) {
            sent = 0;
        } else if (sent != 0 && event->kind == EVENT_ACTOR_EXIT &&
                   (event->has & EVENT_HAS_SIGNAL) != 0 && event->ret == log_at(log, sent)->ret) {
            found = sent;
        }
    }
    return found;
}
