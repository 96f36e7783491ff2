/* SPDX-License-Identifier: MIT */
/*
 * Settling with named pipes: those who wait in open(2) wait at the name (its door), apart from
 * those who wait in read(2) and write(2); whoever opens or closes wakes the former. Scenarios of
 * trial.h.
 */
#include "trial.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include <cmocka.h>

#define DOOR 0x80000001U

struct fifo {
    char path[160];
    uint32_t obj;
};

static int open_end(const struct fifo *fifo, int flags) {
    uint8_t dir = flags == O_RDONLY ? GATE_IN : GATE_OUT;
    enter(OP_OPEN, TOUCH({DOOR, dir, GATE_HERD}, {fifo->obj, GATE_OUT, 0}));
    return (int)leave(open(fifo->path, flags));
}

static void close_end(const struct fifo *fifo, int fd) {
    enter(OP_CLOSE, TOUCH({fifo->obj, GATE_OUT, 0}, {DOOR, GATE_OUT, GATE_HERD}));
    leave(close(fd));
}

static int reads(void *arg) {
    struct fifo *fifo = arg;
    char bytes[8];
    int fd = open_end(fifo, O_RDONLY);
    while (op_read(fd, fifo->obj, GATE_FIFO, bytes, 4) > 0) {
    }
    close_end(fifo, fd);
    return 0;
}

static int writes(void *arg) {
    struct fifo *fifo = arg;
    int fd = open_end(fifo, O_WRONLY);
    op_write(fd, fifo->obj, 0, "abcd", 4);
    close_end(fifo, fd);
    return 0;
}

/* Opens and closes, and so wakes those who wait to open, in vain. */
static int looks_in(void *arg) {
    struct fifo *fifo = arg;
    close_end(fifo, open_end(fifo, O_RDWR));
    close_end(fifo, open_end(fifo, O_RDWR));
    return 0;
}

static struct fifo new_fifo(const struct cage *cage) {
    struct fifo fifo;
    snprintf(fifo.path, sizeof fifo.path, "%s/fifo", cage->run_dir);
    fifo.obj = gate_obj_new(OBJ_FIFO, NULL, NULL);
    unlink(fifo.path);
    mkfifo(fifo.path, 0600);
    return fifo;
}

static int run_all(const struct cage *cage, int readers, int writers, int lookers) {
    struct fifo fifo = new_fifo(cage);
    for (int i = 0; i < readers; i++) {
        spawn("reader", reads, &fifo);
    }
    for (int i = 0; i < writers; i++) {
        spawn("writer", writes, &fifo);
    }
    for (int i = 0; i < lookers; i++) {
        spawn("looker", looks_in, &fifo);
    }
    op_wait_all(readers + writers + lookers);
    return 0;
}

static int one_each(void *arg) {
    return run_all(arg, 1, 1, 0);
}

static int two_each(void *arg) {
    return run_all(arg, 2, 2, 0);
}

static int three_writers(void *arg) {
    return run_all(arg, 1, 3, 0);
}

static int with_lookers(void *arg) {
    return run_all(arg, 2, 2, 1);
}

static const struct scenario scenarios[] = {
    {.name = "one reader, one writer", .body = one_each},
    {.name = "two readers, two writers", .body = two_each, .may_hang = true},
    {.name = "one reader, three writers", .body = three_writers, .may_hang = true},
    {.name = "openers for both come and go", .body = with_lookers, .may_hang = true},
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
    return cmocka_run_group_tests_name("settling: named pipes", tests, NULL, NULL);
}
