/* SPDX-License-Identifier: MIT */
/*
 * term_signals.c: handlers that note what came and make a pipe readable (the self-pipe trick).
 */
#include "term_signals.h"

#include "fdio.h"
#include "term_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

static const int handled[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT};
#define HANDLED (sizeof handled / sizeof *handled)

static struct sigaction old[HANDLED];
static volatile sig_atomic_t seen[HANDLED];
static int self_pipe[2] = {-1, -1};
static volatile time_t first_asked; /* to end; 0: not yet */

#define PATIENCE_S 2 /* for an end that takes its time, before a second signal ends us at once */

/* SIGINT is Ctrl-C: what it ends is for the program to say, however often it comes. */
static bool terminates(int signal) {
    return signal == SIGTERM || signal == SIGHUP || signal == SIGQUIT;
}

/* Asked to end, and asked again a good while later: something hangs. (Twice at once is usual: a
 * shell and the kernel both send SIGHUP when a terminal is closed.) */
static bool hangs(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (first_asked == 0) {
        first_asked = now.tv_sec;
    }
    return now.tv_sec - first_asked >= PATIENCE_S;
}

static void on_signal(int signal) {
    int saved = errno;
    for (size_t i = 0; i < HANDLED; i++) {
        if (handled[i] != signal) {
            continue;
        }
        if (terminates(signal) && hangs()) {
            guard_give_back();
            struct sigaction action = {.sa_handler = SIG_DFL};
            sigaction(signal, &action, NULL);
            raise(signal);
        }
        seen[i] = 1;
    }
    /* Full means that it is readable already. */
    ssize_t written = write(self_pipe[1], "", 1);
    (void)written;
    errno = saved;
}

int signals_open(void) {
    if (pipe2(self_pipe, O_CLOEXEC | O_NONBLOCK) < 0) {
        return -errno;
    }
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    first_asked = 0;
    for (size_t i = 0; i < HANDLED; i++) {
        seen[i] = 0;
        sigaction(handled[i], &action, &old[i]);
        bool ends = terminates(handled[i]) || handled[i] == SIGINT;
        if (old[i].sa_handler == SIG_IGN && ends) {
            sigaction(handled[i], &old[i], NULL); /* nohup(1) asked for that */
        }
    }
    return 0;
}

void signals_close(void) {
    for (size_t i = 0; i < HANDLED; i++) {
        sigaction(handled[i], &old[i], NULL);
    }
    fd_close(&self_pipe[0]);
    fd_close(&self_pipe[1]);
}

int signals_fd(void) {
    return self_pipe[0];
}

static bool take(int signal) {
    for (size_t i = 0; i < HANDLED; i++) {
        if (handled[i] == signal && seen[i]) {
            seen[i] = 0;
            return true;
        }
    }
    return false;
}

struct signals_seen signals_take(void) {
    char bytes[64];
    while (read(self_pipe[0], bytes, sizeof bytes) > 0) {
    }
    struct signals_seen what = {
        .resize = take(SIGWINCH), .suspend = take(SIGTSTP), .resume = take(SIGCONT)};
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT}; /* the last one counts */
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (take(ends[i])) {
            what.terminate = ends[i];
        }
    }
    return what;
}

void signals_stop_here(void) {
    for (size_t i = 0; i < HANDLED; i++) {
        if (handled[i] == SIGTSTP) {
            struct sigaction ours;
            sigaction(SIGTSTP, &old[i], &ours); /* who started us may have had it ignored */
            kill(0, SIGTSTP);
            sigaction(SIGTSTP, &ours, NULL);
        }
    }
    take(SIGTSTP);
    take(SIGCONT);
}
