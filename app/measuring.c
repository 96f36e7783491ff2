/* SPDX-License-Identifier: MIT */
/* measuring.c: waits for a measurement, shows how far it is, stops it when asked to (measuring.h).
 */
#include "measuring.h"
#include "howfar.h"
#include "measure.h"
#include "say.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* No stretch takes that long on any machine that could run a lesson. */
enum { SILENCE_SECONDS = 60, BAR = 10 };

static volatile sig_atomic_t stop_signal;

static void on_stop_signal(int number) {
    stop_signal = number;
}

static void show_progress(const struct measure *measure) {
    struct buf doing = {0};
    int progress = measure_progress(measure);
    char bar[BAR + 1] = "";
    for (int i = 0; i < BAR; i++) {
        bar[i] = i * 1000 < progress * BAR ? '#' : '.';
    }
    buf_putf(&doing, "[%s] %3d %%  ", bar, progress / 10);
    measure_doing(measure, &doing);
    howfar_show(buf_str(&doing));
    buf_done(&doing);
}

/* After the worker was started: it must not inherit the mask. */
static void catch_signals(sigset_t *ret_mask) {
    static const struct sigaction stop = {.sa_handler = on_stop_signal};
    sigset_t held;
    stop_signal = 0;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigprocmask(SIG_BLOCK, &held, ret_mask);
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
}

static void give_signals_back(const sigset_t *mask) {
    static const struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(SIGINT, &usual, NULL);
    sigaction(SIGTERM, &usual, NULL);
    sigprocmask(SIG_SETMASK, mask, NULL);
}

/* False: nothing came for too long. */
static bool follow(struct measure *measure, const sigset_t *mask) {
    const struct timespec silence = {.tv_sec = SILENCE_SECONDS};
    bool speaks = true;
    while (speaks && !stop_signal && !measure_over(measure)) {
        struct pollfd waiting = {.fd = measure_fd(measure), .events = POLLIN};
        speaks = ppoll(&waiting, 1, &silence, mask) != 0;
        if (measure_pump(measure)) {
            show_progress(measure);
        }
    }
    howfar_end();
    return speaks;
}

static int keep(const struct measured *measured) {
    struct diag diag = {0};
    int err = measured_save(measured, &diag);
    int code = err < 0 && err != -ENOENT ? fail_diag(EXIT_IO, &diag) : EXIT_AS_EXPECTED;
    diag_done(&diag);
    return code;
}

int measuring_run(double seconds, struct measured *ret_measured) {
    struct measure_wish wish = {.seconds = seconds};
    struct measure *measure;
    struct diag diag = {0};
    sigset_t mask;
    int err = measure_start(&wish, &measure, &diag);
    if (err < 0) {
        int code = fail_diag(exit_code_of(err), &diag);
        diag_done(&diag);
        return code;
    }
    catch_signals(&mask);
    bool speaks = follow(measure, &mask);
    *ret_measured = *measure_result(measure);
    measure_free(measure);
    give_signals_back(&mask);
    if (stop_signal) {
        return 128 + stop_signal;
    }
    if (!ret_measured->whole) {
        return fail(EXIT_OURS, "measure",
                    speaks ? "the measuring process ended too early"
                           : "the measuring process does not answer");
    }
    return keep(ret_measured);
}
