/* SPDX-License-Identifier: MIT */
/*
 * op_handler.c: see op_handler.h. All of this is the process's own; a child of fork(2) has a copy
 * of it, and makes an object of its own when it first does something with signals.
 */
#include "op_handler.h"
#include "gate.h"
#include "op_call.h"
#include "op_signal.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

static volatile sig_atomic_t noted[NSIG];
static bool handled[NSIG], ignored[NSIG], blocked[NSIG], running[NSIG];
static volatile sig_atomic_t held; /* SIGCHLD, from a gate to the next one */
static uint32_t table;
static pid_t owner; /* of table */

/* The signal stays blocked when this returns, up to op_handler_end. */
static void note(int signal, siginfo_t *info, void *context) {
    ucontext_t *interrupted = context;
    (void)info;
    sigaddset(&interrupted->uc_sigmask, signal);
    noted[signal] = 1;
    gate_interrupt();
}

/* The run is settled and this process still asleep: now its SIGCHLD may come, and interrupt the
 * call or not as this signal has done. */
static void let_child_in(int signal, siginfo_t *info, void *context) {
    ucontext_t *interrupted = context;
    (void)signal;
    (void)info;
    sigdelset(&interrupted->uc_sigmask, SIGCHLD);
    held = false;
}

static size_t put_list(char *out, size_t cap, const char *key, const bool *list) {
    char name[OP_SIGNAL_NAME_MAX];
    size_t used = (size_t)snprintf(out, cap, "\"%s\":\"", key);
    const char *between = "";
    for (int signal = 1; signal < NSIG && used + 40 < cap; signal++) {
        if (list[signal]) {
            used += (size_t)snprintf(out + used, cap - used, "%s%s", between,
                                     op_signal_name(signal, name));
            between = " ";
        }
    }
    return used + (size_t)snprintf(out + used, cap - used, "\"");
}

static void put_state(char out[OP_HANDLER_STATE_MAX]) {
    enum { LIST_MAX = OP_HANDLER_STATE_MAX / 3 - 2 };
    size_t used = 0;
    out[used++] = '{';
    used += put_list(out + used, LIST_MAX, "handled", handled);
    out[used++] = ',';
    used += put_list(out + used, LIST_MAX, "ignored", ignored);
    out[used++] = ',';
    used += put_list(out + used, LIST_MAX, "blocked", blocked);
    snprintf(out + used, OP_HANDLER_STATE_MAX - used, "}");
}

uint32_t op_handler_table(void) {
    return owner == getpid() ? table : 0;
}

const char *op_handler_state(char out[OP_HANDLER_STATE_MAX]) {
    if (op_handler_table() == 0) {
        return NULL;
    }
    put_state(out);
    return out;
}

uint32_t op_handler_table_of(const void *arg) {
    const char *name = gate_name_of(*(const pid_t *)arg);
    return name ? gate_obj_by_key(gate_key('S', name)) : 0;
}

static uint32_t need_table(void) {
    char name[GATE_NAME_MAX], state[OP_HANDLER_STATE_MAX];
    if (op_handler_table() == 0) {
        snprintf(name, sizeof name, "sig-%.40s", gate_name());
        put_state(state);
        table = gate_obj_new(OBJ_SIGNALS, name, state);
        gate_obj_key(gate_key('S', gate_name()), table);
        owner = getpid();
    }
    return table;
}

static void leave(int ret, int err) {
    char state[OP_HANDLER_STATE_MAX];
    put_state(state);
    gate_exit(&(struct gate_result){.ret = ret, .err = err, .state = state});
}

void op_handler_none(int signal, bool ignore) {
    handled[signal] = false;
    ignored[signal] = ignore;
}

int op_handler_set(int signal, bool restart, int line) {
    char call[OP_CALL_MAX], name[OP_SIGNAL_NAME_MAX];
    snprintf(call, sizeof call, "sigaction(%s, handler%s)", op_signal_name(signal, name),
             restart ? ", SA_RESTART" : "");
    gate_enter(&(struct gate_op){
        .op = OP_SIGNAL, .obj = need_table(), .fd = -1, .line = line, .call = call});
    struct sigaction action = {.sa_sigaction = note};
    /* The runner stops and continues processes: their parents must not hear of it (SIGCHLD). */
    action.sa_flags = SA_SIGINFO | (restart ? SA_RESTART : 0) | SA_NOCLDSTOP;
    int ret = sigaction(signal, &action, NULL);
    int err = ret < 0 ? errno : 0;
    if (!err && signal == SIGCHLD) {
        action.sa_sigaction = let_child_in;
        sigaction(GATE_CHILD_SIGNAL, &action, NULL);
    }
    if (!err) {
        handled[signal] = true;
        ignored[signal] = false;
    }
    leave(ret, err);
    return -err;
}

