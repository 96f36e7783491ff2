/* SPDX-License-Identifier: MIT */
/*
 * test_acknowledged.c: several tutors answer at once, and are killed (SIGKILL) at random moments,
 * one or all of them, until so many answers were acknowledged: 100, with IPC_TUTOR_SOAK 1,000. Each
 * one that was is in the file, once; of the rest at most one a kill. What was acknowledged stands
 * in memory that outlives those who are killed.
 */
#include "clock.h"
#include "json_value.h"
#include "mem.h"
#include "progress.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { WRITERS = 3, USUAL = 100, SOAK = 1000, IDS_MAX = 100000, PATIENCE_S = 300, HELD_MAX = 64 };

struct shared {
    _Atomic uint32_t next; /* id of the next answer */
    _Atomic uint32_t count;
    _Atomic uint8_t acknowledged[IDS_MAX];
};

struct place {
    char folder[48], file[96], journal[112];
    struct shared *shared;
    pid_t writers[WRITERS];
    uint64_t random;
    uint32_t kills, hot; /* hot: a transaction was under way */
};

static int set_up(void **state) {
    struct place *place = mem_new(sizeof *place);
    *state = place;
    snprintf(place->folder, sizeof place->folder, "/tmp/ipc-tutor-acknowledged-XXXXXX");
    place->shared = mmap(NULL, sizeof *place->shared, PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (place->shared == MAP_FAILED || mkdtemp(place->folder) == NULL) {
        return -1;
    }
    snprintf(place->file, sizeof place->file, "%s/progress.db", place->folder);
    snprintf(place->journal, sizeof place->journal, "%s-journal", place->file);
    place->random = (uint64_t)clock_ns() | 1;
    return 0;
}

static int tear_down(void **state) {
    struct place *place = *state;
    unlink(place->file);
    unlink(place->journal);
    int failed = rmdir(place->folder);
    munmap(place->shared, sizeof *place->shared);
    mem_free(place);
    return failed;
}

/* xorshift64 (Marsaglia 2003). */
static uint64_t next_random(struct place *place) {
    place->random ^= place->random << 13;
    place->random ^= place->random >> 7;
    place->random ^= place->random << 17;
    return place->random;
}

static void acknowledge(struct shared *shared, uint32_t id) {
    atomic_store(&shared->acknowledged[id], 1);
    atomic_fetch_add(&shared->count, 1);
}

/* Answers until it is killed. One that the file would not take at once (the others were at it) is
 * acknowledged with the next. */
static _Noreturn void answer_on(const struct place *place) {
    struct progress *progress = progress_open(place->file);
    uint32_t held[HELD_MAX], held_count = 0;
    char given[16];
    for (;;) {
        uint32_t id = atomic_fetch_add(&place->shared->next, 1);
        struct progress_answer answer = {
            .lesson = "pipe", .question = "eof", .mode = "lesson", .given = given, .right = true};
        if (id >= IDS_MAX || held_count == HELD_MAX) {
            _exit(2);
        }
        snprintf(given, sizeof given, "%u", id);
        held[held_count++] = id;
        bool kept = progress_answer(progress, &answer, NULL) == 0;
        while (kept && held_count > 0) {
            acknowledge(place->shared, held[--held_count]);
        }
    }
}

static void start(struct place *place, int i) {
    place->writers[i] = fork();
    if (place->writers[i] == 0) {
        answer_on(place);
    }
}

static void end(struct place *place, int i) {
    int status = 0;
    kill(place->writers[i], SIGKILL);
    waitpid(place->writers[i], &status, 0);
    assert_true(WIFSIGNALED(status)); /* it did not run out of ids, or crash */
    assert_int_equal(WTERMSIG(status), SIGKILL);
    place->kills++;
}

/* From a fraction of what an answer takes to that of many. */
static void pause_at_random(struct place *place) {
    uint64_t most = UINT64_C(256) << next_random(place) % 9; /* 256 us to 64 ms */
    struct timespec pause = {.tv_nsec = (long)(next_random(place) % most) * 1000};
    nanosleep(&pause, NULL);
}

static void end_all(struct place *place) {
    struct stat status;
    for (int i = 0; i < WRITERS; i++) {
        end(place, i);
    }
    place->hot += stat(place->journal, &status) == 0 && status.st_size > 0;
}

static void kill_until(struct place *place, uint32_t wanted) {
    int64_t deadline = clock_ns() + PATIENCE_S * NS_PER_S;
    for (int i = 0; i < WRITERS; i++) {
        start(place, i);
    }
    while (atomic_load(&place->shared->count) < wanted && clock_ns() < deadline) {
        pause_at_random(place);
        if (next_random(place) % 2 == 0) {
            end_all(place);
            for (int i = 0; i < WRITERS; i++) {
                start(place, i);
            }
        } else {
            int i = (int)(next_random(place) % WRITERS);
            end(place, i);
            start(place, i);
        }
    }
    end_all(place);
}

/* How often each id is in the file. */
static void count_kept(const struct place *place, uint8_t *times, uint32_t *ret_kept) {
    struct progress *progress = progress_open(place->file);
    struct buf out = {0};
    struct json key, row;
    assert_null(progress_trouble(progress));
    assert_null(progress_notice(progress)); /* nothing was damaged */
    assert_int_equal(progress_json(progress, &out, NULL), 0);
    struct json_walk walk = json_walk(json_get(json_of(buf_str(&out)), "log"));
    while (json_next(&walk, &key, &row)) {
        char *given = json_strdup(json_get(row, "given"));
        unsigned long id = given ? strtoul(given, NULL, 10) : IDS_MAX;
        assert_true(id < IDS_MAX);
        times[id]++;
        (*ret_kept)++;
        mem_free(given);
    }
    assert_int_equal(progress_item(progress, "pipe", "eof")->memory.reviews, *ret_kept);
    buf_done(&out);
    progress_close(progress);
}

static void all_are_there(void **state) {
    struct place *place = *state;
    uint8_t *times = mem_new(IDS_MAX);
    uint32_t kept = 0, lost = 0, twice = 0;
    uint32_t wanted = getenv("IPC_TUTOR_SOAK") ? SOAK : USUAL;
    kill_until(place, wanted);
    uint32_t acknowledged = atomic_load(&place->shared->count);
    count_kept(place, times, &kept);
    for (uint32_t id = 0; id < IDS_MAX; id++) {
        lost += atomic_load(&place->shared->acknowledged[id]) && times[id] == 0;
        twice += times[id] > 1;
    }
    print_message("%u answers acknowledged, %u kept, %u kills of %d writers, in a transaction "
                  "when all were killed %u times; %u lost, %u twice\n",
                  acknowledged, kept, place->kills, WRITERS, place->hot, lost, twice);
    assert_int_equal(lost, 0);
    assert_int_equal(twice, 0);
    assert_true(kept <= acknowledged + place->kills);
    assert_true(acknowledged >= wanted);
    mem_free(times);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_are_there, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
