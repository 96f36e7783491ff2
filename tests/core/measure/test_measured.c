/* SPDX-License-Identifier: MIT */
/* What was measured, as data: statistics, units, sentences, JSON and the file. */
#include "json_value.h"
#include "measured.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void half_and_99_of_100(void **state) {
    uint32_t samples[1000];
    struct measured_cell cell;
    (void)state;
    for (uint32_t i = 0; i < 1000; i++) { /* 1 to 1000, well shuffled */
        samples[i] = i * 607 % 1000 + 1;
    }
    measured_summarise(samples, 1000, 0, &cell);
    assert_int_equal(cell.state, MEASURED_DONE);
    assert_int_equal(cell.samples, 1000);
    assert_int_equal(cell.median_ns, 500);
    assert_int_equal(cell.p99_ns, 990);
    assert_int_equal(cell.least_ns, 1);
    uint32_t few[] = {7, 5, 6};
    measured_summarise(few, 3, 0, &cell);
    assert_int_equal(cell.median_ns, 6);
    assert_int_equal(cell.p99_ns, 7);
    uint32_t one[] = {9};
    measured_summarise(one, 1, 0, &cell);
    assert_int_equal(cell.median_ns, 9);
    assert_int_equal(cell.p99_ns, 9);
}

static void the_clock_is_taken_off(void **state) {
    uint32_t samples[] = {100, 20, 300};
    struct measured_cell cell;
    (void)state;
    measured_summarise(samples, 3, 25, &cell);
    assert_int_equal(cell.median_ns, 75);
    assert_int_equal(cell.p99_ns, 275);
    assert_int_equal(cell.least_ns, 1);
}

static void units(void **state) {
    static const struct {
        uint64_t ns;
        const char *time, *rate;
    } rows[] = {
        {1, "1 ns", "976562 GiB/s"},      {999, "999 ns", "978 GiB/s"},
        {1000, "1.0 µs", "977 GiB/s"},    {4234, "4.2 µs", "231 GiB/s"},
        {12345, "12 µs", "79 GiB/s"},     {999499, "999 µs", "1.0 GiB/s"},
        {1000000, "1.0 ms", "1.0 GiB/s"}, {345000000, "345 ms", "2.9 MiB/s"},
    };
    struct buf text = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_clear(&text);
        measured_put_time(rows[i].ns, &text);
        assert_string_equal(buf_str(&text), rows[i].time);
        buf_clear(&text);
        measured_put_rate(rows[i].ns, &text);
        assert_string_equal(buf_str(&text), rows[i].rate);
    }
    buf_done(&text);
}

/* Each cell another one: done, refused, and nothing where there is nothing to measure. */
static void invent(struct measured *measured) {
    measured_init(measured);
    measured->clock_ns = 21;
    measured->cpus[0] = 2, measured->cpus[1] = 5;
    measured->whole = measured->siblings = true;
    measured->seconds = 2.5;
    uint64_t ns = 100000;
    for (int way = 0; way < MEASURED_WAYS; way++) {
        for (int place = 0; place < MEASURED_PLACES; place++) {
            for (int what = 0; what < MEASURED_WHATS; what++) {
                struct measured_cell *cell = &measured->cells[way][place][what];
                if (!measured_applies((enum measured_way)way, (enum measured_place)place,
                                      (enum measured_what)what)) {
                    continue;
                }
                ns += 100137;
                if (ns % 5 == 0) {
                    cell->state = MEASURED_REFUSED;
                    snprintf(cell->why, sizeof cell->why, "a \"reason\" in µs\n%d", (int)ns);
                } else {
                    *cell =
                        (struct measured_cell){MEASURED_DONE, (uint32_t)ns, ns, ns * 2, ns / 2, ""};
                }
            }
        }
    }
}

static void assert_equal(const struct measured *a, const struct measured *b) {
    assert_memory_equal(a->cells, b->cells, sizeof a->cells);
    assert_int_equal(a->clock_ns, b->clock_ns);
    assert_memory_equal(a->cpus, b->cpus, sizeof a->cpus);
    assert_int_equal(a->siblings, b->siblings);
    assert_int_equal(a->whole, b->whole);
    assert_string_equal(a->machine, b->machine);
    assert_string_equal(a->kernel, b->kernel);
    assert_string_equal(a->when, b->when);
    assert_true(a->seconds == b->seconds);
}

