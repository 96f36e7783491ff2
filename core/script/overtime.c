/* SPDX-License-Identifier: MIT */
/*
 * overtime.c: see overtime.h. The handler reads the Lua state while somebody is in the midst of it.
 * Mostly that is one long call of C, and the state is whole; if it is not, reading it may crash,
 * and then the process ends by SIGXCPU all the same, without a line.
 */
#include "overtime.h"
#include <signal.h>
#include <sys/resource.h>

static const struct sandbox *watched;
static void (*teller)(int line);

static void end(int number) {
    (void)number;
    signal(SIGXCPU, SIG_DFL);
    raise(SIGXCPU);
}

static void over(int number) {
    struct sigaction crash = {.sa_handler = end, .sa_flags = SA_NODEFER};
    sigaction(SIGSEGV, &crash, NULL);
    sigaction(SIGBUS, &crash, NULL);
    teller(sandbox_line(watched->lua));
    end(number);
}

void overtime_begin(const struct sandbox *sandbox, void (*tell)(int line)) {
    struct sigaction action = {.sa_handler = over, .sa_flags = SA_NODEFER};
    watched = sandbox;
    teller = tell;
    sigaction(SIGXCPU, &action, NULL);
}

void overtime_allow(unsigned seconds) {
    struct rlimit limit;
    struct rusage used;
    if (getrlimit(RLIMIT_CPU, &limit) < 0 || getrusage(RUSAGE_SELF, &used) < 0) {
        return;
    }
    rlim_t most = limit.rlim_max;
    if (most != RLIM_INFINITY && most > 1) {
        most--; /* at the hard limit it is SIGKILL */
    }
    rlim_t wanted = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds + 1;
    limit.rlim_cur = seconds > 0 && wanted < most ? wanted : most;
    setrlimit(RLIMIT_CPU, &limit);
}
