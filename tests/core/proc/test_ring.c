/* SPDX-License-Identifier: MIT */
/*
 * The ring of records: what goes in comes out, whole and in order; around the end; when it is full;
 * when texts are too long; and when the writer is killed at any moment.
 */
#include "mem.h"
#include "ring_bytes.h"
#include "shared.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct shared_slot *new_slot(void) {
    void *block =
        mmap(NULL, SHARED_SLOT_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(block != MAP_FAILED);
    return block;
}

static void drop_slot(struct shared_slot *slot) {
    munmap(slot, SHARED_SLOT_BYTES);
}

static void comes_out_as_it_went_in(void **state) {
    struct shared_slot *slot = new_slot();
    struct buf bytes = {0}, scratch = {0};
    struct ring_record out;
    size_t at = 0;
    (void)state;
    ring_put(slot, &(struct ring_record){.kind = RING_EXIT,
                                         .op = OP_READ,
                                         .obj = 7,
                                         .fd = 3,
                                         .ret = -1,
                                         .err = 32,
                                         .has_range = true,
                                         .off = -1,
                                         .len = 22,
                                         .state = "{\"x\":1}",
                                         .state_len = 7,
                                         .data = (const unsigned char *)"a\0b",
                                         .data_len = 3});
    ring_put(slot, &(struct ring_record){
                       .kind = RING_PRINT, .fd = -1, .text = "two\0parts", .text_len = 9});
    assert_int_equal(ring_take(slot, &bytes) % 8, 0);
    assert_int_equal(ring_take(slot, &bytes), 0);
    assert_true(ring_next(&bytes, &at, &scratch, &out));
    assert_int_equal(out.kind, RING_EXIT);
    assert_int_equal(out.op, OP_READ);
    assert_int_equal(out.obj, 7);
    assert_int_equal(out.fd, 3);
    assert_int_equal(out.ret, -1);
    assert_int_equal(out.err, 32);
    assert_int_equal(out.off, -1);
    assert_int_equal(out.len, 22);
    assert_true(out.has_range);
    assert_false(out.cut);
    assert_string_equal(out.text, "");
    assert_string_equal(out.state, "{\"x\":1}");
    assert_int_equal(out.data_len, 3);
    assert_memory_equal(out.data, "a\0b", 3);
    assert_true(ring_next(&bytes, &at, &scratch, &out));
    assert_int_equal(out.kind, RING_PRINT);
    assert_int_equal(out.fd, -1);
    assert_int_equal(out.text_len, 9);
    assert_memory_equal(out.text, "two\0parts", 9);
    assert_false(ring_next(&bytes, &at, &scratch, &out));
    buf_done(&bytes);
    buf_done(&scratch);
    drop_slot(slot);
}

static void goes_round(void **state) {
    struct shared_slot *slot = new_slot();
    struct buf bytes = {0}, scratch = {0};
    struct ring_record out;
    char text[512];
    (void)state;
    for (int i = 0; i < 2000; i++) {
        size_t at = 0, len = (size_t)(i * 37 % 500);
        memset(text, 'a' + i % 26, sizeof text);
        ring_put(slot,
                 &(struct ring_record){.kind = RING_SAY, .ret = i, .text = text, .text_len = len});
        buf_clear(&bytes);
        ring_take(slot, &bytes);
        assert_true(ring_next(&bytes, &at, &scratch, &out));
        assert_int_equal(out.ret, i);
        assert_int_equal(out.text_len, len);
        assert_memory_equal(out.text, text, len);
        assert_int_equal(at, bytes.len);
    }
    buf_done(&bytes);
    buf_done(&scratch);
    drop_slot(slot);
}

static void cuts_what_is_too_long(void **state) {
    struct shared_slot *slot = new_slot();
    struct buf bytes = {0}, scratch = {0};
    struct ring_record out;
    size_t at = 0;
    char *text = mem_new(100000);
    (void)state;
    memset(text, 'x', 100000);
    ring_put(slot, &(struct ring_record){.kind = RING_PRINT,
                                         .text = text,
                                         .text_len = 100000,
                                         .state = text,
                                         .state_len = 70000,
                                         .data = (unsigned char *)text,
                                         .data_len = 1000});
    ring_take(slot, &bytes);
    assert_true(ring_next(&bytes, &at, &scratch, &out));
    assert_true(out.cut);
    assert_int_equal(out.text_len, RING_TEXT_MAX);
    assert_int_equal(out.state_len, RING_STATE_MAX);
    assert_int_equal(out.data_len, EVENT_DATA_MAX);
    mem_free(text);
    buf_done(&bytes);
    buf_done(&scratch);
    drop_slot(slot);
}

