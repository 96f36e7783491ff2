/* SPDX-License-Identifier: MIT */
/*
 * Settling with pipes, FIFOs and poll: scenarios of trial.h. Each row of the table is a test.
 */
#include "trial.h"
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include <cmocka.h>

struct ends {
    int r, w;
    uint32_t obj;
    size_t len; /* of a write */
};

static struct ends new_pipe(void) {
    int fds[2];
    enter_plain(OP_PIPE);
    leave(pipe(fds));
    return (struct ends){fds[0], fds[1], gate_obj_new(OBJ_PIPE, NULL, NULL), 4};
}

static int reads_to_end(void *arg) {
    struct ends *p = arg;
    char bytes[64];
    int count = 0;
    op_close(p->w, p->obj);
    while (op_read(p->r, p->obj, GATE_FIFO, bytes, 4) > 0) {
        count++;
    }
    return count;
}

static int read_by(int readers) {
    struct ends p = new_pipe();
    for (int i = 0; i < readers; i++) {
        spawn("reader", reads_to_end, &p);
    }
    op_close(p.r, p.obj);
    for (int i = 0; i < 4; i++) {
        char text[16];
        snprintf(text, sizeof text, "%04d", i);
        op_write(p.w, p.obj, 0, text, 4);
    }
    op_close(p.w, p.obj);
    op_wait_all(readers);
    return 0;
}

static int one_reader(void *arg) {
    (void)arg;
    return read_by(1);
}

static int two_readers(void *arg) {
    (void)arg;
    return read_by(2);
}

/* A dozen readers of one pipe: the prefix rule looks at the first of them only. */
static int many_readers(void *arg) {
    (void)arg;
    return read_by(14);
}

static int writes_until_epipe(void *arg) {
    struct ends *p = arg;
    int count = 0;
    signal(SIGPIPE, SIG_IGN);
    op_close(p->r, p->obj);
    while (op_write(p->w, p->obj, 0, "abcd", 4) > 0 && count < 20) {
        count++;
    }
    return errno == EPIPE ? count : 99;
}

static int writes_until_sigpipe(void *arg) {
    struct ends *p = arg;
    op_close(p->r, p->obj);
    for (int i = 0; i < 20; i++) {
        op_write(p->w, p->obj, 0, "abcd", 4);
    }
    return 0;
}

static int last_reader_closes(void *arg) {
    struct ends p = new_pipe();
    char bytes[8];
    (void)arg;
    spawn("epipe", writes_until_epipe, &p);
    spawn("sigpipe", writes_until_sigpipe, &p);
    op_close(p.w, p.obj);
    op_read(p.r, p.obj, GATE_FIFO, bytes, 8);
    op_close(p.r, p.obj);
    op_wait_all(2);
    return 0;
}

static int writes_much(void *arg) {
    struct ends *p = arg;
    static char bytes[10000];
    memset(bytes, 'x', sizeof bytes);
    op_close(p->r, p->obj);
    for (int i = 0; i < 3; i++) {
        op_write(p->w, p->obj, 0, bytes, p->len);
    }
    op_close(p->w, p->obj);
    return 0;
}

static int full(size_t len) {
    struct ends p = new_pipe();
    static char bytes[4096];
    p.len = len;
    fcntl(p.w, F_SETPIPE_SZ, 4096);
    spawn("writer", writes_much, &p);
    spawn("writer", writes_much, &p);
    op_close(p.w, p.obj);
    while (op_read(p.r, p.obj, GATE_FIFO, bytes, sizeof bytes) > 0) {
    }
    op_wait_all(2);
    return 0;
}

static int full_4096(void *arg) {
    (void)arg;
    return full(4096);
}

static int full_3000(void *arg) {
    (void)arg;
    return full(3000);
}

/* More than PIPE_BUF: one write sleeps several times in one call. */
static int full_10000(void *arg) {
    (void)arg;
    return full(10000);
}

struct fifo {
    char path[160];
    uint32_t obj;
};

/* Opening wakes all who wait for the other end: a herd, in both directions. */
static int open_fifo(const struct fifo *fifo, int flags) {
    enter(OP_READ, TOUCH({fifo->obj, GATE_IN, GATE_HERD}, {fifo->obj, GATE_OUT, GATE_HERD}));
    int fd = open(fifo->path, flags);
    leave(fd < 0 ? -1 : 0);
    return fd;
}

static int fifo_reader(void *arg) {
    struct fifo *fifo = arg;
    char bytes[8];
    int fd = open_fifo(fifo, O_RDONLY);
    while (op_read(fd, fifo->obj, GATE_FIFO, bytes, 4) > 0) {
    }
    return 0;
}

static int fifo_with(const struct cage *cage, int readers) {
    struct fifo fifo;
    snprintf(fifo.path, sizeof fifo.path, "%s/fifo", cage->run_dir);
    fifo.obj = gate_obj_new(OBJ_PIPE, NULL, NULL);
    unlink(fifo.path);
    mkfifo(fifo.path, 0600);
    for (int i = 0; i < readers; i++) {
        spawn("reader", fifo_reader, &fifo);
    }
    int fd = open_fifo(&fifo, O_WRONLY);
    for (int i = 0; i < 3; i++) {
        op_write(fd, fifo.obj, 0, "abcd", 4);
    }
    op_close(fd, fifo.obj);
    op_wait_all(readers);
    unlink(fifo.path);
    return 0;
}

static int fifo_one(void *arg) {
    return fifo_with(arg, 1);
}

static int fifo_two(void *arg) {
    return fifo_with(arg, 2);
}

