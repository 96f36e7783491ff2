/* SPDX-License-Identifier: MIT */
/* test_recorder.c: literal ring records in, the log out: in which order, with which byte ranges. */
#include "mem.h"
#include "recorder.h"
#include <stdarg.h>
#include <stddef.h>

#include <errno.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>

#include <cmocka.h>

enum { MAIN, LEFT, RIGHT, SLOTS };
enum { PIPE = 1, LANE };

struct bench {
    struct supervisor_slot slots[SLOTS];
    struct log *log;
    struct recorder recorder;
    uint64_t shown;
    struct buf out;
};

static const struct supervisor_slot *look(void *arg, uint32_t slot) {
    struct bench *bench = arg;
    return slot < SLOTS ? &bench->slots[slot] : NULL;
}

static int setup(void **state) {
    struct bench *bench = mem_new(sizeof(*bench));
    static const char *const names[] = {"main", "left", "right"};
    for (uint32_t i = 0; i < SLOTS; i++) {
        bench->slots[i] = (struct supervisor_slot){.name = names[i],
                                                   .parent = i ? MAIN : SLOT_NOBODY,
                                                   .pid = 100 + (int32_t)i,
                                                   .vpid = 2 + (int32_t)i,
                                                   .state = SLOT_READY};
    }
    bench->log = log_new();
    recorder_init(&bench->recorder, bench->log, look, bench);
    *state = bench;
    return 0;
}

static int teardown(void **state) {
    struct bench *bench = *state;
    recorder_done(&bench->recorder);
    log_free(bench->log);
    buf_done(&bench->out);
    mem_free(bench);
    return 0;
}

static void give(struct bench *bench, uint32_t slot, struct ring_record record) {
    record.text = record.text ? record.text : "";
    record.text_len = record.text_len ? record.text_len : strlen(record.text);
    record.state = record.state ? record.state : "";
    record.state_len = strlen(record.state);
    recorder_take(&bench->recorder, slot, &record);
}

static void ready(struct bench *bench, uint32_t slot, enum op_kind op, const char *call) {
    give(bench, slot,
         (struct ring_record){.kind = RING_READY,
                              .op = op,
                              .obj = op == OP_READ || op == OP_WRITE ? PIPE : 0,
                              .fd = op == OP_READ    ? 3
                                    : op == OP_WRITE ? 4
                                                     : -1,
                              .line = 7,
                              .text = call});
}

static void enter(struct bench *bench, uint32_t slot) {
    give(bench, slot, (struct ring_record){.kind = RING_ENTER});
}

static void moved(struct bench *bench, uint32_t slot, enum op_kind op, int64_t len) {
    give(bench, slot,
         (struct ring_record){
             .kind = RING_EXIT, .op = op, .ret = len, .has_range = true, .off = -1, .len = len});
}

static void begin(struct bench *bench, uint32_t slot) {
    recorder_begin(&bench->recorder, slot, true, 5);
}

static void settled(struct bench *bench) {
    static const uint32_t all[] = {MAIN, LEFT, RIGHT};
    recorder_settled(&bench->recorder, all, SLOTS);
}

static void show(struct bench *bench, const struct event *event) {
    struct buf *out = &bench->out;
    buf_putf(out, "%s %s", log_str(bench->log, event->actor),
             event_kind_name((enum event_kind)event->kind));
    if (event->op) {
        buf_putf(out, " %s", op_name((enum op_kind)event->op));
    }
    if (event->kind == EVENT_FD_OPEN || event->kind == EVENT_FD_CLOSE) {
        buf_putf(out, " %d %s%s", event->fd, log_str(bench->log, event->obj),
                 event->end == END_R ? " r" : " w");
    }
    if (event->has & EVENT_HAS_RET) {
        buf_putf(out, " = %lld", (long long)event->ret);
    }
    if (event->has & EVENT_HAS_SIGNAL) {
        buf_putf(out, " by signal %lld", (long long)event->ret);
    }
    if (event->has & EVENT_HAS_RANGE) {
        buf_putf(out, " [%lld+%lld)", (long long)event->off, (long long)event->len);
    }
    if (event->kind == EVENT_PRINT || event->kind == EVENT_OP_EXIT) {
        buf_putf(out, "%s%s", event->text ? " " : "", log_str(bench->log, event->text));
    }
    buf_putc(out, '\n');
}

