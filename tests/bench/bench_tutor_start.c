/* SPDX-License-Identifier: MIT */
/*
 * bench_tutor_start.c: from the start to the first whole frame, beside htop's on the same terminal;
 * and how often a paused tutor and its run wake up. Through a pty and an emulator, as a user's
 * terminal would.
 */
#include "bench.h"
#include "clock.h"
#include "tutor_tty.h"
#include <poll.h>
#include <stddef.h>
#include <unistd.h>

enum { TIMES = 10 };

static const char start_row[] = "start to the first whole frame, of htop's";
static const char run_row[] = "start to a run with its processes, of htop's";
static const char wake_row[] = "paused: wake-ups in a second, tutor and run";

struct program {
    const char *const *argv;
    const char *last; /* what a whole frame has */
};

static bool is_there(struct tty *tty, void *arg) {
    return tty_shows(tty, arg) || tty_has_ended(tty);
}

static double start_once(const struct program *program) {
    static const char *const env[] = {"HOME=/nonexistent", "XDG_CONFIG_HOME", NULL};
    int64_t begun = clock_ns();
    struct tty *tty = tty_start(&(struct tty_options){.argv = program->argv, .env = env});
    tty_until(tty, is_there, (void *)program->last, program->last);
    double took = (double)(clock_ns() - begun);
    tty_stop(tty);
    return took;
}

/* The least of several, in turn, so that what disturbs one disturbs the other too. */
static void compare(const char *row, const struct program *ours, const struct program *theirs) {
    double least_ours = 1e18, least_theirs = 1e18;
    if (!bench_wished(row)) {
        return;
    }
    if (access(theirs->argv[0], X_OK) != 0) {
        bench_skip(row, "there is no htop");
        return;
    }
    for (int i = 0; i < TIMES; i++) {
        double took = start_once(ours);
        least_ours = took < least_ours ? took : least_ours;
        took = start_once(theirs);
        least_theirs = took < least_theirs ? took : least_theirs;
    }
    bench_row(row, least_ours / least_theirs, 1, "%.1f ms of %.1f ms", least_ours / 1e6,
              least_theirs / 1e6);
}

static void count_wake_ups(void) {
    struct family family;
    if (!bench_wished(wake_row)) {
        return;
    }
    struct tty *tty = tutor_start("pipe-fork:forgotten", 80, 24);
    tty_type(tty, "nn1");
    tutor_at(tty, 3, 3);
    tty_until_idle(tty);
    poll(NULL, 0, 200);
    family_of(tty_pid(tty), &family);
    long before = family_switches(&family);
    poll(NULL, 0, 1000);
    long woken = family_switches(&family) - before;
    bench_row(wake_row, (double)woken, 0, "%zu processes", family.n);
    tty_stop(tty);
}

int main(void) {
    static const char *const tutor[] = {TUTOR, NULL}, *const htop[] = {"/usr/bin/htop", NULL};
    static const char *const run[] = {TUTOR, "open", "pipe-fork:forgotten", NULL};
    const struct program frame = {tutor, "? help"}, stage = {run, "ready: pipe"},
                         floor = {htop, "F10Quit"};
    compare(start_row, &frame, &floor);
    compare(run_row, &stage, &floor);
    count_wake_ups();
    return 0;
}
