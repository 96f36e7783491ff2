/* SPDX-License-Identifier: MIT */
/*
 * test_strace.c: what stands in the log happened: each program is run under strace(1), and pids,
 * descriptors, byte counts, results and errors of the log must be those that strace saw, call by
 * call, nothing more and nothing less.
 */
#include "fdio.h"
#include "json_lines.h"
#include "mem.h"
#include "whole.h"
#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* The operations that are one system call, and the names that strace has for it. */
static const struct {
    const char *calls[4];
    enum op_kind op;
    bool has_fd;
} table[] = {
    {{"pipe2", "pipe"}, OP_PIPE, false},
    {{"read"}, OP_READ, true},
    {{"write"}, OP_WRITE, true},
    {{"close"}, OP_CLOSE, true},
    {{"clone", "clone3", "fork", "vfork"}, OP_FORK, false},
    {{"wait4", "waitid"}, OP_WAIT, false},
    {{"kill"}, OP_KILL, false},
    {{"exit_group"}, OP_EXIT, false},
    {{"dup2", "dup3"}, OP_DUP2, true},
    {{"execve"}, OP_EXEC, false},
};
#define TRACED                                                                                     \
    "trace=rt_sigreturn,openat,mq_open,pipe2,pipe,read,write,close,clone,clone3,fork,vfork,wait4," \
    "waitid,kill,exit_group,dup2,dup3,execve"
enum { OP_DUP2_BELOW = 64 }; /* of op_exec.h */
enum { ROWS = sizeof table / sizeof *table };

/* A call, as strace or as the log has it. */
struct call {
    int32_t pid;
    size_t row;
    int64_t arg;    /* the first one, or the first of the pair that pipe(2) gives */
    int64_t second; /* of that pair */
    bool ended;     /* ret and err are known */
    bool restarted; /* strace: interrupted, and done again by the kernel */
    int64_t ret;
    char err[24];
};

struct calls {
    struct call *calls;
    size_t count, cap;
};

static char folder[] = "/tmp/ipc-tutor-strace-XXXXXX";
static char log_path[64], trace_path[64];
static struct whole_list list;

static struct call *add(struct calls *calls, struct call call) {
    calls->calls = mem_grow(calls->calls, &calls->cap, calls->count + 1, sizeof call);
    calls->calls[calls->count] = call;
    return &calls->calls[calls->count++];
}

static bool row_of_name(const char *name, size_t len, size_t *ret_row) {
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t k = 0; k < 4 && table[i].calls[k]; k++) {
            if (strlen(table[i].calls[k]) == len && strncmp(table[i].calls[k], name, len) == 0) {
                *ret_row = i;
                return true;
            }
        }
    }
    return false;
}

static struct call *last_of(struct calls *calls, int32_t pid) {
    for (size_t i = calls->count; i > 0; i--) {
        if (calls->calls[i - 1].pid == pid) {
            return &calls->calls[i - 1];
        }
    }
    return NULL;
}

/* ") = 7", ") = -1 EPIPE (Broken pipe)", ") = ?": what came of it. */
static void take_result(struct call *call, const char *line) {
    const char *at = NULL;
    for (const char *next = line; (next = strstr(next, ") ")) != NULL; next++) {
        const char *equals = next + 1 + strspn(next + 1, " ");
        at = strncmp(equals, "= ", 2) == 0 ? equals + 2 : at;
    }
    if (!at) {
        return;
    }
    if (*at == '?') {
        call->restarted = strncmp(at, "? ERESTART", 10) == 0;
        return;
    }
    char *end;
    call->ended = true;
    call->ret = strtoll(at, &end, 0);
    if (call->ret == -1 && *end == ' ') {
        snprintf(call->err, sizeof call->err, "%.*s", (int)strcspn(end + 1, " \n"), end + 1);
    }
}

static void take_args(struct call *call, const char *args) {
    int a = -1;
    int b = -1;
    if (sscanf(args, "[%d, %d]", &a, &b) == 2 || sscanf(args, "%d", &a) == 1) {
        call->arg = a;
        call->second = b;
    }
}

/* The engine itself looks into the kernel's table of UDP sockets after a datagram was sent
 * (op_datagram.c), at what its network has (bind_address.c), and at which queue a name stands for
 * before it is opened (op_mqueue.c; lessons open theirs for reading and writing): open, read and
 * close of that are no operations of the lesson. One process goes at a time, so one number says who
 * looks. */
