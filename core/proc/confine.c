/* SPDX-License-Identifier: MIT */
/*
 * confine.c: resource limits, and the order in which a lesson process locks itself in (confine.h).
 */
#include "confine.h"
#include "cage.h"
#include "filter.h"
#include "landlock.h"
#include "shared.h"
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

const struct confine_limits confine_default_limits = {
    .memory = 512U << 20,
    .cpu_seconds = 10,
    .processes = SHARED_SLOTS,
    .files = 256,
    .file_size = 16U << 20,
};

/* The address sanitizer reserves terabytes of addresses, which no process could then have. */
#if defined(__SANITIZE_ADDRESS__)
#define ADDRESSES_UNLIMITED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESSES_UNLIMITED 1
#endif
#endif
#ifndef ADDRESSES_UNLIMITED
#define ADDRESSES_UNLIMITED 0
#endif

/* Lowers a limit, never raises it. */
static void limit(__rlimit_resource_t resource, uint64_t most) {
    struct rlimit now;
    if (getrlimit(resource, &now) == 0) {
        rlim_t max = now.rlim_max < most ? now.rlim_max : (rlim_t)most;
        /* SIGXCPU, which tells why, comes at the soft limit; at the hard one it is SIGKILL. */
        rlim_t soft = resource == RLIMIT_CPU && max > 1 ? max - 1 : max;
        now = (struct rlimit){.rlim_cur = soft, .rlim_max = max};
        setrlimit(resource, &now);
    }
}

static void limit_all(const struct confine_limits *limits) {
    limit(RLIMIT_CORE, 0);
    if (limits->memory && !ADDRESSES_UNLIMITED) {
        limit(RLIMIT_AS, limits->memory + shared_bytes());
    }
    if (limits->cpu_seconds) {
        limit(RLIMIT_CPU, limits->cpu_seconds + 1);
    }
    if (limits->files) {
        limit(RLIMIT_NOFILE, limits->files);
    }
    if (limits->file_size) {
        limit(RLIMIT_FSIZE, limits->file_size);
    }
}

/* Gives up all rights of root; without new privileges no exec gives them back. As root of a user
 * namespace they would be harmless to the machine, but without one they would not. */
static void drop_rights(void) {
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}, {0}};
    syscall(SYS_capset, &head, none);
}

void confine(const struct confine_limits *limits, const struct cage *cage,
             struct confine_report *ret_report) {
    struct confine_report report = {0};
    struct filter_wish wish = {.own_pids = cage && cage->report.pid,
                               .own_net = cage && cage->report.net};
    limit_all(limits);
    report.no_privs = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    drop_rights();
    if (landlock_begin(cage ? cage->run_dir : "", cage ? cage->queues_dir : "") == 0) {
        report.landlock = landlock_version();
    }
    /* Last: it would refuse nothing of the above, but nothing should have to rely on that. */
    report.seccomp = filter_begin(&wish) == 0;
    *ret_report = report;
}

void confine_probe(struct confine_report *ret_report) {
    *ret_report = (struct confine_report){
        .seccomp = filter_possible(),
        .landlock = landlock_version(),
        .no_privs = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) >= 0,
    };
}
