/* SPDX-License-Identifier: MIT */
/*
 * bench_log.c: what a record costs: time, memory, and opening a saved run of a million of them.
 */
#include "bench.h"
#include "fdio.h"
#include "json_lines.h"
#include "mem.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MILLION = 1000000, APPENDS = 100000 };

static const char *const calls[] = {"write(4, 12)", "read(3, 4096)", "close(4)", "fork()"};

/* A run as it may be: two processes that write and read, with all that an operation leaves. */
static void append_operation(struct log *log, uint64_t i) {
    const char *actor = i % 3 == 0 ? "main" : "child";
    enum op_kind op = i % 2 == 0 ? OP_WRITE : OP_READ;
    struct event event = {.t = (int64_t)i * 1700,
                          .actor = log_intern(log, actor),
                          .obj = log_intern(log, "pipe#1"),
                          .pid = 4710 + (int32_t)(i % 3),
                          .vpid = 1 + (int32_t)(i % 3),
                          .fd = 3 + (int32_t)(i % 2),
                          .line = 1 + (int32_t)(i % 40),
                          .op = (uint16_t)op,
                          .has = EVENT_HAS_OBJ | EVENT_HAS_FD};
    event.kind = EVENT_STEP;
    log_append(log, &event, NULL, 0);
    event.kind = EVENT_OP_ENTER;
    event.text = log_intern(log, calls[i % 4]);
    log_append(log, &event, NULL, 0);
    event.kind = EVENT_OP_EXIT;
    event.has |= EVENT_HAS_RET | EVENT_HAS_RANGE;
    event.ret = event.len = 12;
    event.off = (int64_t)i * 12;
    event.text = 0;
    log_append(log, &event, "Another one\n", 12);
    event.kind = EVENT_OP_READY;
    event.text = log_intern(log, calls[(i + 1) % 4]);
    log_append(log, &event, NULL, 0);
}

static void append_many(void *arg) {
    struct log *log = log_new();
    for (uint64_t i = 0; log_count(log) < APPENDS; i++) {
        append_operation(log, i);
    }
    *(size_t *)arg = log_memory(log);
    log_free(log);
}

static void row_record(void) {
    size_t memory = 0;
    double each = bench_least(append_many, &memory, 20) / APPENDS;
    double floor_ns = bench_futex_round_trip();
    bench_row("one record into the log, of a futex round trip", each / floor_ns, 0.03,
              "%.1f ns of %.0f ns", each, floor_ns);
}

static int put_to_fd(void *arg, const char *bytes, size_t len) {
    return fd_write_all(*(int *)arg, bytes, len);
}

static void make_million(const char *path) {
    struct log *log = log_new();
    for (uint64_t i = 0; log_count(log) < MILLION; i++) {
        append_operation(log, i);
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || json_lines_write(log, 1, log_count(log), put_to_fd, &fd) < 0) {
        perror(path);
        exit(1);
    }
    fd_close(&fd);
    log_free(log);
}

struct opened {
    const char *path;
    size_t memory;
};

static void open_ours(void *arg) {
    struct opened *opened = arg;
    struct log *log = log_new();
    struct buf text = {0};
    struct diag diag = {0};
    if (file_read(opened->path, &text, 0, &diag) != 0 ||
        json_lines_read(log, opened->path, text.data, text.len, &diag) != 0) {
        fprintf(stderr, "%s\n", diag.text);
        exit(1);
    }
    opened->memory = log_memory(log) / log_count(log);
    buf_done(&text);
    log_free(log);
}

static void open_by_jq(void *arg) {
    struct opened *opened = arg;
    pid_t child = fork();
    if (child == 0) {
        int out = open("/dev/null", O_WRONLY);
        dup2(out, STDOUT_FILENO);
        execlp("jq", "jq", ".", opened->path, (char *)NULL);
        _exit(127);
    }
    int status = -1;
    waitpid(child, &status, 0);
    opened->memory = status == 0;
}

static void rows_open(void) {
    char path[] = "/tmp/ipc-tutor-bench.XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0) {
        perror(path);
        exit(1);
    }
    fd_close(&fd);
    make_million(path);
    struct opened opened = {.path = path};
    double ours = bench_least(open_ours, &opened, 3);
    bench_row("memory of one record, in units of 150 bytes", (double)opened.memory / 150, 1,
              "%zu bytes", opened.memory);
    double theirs = bench_least(open_by_jq, &opened, 1);
    static const char row[] = "opening 1,000,000 records, of jq . >/dev/null";
    if (opened.memory) {
        bench_row(row, ours / theirs, 0.1, "%.2f s of %.2f s", ours / 1e9, theirs / 1e9);
    } else {
        bench_skip(row, "there is no jq");
    }
    unlink(path);
}

int main(void) {
    if (bench_wished("one record into the log")) {
        row_record();
    }
    if (bench_wished("opening 1,000,000 records") || bench_wished("memory of one record")) {
        rows_open();
    }
    return 0;
}