/* What was recorded since the last time. */
static void expect(struct bench *bench, const char *lines) {
    buf_clear(&bench->out);
    while (bench->shown < log_count(bench->log)) {
        show(bench, log_at(bench->log, ++bench->shown));
    }
    assert_string_equal(buf_str(&bench->out), lines);
}

/* main has a pipe and two children, all at a gate. */
static void start(struct bench *bench) {
    recorder_main(&bench->recorder);
    recorder_begin(&bench->recorder, MAIN, false, 1);
    ready(bench, MAIN, OP_PIPE, "pipe([3, 4])");
    settled(bench);
    begin(bench, MAIN);
    enter(bench, MAIN);
    give(bench, MAIN, (struct ring_record){.kind = RING_EXIT, .op = OP_PIPE});
    give(bench, MAIN,
         (struct ring_record){
             .kind = RING_OBJ_NEW, .obj = PIPE, .type = OBJ_PIPE, .text = "p", .state = "{}"});
    give(bench, MAIN,
         (struct ring_record){.kind = RING_FD_OPEN, .fd = 4, .obj = PIPE, .end = END_W});
    give(bench, MAIN,
         (struct ring_record){.kind = RING_FD_OPEN, .fd = 3, .obj = PIPE, .end = END_R});
    ready(bench, MAIN, OP_FORK, "fork()");
    settled(bench);
    for (uint32_t child = LEFT; child <= RIGHT; child++) {
        begin(bench, MAIN);
        ready(bench, child, OP_READ, "read(3, 4096)");
        enter(bench, MAIN);
        give(bench, MAIN, (struct ring_record){.kind = RING_FORKED, .obj = child});
        give(bench, MAIN, (struct ring_record){.kind = RING_EXIT, .op = OP_FORK, .ret = 101});
        ready(bench, MAIN, OP_FORK, "fork()");
        settled(bench);
    }
}

static void started(struct bench *bench) {
    start(bench);
    bench->shown = log_count(bench->log);
}

static void test_start(void **state) {
    struct bench *bench = *state;
    start(bench);
    expect(bench, "main actor.start\n"
                  "main op.ready pipe\n"
                  "main step\n"
                  "main op.enter pipe\n"
                  "main op.exit pipe = 0\n"
                  "main obj.new\n"
                  "main fd.open 4 p w\n"
                  "main fd.open 3 p r\n"
                  "main op.ready fork\n"
                  "main step\n"
                  "main op.enter fork\n"
                  "left actor.start\n"
                  "left fd.open 3 p r\n"
                  "left fd.open 4 p w\n"
                  "main op.exit fork = 101\n"
                  "main op.ready fork\n"
                  "left op.ready read\n"
                  "main step\n"
                  "main op.enter fork\n"
                  "right actor.start\n"
                  "right fd.open 3 p r\n"
                  "right fd.open 4 p w\n"
                  "main op.exit fork = 101\n"
                  "main op.ready fork\n"
                  "right op.ready read\n");
    assert_int_equal(log_at(bench->log, 1)->pid, 100);
    assert_int_equal(log_at(bench->log, 1)->vpid, 2);
    assert_string_equal(log_str(bench->log, log_at(bench->log, 12)->name), "main");
}

/* slot is let go in op and sleeps. */
static void sleep_in(struct bench *bench, uint32_t slot) {
    begin(bench, slot);
    enter(bench, slot);
    bench->slots[slot].state = SLOT_BLOCKED;
    settled(bench);
}

static void test_woken_in_the_order_of_sleeping(void **state) {
    struct bench *bench = *state;
    started(bench);
    sleep_in(bench, RIGHT);
    sleep_in(bench, LEFT);
    begin(bench, MAIN);
    ready(bench, MAIN, OP_WRITE, "write(4, \"abcdef\", 6)");
    settled(bench);
    bench->shown = log_count(bench->log);
    begin(bench, MAIN);
    enter(bench, MAIN);
    moved(bench, MAIN, OP_WRITE, 6);
    bench->slots[LEFT].state = bench->slots[RIGHT].state = SLOT_READY;
    moved(bench, LEFT, OP_READ, 2);
    give(bench, LEFT, (struct ring_record){.kind = RING_PRINT, .text = "ef"});
    moved(bench, RIGHT, OP_READ, 4);
    give(bench, RIGHT, (struct ring_record){.kind = RING_PRINT, .text = "abcd"});
    settled(bench);
    expect(bench, "main step\n"
                  "main op.enter write\n"
                  "main op.exit write = 6 [0+6)\n"
                  "right op.exit read = 4 [0+4)\n"
                  "right print abcd\n"
                  "left op.exit read = 2 [4+2)\n"
                  "left print ef\n");
}

