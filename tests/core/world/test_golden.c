/* SPDX-License-Identifier: MIT */
/*
 * Tales (golden/NAME.tale) and recorded runs (tests/recorded) in, sentences out (golden/NAME.told):
 * what tell.h and waits.h say of each record, and the world at the end. IPC_TUTOR_REWRITE=1 in the
 * environment writes the files anew: read the difference before you commit it.
 */
#include "recorded.h"
#include "story.h"
#include "tell.h"
#include "timeline.h"
#include "world_json.h"
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static char *read_file(const char *name) {
    FILE *file = fopen(name, "r");
    struct buf text = {0};
    char bytes[4096];
    size_t len;
    while (file != NULL && (len = fread(bytes, 1, sizeof bytes, file)) > 0) {
        buf_put(&text, bytes, len);
    }
    if (file != NULL) {
        fclose(file);
    }
    return buf_take(&text);
}

/* Everybody who sleeps, at the end of a step. */
static void put_sleepers(const struct world *world, struct buf *out) {
    for (uint32_t i = 0; i < world->proc_count; i++) {
        struct wait_set set = {0};
        strid name = world->procs[i].name;
        if (world->procs[i].state == PROC_BLOCKED) {
            buf_puts(out, "        ");
            waits_why(world, name, out);
            buf_puts(out, " Needs: ");
            waits_need(world, name, out);
            waits_of(world, name, &set);
            buf_puts(out, ". From: ");
            waits_names(world, &set, out);
            buf_puts(out, ".\n");
            wait_set_done(&set);
        }
    }
}

static char *tell(const struct log *log) {
    struct timeline *timeline = timeline_new(log);
    struct buf out = {0}, sentence = {0};
    for (uint64_t k = 0; k <= timeline_steps(timeline); k++) {
        buf_putf(&out, "step %llu\n", (unsigned long long)k);
        uint64_t end = timeline_step_end(timeline, k);
        for (uint64_t n = timeline_step_begin(timeline, k); n <= end; n++) {
            buf_clear(&sentence);
            if (tell_event(log, n, &sentence)) {
                buf_putf(&out, "%4llu  %s\n", (unsigned long long)n, buf_str(&sentence));
            }
        }
        put_sleepers(timeline_at(timeline, end), &out);
    }
    buf_puts(&out, "\n");
    world_to_text(timeline_head(timeline), &out);
    timeline_free(timeline);
    buf_done(&sentence);
    return buf_take(&out);
}

/* What is told of a log is what stands in golden/NAME.told. */
static void check(const struct log *log, const char *from, const char *suffix) {
    char name[512];
    const char *base = strrchr(from, '/') + 1;
    char *told = tell(log);
    snprintf(name, sizeof name, SOURCE_DIR "/tests/core/world/golden/%.*s.told",
             (int)(strlen(base) - strlen(suffix)), base);
    if (getenv("IPC_TUTOR_REWRITE") != NULL) {
        FILE *file = fopen(name, "w");
        assert_non_null(file);
        fputs(told, file);
        fclose(file);
    }
    char *expected = read_file(name);
    if (strcmp(expected, told) != 0) {
        fail_msg("%s differs; now it is:\n%s", name, told);
    }
    mem_free(expected);
    mem_free(told);
}

static void test_tales(void **state) {
    (void)state;
    glob_t found;
    assert_int_equal(glob(SOURCE_DIR "/tests/core/world/golden/*.tale", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *tale = read_file(found.gl_pathv[i]);
        struct log *log = story_log(tale);
        check(log, found.gl_pathv[i], ".tale");
        log_free(log);
        mem_free(tale);
    }
    assert_true(found.gl_pathc >= 10);
    globfree(&found);
}

static void test_recorded(void **state) {
    (void)state;
    glob_t found;
    assert_int_equal(glob(SOURCE_DIR "/tests/recorded/*.jsonl", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct log *log = recorded_file(found.gl_pathv[i]);
        check(log, found.gl_pathv[i], ".jsonl");
        log_free(log);
    }
    globfree(&found);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tales),
                                       cmocka_unit_test(test_recorded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
