/* SPDX-License-Identifier: MIT */
/*
 * cpu.c: pinning. While the supervisor runs on the one CPU, no lesson process does: so what it sees
 * without having been switched out is one instant.
 */
#include "cpu.h"
#include <errno.h>
#include <sched.h>
#include <sys/resource.h>

int cpu_pin(void) {
    cpu_set_t allowed, one;
    if (sched_getaffinity(0, sizeof allowed, &allowed) < 0) {
        return -errno;
    }
    /* The kernel puts a freshly forked or executed program on the idlest CPU, and that is where we
     * still are: better than any sample of the load that we could take in a millisecond. */
    int here = sched_getcpu();
    size_t cpu = here < 0 ? CPU_SETSIZE : (size_t)here;
    if (cpu >= CPU_SETSIZE || !CPU_ISSET(cpu, &allowed)) {
        cpu = 0;
        while (cpu < CPU_SETSIZE && !CPU_ISSET(cpu, &allowed)) {
            cpu++;
        }
    }
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    return sched_setaffinity(0, sizeof one, &one) < 0 ? -errno : (int)cpu;
}

uint64_t cpu_switches(void) {
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return (uint64_t)usage.ru_nvcsw + (uint64_t)usage.ru_nivcsw;
}
