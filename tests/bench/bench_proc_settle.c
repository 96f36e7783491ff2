/* SPDX-License-Identifier: MIT */
/*
 * bench_proc_settle.c: what a gated step and its settling cost, with few and with many processes
 * asleep in the kernel. Audits are off: they are not part of what a user waits for.
 *
 * A step is: let go, the operation, settled again, records taken. Settling is that less one futex
 * round trip, which any way of letting one process go and hearing from it costs.
 */
#include "bench.h"
#include "cage.h"
#include "clock.h"
#include "fdio.h"
#include "gate.h"
#include "launch.h"
#include "supervisor.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STEPS = 200, ROUNDS = 50, RUNS = 5 };

struct crowd {
    int blocked;   /* processes asleep in a read */
    bool one_pipe; /* all in the same pipe, which the stepping process writes to, else another */
    double step;   /* ns, the best of all rounds of all runs */
};

static struct crowd *crowd; /* shared with the runner */

static struct gate_op on_pipe(enum op_kind op, uint32_t obj, enum gate_dir dir, uint8_t queue) {
    return (struct gate_op){.op = op,
                            .obj = obj,
                            .fd = 3,
                            .line = 1,
                            .call = "write(4, 1)",
                            .touch = {{obj, (uint8_t)dir, queue}},
                            .touch_count = 1};
}

static _Noreturn void read_for_ever(int fd, uint32_t obj) {
    for (;;) {
        char c;
        struct gate_op op = on_pipe(OP_READ, obj, GATE_IN, GATE_FIFO);
        gate_enter(&op);
        gate_exit(&(struct gate_result){.ret = read(fd, &c, 1)});
    }
}

/* main writes a byte to a pipe of its own and reads it back, for ever; all others wait. */
static int steps_and_others(void *arg) {
    int own[2], others[2];
    char c = 'x';
    (void)arg;
    if (pipe(own) < 0 || pipe(others) < 0) {
        return 1;
    }
    uint32_t own_obj = gate_obj_new(OBJ_PIPE, NULL, NULL);
    uint32_t other_obj = gate_obj_new(OBJ_PIPE, NULL, NULL);
    for (int i = 0; i < crowd->blocked; i++) {
        if (gate_fork("waiter", 0) == 0) {
            read_for_ever(others[0], crowd->one_pipe ? own_obj : other_obj);
        }
    }
    for (;;) {
        struct gate_op put = on_pipe(OP_WRITE, own_obj, GATE_OUT, 0);
        gate_enter(&put);
        gate_exit(&(struct gate_result){.ret = write(own[1], &c, 1)});
        struct gate_op take = on_pipe(OP_READ, own_obj, GATE_IN, GATE_FIFO);
        gate_enter(&take);
        gate_exit(&(struct gate_result){.ret = read(own[0], &c, 1)});
    }
}

static void ignore(void *arg, uint32_t slot, const struct ring_record *record) {
    (void)arg, (void)slot, (void)record;
}

/* Everybody but main comes to rest in the kernel. */
static void put_to_sleep(struct supervisor *sv) {
    for (int i = 0; i < crowd->blocked; i++) {
        supervisor_step(sv, 0); /* a fork */
        supervisor_step(sv, (uint32_t)i + 1);
        supervisor_drain(sv, ignore, NULL);
    }
}

static int measure(void *arg) {
    struct cage cage;
    struct supervisor *sv;
    (void)arg;
    cage_enter(&cage);
    struct supervisor_wish wish = {.main = steps_and_others, .cage = &cage, .no_audit = true};
    if (supervisor_new(&wish, &sv, NULL) != 0) {
        return 1;
    }
    put_to_sleep(sv);
    for (int round = 0; round < ROUNDS; round++) {
        int64_t from = clock_ns();
        for (int i = 0; i < STEPS; i++) {
            supervisor_step(sv, 0);
            supervisor_drain(sv, ignore, NULL);
        }
        double each = (double)(clock_ns() - from) / STEPS;
        crowd->step = crowd->step <= 0 || each < crowd->step ? each : crowd->step;
    }
    supervisor_free(sv);
    cage_leave(&cage);
    return 0;
}

static bool run_once(void) {
    struct launched launched;
    struct launch_wish wish = {.body = measure};
    if (launch(&wish, &launched, NULL) != 0) {
        return false;
    }
    fd_close(&launched.pidfd);
    return waitpid(launched.pid, NULL, 0) == launched.pid && crowd->step > 0;
}

/* In turn with the floor, so that what disturbs one disturbs the other too. */
static bool run(int blocked, bool one_pipe) {
    *crowd = (struct crowd){.blocked = blocked, .one_pipe = one_pipe};
    for (int i = 0; i < RUNS; i++) {
        bench_futex_again();
        if (!run_once()) {
            return false;
        }
    }
    return true;
}

static void row(int blocked, bool one_pipe) {
    char name[80];
    snprintf(name, sizeof name, "settling, %d blocked%s", blocked,
             one_pipe ? " on what it touches" : "");
    if (!bench_wished(name)) {
        return;
    }
    if (!run(blocked, one_pipe)) {
        bench_skip(name, "the run failed");
        return;
    }
    double floor = bench_futex_round_trip();
    bench_row(name, crowd->step / floor - 1, 1.6, "a step of %.2f us less one of %.2f us",
              crowd->step / 1e3, floor / 1e3);
}

int main(void) {
    static const int counts[] = {2, 10, 100, 500};
    crowd = mmap(NULL, sizeof *crowd, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (crowd == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        row(counts[i], false);
    }
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        row(counts[i], true);
    }
    return 0;
}
