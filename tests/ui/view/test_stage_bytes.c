/* SPDX-License-Identifier: MIT */
/* What stage_bytes says of bytes that the log knows in part: each stands where it lies in the
 * stream, and what is not known is counted, never left out. */
#include "recorded.h"
#include "scenery.h"
#include "stage_bytes.h"

#define X20  "xxxxxxxxxxxxxxxxxxxx"
#define X100 X20 X20 X20 X20 X20
#define TWO                                                                                        \
    "run pipe-fork right\nmain start\nmain pipe p 3 4 @1\nmain write p 4 \"" X100 "\" @2\n"        \
    "main write p 4 \"SECOND\" @3\n"

static void says(const char *tale, const char *text) {
    struct scenery s;
    struct buf out = {0};

    scenery_init(&s, tale);
    stage_bytes(&s.scene, world_obj(s.scene.world, log_find(s.log, "p")), &out);
    assert_string_equal(buf_str(&out), text);
    buf_done(&out);
    scenery_done(&s);
}

/* Of 100 bytes the first 64 are kept: a reader that took 80 finds 20 more before the next write. */
static void kept_in_part(void **state) {
    (void)state;
    says(TWO, "\"" X20 X20 X20 "xxxx\" [36 B unknown] \"SECOND\"");
    says(TWO "main read p 3 80 @4\n", "[20 B unknown] \"SECOND\"");
    says(TWO "main read p 3 100 @4\n", "\"SECOND\"");
    says(TWO "main read p 3 106 @4\n", "");
}

static void not_kept(void **state) {
    (void)state;
    says("run pipe-fork right\nmain start\nmain pipe p 3 4 @1\nmain write p 4 \"" X100 "\" @2\n"
         "main read p 3 80 @4\n",
         "not recorded");
}

/* More than is shown: the rest is counted too. */
static void long_contents(void **state) {
    struct buf tale = {0}, text = {0};

    (void)state;
    buf_puts(&tale, "run pipe-fork right\nmain start\nmain pipe p 3 4 @1\n");
    buf_puts(&text, "\"");
    for (int i = 0; i < 30; i++) {
        buf_puts(&tale, "main write p 4 \"0123456789\" @2\n");
        buf_puts(&text, i < 25 ? "0123456789" : i == 25 ? "012345\" and 44 B more" : "");
    }
    says(buf_str(&tale), buf_str(&text));
    buf_done(&text);
    buf_done(&tale);
}

/* Bytes of a program without gates: they were counted, nobody recorded them. */
static void not_counted(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("redirect-early"));
    scenery_at(&s, 13);
    scenery_same(&s, "redirect-early-80x24", 80, 24);
    scenery_at(&s, s.scene.steps);
    scenery_same(&s, "redirect-early-end-80x24", 80, 24);
    scenery_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_in_part),
        cmocka_unit_test(not_kept),
        cmocka_unit_test(long_contents),
        cmocka_unit_test(not_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