static bool is_look(int32_t pid, const char *rest) {
    static int32_t looker;
    if (strncmp(rest, "openat(", 7) == 0) {
        looker = strstr(rest, "\"/proc/net/") && !strstr(rest, "= -1") ? pid : looker;
        return true;
    }
    if (strncmp(rest, "mq_open(", 8) == 0) {
        looker = strstr(rest, ", O_RDONLY)") && !strstr(rest, "= -1") ? pid : looker;
        return true;
    }
    bool closes = strncmp(rest, "close(", 6) == 0;
    bool reads = strncmp(rest, "read(", 5) == 0 || strncmp(rest, "<... read ", 10) == 0;
    bool its = pid == looker && (closes || reads);
    looker = its && closes ? 0 : looker;
    return its;
}

/* What a process does once it executes another program: the log says where it sleeps, not what it
 * calls, and there is nothing to compare. */
static bool is_free(const struct call *last) {
    return last && table[last->row].op == OP_EXEC && last->ended && last->ret == 0;
}

/* Right before it, the engine leads output that the lesson leads nowhere (gate_exec.c) from a
 * descriptor that no lesson has. */
static bool is_lead(const char *rest) {
    int from;
    return sscanf(rest, "dup2(%d, ", &from) == 1 && from >= OP_DUP2_BELOW;
}

/* A call that a handler interrupted gets its result when the handler returns: EINTR, or it is done
 * again (signal(7), SA_RESTART), which take_line sees. */
static bool take_return_of_handler(struct calls *calls, int32_t pid, const char *rest) {
    if (strncmp(rest, "rt_sigreturn(", 13) != 0 && strncmp(rest, "<... rt_sigreturn ", 18) != 0) {
        return false;
    }
    struct call *call = last_of(calls, pid);
    if (call && call->restarted && strstr(rest, "= -1 EINTR")) {
        call->restarted = false;
        call->ended = true;
        call->ret = -1;
        snprintf(call->err, sizeof call->err, "EINTR");
    }
    return true;
}

/* One line of strace -f -o: "PID call(args) = ret", unfinished, resumed, or a note. */
static void take_line(struct calls *calls, const char *line) {
    char *rest;
    int32_t pid = (int32_t)strtol(line, &rest, 10);
    rest += strspn(rest, " ");
    size_t row;
    size_t len = strcspn(rest, "(");
    if (is_look(pid, rest) || is_lead(rest) || is_free(last_of(calls, pid)) ||
        take_return_of_handler(calls, pid, rest)) {
        return;
    }
    if (strncmp(rest, "<... ", 5) == 0) {
        struct call *call = last_of(calls, pid);
        len = strcspn(rest + 5, " ");
        if (call && row_of_name(rest + 5, len, &row) && row == call->row) {
            take_result(call, rest);
            if (table[row].op == OP_PIPE) {
                take_args(call, strchr(rest, '>') + 1);
            }
        }
        return;
    }
    if (!rest[len] || !row_of_name(rest, len, &row)) {
        return;
    }
    struct call *call = last_of(calls, pid);
    if (!call || !call->restarted || call->row != row) {
        call = add(calls, (struct call){.pid = pid, .row = row, .arg = -1, .second = -1});
    }
    call->restarted = false;
    take_args(call, rest + len + 1);
    take_result(call, rest);
}

static int read_log(struct log *log) {
    struct buf text = {0};
    struct diag diag = {0};
    int r = file_read(log_path, &text, 0, &diag);
    r = r < 0 ? r : json_lines_read(log, log_path, buf_str(&text), text.len, &diag);
    if (r < 0) {
        print_error("%s\n", diag.text);
    }
    buf_done(&text);
    diag_done(&diag);
    return r;
}