int op_pause(int line) {
    gate_enter(&(struct gate_op){
        .op = OP_PAUSE, .obj = need_table(), .fd = -1, .line = line, .call = "pause()"});
    int ret = pause();
    int err = errno;
    leave(ret, err);
    return -err;
}

/* "sigwaitinfo({SIGUSR1, SIGUSR2})" */
static void put_call(char out[OP_CALL_MAX], const char *before, const int *signals, size_t count,
                     sigset_t *ret_set) {
    char name[OP_SIGNAL_NAME_MAX];
    size_t used = (size_t)snprintf(out, OP_CALL_MAX, "%s{", before);
    sigemptyset(ret_set);
    for (size_t i = 0; i < count && used + 40 < OP_CALL_MAX; i++) {
        used += (size_t)snprintf(out + used, OP_CALL_MAX - used, "%s%s", i ? ", " : "",
                                 op_signal_name(signals[i], name));
        sigaddset(ret_set, signals[i]);
    }
    snprintf(out + used, OP_CALL_MAX - used, "})");
}

int op_sigwait(const int *signals, size_t count, int line) {
    char call[OP_CALL_MAX], name[OP_SIGNAL_NAME_MAX], state[OP_HANDLER_STATE_MAX];
    sigset_t set;
    put_call(call, "sigwaitinfo(", signals, count, &set);
    uint64_t takes = 0;
    for (size_t i = 0; i < count; i++) {
        takes |= (uint64_t)1 << (signals[i] - 1);
    }
    gate_enter(&(struct gate_op){.op = OP_SIGWAIT,
                                 .obj = need_table(),
                                 .fd = -1,
                                 .line = line,
                                 .call = call,
                                 .takes = takes});
    int ret = sigwaitinfo(&set, NULL);
    int err = ret < 0 ? errno : 0;
    put_state(state);
    op_signal_name(ret, name);
    gate_exit(&(struct gate_result){.ret = ret,
                                    .err = err,
                                    .state = state,
                                    .data = err ? NULL : name,
                                    .data_len = strlen(name)});
    return err ? -err : ret;
}

int op_sigmask(const int *signals, size_t count, bool block, int line) {
    char call[OP_CALL_MAX];
    sigset_t set;
    put_call(call, block ? "sigprocmask(SIG_BLOCK, " : "sigprocmask(SIG_UNBLOCK, ", signals, count,
             &set);
    gate_enter(&(struct gate_op){.op = OP_SIGMASK,
                                 .obj = need_table(),
                                 .fd = -1,
                                 .line = line,
                                 .call = call,
                                 .may_end = true});
    int ret = sigprocmask(block ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
    int err = ret < 0 ? errno : 0;
    for (size_t i = 0; i < count && !err; i++) {
        /* These two can't be blocked; the kernel passes over them in silence. */
        blocked[signals[i]] = block && signals[i] != SIGKILL && signals[i] != SIGSTOP;
    }
    leave(ret, err);
    return -err;
}

int op_handler_noted(void) {
    for (int signal = 1; signal < NSIG; signal++) {
        if (noted[signal] && !running[signal]) {
            noted[signal] = 0;
            running[signal] = true;
            return signal;
        }
    }
    return 0;
}

void op_handler_begin(int signal, int line) {
    char call[OP_CALL_MAX], name[OP_SIGNAL_NAME_MAX];
    sigset_t set;
    op_signal_name(signal, name);
    snprintf(call, sizeof call, "handler(%s)", name);
    gate_enter(&(struct gate_op){
        .op = OP_HANDLER, .obj = need_table(), .fd = -1, .line = line, .call = call});
    sigemptyset(&set);
    sigaddset(&set, signal);
    while (sigtimedwait(&set, NULL, &(struct timespec){0}) > 0) {
    }
    gate_exit(&(struct gate_result){.ret = signal, .data = name, .data_len = strlen(name)});
}

void op_handler_end(int signal) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    running[signal] = false;
    held = held || (signal == SIGCHLD && !blocked[signal]);
    if (!blocked[signal] && signal != SIGCHLD) {
        sigprocmask(SIG_UNBLOCK, &set, NULL);
    }
}

/* Whether SIGCHLD would be delivered now, if nothing were held back. */
static bool hears_children(void) {
    return handled[SIGCHLD] && !blocked[SIGCHLD] && !running[SIGCHLD] && !noted[SIGCHLD];
}

void op_handler_go(void) {
    sigset_t set;
    if (!hears_children()) {
        return;
    }
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    held = sigprocmask(SIG_BLOCK, &set, NULL) == 0;
}

bool op_handler_at_gate(void) {
    sigset_t set;
    if (held && hears_children()) {
        held = false;
        sigemptyset(&set);
        sigaddset(&set, SIGCHLD);
        sigprocmask(SIG_UNBLOCK, &set, NULL);
    }
    gate_hears_children(hears_children());
    for (int signal = 1; signal < NSIG; signal++) {
        if (noted[signal] && !running[signal]) {
            return true;
        }
    }
    return false;
}
