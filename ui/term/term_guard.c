/* SPDX-License-Identifier: MIT */
/*
 * term_guard.c: the prepared way back. Nothing here may call curses, allocate or lock once armed:
 * it runs in signal handlers of a program whose heap may be in pieces (signal-safety(7)).
 */
#include "term_guard.h"

#include "mem.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
#define CRASH_SIGNALS (sizeof crash_signals / sizeof *crash_signals)

static struct {
    volatile sig_atomic_t taken; /* the terminal is ours now */
    int in, out;
    pid_t owner;
    struct termios before;
    char bytes[GUARD_BYTES];
    size_t len, last; /* last: where the last string begins */
    struct sigaction old[CRASH_SIGNALS];
    stack_t old_stack;
    bool at_exit;
} guard;

/* A crash may be a stack overflow: the handler needs a stack of its own (sigaltstack(2)). */
static char crash_stack[64 * 1024];

static void put_bytes(size_t from) {
    size_t done = from;
    while (done < guard.len) {
        ssize_t n = write(guard.out, guard.bytes + done, guard.len - done);
        if (n < 0 && errno != EINTR) {
            return; /* the terminal has gone away: nothing to give back */
        }
        done += n > 0 ? (size_t)n : 0;
    }
}

static void give_back(size_t from) {
    if (!guard.taken || getpid() != guard.owner) {
        return;
    }
    int saved = errno;
    guard.taken = false;
    /* In the background, setting the terminal would stop us: SIGTTOU (tcsetattr(3), termios(3)). */
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGTTOU, &ignore, &before);
    put_bytes(from);
    tcsetattr(guard.in, TCSANOW, &guard.before);
    sigaction(SIGTTOU, &before, NULL);
    errno = saved;
}

void guard_give_back(void) {
    give_back(0);
}

void guard_given_back(void) {
    give_back(guard.last);
}

static void on_crash(int signal, siginfo_t *info, void *context) {
    (void)context;
    guard_give_back();
    for (size_t i = 0; i < CRASH_SIGNALS; i++) {
        if (crash_signals[i] == signal) {
            sigaction(signal, &guard.old[i], NULL);
        }
    }
    /* A fault of our own happens again when the handler returns, now with the old handler; one that
     * was sent (abort(3), kill(2)) is sent again and waits until then. */
    if (info->si_code <= 0) {
        raise(signal);
    }
}

static void catch_crashes(void) {
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    sigaltstack(&stack, &guard.old_stack);
    struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < CRASH_SIGNALS; i++) {
        sigaction(crash_signals[i], &action, &guard.old[i]);
    }
}

static void on_die(const char *sentence) {
    (void)sentence; /* die() writes it, when the screen is left */
    guard_give_back();
}

void guard_arm(int in, int out) {
    guard.in = in;
    guard.out = out;
    guard.owner = getpid();
    guard.len = guard.last = 0;
    guard.taken = false;
    tcgetattr(in, &guard.before);
    catch_crashes();
    die_set_hook(on_die);
    if (!guard.at_exit) {
        guard.at_exit = atexit(guard_give_back) == 0;
    }
}

void guard_string(const char *bytes) {
    size_t len = strlen(bytes);
    if (len <= sizeof guard.bytes - guard.len) {
        guard.last = guard.len;
        memcpy(guard.bytes + guard.len, bytes, len);
        guard.len += len;
    }
}

void guard_again(void) {
    guard.taken = true;
}

void guard_disarm(void) {
    guard.taken = false;
    die_set_hook(NULL);
    for (size_t i = 0; i < CRASH_SIGNALS; i++) {
        sigaction(crash_signals[i], &guard.old[i], NULL);
    }
    sigaltstack(&guard.old_stack, NULL);
}
