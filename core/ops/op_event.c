/* SPDX-License-Identifier: MIT */
/*
 * op_event.c: the flag is the lowest bit of the word, the rest counts how often it was set: so who
 * was woken knows that it was, whatever has become of the flag.
 */
#include "op_event.h"
#include "op_call.h"
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SET = 1, ONE_MORE = 2 };

int op_event_new(const char *name, struct op_event *ret_event, int line) {
    gate_enter(&(struct gate_op){
        .op = OP_MMAP,
        .fd = -1,
        .line = line,
        .call = "mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)"});
    void *memory = mmap(NULL, sizeof *ret_event->word, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int err = memory == MAP_FAILED ? errno : 0;
    gate_exit(&(struct gate_result){.ret = err ? -1 : 0, .err = err});
    if (err) {
        return -err;
    }
    *ret_event = (struct op_event){.word = memory};
    ret_event->obj = gate_obj_new_named(OBJ_EVENT, name, "{\"set\":false}", ret_event->name);
    return 0;
}

static void enter(const struct op_event *event, enum op_kind op, const char *before,
                  const char *after, int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "%s%s%s", before, event->name, after);
    struct gate_op entered = {.op = op, .obj = event->obj, .fd = -1, .line = line, .call = call};
    if (op == OP_EVENT_WAIT || op == OP_EVENT_SET) {
        /* All who wait are woken at once, but they take nothing from one another: no herd. */
        entered.touch[0] =
            (struct gate_touch){event->obj, op == OP_EVENT_WAIT ? GATE_IN : GATE_OUT, 0};
        entered.touch_count = 1;
    }
    gate_enter(&entered);
}

static int sleep_until_set(_Atomic uint32_t *word) {
    uint32_t before = atomic_load(word), now = before;
    while (!(now & SET) && now / ONE_MORE == before / ONE_MORE) {
        if (syscall(SYS_futex, word, FUTEX_WAIT, now, NULL, NULL, 0) < 0 && errno == EINTR) {
            return EINTR;
        }
        now = atomic_load(word);
    }
    return 0;
}

int op_event_wait(const struct op_event *event, int line) {
    enter(event, OP_EVENT_WAIT, "futex(&", ", FUTEX_WAIT, 0)", line);
    int err = sleep_until_set(event->word);
    gate_exit(&(struct gate_result){.ret = err ? -1 : 0, .err = err});
    return -err;
}

void op_event_set(const struct op_event *event, int line) {
    enter(event, OP_EVENT_SET, "", " = 1, futex(FUTEX_WAKE, INT_MAX)", line);
    uint32_t was = atomic_load(event->word);
    while (!(was & SET) &&
           !atomic_compare_exchange_weak(event->word, &was, (was + ONE_MORE) | SET)) {
    }
    long woken =
        was & SET ? 0 : syscall(SYS_futex, event->word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
    gate_exit(&(struct gate_result){.ret = woken, .state = "{\"set\":true}"});
}

void op_event_clear(const struct op_event *event, int line) {
    enter(event, OP_EVENT_CLEAR, "", " = 0", line);
    atomic_fetch_and(event->word, ~(uint32_t)SET);
    gate_exit(&(struct gate_result){.ret = 0, .state = "{\"set\":false}"});
}

bool op_event_is_set(const struct op_event *event, int line) {
    enter(event, OP_EVENT_IS_SET, "", " != 0", line);
    bool set = atomic_load(event->word) & SET;
    gate_exit(&(struct gate_result){.ret = set});
    return set;
}
