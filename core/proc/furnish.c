/* SPDX-License-Identifier: MIT */
/*
 * furnish.c: ids, mounts and loopback of a cage (furnish.h; user_namespaces(7),
 * mount_namespaces(7)). Everything here is between clone and exec of the runner: an ordinary user
 * has the rights for it only until then.
 */
#include "furnish.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
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

/* The kernel's route to 127.0.0.1 anew (rtnetlink(7)), with "quickack": every TCP segment is
 * acknowledged at once. Else a timer of 40 ms decides when a window opens, and a run would not be a
 * function of its schedule. Where it is refused, only runs with many small unread writes differ. */
static void acknowledge_at_once(void) {
    struct {
        struct nlmsghdr head;
        struct rtmsg route;
        struct rtattr to_head;
        uint32_t to;
        struct rtattr via_head;
        uint32_t via;
        struct rtattr source_head;
        uint32_t source;
        struct rtattr metrics_head;
        struct rtattr quick_head;
        uint32_t quick;
    } wish = {
        .head = {.nlmsg_len = sizeof wish,
                 .nlmsg_type = RTM_NEWROUTE,
                 .nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_REPLACE},
        .route = {.rtm_family = AF_INET,
                  .rtm_dst_len = 32,
                  .rtm_table = RT_TABLE_LOCAL,
                  .rtm_protocol = RTPROT_KERNEL,
                  .rtm_scope = RT_SCOPE_HOST,
                  .rtm_type = RTN_LOCAL},
        .to_head = {.rta_len = RTA_LENGTH(sizeof(uint32_t)), .rta_type = RTA_DST},
        .to = htonl(INADDR_LOOPBACK),
        .via_head = {.rta_len = RTA_LENGTH(sizeof(uint32_t)), .rta_type = RTA_OIF},
        .via = if_nametoindex("lo"),
        .source_head = {.rta_len = RTA_LENGTH(sizeof(uint32_t)), .rta_type = RTA_PREFSRC},
        .source = htonl(INADDR_LOOPBACK),
        .metrics_head = {.rta_len = RTA_LENGTH(RTA_LENGTH(sizeof(uint32_t))),
                         .rta_type = RTA_METRICS},
        .quick_head = {.rta_len = RTA_LENGTH(sizeof(uint32_t)), .rta_type = RTAX_QUICKACK},
        .quick = 1,
    };
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (fd >= 0) {
        ssize_t sent = send(fd, &wish, sizeof wish, 0);
        (void)sent;
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
        acknowledge_at_once();
    }
}
