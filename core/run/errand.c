/* SPDX-License-Identifier: MIT */
/* errand.c: see errand.h. */
#include "errand.h"
#include "clock.h"
#include "fdio.h"
#include "launch.h"
#include "mem.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FD_SAID = 3, FD_DIR = 4, FD_LAST = 16, CHUNK = 4096, END_MS = 10000 };

struct errand {
    struct launched launched;
    int fd;
    struct buf said;
    size_t most;
    enum errand_end end;
    int status;
};

static void limit(int resource, uint64_t most) {
    struct rlimit wish = {(rlim_t)most, (rlim_t)most};
    if (most > 0) {
        setrlimit((__rlimit_resource_t)resource, &wish);
    }
}

/* In the new process: limits, places, then the program itself. */
static int body(void *arg) {
    const struct errand_wish *wish = arg;
    struct rlimit none = {0, 0};
    if (wish->dir && fchdir(FD_DIR) < 0) {
        return 126;
    }
    dup2(FD_SAID, STDOUT_FILENO);
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(wish->quiet_errors && null >= 0 ? null : FD_SAID, STDERR_FILENO);
    for (int fd = FD_SAID; fd <= FD_LAST; fd++) {
        fd_set_cloexec(fd, true);
    }
    setrlimit(RLIMIT_CORE, &none);
    limit(RLIMIT_AS, wish->memory);
    limit(RLIMIT_CPU, wish->cpu_seconds);
    unsetenv("IPC_TUTOR_CAGE"); /* for runners: it is none */
    for (size_t i = 0; wish->setenv && wish->setenv[i]; i += 2) {
        setenv(wish->setenv[i], wish->setenv[i + 1], 1);
    }
    execvp(wish->argv[0], wish->argv);
    return 127;
}

static int open_folder(const struct errand_wish *wish, int *ret_fd, struct diag *diag) {
    if (!wish->dir) {
        return 0;
    }
    *ret_fd = open(wish->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return *ret_fd < 0 ? diag_set(diag, -errno, wish->dir, 0, "%s", strerror(errno)) : 0;
}

static int start(struct errand *errand, const struct errand_wish *wish, struct diag *diag) {
    int ends[2];
    int folder = -1;
    if (pipe2(ends, O_CLOEXEC) < 0) {
        return diag_set(diag, -errno, NULL, 0, "no pipe to %s: %s", wish->argv[0], strerror(errno));
    }
    errand->fd = ends[0];
    int r = open_folder(wish, &folder, diag);
    if (r == 0) {
        const int fds[] = {ends[1], folder};
        const struct launch_wish launching = {.body = body,
                                              .arg = (void *)wish,
                                              .fds = fds,
                                              .fd_count = folder >= 0 ? 2 : 1,
                                              .no_cage = !wish->cage,
                                              .quiet = true};
        r = launch(&launching, &errand->launched, diag);
    }
    fd_close(&folder);
    close(ends[1]);
    return r < 0 ? r : fd_set_nonblock(ends[0], true);
}

int errand_start(const struct errand_wish *wish, struct errand **ret_errand, struct diag *diag) {
    struct errand *errand = mem_new(sizeof *errand);
    errand->fd = -1;
    errand->launched.pidfd = -1;
    errand->most = wish->most;
    int r = start(errand, wish, diag);
    if (r < 0) {
        errand_free(errand);
        return r;
    }
    *ret_errand = errand;
    return 0;
}

static void stop(struct errand *errand, enum errand_end end) {
    int status = launch_end_all(&errand->launched, end == ERRAND_RUNS ? END_MS : 0);
    errand->end = end;
    if (end == ERRAND_RUNS) {
        errand->end = WIFEXITED(status) ? ERRAND_EXITED : ERRAND_KILLED;
        errand->status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    }
    fd_close(&errand->fd);
}

void errand_free(struct errand *errand) {
    if (!errand) {
        return;
    }
    if (errand->fd >= 0 || errand->launched.pid > 0) {
        stop(errand, ERRAND_TOO_MUCH);
    }
    buf_done(&errand->said);
    mem_free(errand);
}

int errand_fd(const struct errand *errand) {
    return errand ? errand->fd : -1;
}

enum errand_end errand_pump(struct errand *errand) {
    while (errand->fd >= 0) {
        char *room = buf_room(&errand->said, CHUNK);
        ssize_t got = fd_read_some(errand->fd, room, CHUNK);
        buf_filled(&errand->said, got > 0 ? (size_t)got : 0);
        if (got == -EAGAIN) {
            break;
        }
        if (got <= 0) { /* whoever could say something is gone, so the end is near */
            stop(errand, ERRAND_RUNS);
        } else if (errand->said.len > errand->most) {
            stop(errand, ERRAND_TOO_MUCH);
        }
    }
    return errand->end;
}

enum errand_end errand_wait(struct errand *errand, int timeout_ms) {
    int64_t deadline = clock_ns() + timeout_ms * NS_PER_MS;
    while (errand_pump(errand) == ERRAND_RUNS) {
        struct pollfd said = {.fd = errand->fd, .events = POLLIN};
        int left = clock_ms_left(deadline);
        if (left == 0) {
            break;
        }
        poll(&said, 1, left);
    }
    return errand->end;
}

int errand_status(const struct errand *errand) {
    return errand->status;
}

const char *errand_said(const struct errand *errand, size_t *ret_len) {
    *ret_len = errand->said.len;
    return buf_str(&errand->said);
}