static int polls_two(void *arg) {
    struct ends *p = arg;
    char bytes[8];
    op_close(p[0].w, p[0].obj);
    op_close(p[1].w, p[1].obj);
    for (int open_ends = 2; open_ends > 0;) {
        struct pollfd fds[2] = {{.fd = p[0].r, .events = POLLIN}, {.fd = p[1].r, .events = POLLIN}};
        enter(OP_READ, TOUCH({p[0].obj, GATE_IN, 0}, {p[1].obj, GATE_IN, 0}));
        leave(poll(fds, 2, -1));
        for (int i = 0; i < 2; i++) {
            if (fds[i].revents && op_read(p[i].r, p[i].obj, GATE_FIFO, bytes, 4) <= 0) {
                p[i].r = -1;
                open_ends--;
            }
        }
    }
    return 0;
}

static int poll_two_pipes(void *arg) {
    struct ends p[2] = {new_pipe(), new_pipe()};
    (void)arg;
    spawn("poller", polls_two, p);
    op_close(p[0].r, p[0].obj);
    op_close(p[1].r, p[1].obj);
    op_write(p[0].w, p[0].obj, 0, "abcd", 4);
    op_write(p[1].w, p[1].obj, 0, "efgh", 4);
    op_close(p[0].w, p[0].obj);
    op_close(p[1].w, p[1].obj);
    op_wait_all(1);
    return 0;
}

static int polls_then_reads(void *arg) {
    const struct ends *p = arg;
    char bytes[8];
    op_close(p->w, p->obj);
    do {
        struct pollfd fd = {.fd = p->r, .events = POLLIN};
        enter(OP_POLL, TOUCH({p->obj, GATE_IN, GATE_HERD}));
        leave(poll(&fd, 1, -1));
    } while (op_read(p->r, p->obj, GATE_FIFO, bytes, 4) > 0);
    return 0;
}

/* One who reads, and two who only look: a write wakes all of them, and one gets the bytes. */
static int pollers_and_reader(void *arg) {
    struct ends p = new_pipe();
    (void)arg;
    spawn("reader", reads_to_end, &p);
    spawn("poller", polls_then_reads, &p);
    spawn("poller", polls_then_reads, &p);
    op_close(p.r, p.obj);
    for (int i = 0; i < 5; i++) {
        op_write(p.w, p.obj, 0, "abcd", 4);
    }
    op_close(p.w, p.obj);
    op_wait_all(3);
    return 0;
}

/* Polls with a time-out on the run's clock: time is up, or bytes come, whichever is first. */
static int polls_in_time(void *arg) {
    const struct ends *p = arg;
    char bytes[8];
    long n = 0;
    op_close(p->w, p->obj);
    do {
        struct pollfd fd = {.fd = p->r, .events = POLLIN};
        struct gate_op op = {.op = OP_POLL,
                             .fd = -1,
                             .call = "poll()",
                             .touch = {{p->obj, GATE_IN, GATE_HERD}},
                             .touch_count = 1,
                             .limit = 2000000000};
        gate_enter(&op);
        n = poll(&fd, 1, -1);
        n = n < 0 && errno == EINTR && gate_timed_out() ? -2 : n;
        leave(n);
    } while (n == -2 || op_read(p->r, p->obj, GATE_FIFO, bytes, 4) > 0);
    return 0;
}

static int poll_times_out(void *arg) {
    struct ends p = new_pipe();
    (void)arg;
    spawn("poller", polls_in_time, &p);
    spawn("poller", polls_in_time, &p);
    op_close(p.r, p.obj);
    gate_sleep(5000000000, 0);
    op_write(p.w, p.obj, 0, "abcd", 4);
    gate_sleep(1000000000, 0); /* as long as is left of their third time-out */
    op_write(p.w, p.obj, 0, "efgh", 4);
    op_close(p.w, p.obj);
    op_wait_all(2);
    return 0;
}

/* main keeps a write end of its own and waits for an end-of-file that can't come. */
static int forgotten_end(void *arg) {
    struct ends p = new_pipe();
    char bytes[8];
    (void)arg;
    spawn("writer", writes_much, &p);
    while (op_read(p.r, p.obj, GATE_FIFO, bytes, 8) > 0) {
    }
    return 0;
}

static const struct scenario scenarios[] = {
    {.name = "one reader", .body = one_reader},
    {.name = "two readers", .body = two_readers},
    {.name = "many readers", .body = many_readers, .weight = 4},
    {.name = "last reader closes", .body = last_reader_closes},
    {.name = "full pipe, writes of 4096", .body = full_4096},
    {.name = "full pipe, writes of 3000", .body = full_3000},
    {.name = "full pipe, writes of 10000", .body = full_10000},
    {.name = "FIFO", .body = fifo_one},
    {.name = "FIFO, two readers", .body = fifo_two, .may_hang = true},
    {.name = "poll", .body = poll_two_pipes},
    {.name = "pollers and a reader", .body = pollers_and_reader},
    {.name = "poll with a time-out", .body = poll_times_out, .may_hang = true},
    {.name = "forgotten end", .body = forgotten_end, .may_hang = true},
};

static void holds(void **state) {
    assert_true(scenario_holds(*state));
}

int main(void) {
    enum { COUNT = sizeof scenarios / sizeof scenarios[0] };
    struct CMUnitTest tests[COUNT];
    for (int i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){.name = scenarios[i].name,
                                       .test_func = holds,
                                       .initial_state = (void *)(uintptr_t)&scenarios[i]};
    }
    return cmocka_run_group_tests_name("settling: pipes", tests, NULL, NULL);
}
