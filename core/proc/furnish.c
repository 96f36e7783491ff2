/* SPDX-License-Identifier: MIT */
/*
 * furnish.c: ids, mounts and loopback of a cage (furnish.h; user_namespaces(7),
 * mount_namespaces(7)). Everything here is between clone and exec of the runner: an ordinary user
 * has the rights for it only until then.
 */
#include "furnish.h"
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_file(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return -errno;
    }
    ssize_t n = write(fd, text, strlen(text));
    int err = n < 0 ? -errno : 0;
    close(fd);
    return err;
}

int furnish_ids(unsigned uid, unsigned gid) {
    char text[64];
    snprintf(text, sizeof text, "%u %u 1", uid, uid);
    int err = write_file("/proc/self/uid_map", text);
    if (err) {
        return err;
    }
    /* An ordinary user may map a group only after giving up setgroups(2). */
    err = write_file("/proc/self/setgroups", "deny");
    snprintf(text, sizeof text, "%u %u 1", gid, gid);
    int mapped = write_file("/proc/self/gid_map", text);
    return mapped ? mapped : err == -ENOENT ? 0 : err;
}

void furnish_refused(struct cage_report *report, const char *what, int err) {
    if (!report->why[0]) {
        snprintf(report->why, sizeof report->why, "%s: %s", what, strerror(err < 0 ? -err : err));
    }
}

static bool mounted(struct cage_report *report, const char *type, const char *where,
                    const char *options) {
    unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    if (mount(type, where, type, flags, options) < 0) {
        char what[64];
        snprintf(what, sizeof what, "mount of %s", where);
        furnish_refused(report, what, errno);
        return false;
    }
    return true;
}

static void loopback_up(struct cage_report *report) {
    struct ifreq request = {.ifr_name = "lo"};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request) < 0) {
        furnish_refused(report, "loopback", errno);
    }
    if (fd >= 0) {
        close(fd);
    }
}

void furnish(struct cage_report *report) {
    if (report->mount) {
        /* What is mounted here stays here. */
        if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) {
            furnish_refused(report, "mount namespace", errno);
            report->mount = false;
        }
    }
    if (report->mount) {
        report->shm = mounted(report, "tmpfs", "/dev/shm", "size=64m,mode=1777");
        if (report->shm && report->ipc && mkdir(FURNISH_QUEUES, 0755) == 0) {
            mounted(report, "mqueue", FURNISH_QUEUES, NULL);
        }
        report->proc = report->pid && mounted(report, "proc", "/proc", NULL);
    }
    if (report->net) {
        loopback_up(report);
    }
}
