/* SPDX-License-Identifier: MIT */
/*
 * ready_part.c: what a step on one of the semaphores that a condition variable or a queue is made
 * of (op_condition.c, op_queue.c) is for, told before it is made: its call names the semaphore.
 */
#include "kinds.h"
#include <string.h>

static const struct {
    const char *call, *semaphore, *text;
} parts[] = {
    {"sem_post(", ".sleeping)", "it says that it is going to wait"},
    {"sem_wait(", ".wakeup)", "it sleeps until it is notified"},
    {"sem_post(", ".woken)", "it says that it is awake"},
    {"sem_trywait(", ".sleeping)", "it looks whether anybody waits"},
    {"sem_post(", ".wakeup)", "it wakes one who waits"},
    {"sem_wait(", ".woken)", "it waits until one whom it notified is awake"},
    {"sem_wait(", ".places)", "it takes a free place, or waits for one"},
    {"sem_post(", ".places)", "it gives a place back"},
    {"sem_post(", ".tasks)", "it counts one task more"},
    {"sem_trywait(", ".tasks)", "it counts one task as done"},
    {"sem_getvalue(", ".tasks)", "it looks how many tasks are not done yet"},
};

static bool ends_with(const char *text, const char *end) {
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

void ready_part(const struct world *world, const struct world_obj *obj,
                const struct world_proc *proc, struct buf *out) {
    const char *call = log_str(world->log, proc->call);
    (void)obj;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strncmp(call, parts[i].call, strlen(parts[i].call)) == 0 &&
            ends_with(call, parts[i].semaphore)) {
            buf_putf(out, " So %s.", parts[i].text);
            return;
        }
    }
}
