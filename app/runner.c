/* SPDX-License-Identifier: MIT */
/*
 * runner.c: ipc-tutor-runner: a process between the tutor and one run of a lesson. The tutor starts
 * it with one end of a socket as descriptor 3 (core/run/runner_process.c); it is of no use by hand.
 * A socket of messages: it is to fork a runner for each that comes (core/proc/nursery.h). A stream:
 * it is the runner of that run, and all that it does is core/run/engine.h's.
 */
#include "engine.h"
#include "nursery.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { LINK_FD = 3, EXIT_USAGE = 2 };

static int run(void *arg) {
    (void)arg;
    exit(engine_serve(LINK_FD));
}

int main(void) {
    int type = 0;
    socklen_t size = sizeof(type);
    bool linked = getsockopt(LINK_FD, SOL_SOCKET, SO_TYPE, &type, &size) == 0;
    if (linked && type == SOCK_SEQPACKET) {
        return nursery_serve(LINK_FD, run, NULL);
    }
    if (linked && type == SOCK_STREAM) {
        return engine_serve(LINK_FD);
    }
    fputs("ipc-tutor-runner: started by hand: it is ipc-tutor that starts it\n", stderr);
    return EXIT_USAGE;
}