static void test_blocks_once(void **state) {
    struct bench *bench = *state;
    started(bench);
    sleep_in(bench, LEFT);
    assert_true(bench->recorder.moved);
    expect(bench, "left step\nleft op.enter read\nleft op.block read\n");
    const struct event *block = log_at(bench->log, log_count(bench->log));
    assert_string_not_equal(log_str(bench->log, block->text), "");
    assert_string_equal(log_str(bench->log, block->waits_for), "main left right");
    begin(bench, MAIN);
    enter(bench, MAIN);
    settled(bench);
    expect(bench, "main step\nmain op.enter fork\n");
    assert_false(bench->recorder.moved);
}

static void test_deaths_come_before_those_they_wake(void **state) {
    struct bench *bench = *state;
    started(bench);
    recorder_begin(&bench->recorder, MAIN, false, 1);
    ready(bench, MAIN, OP_WAIT, "waitpid(right)");
    settled(bench);
    sleep_in(bench, MAIN);
    recorder_begin(&bench->recorder, LEFT, false, 1);
    ready(bench, LEFT, OP_KILL, "kill(right, SIGKILL)");
    settled(bench);
    bench->shown = log_count(bench->log);
    begin(bench, LEFT);
    give(bench, MAIN, (struct ring_record){.kind = RING_EXIT, .op = OP_WAIT, .ret = 102});
    enter(bench, LEFT);
    give(bench, LEFT, (struct ring_record){.kind = RING_EXIT, .op = OP_KILL});
    bench->slots[MAIN].state = SLOT_READY;
    bench->slots[RIGHT].state = SLOT_DEAD;
    bench->slots[RIGHT].killed = true;
    bench->slots[RIGHT].status = 9;
    settled(bench);
    expect(bench, "left step\n"
                  "left op.enter kill\n"
                  "left op.exit kill = 0\n"
                  "right actor.exit by signal 9\n"
                  "main op.exit wait = 102\n");
}

/* left and right write; each has a call of `want` bytes at its gate. */
static void writers(struct bench *bench, const char *left, const char *right) {
    started(bench);
    recorder_begin(&bench->recorder, SLOT_NOBODY, false, 1);
    ready(bench, LEFT, OP_WRITE, left);
    ready(bench, RIGHT, OP_WRITE, right);
    ready(bench, MAIN, OP_READ, "read(3, 100000)");
    settled(bench);
}

static void read_and_wake(struct bench *bench, int64_t len, uint32_t writer, int64_t wrote) {
    begin(bench, MAIN);
    enter(bench, MAIN);
    moved(bench, MAIN, OP_READ, len);
    if (writer != SLOTS) {
        moved(bench, writer, OP_WRITE, wrote);
        bench->slots[writer].state = SLOT_READY;
    }
    settled(bench);
}

static void test_long_write_alone(void **state) {
    struct bench *bench = *state;
    writers(bench, "write(4, \"...\", 70000)", "write(4, \"ab\", 2)");
    sleep_in(bench, LEFT);
    bench->shown = log_count(bench->log);
    read_and_wake(bench, 65536, LEFT, 70000);
    expect(bench, "main step\nmain op.enter read\nmain op.exit read = 65536 [0+65536)\n"
                  "left op.exit write = 70000 [0+70000)\n");
    begin(bench, RIGHT);
    enter(bench, RIGHT);
    moved(bench, RIGHT, OP_WRITE, 2);
    settled(bench);
    expect(bench, "right step\nright op.enter write\nright op.exit write = 2 [70000+2)\n");
}

static void test_mixed_writes_have_no_range(void **state) {
    struct bench *bench = *state;
    writers(bench, "write(4, \"...\", 70000)", "write(4, \"...\", 80000)");
    sleep_in(bench, LEFT);
    sleep_in(bench, RIGHT);
    bench->shown = log_count(bench->log);
    read_and_wake(bench, 100000, LEFT, 70000);
    read_and_wake(bench, 50000, RIGHT, 80000);
    expect(bench, "main step\nmain op.enter read\nmain op.exit read = 100000 [0+100000)\n"
                  "left op.exit write = 70000\n"
                  "main step\nmain op.enter read\nmain op.exit read = 50000 [100000+50000)\n"
                  "right op.exit write = 80000\n");
    begin(bench, LEFT); /* the sums are right, so the next one's place is known again */
    enter(bench, LEFT);
    moved(bench, LEFT, OP_WRITE, 1);
    settled(bench);
    expect(bench, "left step\nleft op.enter write\nleft op.exit write = 1 [150000+1)\n");
}

