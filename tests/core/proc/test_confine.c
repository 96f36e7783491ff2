/* SPDX-License-Identifier: MIT */
/*
 * Confinement: what a lesson process is refused, and that what lessons are about still works.
 */
#include "box.h"
#include "gate.h"
#include "supervisor.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cmocka.h>

/* errno of each try, in the order of the enum. */
enum try {
    TRY_PTRACE,
    TRY_MOUNT,
    TRY_UNSHARE,
    TRY_CLONE,
    TRY_BPF,
    TRY_AFFINITY,
    TRY_KEYCTL,
    TRY_PACKET,
    TRY_INET,
    TRY_UNIX,
    TRY_FILES,
    TRY_WRITE_ETC,
    TRY_WRITE_RUN,
    TRY_KILL_ALL,
    TRY_KILL_SELF,
    TRY_COUNT
};

struct tries {
    int err[TRY_COUNT];
    uint64_t memory, files, core;
    struct cage_report report;
};

static struct tries *tries; /* shared with the lesson */

static int err_of(long ret) {
    return ret < 0 ? errno : 0;
}

static int many_files(void) {
    for (int i = 0; i < 2000; i++) {
        if (dup(1) < 0) {
            return errno;
        }
    }
    return 0;
}

static uint64_t limit_of(__rlimit_resource_t resource) {
    struct rlimit limit = {0};
    getrlimit(resource, &limit);
    return limit.rlim_max;
}

static int tries_all(void *arg) {
    const struct cage *cage = arg;
    char path[128];
    int *err = tries->err;
    cpu_set_t all;
    memset(&all, 0xff, sizeof all);
    snprintf(path, sizeof path, "%s/file", cage->run_dir);
    err[TRY_PTRACE] = err_of(ptrace(PTRACE_TRACEME, 0, 0, 0));
    err[TRY_MOUNT] = err_of(mount("tmpfs", "/tmp", "tmpfs", 0, NULL));
    err[TRY_UNSHARE] = err_of(unshare(CLONE_NEWUSER));
    err[TRY_CLONE] = err_of(syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0));
    err[TRY_BPF] = err_of(syscall(SYS_bpf, 0, NULL, 0));
    err[TRY_AFFINITY] = err_of(sched_setaffinity(0, sizeof all, &all));
    err[TRY_KEYCTL] = err_of(syscall(SYS_keyctl, 0, 0, 0, 0, 0));
    err[TRY_PACKET] = err_of(socket(AF_NETLINK, SOCK_RAW, 0));
    err[TRY_INET] = err_of(socket(AF_INET, SOCK_DGRAM, 0));
    err[TRY_UNIX] = err_of(socket(AF_UNIX, SOCK_DGRAM, 0));
    err[TRY_WRITE_ETC] = err_of(open("/etc/ipc-tutor-test", O_WRONLY | O_CREAT, 0600));
    err[TRY_WRITE_RUN] = err_of(open(path, O_WRONLY | O_CREAT, 0600));
    err[TRY_KILL_ALL] = err_of(kill(-1, 0));
    err[TRY_KILL_SELF] = err_of(kill(getpid(), 0));
    err[TRY_FILES] = many_files();
    tries->memory = limit_of(RLIMIT_AS);
    tries->files = limit_of(RLIMIT_NOFILE);
    tries->core = limit_of(RLIMIT_CORE);
    return 0;
}

static void work(struct box *box) {
    struct supervisor *sv = NULL;
    struct supervisor_wish wish = {.main = tries_all, .arg = &box->cage, .cage = &box->cage};
    if (supervisor_new(&wish, &sv, NULL) == 0) {
        supervisor_step(sv, 0);
    }
    supervisor_free(sv);
    tries->report = box->cage.report;
    *(struct tries *)box->report = *tries;
}

static struct tries try_all(bool no_cage) {
    struct tries got;
    struct box box = {.work = work, .report = &got, .report_size = sizeof got, .no_cage = no_cage};
    memset(tries, 0xff, sizeof *tries);
    assert_true(box_run(&box));
    return got;
}

static void refusals(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage < 2; no_cage++) {
        struct tries got = try_all(no_cage);
        if (!got.report.confine.seccomp) {
            skip();
        }
        assert_int_equal(got.err[TRY_PTRACE], EPERM);
        assert_int_equal(got.err[TRY_MOUNT], EPERM);
        assert_int_equal(got.err[TRY_UNSHARE], EPERM);
        assert_int_equal(got.err[TRY_CLONE], EPERM);
        assert_int_equal(got.err[TRY_BPF], EPERM);
        assert_int_equal(got.err[TRY_AFFINITY], EPERM);
        assert_int_equal(got.err[TRY_KEYCTL], EPERM);
        assert_int_equal(got.err[TRY_PACKET], EACCES);
        assert_int_equal(got.err[TRY_INET], EACCES);
        assert_int_equal(got.err[TRY_KILL_ALL] == EPERM || got.report.pid, 1);
    }
}

static void what_lessons_need(void **state) {
    (void)state;
    for (int no_cage = 0; no_cage < 2; no_cage++) {
        struct tries got = try_all(no_cage);
        assert_int_equal(got.err[TRY_UNIX], 0);
        assert_int_equal(got.err[TRY_KILL_SELF], 0);
        assert_int_equal(got.err[TRY_WRITE_RUN], 0);
    }
}

static void files_outside_stay_as_they_are(void **state) {
    struct tries got = try_all(false);
    (void)state;
    unlink("/etc/ipc-tutor-test");
    if (!got.report.confine.landlock && geteuid() == 0) {
        skip();
    }
    assert_int_equal(got.err[TRY_WRITE_ETC], EACCES);
}

static void limits(void **state) {
    struct tries got = try_all(false);
    (void)state;
    assert_int_equal(got.err[TRY_FILES], EMFILE);
    assert_int_equal(got.files, confine_default_limits.files);
    assert_int_equal(got.core, 0);
    assert_true(got.memory >= confine_default_limits.memory);
}

static int make_tries(void **state) {
    (void)state;
    tries = mmap(NULL, sizeof *tries, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return tries == MAP_FAILED;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refusals),
        cmocka_unit_test(what_lessons_need),
        cmocka_unit_test(files_outside_stay_as_they_are),
        cmocka_unit_test(limits),
    };
    return cmocka_run_group_tests_name("confine", tests, make_tries, NULL);
}
