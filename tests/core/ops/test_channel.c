/* SPDX-License-Identifier: MIT */
/* Channels in real processes: who waits for whom, buffered and not, close, a process that is killed
 * while it waits, and all of it at once without gates. */
#include "channel_memory.h"
#include "drive.h"
#include "gate.h"
#include "mem.h"
#include "op_channel.h"
#include "op_process.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static struct op_channel_value number(int n) {
    struct op_channel_value value = {.type = 'i'};
    value.len = (uint16_t)snprintf(value.bytes, sizeof value.bytes, "%d", n);
    return value;
}

static int send_number(const struct op_channel *channel, int n, int line) {
    struct op_channel_value value = number(n);
    return op_channel_send(channel, &value, line);
}

/* What came, -1: the end, -2: a failure. */
static int recv_number(const struct op_channel *channel, int line) {
    struct op_channel_value value;
    int code = op_channel_recv(channel, &value, line);
    if (code <= 0) {
        return code - 1;
    }
    value.bytes[value.len] = '\0';
    return atoi(value.bytes);
}

static void has_in_order(int (*body)(void *arg), const char *order, const char *const *expected) {
    char *lines = drive(body, NULL, order, NULL);
    for (; *expected; expected++) {
        if (!strstr(lines, *expected)) {
            print_error("there is no %s in\n%s\n", *expected, lines);
        }
        assert_non_null(strstr(lines, *expected));
    }
    mem_free(lines);
}

static void has(int (*body)(void *arg), const char *const *expected) {
    has_in_order(body, NULL, expected);
}

static int buffered(void *arg) {
    struct op_channel ch;
    struct op_channel_value text = {.type = 's', .len = 2, .bytes = "a\n"}, got;
    (void)arg;
    bool right = op_channel_new("ch", 2, &ch, 1) == 0 && op_channel_send(&ch, &text, 2) == 0 &&
                 send_number(&ch, 7, 3) == 0 && op_channel_recv(&ch, &got, 4) == 1 &&
                 got.type == 's' && got.len == 2 && memcmp(got.bytes, "a\n", 2) == 0 &&
                 op_channel_close(&ch, 5) == 0 && recv_number(&ch, 6) == 7 &&
                 recv_number(&ch, 7) == -1 && recv_number(&ch, 8) == -1 &&
                 send_number(&ch, 8, 9) == -EPIPE && op_channel_close(&ch, 10) == -EBADF;
    gate_exit_process(right ? 0 : 1, 11);
}

static void test_buffered(void **state) {
    static const char *const expected[] = {
        "main: object ch channel {\"capacity\":2,\"closed\":false}\n",
        "main: chan_send(ch, \"a\\n\") @2\nmain: chan_send = 0 [\"a\\n\"]",
        "main: chan_send(ch, 7) @3\nmain: chan_send = 0 [7]",
        "main: chan_recv(ch) @4\nmain: chan_recv = 1 [\"a\\n\"]",
        "main: chan_close(ch) @5\nmain: chan_close = 0 {\"closed\":true}\n",
        "main: chan_recv = 1 [7]",
        "main: chan_recv(ch) @8\nmain: chan_recv = 0\n",
        "main: chan_send = -1 EPIPE",
        "main: chan_close = -1 EBADF",
        "main: _exit(0) @11\n",
        NULL};
    (void)state;
    has(buffered, expected);
}

/* A send into an unbuffered channel is over after the receive, whoever comes first. */
static int hand_to_hand(void *arg) {
    struct op_channel ch;
    (void)arg;
    op_channel_new("ch", 0, &ch, 1);
    if (gate_fork("child", 2) == 0) {
        bool right = send_number(&ch, 1, 3) == 0 && send_number(&ch, 2, 3) == 0;
        gate_exit_process(right ? 0 : 1, 4);
    }
    bool right = recv_number(&ch, 5) == 1 && recv_number(&ch, 5) == 2;
    gate_exit_process(right ? 0 : 1, 6);
}

static void test_hand_to_hand(void **state) {
    static const char *const expected[] = {"main: chan_recv = 1 [1]\n",
                                           "child: chan_send = 0 [1]\n", "child: _exit(0) @4\n",
                                           "main: _exit(0) @6\n", NULL};
    (void)state;
    has_in_order(hand_to_hand, "001", expected);
    has_in_order(hand_to_hand, "000", expected);
}

static int alone(void *arg) {
    struct op_channel ch;
    (void)arg;
    op_channel_new(NULL, 0, &ch, 1);
    send_number(&ch, 1, 2);
    gate_exit_process(0, 3);
}

static void test_alone(void **state) {
    static const char *const expected[] = {"main: object channel#1 channel",
                                           "deadlock: main chan_send\n", NULL};
    (void)state;
    has(alone, expected);
}

