/* SPDX-License-Identifier: MIT */
/*
 * op_signal.c: dispositions without handlers. A child of fork inherits them.
 */
#include "op_signal.h"
#include "gate.h"
#include "op_call.h"
#include "op_handler.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

const char *op_signal_name(int signal, char out[OP_SIGNAL_NAME_MAX]) {
    const char *name = sigabbrev_np(signal);
    if (name) {
        snprintf(out, OP_SIGNAL_NAME_MAX, "SIG%s", name);
    } else {
        snprintf(out, OP_SIGNAL_NAME_MAX, "%d", signal);
    }
    return out;
}

int op_signal_number(const char *name) {
    if (strncmp(name, "SIG", 3) == 0) {
        name += 3;
    }
    for (int signal = 1; signal < NSIG; signal++) {
        const char *known = sigabbrev_np(signal);
        if (known && strcmp(known, name) == 0) {
            return signal;
        }
    }
    return 0;
}

static const struct {
    const char *text;
    void (*handler)(int);
} dispositions[] = {
    [OP_SIGNAL_DEFAULT] = {"SIG_DFL", SIG_DFL},
    [OP_SIGNAL_IGNORE] = {"SIG_IGN", SIG_IGN},
};

int op_signal(int signal, enum op_disposition disposition, int line) {
    char call[OP_CALL_MAX], name[OP_SIGNAL_NAME_MAX];
    snprintf(call, sizeof call, "sigaction(%s, %s)", op_signal_name(signal, name),
             dispositions[disposition].text);
    gate_enter(&(struct gate_op){
        .op = OP_SIGNAL, .obj = op_handler_table(), .fd = -1, .line = line, .call = call});
    struct sigaction action = {.sa_handler = dispositions[disposition].handler};
    /* The runner stops and continues processes: their parents must not hear of it (SIGCHLD). */
    action.sa_flags = signal == SIGCHLD ? SA_NOCLDSTOP : 0;
    int ret = sigaction(signal, &action, NULL);
    int err = ret < 0 ? errno : 0;
    char state[OP_HANDLER_STATE_MAX];
    if (!err) {
        op_handler_none(signal, disposition == OP_SIGNAL_IGNORE);
    }
    gate_exit(&(struct gate_result){.ret = ret, .err = err, .state = op_handler_state(state)});
    return -err;
}
