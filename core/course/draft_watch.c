/* SPDX-License-Identifier: MIT */
/* draft_watch.c: see draft_watch.h. */
#include "draft_watch.h"
#include "clock.h"
#include "fdio.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <string.h>
#include <sys/inotify.h>

/* A burst is over when nothing came for so long; one without an end is read now and then. */
#define QUIET_NS (100 * NS_PER_MS)
#define MOST_NS  (1000 * NS_PER_MS)

/* Not IN_MODIFY: a file is read when it was closed, not half written. */
#define EVENTS                                                                                     \
    (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB |            \
     IN_DELETE_SELF | IN_MOVE_SELF)

bool draft_watch_wants(const char *name) {
    static const char *const ends[] = {".md", ".lua", ".c", ".h"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends && name[0] != '.'; i++) {
        if (text_ends(name, ends[i])) {
            return true;
        }
    }
    return false;
}

static char *folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == path || !slash ? mem_strdup(slash ? "/" : ".")
                                   : mem_strndup(path, (size_t)(slash - path));
}

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

int draft_watch_init(struct draft_watch *watch, const char *dir, struct diag *diag) {
    *watch = (struct draft_watch){.fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC)};
    if (watch->fd < 0) {
        int err = errno;
        return diag_set(diag, -err, dir, 0, "can't be watched: %s (inotify(7))", strerror(err));
    }
    watch->dir = mem_strdup(dir);
    watch->above = folder_of(dir);
    draft_watch_renew(watch);
    return 0;
}

void draft_watch_done(struct draft_watch *watch) {
    if (watch->dir) {
        fd_close(&watch->fd);
    }
    mem_free(watch->dir);
    mem_free(watch->above);
    *watch = (struct draft_watch){.fd = -1};
}

void draft_watch_renew(struct draft_watch *watch) {
    watch->first = watch->last = 0;
    /* One that is watched already stays watched: the kernel finds it by its inode. What can't be
     * watched can't be read either, and that is told by whoever reads. */
    inotify_add_watch(watch->fd, watch->above, EVENTS | IN_ONLYDIR);
    inotify_add_watch(watch->fd, watch->dir, EVENTS | IN_ONLYDIR);
}

/* No name: the folder itself; or (IN_Q_OVERFLOW) nobody knows what. */
static bool concerns(const struct draft_watch *watch, const struct inotify_event *event) {
    if (event->len == 0) {
        return !(event->mask & IN_IGNORED);
    }
    return draft_watch_wants(event->name) || strcmp(event->name, name_of(watch->dir)) == 0;
}

void draft_watch_pump(struct draft_watch *watch) {
    _Alignas(struct inotify_event) char bytes[4096];
    ssize_t got;
    while ((got = fd_read_some(watch->fd, bytes, sizeof bytes)) > 0) {
        for (const char *at = bytes; at < bytes + got;) {
            const struct inotify_event *event = (const void *)at;
            if (concerns(watch, event)) {
                watch->last = clock_ns();
                watch->first = watch->first ? watch->first : watch->last;
            }
            at += sizeof *event + event->len;
        }
    }
}

int64_t draft_watch_due(const struct draft_watch *watch) {
    if (!watch->first) {
        return -1;
    }
    int64_t quiet = watch->last + QUIET_NS, most = watch->first + MOST_NS;
    return quiet < most ? quiet : most;
}
