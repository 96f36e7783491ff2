/* SPDX-License-Identifier: MIT */
/*
 * A lesson that is being written, on the screen: where it lies in the header, as much of it as
 * there is room for, and how it stands; its faults below, in half of the screen at most.
 */
#include "draft.h"
#include "fdio.h"
#include "frame.h"
#include "mem.h"
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

static char work[] = "/tmp/ipc-tutor-faults-XXXXXX";
static char folder[64];

static void save(const char *name, const char *text) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(file_write(path, text, strlen(text), NULL), 0);
}

/* The screen as text. */
static char *picture(const struct draft *draft, int width, int height) {
    struct scene scene = {
        .place = PLACE_TEXT, .draft = draft, .lesson = draft_lesson(draft), .sought_line = -1};
    struct canvas canvas;
    struct buf out = {0};
    canvas_init(&canvas, width, height, true);
    frame_draw(&canvas, &scene);
    canvas_dump(&canvas, &out);
    canvas_done(&canvas);
    return buf_take(&out);
}

static void shows(const struct draft *draft, int width, int height, const char *text) {
    char *have = picture(draft, width, height);
    if (!strstr(have, text)) {
        fail_msg("not there: %s\n%s", text, have);
    }
    mem_free(have);
}

static void test_faults(void **state) {
    (void)state;
    struct draft *draft = NULL;
    assert_int_equal(draft_open(folder, NULL, NULL, &draft, NULL), 0);
    shows(draft, 80, 24, folder);
    shows(draft, 80, 24, " > text");
    shows(draft, 80, 24, "1 fault in what was saved");
    shows(draft, 80, 24, "above: the last good version");
    shows(draft, 80, 24, "lesson.lua:2: ");
    shows(draft, 80, 24, "    progam()");
    shows(draft, 80, 24, "Words of the lesson.");
    shows(draft, 40, 12, "edit: .../draft");
    shows(draft, 40, 12, "Words of the lesson.");
    save("lesson.lua", "program(\"one\", { expect = \"ok\" }, function() pipe(\"p\") end)\n");
    draft_read(draft);
    shows(draft, 80, 24, "holds");
    char *have = picture(draft, 80, 24);
    assert_null(strstr(have, "in what was saved"));
    mem_free(have);
    draft_free(draft);
}

static int make_lesson(void **state) {
    (void)state;
    if (!mkdtemp(work)) {
        return -1;
    }
    snprintf(folder, sizeof folder, "%s/draft", work);
    if (mkdir(folder, 0755) < 0) {
        return -1;
    }
    save("lesson.md", "---\nformat: 1\nid: draft\ntitle: Draft\ntopic: pipes\n---\n\n"
                      "Words of the lesson.\n");
    save("lesson.lua", "-- nothing\nprogam()\n");
    return setenv("IPC_TUTOR_RUNNER", BUILD_DIR "/ipc-tutor-runner", 1);
}

static int remove_lesson(void **state) {
    static const char *const names[] = {"lesson.md", "lesson.lua"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder) || rmdir(work);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_faults)};
    return cmocka_run_group_tests(tests, make_lesson, remove_lesson);
}
