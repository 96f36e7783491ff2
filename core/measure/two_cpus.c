/* SPDX-License-Identifier: MIT */
/* two_cpus.c: choosing two CPUs, and going there (two_cpus.h). */
#include "two_cpus.h"
#include "fdio.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

/* The threads of this CPU's core, as the kernel writes them: equal for all of one core. */
static void siblings_of(int cpu, char *text, size_t size) {
    char path[96];
    snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list", cpu);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = fd < 0 ? -1 : fd_read_some(fd, text, size - 1);
    fd_close(&fd);
    if (len <= 0) { /* not told: a core of its own */
        snprintf(text, size, "%d", cpu);
    } else {
        text[len] = '\0';
    }
}

void two_cpus_choose(struct two_cpus *ret_cpus) {
    cpu_set_t allowed;
    char first[64] = "", other[64];
    struct two_cpus chosen = {.cpus = {-1, -1}};
    if (sched_getaffinity(0, sizeof allowed, &allowed) < 0) {
        CPU_ZERO(&allowed);
    }
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (!CPU_ISSET((size_t)cpu, &allowed)) {
            continue;
        }
        siblings_of(cpu, other, sizeof other);
        if (chosen.cpus[0] < 0) {
            chosen.cpus[0] = cpu;
            snprintf(first, sizeof first, "%s", other);
        } else if (strcmp(first, other) != 0) {
            chosen.cpus[1] = cpu;
            chosen.siblings = false;
            break;
        } else if (chosen.cpus[1] < 0) {
            chosen.cpus[1] = cpu;
            chosen.siblings = true;
        }
    }
    *ret_cpus = chosen;
}

int two_cpus_pin(int cpu) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET((size_t)cpu, &one);
    return sched_setaffinity(0, sizeof one, &one) < 0 ? -errno : 0;
}
