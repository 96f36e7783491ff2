/* SPDX-License-Identifier: MIT */
/*
 * free.c: see free.h: the supervisor's side of processes that are not gated. The process's own side
 * is gate_exec.c.
 */
#include "free.h"
#include "enter.h"
#include "fdio.h"
#include "mem.h"
#include "supervising.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
    OUTPUT_FD = 200,      /* lowest number that the write end gets in lesson processes */
    OUTPUT_MAX = 1 << 20, /* bytes of output of one process that are kept */
    TAKE_MAX = 64         /* messages that are taken in a row */
};

/* Without it everything works but output that was not led elsewhere, which is lost. */
void free_init(struct supervisor *sv) {
    const int on = 1;
    atomic_store(&sv->shared->output, -1);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sv->output) < 0) {
        sv->output[0] = sv->output[1] = -1;
        return;
    }
    setsockopt(sv->output[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
    shutdown(sv->output[0], SHUT_WR);
}

void free_done(struct supervisor *sv) {
    for (int i = 0; i < 2; i++) {
        if (sv->output[i] >= 0) {
            close(sv->output[i]);
        }
    }
}

void free_enter(struct supervisor *sv) {
    const struct supervisor_wish *wish = &sv->wish;
    int high = sv->output[1] < 0 ? -1 : fcntl(sv->output[1], F_DUPFD_CLOEXEC, OUTPUT_FD);
    int *keep = mem_new((wish->keep_fd_count + 1) * sizeof *keep);
    for (size_t i = 0; i < wish->keep_fd_count; i++) {
        keep[i] = wish->keep_fds[i];
    }
    keep[wish->keep_fd_count] = high;
    enter_close(keep, wish->keep_fd_count + (high >= 0));
    mem_free(keep);
    atomic_store(&sv->shared->output, high);
}

/* One message, and the slot of its writer; SHARED_NOBODY: not one of the run's. False: there is
 * none. */
static bool take_message(struct supervisor *sv, char *bytes, size_t cap, size_t *ret_len,
                         uint32_t *ret_slot) {
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(struct ucred))];
    } control;
    struct iovec to = {.iov_base = bytes, .iov_len = cap};
    struct msghdr message = {.msg_iov = &to,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t n = recvmsg(sv->output[0], &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (n <= 0) {
        return false;
    }
    const struct cmsghdr *about = CMSG_FIRSTHDR(&message);
    struct ucred writer = {0};
    if (about && about->cmsg_level == SOL_SOCKET && about->cmsg_type == SCM_CREDENTIALS) {
        memcpy(&writer, CMSG_DATA(about), sizeof writer);
    }
    *ret_len = (size_t)n;
    *ret_slot = shared_slot_of(sv->shared, writer.pid);
    return true;
}

static void note_dirty(struct supervisor *sv, struct proc *proc) {
    if (!proc->dirty) {
        proc->dirty = true;
        slot_list_add(&sv->dirty, proc->slot);
    }
}

static void keep_output(struct supervisor *sv, struct proc *proc, const char *bytes, size_t len) {
    struct free_proc *free = &proc->free;
    size_t had = free->told + free->output.len;
    size_t room = had < OUTPUT_MAX ? OUTPUT_MAX - had : 0;
    if (free->cut) {
        return;
    }
    free->cut = len > room;
    buf_put(&free->output, bytes, len < room ? len : room);
    buf_puts(&free->output, free->cut ? "... (1 MiB: the rest of its output is not kept)\n" : "");
    note_dirty(sv, proc);
}

void free_take_output(struct supervisor *sv) {
    char bytes[4096];
    size_t len = 0;
    uint32_t slot = 0;
    if (sv->output[0] < 0) {
        return;
    }
    for (int i = 0; i < TAKE_MAX && take_message(sv, bytes, sizeof bytes, &len, &slot); i++) {
        if (slot < sv->proc_count) {
            keep_output(sv, sv->procs[slot], bytes, len);
        }
    }
}

enum look free_look(struct proc *proc) {
    struct glance_wait wait;
    glance_wait(&proc->glance, &wait);
    if (wait.call == -2 || wait.call == SYS_execve) {
        return LOOK_BUSY;
    }
    proc->call = wait.call;
    proc->free.fd = (int)wait.arg[0];
    proc->free.count = wait.arg[2];
    return LOOK_FREE;
}

static void leave_list(struct slot_list *list, uint32_t slot) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->slots[i] == slot) {
            list->slots[i] = list->slots[--list->count];
            return;
        }
    }
}

