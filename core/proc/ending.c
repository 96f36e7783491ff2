/* SPDX-License-Identifier: MIT */
/*
 * ending.c: the handler of SIGTERM (ending.h). The launcher sends it to ask for an end; without a
 * pid namespace the kernel sends it when the guard dies. The handler may interrupt the supervisor
 * anywhere, so it looks at nothing but the shared region.
 */
#include "ending.h"
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct shared *volatile of;
static volatile sig_atomic_t by_kernel;

static void kill_slots(struct shared *shared) {
    uint32_t count = atomic_load(&shared->slot_count);
    for (uint32_t i = 0; i < count && i < SHARED_SLOTS; i++) {
        int32_t pid = atomic_load(&shared->pids[i]);
        if (pid > 0 && !atomic_load(&shared->gone[i])) {
            kill(pid, SIGKILL);
        }
    }
}

static void end(int signal) {
    struct shared *shared = of;
    struct timespec pause = {.tv_nsec = 200000};
    /* As subreaper we become the parent of every orphan: no child left means nobody is left. */
    while (shared && !by_kernel) {
        kill_slots(shared);
        pid_t pid = waitpid(-1, NULL, WNOHANG);
        if (pid < 0 && errno == ECHILD) {
            break;
        }
        if (pid == 0) {
            nanosleep(&pause, NULL);
        }
    }
    _exit(128 + signal);
}

void ending_begin(struct shared *shared, bool own_pids) {
    struct sigaction action = {.sa_handler = end};
    of = shared;
    by_kernel = own_pids;
    sigaction(SIGTERM, &action, NULL);
}

void ending_done(void) {
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(SIGTERM, &action, NULL);
    of = NULL;
}
