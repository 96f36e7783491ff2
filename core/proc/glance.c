/* SPDX-License-Identifier: MIT */
/*
 * glance.c: /proc/PID/stat and /proc/PID/syscall (proc(5)). Both are needed: stat tells a sleep
 * that nothing may interrupt (state D: not a blocked operation) from one in an operation, which
 * syscall does not; syscall tells that a task on its way to sleep still runs, which stat does not
 * (settle.md, section 1).
 */
#include "glance.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int open_file(const struct glance *glance, const char *file) {
    char path[40];
    snprintf(path, sizeof path, "%d/%s", (int)glance->pid, file);
    int fd = openat(glance->proc_fd, path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

/* The file's text from its start; -errno. ESRCH and ENOENT: there is no such process (any more). */
static ssize_t read_file(const struct glance *glance, int fd, const char *file, char *text,
                         size_t cap) {
    bool kept = fd >= 0;
    if (!kept && (fd = open_file(glance, file)) < 0) {
        return fd;
    }
    ssize_t n = pread(fd, text, cap - 1, 0);
    int err = errno;
    if (!kept) {
        close(fd);
    }
    if (n < 0) {
        return -err;
    }
    text[n] = '\0';
    return n;
}

/* A descriptor to keep, or -1 for one that is opened anew for each look. */
static int keep(const struct glance *glance, int fd) {
    if (fd >= glance->keep_below) {
        close(fd);
        return -1;
    }
    return fd < 0 ? -1 : fd;
}

int glance_init(struct glance *glance, int proc_fd, pid_t pid, int keep_below) {
    *glance = (struct glance){.proc_fd = proc_fd,
                              .keep_below = keep_below,
                              .pid = pid,
                              .stat_fd = -1,
                              .syscall_fd = -1,
                              .runs_fd = -1};
    int fd = open_file(glance, "stat");
    if (fd < 0 && fd != -EMFILE && fd != -ENFILE) {
        return fd == -ENOENT ? -ESRCH : fd;
    }
    glance->stat_fd = keep(glance, fd);
    fd = open_file(glance, "syscall");
    glance->no_syscall = fd == -EACCES || fd == -EPERM || fd == -ENOENT;
    glance->syscall_fd = keep(glance, fd);
    return 0;
}

void glance_done(struct glance *glance) {
    if (glance->stat_fd >= 0) {
        close(glance->stat_fd);
    }
    if (glance->syscall_fd >= 0) {
        close(glance->syscall_fd);
    }
    if (glance->runs_fd >= 0) {
        close(glance->runs_fd);
    }
    glance->stat_fd = glance->syscall_fd = glance->runs_fd = -1;
}

/* Field 52, the last one, of a zombie; -1: not known. The kernel shows 0 to those who may not look
 * into the process, so where that may be, a 0 says nothing. */
static int exit_code(const struct glance *glance, const char *text) {
    const char *last = strrchr(text, ' ');
    int code = last ? (int)strtol(last + 1, NULL, 10) : -1;
    return code == 0 && glance->no_syscall ? -1 : code;
}

enum glance_state glance_stat(const struct glance *glance, int *ret_exit) {
    char text[640];
    if (ret_exit) {
        *ret_exit = -1;
    }
    ssize_t n = read_file(glance, glance->stat_fd, "stat", text, sizeof text);
    if (n == -EMFILE || n == -ENFILE || n == -ENOMEM) {
        return GLANCE_BUSY; /* cannot tell; the caller looks again */
    }
    if (n <= 0) {
        return GLANCE_DEAD;
    }
    /* "pid (name) S ...": the name may hold anything, so from its last parenthesis on. */
    const char *end = strrchr(text, ')');
    switch (end && end[1] == ' ' ? end[2] : '?') {
    case 'S':
        return GLANCE_ASLEEP;
    case 'T':
        return GLANCE_STOPPED;
    case 't':
        return GLANCE_TRACED;
    case 'Z':
        if (ret_exit) {
            *ret_exit = exit_code(glance, end);
        }
        return GLANCE_DEAD;
    case 'X':
    case 'x':
        return GLANCE_DEAD;
    default:
        return GLANCE_BUSY;
    }
}

long glance_call(struct glance *glance) {
    char text[256];
    if (glance->no_syscall) {
        return -1;
    }
    ssize_t n = read_file(glance, glance->syscall_fd, "syscall", text, sizeof text);
    if (n == -EACCES || n == -EPERM || n == -ENOENT) {
        glance->no_syscall = true;
        return -1;
    }
    if (n <= 0 || strncmp(text, "running", 7) == 0) {
        return -2;
    }
    return strtol(text, NULL, 10);
}

void glance_wait(struct glance *glance, struct glance_wait *ret_wait) {
    char text[256];
    *ret_wait = (struct glance_wait){.call = -1};
    if (glance->no_syscall) {
        return;
    }
    ssize_t n = read_file(glance, glance->syscall_fd, "syscall", text, sizeof text);
    if (n == -EACCES || n == -EPERM || n == -ENOENT) {
        glance->no_syscall = true;
        return;
    }
    char *at = text;
    ret_wait->call = n > 0 && text[0] >= '0' && text[0] <= '9' ? strtol(text, &at, 10) : -2;
    for (int i = 0; ret_wait->call >= 0 && i < 3; i++) {
        ret_wait->arg[i] = strtoull(at, &at, 0);
    }
}

/* Field 9 of stat has the kernel's flags of the task (proc(5)); this one, PF_FORKNOEXEC of
 * include/linux/sched.h, goes when a program is executed, at the point of no return. */
#define FORKED_ONLY 0x40UL

bool glance_execed(const struct glance *glance) {
    char text[640];
    ssize_t n = read_file(glance, glance->stat_fd, "stat", text, sizeof text);
    const char *at = n > 0 ? strrchr(text, ')') : NULL;
    for (int field = 2; at && field < 9; field++) {
        at = strchr(at + 1, ' ');
    }
    return !at || !(strtoul(at + 1, NULL, 10) & FORKED_ONLY);
}

uint64_t glance_moved(const struct glance *glance) {
    char text[256];
    uint64_t moved = 0;
    ssize_t n = read_file(glance, -1, "io", text, sizeof text);
    const char *read_by = n > 0 ? strstr(text, "rchar: ") : NULL;
    const char *written = n > 0 ? strstr(text, "wchar: ") : NULL;
    moved += read_by ? strtoull(read_by + 7, NULL, 10) : 0;
    moved += written ? strtoull(written + 7, NULL, 10) : 0;
    return moved;
}

bool glance_bears(const struct glance *glance, int signal) {
    static const char *const masks[] = {"\nSigBlk:\t", "\nSigIgn:\t", "\nSigCgt:\t"};
    char text[4096];
    ssize_t n = read_file(glance, -1, "status", text, sizeof text);
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        const char *at = n > 0 ? strstr(text, masks[i]) : NULL;
        if (!at || (strtoull(at + strlen(masks[i]), NULL, 16) >> (signal - 1) & 1)) {
            return true;
        }
    }
    return false;
}

uint64_t glance_runs(struct glance *glance) {
    char text[96];
    if (glance->runs_fd == -1) {
        int fd = open_file(glance, "schedstat");
        fd = keep(glance, fd);
        glance->runs_fd = fd < 0 ? -2 : fd;
    }
    ssize_t n = glance->runs_fd < 0 ? 0 : pread(glance->runs_fd, text, sizeof text - 1, 0);
    if (n <= 0) {
        return 0;
    }
    text[n] = '\0';
    const char *last = strrchr(text, ' '); /* the third of three numbers */
    return last ? strtoull(last + 1, NULL, 10) : 0;
}