/* Whatever stands in the bytes: no crash, and an end. */
static void survives_damage(void **state) {
    struct shared_slot *slot = new_slot();
    struct buf scratch = {0};
    struct ring_record out;
    unsigned seed = 1;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct buf bytes = {0};
        size_t at = 0;
        for (int i = 0; i < 4; i++) {
            ring_put(slot, &(struct ring_record){.kind = RING_SAY,
                                                 .text = "some text",
                                                 .text_len = (size_t)(round + i) % 9});
        }
        ring_take(slot, &bytes);
        for (int i = 0; i < 3; i++) {
            seed = seed * 1103515245 + 12345;
            bytes.data[(seed >> 8) % bytes.len] = (char)(seed >> 3);
        }
        buf_drop(&bytes, (seed >> 4) % 9);
        for (int n = 0; ring_next(&bytes, &at, &scratch, &out); n++) {
            assert_true(n < 100 && out.text[out.text_len] == '\0');
        }
        buf_done(&bytes);
    }
    atomic_store(&slot->head, UINT64_MAX / 2); /* no writer of ours does that */
    struct buf bytes = {0};
    assert_int_equal(ring_take(slot, &bytes), 0);
    buf_done(&bytes);
    buf_done(&scratch);
    drop_slot(slot);
}

/* Writes numbered records until it is killed. */
static _Noreturn void write_for_ever(struct shared_slot *slot) {
    static char text[300];
    memset(text, 'y', sizeof text);
    for (int64_t i = 0;; i++) {
        ring_put(slot,
                 &(struct ring_record){
                     .kind = RING_SAY, .ret = i, .text = text, .text_len = (size_t)(i % 300)});
    }
}

static void killed_writer_leaves_whole_records(void **state) {
    (void)state;
    for (int round = 0; round < 150; round++) {
        struct shared_slot *slot = new_slot();
        struct buf bytes = {0}, scratch = {0};
        struct ring_record out;
        size_t at = 0;
        int64_t count = 0;
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            write_for_ever(slot);
        }
        /* Not a pause but a spread of moments: wherever it is then, that is where it dies. */
        for (volatile int i = 0; i < round * 997 % 20000; i++) {
        }
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        ring_take(slot, &bytes);
        while (ring_next(&bytes, &at, &scratch, &out)) {
            assert_int_equal(out.ret, count);
            assert_int_equal(out.text_len, count % 300);
            count++;
        }
        assert_int_equal(at, bytes.len);
        buf_done(&bytes);
        buf_done(&scratch);
        drop_slot(slot);
    }
}

static void names_are_told_apart(void **state) {
    struct shared *shared = shared_new(8);
    char name[GATE_NAME_MAX];
    (void)state;
    assert_non_null(shared);
    shared_name_unique(shared, 'o', "first", name);
    assert_string_equal(name, "first");
    shared_name_unique(shared, 'o', "first", name);
    assert_string_equal(name, "first#2");
    shared_name_unique(shared, 'p', "first", name);
    assert_string_equal(name, "first");
    shared_name_unique(shared, 'o', "x#2", name);
    shared_name_unique(shared, 'o', "x", name);
    assert_string_equal(name, "x");
    shared_name_unique(shared, 'o', "x", name);
    assert_string_equal(name, "x#3");
    for (uint32_t i = 0; i < 8; i++) {
        assert_int_equal(shared_slot_new(shared, "p", SHARED_NOBODY), i);
    }
    assert_int_equal(shared_slot_new(shared, "p", SHARED_NOBODY), SHARED_NOBODY);
    assert_string_equal(shared_slot(shared, 7)->name, "p#8");
    shared_free(shared);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_out_as_it_went_in),
        cmocka_unit_test(goes_round),
        cmocka_unit_test(cuts_what_is_too_long),
        cmocka_unit_test(survives_damage),
        cmocka_unit_test(names_are_told_apart),
        cmocka_unit_test(killed_writer_leaves_whole_records),
    };
    return cmocka_run_group_tests_name("ring", tests, NULL, NULL);
}