/* Who waits when the channel is closed: a receiver gets nothing, a sender an error. */
static int closed_meanwhile(void *arg) {
    struct op_channel in, out;
    (void)arg;
    op_channel_new("in", 0, &in, 1);
    op_channel_new("out", 1, &out, 1);
    if (gate_fork("receiver", 2) == 0) {
        gate_exit_process(recv_number(&in, 3) == -1 ? 0 : 1, 4);
    }
    if (gate_fork("sender", 5) == 0) {
        bool right = send_number(&out, 1, 6) == 0 && send_number(&out, 2, 6) == -EPIPE;
        gate_exit_process(right ? 0 : 1, 7);
    }
    gate_sleep(1000000000, 8);
    op_channel_close(&in, 9);
    op_channel_close(&out, 9);
    gate_exit_process(recv_number(&out, 10) == 1 && recv_number(&out, 10) == -1 ? 0 : 1, 11);
}

static void test_closed_meanwhile(void **state) {
    static const char *const expected[] = {"main: chan_close = 1 {\"closed\":true}\n",
                                           "receiver: chan_recv = 0\n",
                                           "sender: chan_send = -1 EPIPE",
                                           "receiver: _exit(0) @4\n",
                                           "sender: _exit(0) @7\n",
                                           "main: _exit(0) @11\n",
                                           NULL};
    (void)state;
    has(closed_meanwhile, expected);
}

/* What a process that was killed wanted to send is not received, and nothing is handed to it. */
static int dies_waiting(void *arg) {
    struct op_channel ch;
    pid_t victims[2];
    (void)arg;
    op_channel_new("ch", 0, &ch, 1);
    for (int i = 0; i < 2; i++) {
        victims[i] = gate_fork(i ? "receiver" : "sender", 2);
        if (victims[i] == 0) {
            gate_sleep(i ? 3000000000 : 1, 3);
            i ? recv_number(&ch, 3) : send_number(&ch, 1, 3);
            gate_exit_process(1, 3);
        }
    }
    if (gate_fork("other", 4) == 0) {
        gate_sleep(2000000000, 5);
        bool right = send_number(&ch, 2, 5) == 0;
        gate_sleep(5000000000, 5);
        gate_exit_process(right && recv_number(&ch, 5) == 3 ? 0 : 1, 5);
    }
    gate_sleep(1000000000, 6);
    op_kill(victims[0], SIGKILL, 6);
    bool right = recv_number(&ch, 7) == 2;
    gate_sleep(3000000000, 7);
    op_kill(victims[1], SIGKILL, 8);
    gate_exit_process(right && send_number(&ch, 3, 9) == 0 ? 0 : 1, 10);
}

static void test_dies_waiting(void **state) {
    static const char *const expected[] = {"sender: killed by SIGKILL\n",
                                           "receiver: killed by SIGKILL\n", "other: _exit(0) @5\n",
                                           "main: _exit(0) @10\n", NULL};
    (void)state;
    has(dies_waiting, expected);
}

/* No gates, all processors: what goes in comes out, each value once. */
enum { SIDES = 4, EACH = 5000 };

static int send_all(struct channel_memory *memory) {
    for (int i = 1; i <= EACH; i++) {
        struct op_channel_value value = number(i);
        int64_t at;
        if (channel_send(memory, &value, &at) < 0) {
            return 1;
        }
    }
    return 0;
}

static int receive_all(struct channel_memory *memory, int to) {
    struct channel_moved moved;
    int64_t sum = 0;
    int code;
    while ((code = channel_receive(memory, &moved)) > 0) {
        moved.value.bytes[moved.value.len] = '\0';
        sum += atoi(moved.value.bytes);
    }
    return code < 0 || write(to, &sum, sizeof sum) != sizeof sum;
}

static void at_once(uint32_t capacity) {
    struct channel_memory *memory = NULL;
    pid_t senders[SIDES], receivers[SIDES];
    int64_t sum = 0, part;
    int ends[2], bad = 0, status;
    assert_int_equal(channel_memory_new(capacity, &memory), 0);
    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < SIDES; i++) {
        if ((senders[i] = fork()) == 0) {
            alarm(60);
            _exit(send_all(memory));
        }
        if ((receivers[i] = fork()) == 0) {
            alarm(60);
            _exit(receive_all(memory, ends[1]));
        }
    }
    for (int i = 0; i < SIDES; i++) {
        bad += waitpid(senders[i], &status, 0) < 0 || status != 0;
    }
    bad += channel_close(memory) < 0;
    for (int i = 0; i < SIDES; i++) {
        bad += waitpid(receivers[i], &status, 0) < 0 || status != 0;
    }
    close(ends[1]);
    while (read(ends[0], &part, sizeof part) == sizeof part) {
        sum += part;
    }
    close(ends[0]);
    assert_int_equal(bad, 0);
    assert_int_equal(sum, (int64_t)SIDES * EACH * (EACH + 1) / 2);
}

static void test_at_once(void **state) {
    (void)state;
    at_once(0);
    at_once(1);
    at_once(7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buffered),     cmocka_unit_test(test_hand_to_hand),
        cmocka_unit_test(test_alone),        cmocka_unit_test(test_closed_meanwhile),
        cmocka_unit_test(test_dies_waiting), cmocka_unit_test(test_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
