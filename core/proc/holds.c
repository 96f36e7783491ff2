/* SPDX-License-Identifier: MIT */
/*
 * holds.c: what of a process its end would take from others (holds.h). poll(2) says of a whole
 * table at once which descriptors are open; get_robust_list(2), which mutexes the kernel will give
 * away.
 */
#include "holds.h"
#include <linux/futex.h>
#include <poll.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { KEPT = 4, MOST = 256 }; /* a table that fits on the page that the stack is on */

/* What there was before the run: 0, 1, 2 and the output. */
static struct kept {
    int fd;
    bool there;
    dev_t dev;
    ino_t ino;
} kept[KEPT];

void holds_begin(int output) {
    for (int i = 0; i < KEPT; i++) {
        struct stat is = {0};
        int fd = i < KEPT - 1 ? i : output;
        bool there = fstat(fd, &is) == 0;
        kept[i] = (struct kept){fd, there, is.st_dev, is.st_ino};
    }
}

/* Closed, or what it was. */
static bool is_as_before(const struct kept *was) {
    struct stat is;
    return fstat(was->fd, &is) < 0 ||
           (was->there && is.st_dev == was->dev && is.st_ino == was->ino);
}

static bool is_kept(int fd) {
    bool is = false;
    for (int i = 0; i < KEPT; i++) {
        is = is || kept[i].fd == fd;
    }
    return is;
}

static bool has_descriptors(void) {
    struct rlimit files;
    struct pollfd table[MOST];
    if (getrlimit(RLIMIT_NOFILE, &files) < 0 || files.rlim_cur > MOST) {
        return true;
    }
    for (int i = 0; i < (int)files.rlim_cur; i++) {
        table[i] = (struct pollfd){.fd = i};
    }
    /* Those that are not open are the ones that have something to report: POLLNVAL. */
    if (poll(table, files.rlim_cur, 0) < 0) {
        return true;
    }
    for (int i = 0; i < (int)files.rlim_cur; i++) {
        if (!(table[i].revents & POLLNVAL) && !is_kept(i)) {
            return true;
        }
    }
    return false;
}

static bool has_mutexes(void) {
    struct robust_list_head *head = NULL;
    size_t len = 0;
    if (syscall(SYS_get_robust_list, 0, &head, &len) < 0) {
        return true;
    }
    return head && (head->list.next != &head->list || head->list_op_pending);
}

bool holds_nothing(void) {
    for (int i = 0; i < KEPT; i++) {
        if (!is_as_before(&kept[i])) {
            return false;
        }
    }
    return !has_mutexes() && !has_descriptors();
}
