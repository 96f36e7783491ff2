/* SPDX-License-Identifier: MIT */
/*
 * Tales in (golden/NAME.tale), sentences out (golden/NAME.told): what tell.h and waits.h say of
 * each record, and the world at the end. IPC_TUTOR_REWRITE=1 in the environment writes the files
 * anew: read the difference before you commit it.
 */
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

static void check(const char *tale_name) {
    char name[512];
    char *tale = read_file(tale_name);
    struct log *log = story_log(tale);
    char *told = tell(log);
    snprintf(name, sizeof name, "%.*s.told", (int)(strlen(tale_name) - 5), tale_name);
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
    mem_free(tale);
    log_free(log);
}

static void test_tales(void **state) {
    (void)state;
    glob_t found;
    assert_int_equal(glob(SOURCE_DIR "/tests/core/world/golden/*.tale", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        check(found.gl_pathv[i]);
    }
    assert_true(found.gl_pathc >= 10);
    globfree(&found);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tales)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
