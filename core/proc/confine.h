/* SPDX-License-Identifier: MIT */
/*
 * confine.h: what a lesson process may use and do: resource limits, and system calls that can reach
 * out of a lesson refused by the kernel (seccomp, Landlock, no new privileges). A lesson process
 * confines itself before lesson code runs; children inherit all of it.
 */
#ifndef CONFINE_H
#define CONFINE_H

#include <stdbool.h>
#include <stdint.h>

struct confine_limits {
    uint64_t memory;      /* bytes of address space; 0: as it is */
    uint64_t cpu_seconds; /* SIGXCPU; 0: as it is */
    uint64_t processes;   /* of a run (slots) */
    uint64_t files;       /* descriptors a process */
    uint64_t file_size;   /* bytes a file; SIGXFSZ */
};

extern const struct confine_limits confine_default_limits;

struct confine_report {
    bool seccomp;  /* filter in force */
    int landlock;  /* version of the kernel's Landlock; 0: none */
    bool no_privs; /* no_new_privs */
};

struct cage;

/* In a lesson process: from now on it and its children are confined. Never fails: the report says
 * what the kernel refused. cage NULL: as if it had nothing. */
void confine(const struct confine_limits *limits, const struct cage *cage,
             struct confine_report *ret_report);
/* What this kernel gives, without using it. */
void confine_probe(struct confine_report *ret_report);

#endif
