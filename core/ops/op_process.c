/* SPDX-License-Identifier: MIT */
/*
 * op_process.c: the calls write names where the kernel sees a pid: pids differ from run to run, and
 * a record should not.
 */
#include "op_process.h"
#include "gate.h"
#include "op_call.h"
#include "op_handler.h"
#include "op_signal.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *name_of(pid_t pid) {
    const char *name = gate_name_of(pid);
    return name ? name : "?";
}

static struct op_ended ended(pid_t pid, int status) {
    bool killed = WIFSIGNALED(status);
    return (struct op_ended){
        .pid = pid, .killed = killed, .status = killed ? WTERMSIG(status) : WEXITSTATUS(status)};
}

static void reaped_record(const struct op_ended *how) {
    char state[OP_CALL_MAX], signal[OP_SIGNAL_NAME_MAX];
    if (how->killed) {
        snprintf(state, sizeof state, "{\"child\":\"%s\",\"signal\":\"%s\"}", name_of(how->pid),
                 op_signal_name(how->status, signal));
    } else {
        snprintf(state, sizeof state, "{\"child\":\"%s\",\"status\":%d}", name_of(how->pid),
                 how->status);
    }
    gate_exit(&(struct gate_result){.ret = how->pid, .state = state});
}

int op_wait(pid_t child, struct op_ended *ret_ended, int line) {
    char call[OP_CALL_MAX];
    snprintf(call, sizeof call, "waitpid(%s)", child == OP_ANY_CHILD ? "-1" : name_of(child));
    gate_enter(&(struct gate_op){.op = OP_WAIT, .fd = -1, .line = line, .call = call});
    int status = 0;
    pid_t pid = waitpid(child, &status, 0);
    if (pid < 0) {
        int err = errno;
        gate_exit(&(struct gate_result){.ret = -1, .err = err});
        return -err;
    }
    struct op_ended how = ended(pid, status);
    gate_reaped(pid, status);
    reaped_record(&how);
    *ret_ended = how;
    return 0;
}

int op_kill(pid_t pid, int signal, int line) {
    char call[OP_CALL_MAX], name[OP_SIGNAL_NAME_MAX];
    snprintf(call, sizeof call, "kill(%s, %s)", name_of(pid), op_signal_name(signal, name));
    gate_enter(&(struct gate_op){.op = OP_KILL,
                                 .obj = op_handler_table_of(&pid),
                                 .find = op_handler_table_of,
                                 .find_arg = &pid,
                                 .fd = -1,
                                 .line = line,
                                 .call = call,
                                 .target = pid,
                                 .may_end = true});
    bool shown = op_handler_table_of(&pid) != 0; /* it travels there */
    int ret = kill(pid, signal);
    int err = ret < 0 ? errno : 0;
    gate_exit(&(struct gate_result){
        .ret = ret, .err = err, .data = shown ? name : NULL, .data_len = strlen(name)});
    return -err;
}

pid_t op_getpid(int line) {
    gate_enter(&(struct gate_op){.op = OP_GETPID, .fd = -1, .line = line, .call = "getpid()"});
    pid_t pid = getpid();
    gate_exit(&(struct gate_result){.ret = pid});
    return pid;
}

pid_t op_getppid(int line) {
    gate_enter(&(struct gate_op){.op = OP_GETPPID, .fd = -1, .line = line, .call = "getppid()"});
    pid_t pid = getppid();
    gate_exit(&(struct gate_result){.ret = pid});
    return pid;
}
