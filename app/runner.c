/* SPDX-License-Identifier: MIT */
/*
 * runner.c: ipc-tutor-runner: a process between the tutor and one run of a lesson. The tutor starts
 * it with one end of a socket as descriptor 3 (core/run/runner_process.c); it is of no use by hand.
 * All that it does is core/run/engine.h's.
 */
#include "engine.h"
#include <stdio.h>
#include <sys/socket.h>

enum { LINK_FD = 3, EXIT_USAGE = 2 };

int main(void) {
    int type = 0;
    socklen_t size = sizeof(type);
    if (getsockopt(LINK_FD, SOL_SOCKET, SO_TYPE, &type, &size) < 0 || type != SOCK_STREAM) {
        fputs("ipc-tutor-runner: started by hand: it is ipc-tutor that starts it\n", stderr);
        return EXIT_USAGE;
    }
    return engine_serve(LINK_FD);
}