static void json_there_and_back(void **state) {
    static struct measured measured, again;
    struct buf json = {0};
    (void)state;
    invent(&measured);
    measured_json(&measured, &json);
    assert_int_equal(measured_of_json(json.data, json.len, &again), 0);
    assert_equal(&measured, &again);
    struct json ways = json_get(json_parse(json.data, json.len), "ways");
    assert_int_equal(json_count(ways), MEASURED_WAYS);
    struct json cell = json_get(json_get(json_at(ways, 0), "two_cpus"), "throughput_64k");
    assert_true(json_int_or(json_get(cell, "median_bytes_per_s"), 0) > 0);
    /* A floor says what it has not: null, not left out. */
    struct json floor = json_get(json_at(ways, MEASURED_MEMCPY), "two_cpus");
    assert_int_equal(json_get(floor, "round_trip").type, JSON_NULL);
    for (size_t len = 0; len < json.len; len++) {
        assert_int_equal(measured_of_json(json.data, len, &again), -EINVAL);
    }
    assert_int_equal(measured_of_json("{\"format\":2}", 12, &again), -EINVAL);
    buf_done(&json);
}

static void odd_json_does_no_harm(void **state) {
    static const char *const texts[] = {
        "{\"format\":1}",
        "{\"format\":1,\"ways\":[1,null,{\"way\":\"nothing\"},{\"way\":\"pipe\",\"one_cpu\":7}]}",
        "{\"format\":1,\"cpus\":[-3,99999999999]}",
        "{\"format\":1,\"ways\":[{\"way\":\"pipe\",\"one_cpu\":{\"round_trip\":[]}}]}",
        "{\"format\":1,\"ways\":[{\"way\":\"pipe\",\"two_cpus\":{\"round_trip\":3}}]}",
    };
    static struct measured measured;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(measured_of_json(texts[i], strlen(texts[i]), &measured), 0);
        assert_int_equal(measured.cells[MEASURED_PIPE][0][0].state, MEASURED_NOT);
        assert_int_equal(measured.cpus[0], -1);
        assert_int_equal(measured.cpus[1], -1);
    }
}

static void told_in_words(void **state) {
    static struct measured measured;
    struct buf text = {0};
    (void)state;
    measured_init(&measured);
    assert_false(measured_brief(&measured, MEASURED_PIPE, &text));
    measured.cells[MEASURED_PIPE][0][0] =
        (struct measured_cell){MEASURED_DONE, 100, 2600, 3100, 2000, ""};
    measured.cells[MEASURED_PIPE][1][0] =
        (struct measured_cell){MEASURED_DONE, 100, 49000, 84000, 9000, ""};
    measured.cells[MEASURED_PIPE][1][1] =
        (struct measured_cell){MEASURED_DONE, 100, 500000, 700000, 400000, ""};
    measured.cells[MEASURED_FIFO][0][0] =
        (struct measured_cell){MEASURED_DONE, 100, 5200, 6000, 5000, ""};
    measured.cells[MEASURED_FUTEX][0][0] =
        (struct measured_cell){MEASURED_DONE, 100, 9900, 9950, 5000, ""};
    measured.cells[MEASURED_MQUEUE][0][0] =
        (struct measured_cell){.state = MEASURED_REFUSED, .why = "no queues here"};
    assert_true(measured_brief(&measured, MEASURED_PIPE, &text));
    assert_string_equal(buf_str(&text), "2.6 µs, 2.0 GiB/s");
    buf_clear(&text);
    assert_true(measured_brief(&measured, MEASURED_MQUEUE, &text));
    assert_string_equal(buf_str(&text), "no queues here");
    /* The floor is no measure of the others, and never longer than the longest of them. */
    assert_int_equal(measured_share(&measured, MEASURED_PIPE, 0, 0), 500);
    assert_int_equal(measured_share(&measured, MEASURED_FIFO, 0, 0), 1000);
    assert_int_equal(measured_share(&measured, MEASURED_FUTEX, 0, 0), 1000);
    assert_int_equal(measured_share(&measured, MEASURED_TCP, 0, 0), 0);
    buf_clear(&text);
    measured_tell(&measured, &text);
    assert_non_null(strstr(buf_str(&text), "\n  pipe                    2.6 µs    3.1 µs ▓▓▓ "));
    assert_non_null(strstr(buf_str(&text), "refused\n      no queues here\n"));
    buf_clear(&text);
    measured_say(&measured, &text);
    assert_non_null(strstr(buf_str(&text), "pipe, one CPU:\n  round trip of 64 B: 2.6 µs; 99 of "
                                           "100 took at most 3.1 µs; 100 samples.\n"));
    assert_non_null(strstr(buf_str(&text), "round trip of 64 B: refused. no queues here.\n"));
    buf_done(&text);
}

