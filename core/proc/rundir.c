/* SPDX-License-Identifier: MIT */
/*
 * rundir.c: /dev/shm/ipc-tutor of a run, or /tmp/ipc-tutor-UID/PID-START (rundir.h). START is the
 * runner's start time, so that a pid that somebody else has got since is not taken for ours.
 */
#include "rundir.h"
#include "cage.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void shelf(char *path, size_t cap) {
    snprintf(path, cap, "/tmp/ipc-tutor-%u", (unsigned)geteuid());
}

/* A directory of this user that nobody else can write to. */
static int own_directory(const char *path) {
    struct stat st;
    if (mkdir(path, 0700) < 0 && errno != EEXIST) {
        return -errno;
    }
    if (lstat(path, &st) < 0) {
        return -errno;
    }
    return S_ISDIR(st.st_mode) && st.st_uid == geteuid() && !(st.st_mode & 022) ? 0 : -EPERM;
}

/* Field 22 of PID/stat in this /proc, in clock ticks since boot; 0: there is no such process, or
 * only a zombie of it. */
static unsigned long long start_time(int proc_fd, const char *pid) {
    char path[64], text[640];
    snprintf(path, sizeof path, "%.20s/stat", pid);
    int fd = openat(proc_fd, path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) {
        close(fd);
    }
    if (n <= 0) {
        return 0;
    }
    text[n] = '\0';
    const char *at = strrchr(text, ')');
    if (at && at[1] == ' ' && at[2] == 'Z') {
        return 0;
    }
    for (int field = 2; at && field < 22; field++) {
        at = strchr(at + 1, ' ');
    }
    return at ? strtoull(at, NULL, 10) : 0;
}

/* "PID-START" of this process. The machine's number: in a pid namespace getpid(2) gives 1. */
static void own_number(const struct cage *cage, char *out, size_t cap) {
    char pid[21] = "";
    ssize_t n = readlinkat(cage->proc_fd, "self", pid, sizeof pid - 1);
    pid[n < 0 ? 0 : n] = '\0';
    snprintf(out, cap, "%s-%llu", pid, start_time(cage->proc_fd, pid));
}

static int make_on_shelf(struct cage *cage) {
    char path[40], number[48];
    int err = -ENOENT;
    shelf(path, sizeof path);
    own_number(cage, number, sizeof number);
    /* Another run may remove the shelf, empty for the moment, between the two steps. */
    for (int tries = 0; tries < 5 && err == -ENOENT; tries++) {
        err = own_directory(path);
        if (!err) {
            snprintf(cage->run_dir, sizeof cage->run_dir, "%s/%s", path, number);
            err = own_directory(cage->run_dir);
        }
    }
    return err;
}

int rundir_make(struct cage *cage) {
    int err;
    cage->run_dir[0] = '\0';
    if (cage->report.shm) {
        snprintf(cage->run_dir, sizeof cage->run_dir, "/dev/shm/ipc-tutor");
        err = own_directory(cage->run_dir);
    } else {
        if (!cage->report.ipc) { /* else the names of others' queues are out of reach from here */
            rundir_sweep();
        }
        err = make_on_shelf(cage);
    }
    if (err) {
        cage->run_dir[0] = '\0';
    }
    cage->names_prefix[0] = '\0';
    if (!cage->report.ipc) {
        char number[48];
        own_number(cage, number, sizeof number);
        snprintf(cage->names_prefix, sizeof cage->names_prefix, "ipc-tutor-%u-%s.",
                 (unsigned)geteuid(), number);
    }
    return err;
}

/* What stands in the directory for a message queue whose name could outlive the run. */
static void remove_queue(const char *entry) {
    char name[NAME_MAX + 2];
    snprintf(name, sizeof name, "/%s", entry + sizeof RUNDIR_QUEUE - 1);
    mq_unlink(name);
}

static void remove_all(const char *path) {
    DIR *dir = opendir(path);
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        if (strncmp(entry->d_name, RUNDIR_QUEUE, sizeof RUNDIR_QUEUE - 1) == 0) {
            remove_queue(entry->d_name);
        }
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            unlinkat(dirfd(dir), entry->d_name, 0) < 0) {
            unlinkat(dirfd(dir), entry->d_name, AT_REMOVEDIR);
        }
    }
    if (dir) {
        closedir(dir);
    }
    rmdir(path);
}

void rundir_remove(struct cage *cage) {
    char path[64];
    if (cage->run_dir[0]) {
        remove_all(cage->run_dir);
        cage->run_dir[0] = '\0';
        if (!cage->report.shm) {
            shelf(path, sizeof path);
            rmdir(path); /* if it was the last one */
        }
    }
}

int rundir_sweep(void) {
    char path[64], full[512];
    int swept = 0;
    shelf(path, sizeof path);
    if (access(path, F_OK) < 0 || own_directory(path) < 0) {
        return 0;
    }
    int proc_fd = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = proc_fd < 0 ? NULL : opendir(path);
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        char pid[21];
        const char *dash = strchr(entry->d_name, '-');
        if (!dash || entry->d_name[0] == '.') {
            continue;
        }
        snprintf(pid, sizeof pid, "%.*s", (int)(dash - entry->d_name), entry->d_name);
        unsigned long long start = start_time(proc_fd, pid);
        if (start == 0 || start != strtoull(dash + 1, NULL, 10)) {
            snprintf(full, sizeof full, "%s/%s", path, entry->d_name);
            remove_all(full);
            swept++;
        }
    }
    if (dir) {
        closedir(dir);
    }
    if (proc_fd >= 0) {
        close(proc_fd);
    }
    rmdir(path); /* if it is empty now */
    return swept;
}
