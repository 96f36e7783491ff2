/* SPDX-License-Identifier: MIT */
/*
 * filter.c: a program for the kernel's packet filter machine, written by hand (seccomp(2), and
 * Documentation/userspace-api/seccomp_filter.rst of the kernel). It refuses with an error rather
 * than killing: a lesson sees EPERM, as from any kernel that does not let it.
 *
 * A table of calls that are refused whatever their arguments, then those that depend on one: the
 * filter can look at numbers only, not at what a pointer points to.
 */
#include "filter.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define X32_BIT      0x40000000U /* calls of the x32 ABI, which would pass the table by */
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

#define NAMESPACES                                                                                 \
    (CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS |     \
     CLONE_NEWCGROUP)

static const struct refused {
    int call;
    int err;
} refused[] = {
    /* other processes' insides */
    {SYS_ptrace, EPERM},
    {SYS_process_vm_readv, EPERM},
    {SYS_process_vm_writev, EPERM},
    {SYS_kcmp, EPERM},
#ifdef SYS_pidfd_getfd
    {SYS_pidfd_getfd, EPERM},
#endif
#ifdef SYS_process_madvise
    {SYS_process_madvise, EPERM},
#endif
    /* the file system's shape */
    {SYS_mount, EPERM},
    {SYS_umount2, EPERM},
    {SYS_pivot_root, EPERM},
    {SYS_chroot, EPERM},
#ifdef SYS_move_mount
    {SYS_move_mount, EPERM},
    {SYS_open_tree, EPERM},
    {SYS_fsopen, EPERM},
    {SYS_fsconfig, EPERM},
    {SYS_fsmount, EPERM},
    {SYS_fspick, EPERM},
#endif
#ifdef SYS_mount_setattr
    {SYS_mount_setattr, EPERM},
#endif
    {SYS_name_to_handle_at, EPERM},
    {SYS_open_by_handle_at, EPERM},
    {SYS_quotactl, EPERM},
    {SYS_swapon, EPERM},
    {SYS_swapoff, EPERM},
    /* namespaces (clone is below) */
    {SYS_setns, EPERM},
    {SYS_unshare, EPERM},
#ifdef SYS_clone3
    {SYS_clone3, ENOSYS}, /* its flags are behind a pointer; libc falls back to clone */
#endif
    /* the kernel itself */
    {SYS_bpf, EPERM},
    {SYS_perf_event_open, EPERM},
    {SYS_userfaultfd, EPERM},
    {SYS_init_module, EPERM},
    {SYS_finit_module, EPERM},
    {SYS_delete_module, EPERM},
    {SYS_kexec_load, EPERM},
#ifdef SYS_kexec_file_load
    {SYS_kexec_file_load, EPERM},
#endif
    {SYS_reboot, EPERM},
    {SYS_syslog, EPERM},
    {SYS_acct, EPERM},
    {SYS_add_key, EPERM},
    {SYS_request_key, EPERM},
    {SYS_keyctl, EPERM},
#ifdef SYS_io_uring_setup
    {SYS_io_uring_setup, ENOSYS}, /* would do calls that no filter sees */
    {SYS_io_uring_enter, ENOSYS},
    {SYS_io_uring_register, ENOSYS},
#endif
#ifdef SYS_iopl
    {SYS_iopl, EPERM},
    {SYS_ioperm, EPERM},
#endif
    /* the machine's clock and names */
    {SYS_settimeofday, EPERM},
    {SYS_clock_settime, EPERM},
    {SYS_adjtimex, EPERM},
    {SYS_clock_adjtime, EPERM},
    {SYS_sethostname, EPERM},
    {SYS_setdomainname, EPERM},
    /* what settling stands on: one CPU, one scheduling class */
    {SYS_sched_setaffinity, EPERM},
    {SYS_sched_setscheduler, EPERM},
    {SYS_sched_setparam, EPERM},
    {SYS_sched_setattr, EPERM},
    {SYS_setpriority, EPERM},
};

enum { PROGRAM_MAX = 512, REFUSED = sizeof refused / sizeof refused[0] };

struct program {
    struct sock_filter code[PROGRAM_MAX];
    unsigned short len;
    unsigned short leaves[REFUSED]; /* jumps from the ends of the tree to what comes behind it */
    unsigned short leaf_count;
};

static void put(struct program *p, unsigned code, unsigned k, unsigned yes, unsigned no) {
    p->code[p->len++] = (struct sock_filter){
        .code = (unsigned short)code, .k = k, .jt = (unsigned char)yes, .jf = (unsigned char)no};
}

static void load(struct program *p, size_t offset) {
    put(p, BPF_LD | BPF_W | BPF_ABS, (unsigned)offset, 0, 0);
}

/* The low half of an argument: all that is looked at are ints. */
static void load_arg(struct program *p, unsigned n) {
    size_t low = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 4 : 0;
    load(p, offsetof(struct seccomp_data, args) + n * sizeof(uint64_t) + low);
}