static void begin(struct supervisor *sv, struct proc *proc) {
    struct free_proc *free = &proc->free;
    proc->pub.free = true;
    free->begun = true;
    memcpy(free->program, proc->shared->program, sizeof free->program);
    free->program[sizeof free->program - 1] = '\0';
    for (char *at = free->program; *at; at++) {
        bool plain = *at > ' ' && *at < 0x7f && *at != '"' && *at != '\\';
        *at = plain ? *at : '?'; /* it goes into JSON */
    }
    slot_list_add(&sv->free, proc->slot);
    note_dirty(sv, proc);
}

void free_commit(struct supervisor *sv, struct proc *proc) {
    if (proc->pub.state == SLOT_DEAD || proc->look == LOOK_VOID) {
        return;
    }
    if (!proc->pub.free && proc->glancing && atomic_load(&proc->shared->phase) == PHASE_EXEC &&
        glance_execed(&proc->glance)) {
        begin(sv, proc);
    }
    if (proc->pub.free && proc->look == LOOK_DEAD) {
        leave_list(&sv->free, proc->slot);
        note_dirty(sv, proc); /* a last line may be without its end */
    }
}

bool free_waits_anew(const struct proc *proc) {
    return proc->look == LOOK_FREE &&
           (proc->free.fd != proc->pub.fd || proc->free.count != proc->pub.count);
}

bool free_may_end(const struct proc *proc) {
    return proc->look == LOOK_FREE && proc->call >= 0 && proc->call != SYS_read &&
           proc->call != SYS_write;
}

static void tell_begin(struct proc *proc,
                       void (*take)(void *arg, uint32_t slot, const struct ring_record *record),
                       void *arg) {
    char state[SHARED_PROGRAM_MAX + 32];
    snprintf(state, sizeof state, "{\"program\":\"%s\"}", proc->free.program);
    take(arg, proc->slot,
         &(struct ring_record){.kind = RING_EXIT,
                               .op = OP_EXEC,
                               .fd = -1,
                               .text = "",
                               .state = state,
                               .state_len = strlen(state)});
    proc->free.begun = false;
}

/* line[len] is overwritten: what stood there was told, or is not kept. */
static void tell_line(struct proc *proc, char *line, size_t len,
                      void (*take)(void *arg, uint32_t slot, const struct ring_record *record),
                      void *arg) {
    struct ring_record record = {.kind = RING_PRINT, .op = OP_NONE, .fd = -1, .state = ""};
    record.text_len = len < RING_TEXT_MAX ? len : RING_TEXT_MAX;
    record.cut = len > RING_TEXT_MAX;
    line[record.text_len] = '\0';
    record.text = line;
    take(arg, proc->slot, &record);
}

/* Whole lines; what is behind the last one when it has ended. */
void free_tell(struct proc *proc,
               void (*take)(void *arg, uint32_t slot, const struct ring_record *record),
               void *arg) {
    struct free_proc *free = &proc->free;
    size_t at = 0;
    char *end = NULL;
    if (free->begun) {
        tell_begin(proc, take, arg);
    }
    if (free->output.len == 0) {
        return;
    }
    buf_putc(&free->output, '\0'); /* room for the end of a last line without a break */
    free->output.len--;
    char *bytes = free->output.data;
    while ((end = memchr(bytes + at, '\n', free->output.len - at)) != NULL) {
        size_t len = (size_t)(end - bytes) - at;
        tell_line(proc, bytes + at, len, take, arg);
        at += len + 1;
    }
    if (proc->pub.state == SLOT_DEAD && at < free->output.len) {
        tell_line(proc, bytes + at, free->output.len - at, take, arg);
        at = free->output.len;
    }
    free->told += at;
    buf_drop(&free->output, at);
}

/* The very descriptor, for a moment: an end that was opened anew would be one more reader or
 * writer, and wake those who wait. */
int64_t supervisor_fill(const struct supervisor *sv, uint32_t slot, int fd) {
    int bytes = -1;
    if (slot >= sv->proc_count || sv->procs[slot]->pub.state == SLOT_DEAD) {
        return -1;
    }
    int pidfd = (int)syscall(SYS_pidfd_open, sv->procs[slot]->pub.vpid, 0);
    int copy = pidfd < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, pidfd, fd, 0);
    if (copy >= 0 && ioctl(copy, FIONREAD, &bytes) < 0) {
        bytes = -1;
    }
    if (copy >= 0) {
        close(copy);
    }
    if (pidfd >= 0) {
        close(pidfd);
    }
    return bytes;
}
