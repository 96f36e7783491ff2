/* SPDX-License-Identifier: MIT */
/*
 * bench_tutor_bytes.c: what a step costs the line to the terminal, beside a whole frame: only what
 * changed is written; and what playing at 30 steps a second costs the processor. The tutor as it
 * is, on a pty, with a saved run of two processes and a pipe.
 */
#include "bench.h"
#include "clock.h"
#include "tutor_tty.h"
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { STEPS = 400, MEASURED_STEPS = 60, FASTER = 6, PLAY_MS = 3000 };

static const char play_row[] = "playing 30 steps a second: share of one CPU";
static const struct {
    int width, height;
    const char *row;
} sizes[] = {
    {80, 24, "bytes to the terminal in a step, 80x24, of a whole frame"},
    {200, 60, "bytes to the terminal in a step, 200x60, of a whole frame"},
};

static void put_start(FILE *file) {
    fputs(
        "{\"n\":1,\"t\":0,\"kind\":\"run.start\",\"format\":1,\"lesson\":\"pipe-fork\","
        "\"program\":\"right\",\"params\":{},\"schedule\":null}\n"
        "{\"n\":2,\"t\":0,\"kind\":\"actor.start\",\"actor\":\"main\",\"pid\":7,\"parent\":null}\n"
        "{\"n\":3,\"t\":0,\"kind\":\"actor.start\",\"actor\":\"child\",\"pid\":8,\"parent\":"
        "\"main\"}\n"
        "{\"n\":4,\"t\":0,\"kind\":\"obj.new\",\"actor\":\"main\",\"pid\":7,\"obj\":\"p\",\"type\":"
        "\"pipe\",\"attrs\":{\"capacity\":65536}}\n"
        "{\"n\":5,\"t\":0,\"kind\":\"fd.open\",\"actor\":\"main\",\"pid\":7,\"fd\":3,\"obj\":\"p\","
        "\"end\":\"r\"}\n"
        "{\"n\":6,\"t\":0,\"kind\":\"fd.open\",\"actor\":\"child\",\"pid\":8,\"fd\":4,\"obj\":"
        "\"p\","
        "\"end\":\"w\"}\n",
        file);
}

/* child writes what main reads, turn by turn. */
static void put_step(FILE *file, int *n, int step) {
    bool writes = step % 2 == 0;
    const char *actor = writes ? "child" : "main", *op = writes ? "write" : "read";
    const char *call = writes ? "write(4, \\\"Another one\\\\n\\\", 12)" : "read(3, 4096)";
    int pid = writes ? 8 : 7, fd = writes ? 4 : 3, line = 15 + step % 6;
    fprintf(file, "{\"n\":%d,\"t\":0,\"kind\":\"step\",\"actor\":\"%s\",\"pid\":%d,\"line\":%d}\n",
            ++*n, actor, pid, line);
    fprintf(file,
            "{\"n\":%d,\"t\":0,\"kind\":\"op.enter\",\"actor\":\"%s\",\"pid\":%d,\"op\":\"%s\","
            "\"obj\":\"p\",\"fd\":%d,\"line\":%d,\"call\":\"%s\"}\n",
            ++*n, actor, pid, op, fd, line, call);
    fprintf(file,
            "{\"n\":%d,\"t\":0,\"kind\":\"op.exit\",\"actor\":\"%s\",\"pid\":%d,\"op\":\"%s\","
            "\"obj\":\"p\",\"fd\":%d,\"line\":%d,\"ret\":12,\"err\":null,\"off\":%d,\"len\":12,"
            "\"data\":\"Another one\\n\"}\n",
            ++*n, actor, pid, op, fd, line, step / 2 * 12);
}

static bool make_run(char *path) {
    int fd = mkstemp(path);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    int n = 6;
    if (file == NULL) {
        return false;
    }
    put_start(file);
    for (int step = 0; step < STEPS; step++) {
        put_step(file, &n, step);
    }
    return fclose(file) == 0;
}

static uint64_t bytes_of(struct tty *tty, const char *keys) {
    uint64_t before = tty_bytes(tty);
    tty_type(tty, keys);
    tty_until_idle(tty);
    return tty_bytes(tty) - before;
}

static void row_of_bytes(const char *path, int width, int height, const char *row) {
    struct tty *tty = tutor_start(path, width, height);
    tty_type(tty, "0");
    tty_until_idle(tty);
    uint64_t frame = bytes_of(tty, "\f"), steps = 0; /* Ctrl-L draws all of it */
    for (int i = 0; i < MEASURED_STEPS; i++) {
        steps += bytes_of(tty, "f");
    }
    double each = (double)steps / MEASURED_STEPS;
    bench_row(row, each / (double)frame, 0.5, "%.0f of %.0f bytes", each, (double)frame);
    tty_stop(tty);
}

static int64_t cpu_ns(pid_t pid) {
    clockid_t clock;
    struct timespec used = {0};
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) < 0) {
        return 0;
    }
    return used.tv_sec * NS_PER_S + used.tv_nsec;
}

/* The terminal is read meanwhile, as a real one would be. */
static void look_on(struct tty *tty, int ms) {
    int64_t end = clock_ns() + ms * NS_PER_MS;
    while (clock_ns() < end) {
        tty_pump(tty);
        poll(NULL, 0, 10);
    }
}

static void row_of_playing(const char *path) {
    int before_step, step, steps;
    struct tty *tty = tutor_start(path, 80, 24);
    tty_type(tty, "0");
    for (int i = 0; i < FASTER; i++) {
        tty_type(tty, "+");
    }
    tty_type(tty, " ");
    look_on(tty, 300);
    tutor_step(tty, &before_step, &steps);
    int64_t used = cpu_ns(tty_pid(tty)), begun = clock_ns();
    look_on(tty, PLAY_MS);
    used = cpu_ns(tty_pid(tty)) - used;
    double wall = (double)(clock_ns() - begun);
    tutor_step(tty, &step, &steps);
    bench_row(play_row, (double)used / wall, 0.1, "%.1f steps a second, %.2f ms each",
              (step - before_step) / wall * 1e9, (double)used / 1e6 / (step - before_step));
    tty_stop(tty);
}

int main(void) {
    char path[] = "/tmp/ipc-tutor-bench.XXXXXX";
    if (!make_run(path)) {
        perror(path);
        return 1;
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (bench_wished(sizes[i].row)) {
            row_of_bytes(path, sizes[i].width, sizes[i].height, sizes[i].row);
        }
    }
    if (bench_wished(play_row)) {
        row_of_playing(path);
    }
    unlink(path);
    return 0;
}
