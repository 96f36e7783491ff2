/* SPDX-License-Identifier: MIT */
/* partner.c: a plain second process (partner.h). */
#include "partner.h"
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int partner_start(int (*body)(void *arg), void *arg, pid_t *ret_pid) {
    pid_t self = getpid();
    pid_t pid = fork();
    if (pid < 0) {
        return -errno;
    }
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != self) { /* it died before the flag was set */
            _exit(127);
        }
        _exit(body(arg));
    }
    *ret_pid = pid;
    return 0;
}

int partner_end(pid_t pid) {
    int status;
    kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) {
            return -errno;
        }
    }
    return status;
}
