/* SPDX-License-Identifier: MIT */
/*
 * plain_interrupt.c: Ctrl-C in the tutor as lines. The terminal sends SIGINT to us, and not to the
 * lesson, which has a session of its own; so we pass it on: what the processes of the run in front
 * get is a SIGINT too. It never ends us; SIGTERM and SIGHUP do.
 */
#include "order.h"
#include "plain.h"
#include <errno.h>
#include <signal.h>

static volatile sig_atomic_t came;
static bool catching;

static void on_signal(int signal) {
    (void)signal;
    came = 1;
}

void plain_catch_again(void) {
    struct sigaction action = {.sa_handler = on_signal};
    if (catching) {
        sigaction(SIGINT, &action, NULL);
    }
}

void plain_catch(bool on) {
    struct sigaction before;
    if (on) {
        sigaction(SIGINT, NULL, &before);
        catching = before.sa_handler != SIG_IGN; /* of a job in the background */
        came = 0;
        plain_catch_again();
    } else if (catching) {
        struct sigaction usual = {.sa_handler = SIG_DFL};
        sigaction(SIGINT, &usual, NULL);
        catching = false;
    }
}

bool plain_caught(void) {
    if (!came) {
        return false; /* without a store that could undo one which comes just now */
    }
    came = 0;
    return true;
}

int plain_next(struct lines *lines, struct buf *ret_line) {
    sigset_t held, mask;
    if (!catching) {
        return lines_next(lines, NULL, ret_line);
    }
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigprocmask(SIG_BLOCK, &held, &mask);
    int r = plain_caught() ? -EINTR : lines_next(lines, &mask, ret_line);
    came = r == -EINTR ? 0 : came; /* that one; one that comes behind a line stays */
    sigprocmask(SIG_SETMASK, &mask, NULL);
    return r;
}

/* What stands for it in a schedule, at the end of the run; NULL: nobody lives. */
static const char *word_of(const struct plain_run *run) {
    const struct world *world = timeline_head(run->timeline);
    const char *word = NULL;
    for (uint32_t i = 0; i < world->proc_count; i++) {
        if (world->procs[i].ask != 0) {
            return ORDER_INTERRUPT_ASKING;
        }
        word = proc_lives(&world->procs[i]) ? ORDER_INTERRUPT : word;
    }
    return word;
}

void plain_interrupt(struct plain_run *run) {
    const char *word = word_of(run);
    if (!word) {
        out_text(run->plain->out, "No process of the run lives that could get SIGINT.\n");
    } else if (run_state(run->run) == RUN_ENDED) {
        plain_branch(run, timeline_steps(run->timeline), word);
    } else {
        run_interrupt(run->run);
    }
}