static void test_writes_up_to_pipe_buf_stay_whole(void **state) {
    struct bench *bench = *state;
    writers(bench, "write(4, \"...\", 4096)", "write(4, \"...\", 4096)");
    sleep_in(bench, RIGHT);
    sleep_in(bench, LEFT);
    bench->shown = log_count(bench->log);
    begin(bench, MAIN);
    enter(bench, MAIN);
    moved(bench, MAIN, OP_READ, 8192);
    moved(bench, LEFT, OP_WRITE, 4096);
    moved(bench, RIGHT, OP_WRITE, 4096);
    bench->slots[LEFT].state = bench->slots[RIGHT].state = SLOT_READY;
    settled(bench);
    expect(bench, "main step\nmain op.enter read\nmain op.exit read = 8192 [0+8192)\n"
                  "right op.exit write = 4096 [0+4096)\n"
                  "left op.exit write = 4096 [4096+4096)\n");
}

/* unix(7) promises nothing of the kind for sockets: a send of any length may sleep half-way. */
static void test_short_sends_into_a_socket_may_mix(void **state) {
    struct bench *bench = *state;
    struct ring_record ready_to_send = {.kind = RING_READY,
                                        .op = OP_SEND,
                                        .obj = LANE,
                                        .fd = 5,
                                        .text = "send(5, \"...\", 3000, 0)"};
    started(bench);
    recorder_begin(&bench->recorder, SLOT_NOBODY, false, 1);
    give(bench, MAIN,
         (struct ring_record){
             .kind = RING_OBJ_NEW, .obj = LANE, .type = OBJ_SOCKETPAIR, .text = "lane"});
    give(bench, LEFT, ready_to_send);
    ready_to_send.text = "send(5, \"...\", 3000, MSG_DONTWAIT)";
    give(bench, RIGHT, ready_to_send);
    settled(bench);
    sleep_in(bench, LEFT);
    bench->shown = log_count(bench->log);
    begin(bench, RIGHT);
    enter(bench, RIGHT);
    moved(bench, RIGHT, OP_SEND, 1000); /* behind a part of the other's: where, nobody knows */
    settled(bench);
    expect(bench, "right step\nright op.enter send\nright op.exit send = 1000\n");
}

static void test_killed_in_a_long_write(void **state) {
    struct bench *bench = *state;
    writers(bench, "write(4, \"...\", 70000)", "write(4, \"ab\", 2)");
    sleep_in(bench, LEFT);
    bench->slots[LEFT].state = SLOT_DEAD;
    bench->slots[LEFT].killed = true;
    bench->slots[LEFT].status = 15;
    begin(bench, RIGHT);
    settled(bench);
    bench->shown = log_count(bench->log);
    begin(bench, RIGHT);
    enter(bench, RIGHT);
    moved(bench, RIGHT, OP_WRITE, 2); /* behind bytes that nobody counted */
    settled(bench);
    expect(bench, "right step\nright op.enter write\nright op.exit write = 2\n");
    read_and_wake(bench, 65538, SLOTS, 0);
    read_and_wake(bench, 0, SLOTS, 0); /* end-of-file: now it is known how much there was */
    bench->shown = log_count(bench->log);
    begin(bench, RIGHT);
    enter(bench, RIGHT);
    moved(bench, RIGHT, OP_WRITE, 2);
    settled(bench);
    expect(bench, "right step\nright op.enter write\nright op.exit write = 2 [65538+2)\n");
}

static void test_failed_calls(void **state) {
    struct bench *bench = *state;
    writers(bench, "write(4, \"ab\", 2)", "write(4, \"ab\", 2)");
    bench->shown = log_count(bench->log);
    begin(bench, LEFT);
    enter(bench, LEFT);
    give(bench, LEFT,
         (struct ring_record){
             .kind = RING_EXIT, .op = OP_WRITE, .ret = -1, .err = EPIPE, .off = -1});
    settled(bench);
    expect(bench, "left step\nleft op.enter write\nleft op.exit write = -1 EPIPE\n");
}

