/* SPDX-License-Identifier: MIT */
/*
 * landlock.c: landlock(7). The constants are the kernel's, written out here because the headers of
 * a distribution are older than the kernels that people run.
 */
#include "landlock.h"
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule       445
#define SYS_landlock_restrict_self  446
#endif

enum { VERSION_FLAG = 1, RULE_PATH_BENEATH = 1 };

/* Rights over files: bits of struct landlock_ruleset_attr. Reading and executing stay free. */
#define EXECUTE       (1U << 0)
#define WRITE_FILE    (1U << 1)
#define REMOVE_TO_SYM (0x1ff0U)      /* remove and make, bits 4 to 12 */
#define REFER         (1U << 13)     /* version 2 */
#define TRUNCATE      (1U << 14)     /* version 3 */
#define SCOPED        (1U | 1U << 1) /* abstract sockets, signals: version 6 */

struct ruleset {
    uint64_t files, net, scoped;
};

struct beneath {
    uint64_t allowed;
    int32_t dir;
} __attribute__((packed));

int landlock_version(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, VERSION_FLAG);
    return version < 0 ? 0 : (int)version;
}

static int allow(int ruleset, const char *path, uint64_t rights) {
    struct beneath rule = {.allowed = rights, .dir = open(path, O_PATH | O_CLOEXEC)};
    if (rule.dir < 0) {
        return -errno;
    }
    long done = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0);
    int err = done < 0 ? -errno : 0;
    close(rule.dir);
    return err;
}

int landlock_begin(const char *run_dir, const char *queues_dir) {
    int version = landlock_version();
    if (!version) {
        return -ENOSYS;
    }
    uint64_t rights =
        WRITE_FILE | REMOVE_TO_SYM | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0);
    struct ruleset wanted = {.files = rights, .scoped = version >= 6 ? SCOPED : 0};
    /* An older kernel takes the longer struct as long as what it does not know is 0. */
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &wanted, sizeof wanted, 0);
    if (ruleset < 0) {
        return -errno;
    }
    int err = 0;
    if (run_dir[0]) {
        err = allow(ruleset, run_dir, rights);
    }
    /* The kernel looks up message queues in a file system of their own, and Landlock asks there as
     * anywhere; where it is not mounted nothing can be allowed, and mq_open(3) fails (EACCES). */
    if (queues_dir[0]) {
        allow(ruleset, queues_dir, rights);
    }
    int null = allow(ruleset, "/dev/null", WRITE_FILE | (version >= 3 ? TRUNCATE : 0));
    err = err ? err : null;
    if (!err && syscall(SYS_landlock_restrict_self, ruleset, 0) < 0) {
        err = -errno;
    }
    close(ruleset);
    return err;
}

int landlock_execute(const char *const *paths, size_t count) {
    struct ruleset wanted = {.files = EXECUTE};
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &wanted, sizeof wanted, 0);
    if (ruleset < 0) {
        return -errno;
    }
    int err = 0;
    for (size_t i = 0; i < count && !err; i++) {
        err = allow(ruleset, paths[i], EXECUTE);
    }
    if (!err && syscall(SYS_landlock_restrict_self, ruleset, 0) < 0) {
        err = -errno;
    }
    close(ruleset);
    return err;
}
