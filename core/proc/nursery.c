/* SPDX-License-Identifier: MIT */
/*
 * nursery.c: requests and replies over a socket of messages (nursery.h). With a request come, as
 * SCM_RIGHTS (unix(7)), the run's descriptor and the working directory.
 */
#include "nursery.h"
#include "fdio.h"
#include "mem.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PATIENCE_MS = 5000, /* for a reply, which takes less than one */
    NURSERY_FD = 3,
    TUTOR_FD, /* the nursery's pidfd of the tutor */
    RUN_FDS = 2
};

struct request {
    bool no_cage, net;
};

struct reply {
    int32_t err; /* 0, or -errno */
    int32_t pid;
    bool caged;
    uint32_t failed_count; /* children of the tutor's that came to nothing: to be reaped */
    int32_t failed[LAUNCH_ATTEMPTS];
};

struct nursery {
    struct launched launched;
    char *path;
    pid_t owner;
    int fd;
};

/* ---- the tutor's side ---- */

int nursery_new(const char *path, struct nursery **ret_nursery, struct diag *diag) {
    int ends[2];
    int tutor = (int)syscall(SYS_pidfd_open, getpid(), 0);
    if (tutor < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) {
        int err = -errno;
        fd_close(&tutor);
        return diag_set(diag, err, NULL, 0, "no socket to a runner: %s", strerror(-err));
    }
    struct nursery *nursery = mem_new(sizeof *nursery);
    char *argv[] = {(char *)path, NULL};
    const int fds[] = {ends[1], tutor};
    const struct launch_wish wish = {
        .path = path, .argv = argv, .fds = fds, .fd_count = 2, .no_cage = true, .quiet = true};
    int err = launch(&wish, &nursery->launched, diag);
    fd_close(&tutor);
    close(ends[1]);
    if (err) {
        close(ends[0]);
        mem_free(nursery);
        return err;
    }
    nursery->fd = ends[0];
    nursery->owner = getpid();
    nursery->path = mem_strdup(path);
    *ret_nursery = nursery;
    return 0;
}

void nursery_free(struct nursery *nursery) {
    if (nursery) {
        close(nursery->fd);
        if (nursery->owner == getpid()) {
            /* It holds nothing that would have to be given back. */
            kill(nursery->launched.pid, SIGKILL);
            waitpid(nursery->launched.pid, NULL, 0);
        }
        fd_close(&nursery->launched.pidfd);
        mem_free(nursery->path);
        mem_free(nursery);
    }
}

bool nursery_is(const struct nursery *nursery, const char *path) {
    return nursery && nursery->owner == getpid() && strcmp(nursery->path, path) == 0;
}

/* Puts the descriptors into a message (cmsg(3)). */
static void put_fds(struct msghdr *message, const int fds[RUN_FDS]) {
    struct cmsghdr *head = CMSG_FIRSTHDR(message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(RUN_FDS * sizeof(int));
    memcpy(CMSG_DATA(head), fds, RUN_FDS * sizeof(int));
}

/* Takes them out; false: they are not all there. */
static bool take_fds(struct msghdr *message, int fds[RUN_FDS]) {
    const struct cmsghdr *head = CMSG_FIRSTHDR(message);
    if (!head || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS ||
        head->cmsg_len != CMSG_LEN(RUN_FDS * sizeof(int))) {
        return false;
    }
    memcpy(fds, CMSG_DATA(head), RUN_FDS * sizeof(int));
    return true;
}

/* Room for the descriptors of a message. */
union fds_room {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(RUN_FDS * sizeof(int))];
};

static bool send_request(int fd, const struct request *request, const int fds[RUN_FDS]) {
    union fds_room room = {0};
    struct iovec bytes = {(void *)(uintptr_t)request, sizeof *request};
    struct msghdr message = {.msg_iov = &bytes,
                             .msg_iovlen = 1,
                             .msg_control = room.bytes,
                             .msg_controllen = sizeof room.bytes};
    put_fds(&message, fds);
    return sendmsg(fd, &message, MSG_NOSIGNAL) == (ssize_t)sizeof *request;
}