static int64_t bytes_in_pipe;

static int64_t fill(void *arg, uint32_t slot, int fd) {
    (void)arg;
    return slot == MAIN && fd == 3 ? bytes_in_pipe : -1;
}

static void executes(struct bench *bench, uint32_t slot, const char *state) {
    give(bench, slot,
         (struct ring_record){.kind = RING_EXIT, .op = OP_EXEC, .fd = -1, .state = state});
    bench->slots[slot].free = true;
    bench->slots[slot].state = SLOT_BLOCKED;
}

/* left executes a program: where it sleeps, what it takes, and that nobody knows what it read. */
static void test_without_gates(void **state) {
    struct bench *bench = *state;
    started(bench);
    bench->recorder.fill = fill;
    bytes_in_pipe = 0;
    begin(bench, LEFT);
    ready(bench, LEFT, OP_EXEC, "execve()");
    enter(bench, LEFT);
    executes(bench, LEFT, "{\"program\":\"sort\"}");
    bench->slots[LEFT].call = SYS_read;
    bench->slots[LEFT].fd = 3;
    bench->slots[LEFT].count = 4096;
    settled(bench);
    expect(bench, "left step\nleft op.ready exec\nleft op.enter exec\nleft op.exit exec = 0\nleft "
                  "op.enter read\nleft op.block read\n");
    const struct event *asleep = log_at(bench->log, log_count(bench->log));
    assert_string_equal(log_str(bench->log, asleep->obj), "p");
    begin(bench, MAIN);
    ready(bench, MAIN, OP_WRITE, "write(4, \"ab\", 2)");
    enter(bench, MAIN);
    moved(bench, MAIN, OP_WRITE, 2);
    settled(bench);
    expect(bench, "main step\nmain op.ready write\nmain op.enter write\n"
                  "main op.exit write = 2 [0+2)\n obj.fill\n");
    assert_int_equal(log_at(bench->log, log_count(bench->log))->ret, -2);
    settled(bench);
    expect(bench, "");
    bench->slots[LEFT].call = SYS_write;
    bench->slots[LEFT].fd = 9;
    settled(bench);
    expect(bench, "left op.exit read\nleft op.enter write\nleft op.block write\n");
}

static void test_texts(void **state) {
    struct bench *bench = *state;
    started(bench);
    recorder_begin(&bench->recorder, MAIN, false, 1);
    give(bench, MAIN, (struct ring_record){.kind = RING_PRINT, .text = "a\0b", .text_len = 3});
    assert_false(bench->recorder.stop_here);
    give(bench, MAIN, (struct ring_record){.kind = RING_SAY, .text = "long", .cut = true});
    assert_true(bench->recorder.stop_here);
    give(bench, MAIN, (struct ring_record){.kind = RING_PRINT, .text = ""});
    settled(bench);
    expect(bench, "main print a b\nmain say\nmain print\n");
    uint64_t n = log_count(bench->log);
    assert_string_equal(log_str(bench->log, log_at(bench->log, n - 1)->text), "long...");
}

static void test_first_trouble_counts(void **state) {
    struct bench *bench = *state;
    started(bench);
    give(bench, LEFT,
         (struct ring_record){
             .kind = RING_FAULT, .line = 7, .text = "first", .state = "lesson.lua"});
    give(bench, RIGHT, (struct ring_record){.kind = RING_LIMIT, .line = 8, .text = "second"});
    settled(bench);
    assert_int_equal(bench->recorder.trouble, TROUBLE_FAULT);
    assert_int_equal(bench->recorder.trouble_line, 7);
    assert_string_equal(bench->recorder.trouble_text, "first");
    assert_string_equal(bench->recorder.trouble_file, "lesson.lua");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_start),
        TEST(test_woken_in_the_order_of_sleeping),
        TEST(test_blocks_once),
        TEST(test_deaths_come_before_those_they_wake),
        TEST(test_long_write_alone),
        TEST(test_mixed_writes_have_no_range),
        TEST(test_writes_up_to_pipe_buf_stay_whole),
        TEST(test_short_sends_into_a_socket_may_mix),
        TEST(test_killed_in_a_long_write),
        TEST(test_failed_calls),
        TEST(test_without_gates),
        TEST(test_texts),
        TEST(test_first_trouble_counts),
    };
    return cmocka_run_group_tests_name("core/run/recorder", tests, NULL, NULL);
}
