/* SPDX-License-Identifier: MIT */
/* schedule.c: see schedule.h. One hand-written scanner; equal neighbours become one item. */
#include "schedule.h"
#include "mem.h"
#include <errno.h>
#include <string.h>

void schedule_init(struct schedule *schedule) {
    *schedule = (struct schedule){0};
}

void schedule_done(struct schedule *schedule) {
    if (!schedule) {
        return;
    }
    for (size_t i = 0; i < schedule->count; i++) {
        mem_free(schedule->items[i].name);
    }
    mem_free(schedule->items);
    *schedule = (struct schedule){0};
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_name(char c) {
    return (unsigned char)c > ' ' && c != '*' && c != 0x7f;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* times more steps of name[0, len). Merged with the last item where that can hold them. */
static void add(struct schedule *schedule, const char *name, size_t len, uint32_t times) {
    if (schedule->count > 0) {
        struct schedule_item *last = &schedule->items[schedule->count - 1];
        if (strlen(last->name) == len && memcmp(last->name, name, len) == 0 &&
            times <= SCHEDULE_TIMES_MAX - last->times) {
            last->times += times;
            return;
        }
    }
    schedule->items =
        mem_grow(schedule->items, &schedule->cap, schedule->count + 1, sizeof(*schedule->items));
    schedule->items[schedule->count++] =
        (struct schedule_item){.name = mem_strndup(name, len), .times = times};
}

void schedule_add(struct schedule *schedule, const char *name) {
    add(schedule, name, strlen(name), 1);
}

/* The number at *at, which then stands behind it. 0: there is none, or it is out of range. */
static uint32_t take_times(const char **at) {
    uint64_t value = 0;
    while (is_digit(**at)) {
        value = value > SCHEDULE_TIMES_MAX ? value : value * 10 + (uint64_t)(**at - '0');
        ++*at;
    }
    return value > SCHEDULE_TIMES_MAX ? 0 : (uint32_t)value;
}

static int fault(struct diag *diag, const char *text, const char *at, const char *what) {
    return diag_set(diag, -EINVAL, NULL, 0,
                    "schedule \"%s\", character %zu: %s (a schedule is as \"main*3 child main\")",
                    text, (size_t)(at - text) + 1, what);
}

int schedule_parse(const char *text, struct schedule *ret_schedule, struct diag *diag) {
    struct schedule schedule = {0};
    const char *at = text;
    const char *what = NULL;
    for (;;) {
        while (is_blank(*at)) {
            at++;
        }
        if (*at == 0) {
            *ret_schedule = schedule;
            return 0;
        }
        const char *name = at;
        while (is_name(*at)) {
            at++;
        }
        size_t len = (size_t)(at - name);
        if (len == 0) {
            what = *at == '*' ? "the name of a process must stand before '*'"
                              : "a control character can't be in a name";
            break;
        }
        uint32_t times = 1;
        if (*at == '*') {
            at++;
            const char *number = at;
            times = take_times(&at);
            if (times == 0) {
                at = number;
                what = "behind '*' stands how many times, from 1 to 1000000000";
                break;
            }
        }
        if (*at != 0 && !is_blank(*at)) {
            what = "a space must stand before the next name";
            break;
        }
        add(&schedule, name, len, times);
    }
    schedule_done(&schedule);
    return fault(diag, text, at, what);
}

void schedule_write(const struct schedule *schedule, struct buf *out) {
    for (size_t i = 0; i < schedule->count; i++) {
        const struct schedule_item *item = &schedule->items[i];
        if (i > 0) {
            buf_putc(out, ' ');
        }
        buf_puts(out, item->name);
        if (item->times > 1) {
            buf_putf(out, "*%u", item->times);
        }
    }
}

uint64_t schedule_steps(const struct schedule *schedule) {
    uint64_t steps = 0;
    for (size_t i = 0; i < schedule->count; i++) {
        steps += schedule->items[i].times;
    }
    return steps;
}