/* A program that is no nursery may say anything, or nothing. */
static bool take_reply(int fd, struct reply *ret_reply) {
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
    int ready;
    while ((ready = poll(&poll_fd, 1, PATIENCE_MS)) < 0 && errno == EINTR) {
    }
    return ready == 1 && fd_read_some(fd, ret_reply, sizeof *ret_reply) == sizeof *ret_reply &&
           ret_reply->failed_count <= LAUNCH_ATTEMPTS && (ret_reply->err || ret_reply->pid > 0);
}

int nursery_launch(struct nursery *nursery, int fd, bool no_cage, bool net,
                   struct launched *ret_launched, struct diag *diag) {
    const struct request request = {.no_cage = no_cage, .net = net};
    struct reply reply;
    int fds[RUN_FDS] = {fd, open(".", O_PATH | O_DIRECTORY | O_CLOEXEC)};
    bool asked = fds[1] >= 0 && send_request(nursery->fd, &request, fds);
    fd_close(&fds[1]);
    if (!asked || !take_reply(nursery->fd, &reply)) {
        return -EPROTO;
    }
    for (uint32_t i = 0; i < reply.failed_count; i++) {
        waitpid(reply.failed[i], NULL, 0);
    }
    if (reply.err) {
        return launch_failed(reply.err, nursery->path, diag);
    }
    ret_launched->pid = reply.pid;
    ret_launched->pidfd = (int)syscall(SYS_pidfd_open, reply.pid, 0);
    ret_launched->caged = reply.caged;
    return 0;
}

/* ---- the nursery's side ---- */

struct runner {
    int (*body)(void *arg);
    void *arg;
};

/* Its descriptors are 3, the run's, and 4, the working directory. */
static int be_runner(void *arg) {
    const struct runner *runner = arg;
    if (fchdir(NURSERY_FD + 1) < 0) {
        return 127;
    }
    close(NURSERY_FD + 1);
    return runner->body(runner->arg);
}

static struct reply start_runner(const struct request *request, const int fds[RUN_FDS],
                                 struct runner *runner) {
    struct reply reply = {0};
    struct launched launched = {.pidfd = -1};
    struct launch_siblings siblings = {.parent_pidfd = TUTOR_FD};
    const struct launch_wish wish = {.body = be_runner,
                                     .arg = runner,
                                     .fds = fds,
                                     .fd_count = RUN_FDS,
                                     .no_cage = request->no_cage,
                                     .net = request->net,
                                     .siblings = &siblings};
    reply.err = launch(&wish, &launched, NULL);
    reply.pid = launched.pid;
    reply.caged = launched.caged;
    reply.failed_count = siblings.failed_count;
    memcpy(reply.failed, siblings.failed, sizeof reply.failed);
    fd_close(&launched.pidfd);
    return reply;
}

int nursery_serve(int fd, int (*body)(void *arg), void *arg) {
    struct runner runner = {body, arg};
    for (;;) {
        union fds_room room = {0};
        struct request request;
        int fds[RUN_FDS];
        struct iovec bytes = {&request, sizeof request};
        struct msghdr message = {.msg_iov = &bytes,
                                 .msg_iovlen = 1,
                                 .msg_control = room.bytes,
                                 .msg_controllen = sizeof room.bytes};
        ssize_t n = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n != (ssize_t)sizeof request || !take_fds(&message, fds)) {
            return n == 0 ? 0 : 1;
        }
        struct reply reply = start_runner(&request, fds, &runner);
        for (int i = 0; i < RUN_FDS; i++) {
            close(fds[i]);
        }
        if (send(fd, &reply, sizeof reply, MSG_NOSIGNAL) != (ssize_t)sizeof reply) {
            return 1;
        }
    }
}
