/* SPDX-License-Identifier: MIT */
/*
 * launch.h: starts a runner: a process of its own, in namespaces of its own where the kernel gives
 * them, with signals reset, only the descriptors it needs, and dying with its launcher.
 */
#ifndef LAUNCH_H
#define LAUNCH_H

#include "diag.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { LAUNCH_ATTEMPTS = 8 }; /* at most so many, with fewer and fewer namespaces */

/* For a launcher that is not to be the parent: what it launches is its own parent's child. */
struct launch_siblings {
    int parent_pidfd; /* of that parent */
    /* what came to nothing, the parent's to reap */
    pid_t failed[LAUNCH_ATTEMPTS];
    uint32_t failed_count;
};

struct launch_wish {
    const char *path;       /* program to execute ... */
    char *const *argv;      /* with these arguments, NULL at the end */
    int (*body)(void *arg); /* or, path NULL: a function to call; its value is the exit status */
    void *arg;
    const int *fds; /* descriptors it gets, as 3, 4, 5 ... in this order (0, 1, 2 stay) */
    size_t fd_count;
    bool no_cage;                     /* do as if namespaces were refused */
    bool net;                         /* a network of its own, with loopback up */
    bool quiet;                       /* 0 and 1 become /dev/null (2 stays) */
    struct launch_siblings *siblings; /* or NULL */
};

struct launched {
    pid_t pid;  /* as this process sees it */
    int pidfd;  /* readable when it has ended; -1: the kernel has none */
    bool caged; /* it has a pid namespace of its own: killed, it takes all others along */
};

/* 0, or -errno with *diag. */
int launch(const struct launch_wish *wish, struct launched *ret_launched, struct diag *diag);
/* Says so in *diag, and returns err. */
int launch_failed(int err, const char *path, struct diag *diag);
/* Asks it to end (SIGTERM), after patience_ms kills it, and reaps it: then nothing of the run is
 * left. Its waitpid(2) status. Zeroed struct: nothing. */
int launch_end(struct launched *launched, int patience_ms);
/* The same for what is no runner: waits patience_ms for its end, then kills it and its process
 * group (launched, it leads one). */
int launch_end_all(struct launched *launched, int patience_ms);
/* Has it ended? 1 and its waitpid(2) status (it is reaped then), 0: not yet. */
int launch_ended(struct launched *launched, int *ret_status);

#endif