static void read_trace(struct calls *calls) {
    struct buf text = {0};
    assert_int_equal(file_read(trace_path, &text, 0, NULL), 0);
    char *save = NULL;
    for (char *line = strtok_r(text.data, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        take_line(calls, line);
    }
    buf_done(&text);
}

static bool row_of_op(const struct event *event, size_t *ret_row) {
    for (size_t i = 0; i < ROWS; i++) {
        if (table[i].op == (enum op_kind)event->op) {
            *ret_row = i;
            return true;
        }
    }
    return false;
}

static void read_log_calls(const struct log *log, struct calls *calls) {
    for (uint64_t n = 1; n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        struct call *last = last_of(calls, event->pid);
        size_t row;
        if (is_free(last)) {
            continue;
        }
        if (event->kind == EVENT_OP_ENTER && row_of_op(event, &row)) {
            int64_t fd = table[row].has_fd ? event->fd : -1;
            add(calls, (struct call){.pid = event->pid, .row = row, .arg = fd, .second = -1});
        } else if (event->kind == EVENT_OP_EXIT && row_of_op(event, &row)) {
            assert_non_null(last);
            assert_int_equal(last->row, row);
            last->ended = true;
            last->ret = event->ret;
            snprintf(last->err, sizeof last->err, "%s", log_str(log, event->text));
        } else if (event->kind == EVENT_FD_OPEN && last && table[last->row].op == OP_PIPE) {
            int64_t *end = last->arg < 0 ? &last->arg : &last->second;
            *end = *end < 0 ? event->fd : *end; /* later ones are of calls that are not traced */
        }
    }
}

static bool same(const struct call *logged, const struct call *traced) {
    bool same_args = logged->arg < 0 || (logged->arg == traced->arg &&
                                         (logged->second < 0 || logged->second == traced->second));
    return logged->row == traced->row && same_args &&
           (!logged->ended ||
            (traced->ended && logged->ret == traced->ret && strcmp(logged->err, traced->err) == 0));
}

static void print_call(const char *who, const struct call *call) {
    print_error("%s: pid %d %s(%lld) = %lld %s\n", who, call->pid, table[call->row].calls[0],
                (long long)call->arg, (long long)call->ret, call->ended ? call->err : "?");
}

/* The calls of one process, out of all. */
static struct calls of_pid(const struct calls *all, int32_t pid) {
    struct calls some = {0};
    for (size_t i = 0; i < all->count; i++) {
        if (all->calls[i].pid == pid) {
            add(&some, all->calls[i]);
        }
    }
    return some;
}

/* What the process did last is what the log has. What main did before, as part of the runner, was
 * to close what it must not have. */
static void compare_process(const struct calls *logged_all, const struct calls *traced_all,
                            int32_t pid, bool is_main) {
    struct calls logged = of_pid(logged_all, pid);
    struct calls traced = of_pid(traced_all, pid);
    assert_true(traced.count >= logged.count);
    size_t before = traced.count - logged.count;
    for (size_t i = 0; i < before; i++) {
        bool allowed = is_main && table[traced.calls[i].row].op == OP_CLOSE;
        if (!allowed) {
            print_call("strace, and not in the log", &traced.calls[i]);
        }
        assert_true(allowed);
    }
    for (size_t i = 0; i < logged.count; i++) {
        if (!same(&logged.calls[i], &traced.calls[before + i])) {
            print_call("log   ", &logged.calls[i]);
            print_call("strace", &traced.calls[before + i]);
        }
        assert_true(same(&logged.calls[i], &traced.calls[before + i]));
    }
    mem_free(logged.calls);
    mem_free(traced.calls);
}

static unsigned compare(const struct log *log) {
    struct calls logged = {0};
    struct calls traced = {0};
    unsigned actors = 0;
    read_log_calls(log, &logged);
    read_trace(&traced);
    for (uint64_t n = 1; n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        if (event->kind == EVENT_ACTOR_START) {
            compare_process(&logged, &traced, event->pid, event->name == 0);
            actors++;
        }
    }
    mem_free(logged.calls);
    mem_free(traced.calls);
    return actors;
}

static int run_command(const char *command) {
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_strace_sees_the_same(void **state) {
    (void)state;
    for (size_t i = 0; i < list.count; i++) {
        const struct whole_program *program = &list.programs[i];
        struct buf command = {0};
        buf_putf(&command,
                 "strace -f -o %s -e " TRACED " '" BUILD_DIR "/ipc-tutor' run %s:%s "
                 "--limit 120 --format json -o %s </dev/null >%s/out 2>&1",
                 trace_path, program->lesson, program->id, log_path, folder);
        int r = run_command(buf_str(&command));
        if (r != 0) {
            print_error("%s: exit %d\n", buf_str(&command), r);
        }
        assert_int_equal(r, 0);
        struct log *log = log_new();
        assert_int_equal(read_log(log), 0);
        print_message("%s:%s\n", program->lesson, program->id);
        assert_true(compare(log) >= 1);
        log_free(log);
        buf_done(&command);
    }
}

static int set_up(void **state) {
    (void)state;
    whole_use_runner();
    if (!mkdtemp(folder)) {
        return -1;
    }
    snprintf(log_path, sizeof log_path, "%s/log", folder);
    snprintf(trace_path, sizeof trace_path, "%s/trace", folder);
    return whole_find(&list);
}

static int tear_down(void **state) {
    (void)state;
    char out[64];
    snprintf(out, sizeof out, "%s/out", folder);
    unlink(out);
    unlink(log_path);
    unlink(trace_path);
    whole_done(&list);
    return rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_strace_sees_the_same)};
    if (run_command("strace -f -e trace=none true >/dev/null 2>&1") != 0) {
        puts("no strace, or it may not trace here");
        return 77;
    }
    return cmocka_run_group_tests_name("whole/strace", tests, set_up, tear_down);
}