static void busy_machines_are_told(void **state) {
    static struct measured measured;
    struct buf text = {0};
    (void)state;
    invent(&measured);
    assert_false(measured_is_noisy(&measured));
    for (int way = 0; way < MEASURED_UDP; way++) {
        for (int what = 0; what < MEASURED_WHATS; what++) {
            measured.cells[way][MEASURED_TWO_CPUS][what].p99_ns *= 1000;
        }
    }
    assert_true(measured_is_noisy(&measured));
    measured_tell(&measured, &text);
    assert_non_null(strstr(buf_str(&text), MEASURED_NOISY));
    buf_done(&text);
}

static void no_line_is_longer_than_80(void **state) {
    static struct measured measured;
    struct buf text = {0};
    (void)state;
    invent(&measured);
    snprintf(measured.machine, sizeof measured.machine, "a-long-machine");
    snprintf(measured.kernel, sizeof measured.kernel, "6.1.0-42-amd64");
    measured_tell(&measured, &text);
    int width = 0;
    for (size_t i = 0; i < text.len; i++) {
        width = text.data[i] == '\n' ? 0 : width + ((text.data[i] & 0xC0) != 0x80);
        assert_true(width <= 80);
    }
    buf_done(&text);
}

static void kept_and_found_again(void **state) {
    static struct measured measured, again;
    char folder[] = "/tmp/ipc-tutor-measured-XXXXXX", path[64];
    struct diag diag = {0};
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a/b", folder);
    setenv("XDG_STATE_HOME", path, 1);
    assert_int_equal(measured_load(&again, NULL), -ENOENT);
    invent(&measured);
    assert_int_equal(measured_save(&measured, &diag), 0);
    assert_int_equal(measured_load(&again, &diag), 0);
    assert_equal(&measured, &again);
    /* A home that several machines share: what another one measured is not ours. */
    measured.machine[0] ^= 1;
    assert_int_equal(measured_save(&measured, &diag), 0);
    assert_int_equal(measured_load(&again, &diag), -ENOENT);
    snprintf(path, sizeof path, "%s/a/b/ipc-tutor/measured.json", folder);
    assert_int_equal(truncate(path, 20), 0);
    assert_int_equal(measured_load(&again, &diag), -EINVAL);
    assert_non_null(diag.text);
    diag_done(&diag);
    assert_int_equal(unlink(path), 0);
    static const char *const folders[] = {"/a/b/ipc-tutor", "/a/b", "/a", ""};
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s%s", folder, folders[i]);
        assert_int_equal(rmdir(path), 0);
    }
    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    assert_int_equal(measured_save(&measured, NULL), -ENOENT);
    assert_int_equal(measured_load(&again, NULL), -ENOENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_and_99_of_100),
        cmocka_unit_test(the_clock_is_taken_off),
        cmocka_unit_test(units),
        cmocka_unit_test(json_there_and_back),
        cmocka_unit_test(odd_json_does_no_harm),
        cmocka_unit_test(told_in_words),
        cmocka_unit_test(busy_machines_are_told),
        cmocka_unit_test(no_line_is_longer_than_80),
        cmocka_unit_test(kept_and_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