static void refuse(struct program *p, int err) {
    put(p, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ((unsigned)err & SECCOMP_RET_DATA), 0, 0);
}

/* Begins code for one call; `length` instructions follow, which end in a return or go on behind. */
static void if_call(struct program *p, int call, unsigned length) {
    put(p, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, length);
}

static void reload_call(struct program *p) {
    load(p, offsetof(struct seccomp_data, nr));
}

static int by_call(const void *a, const void *b) {
    return ((const struct refused *)a)->call - ((const struct refused *)b)->call;
}

/* The part [from, to) of the sorted table as a search tree: when a filter begins, the kernel walks
 * it once for every system call there is, and a plain list makes that a tenth of a millisecond. */
static void put_tree(struct program *p, const struct refused *sorted, size_t from, size_t to) {
    if (to - from == 1) {
        if_call(p, sorted[from].call, 1);
        refuse(p, sorted[from].err);
        p->leaves[p->leaf_count++] = p->len;
        put(p, BPF_JMP | BPF_JA, 0, 0, 0);
        return;
    }
    size_t middle = from + (to - from) / 2;
    unsigned short at = p->len;
    put(p, BPF_JMP | BPF_JGE | BPF_K, (unsigned)sorted[middle].call, 0, 0);
    put_tree(p, sorted, from, middle);
    p->code[at].jt = (unsigned char)(p->len - at - 1);
    put_tree(p, sorted, middle, to);
}

static void put_table(struct program *p) {
    struct refused sorted[REFUSED];
    memcpy(sorted, refused, sizeof sorted);
    qsort(sorted, REFUSED, sizeof sorted[0], by_call);
    put_tree(p, sorted, 0, REFUSED);
    for (unsigned short i = 0; i < p->leaf_count; i++) {
        p->code[p->leaves[i]].k = (unsigned)(p->len - p->leaves[i] - 1);
    }
}

/* Refused when argument n has one of these bits. */
static void put_bits(struct program *p, int call, unsigned n, unsigned bits, int err) {
    if_call(p, call, 4);
    load_arg(p, n);
    put(p, BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1);
    refuse(p, err);
    reload_call(p);
}

/* Refused when argument n is (or is not) this. */
static void put_equal(struct program *p, int call, unsigned n, unsigned value, bool is, int err) {
    if_call(p, call, 4);
    load_arg(p, n);
    put(p, BPF_JMP | BPF_JEQ | BPF_K, value, is ? 0 : 1, is ? 1 : 0);
    refuse(p, err);
    reload_call(p);
}

/* kill(2) of a group or of all: 0 and below. */
static void put_groups(struct program *p, int call) {
    put_equal(p, call, 0, 0, true, EPERM);
    put_bits(p, call, 0, 0x80000000U, EPERM);
}

/* Sockets of the machine's own network are refused: the filter can't see addresses. */
static void put_socket(struct program *p, bool own_net) {
    if_call(p, SYS_socket, own_net ? 6 : 4);
    load_arg(p, 0);
    if (own_net) {
        put(p, BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 3, 0);
        put(p, BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 2, 0);
    }
    put(p, BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0);
    refuse(p, EACCES);
    reload_call(p);
}

static void write_program(struct program *p, const struct filter_wish *wish) {
    load(p, offsetof(struct seccomp_data, arch));
    put(p, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    put(p, BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS, 0, 0);
    reload_call(p);
#ifdef X32_BIT
    put(p, BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1);
    refuse(p, ENOSYS);
#endif
    put_table(p);
    put_bits(p, SYS_clone, 0, NAMESPACES, EPERM);
    put_equal(p, SYS_ioctl, 1, TIOCSTI, true, EPERM);
    put_equal(p, SYS_prlimit64, 0, 0, false, EPERM);
    put_socket(p, wish->own_net);
    if (!wish->own_pids) {
        /* The guard finds the run by its process group. */
        put_groups(p, SYS_kill);
        if_call(p, SYS_setsid, 1);
        refuse(p, EPERM);
        if_call(p, SYS_setpgid, 1);
        refuse(p, EPERM);
    }
    put(p, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
}

static int load_program(struct program *program) {
    struct sock_fprog loaded = {.len = program->len, .filter = program->code};
    /* SPEC_ALLOW: older kernels would else slow down every process that filters. */
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &loaded) ==
        0) {
        return 0;
    }
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &loaded) < 0 ? -errno : 0;
}

int filter_begin(const struct filter_wish *wish) {
    struct program program = {.len = 0};
    write_program(&program, wish);
    return load_program(&program);
}

int filter_alone(void) {
    static const int makers[] = {
        SYS_clone,
#ifdef SYS_fork
        SYS_fork,
        SYS_vfork,
#endif
    };
    struct program program = {.len = 0};
    reload_call(&program);
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        if_call(&program, makers[i], 1);
        refuse(&program, EPERM);
    }
    put(&program, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
    return load_program(&program);
}

bool filter_possible(void) {
    /* With no program it fails: EFAULT where there are filters, EINVAL where there are none. */
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL) < 0 && errno == EFAULT;
}
