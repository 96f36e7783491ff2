/* SPDX-License-Identifier: MIT */
/*
 * test_each_view.c: each view in the real program, in three sizes, opened with the keys that a user
 * presses: header, footer and borders are whole, what it is for is on it, the chosen row is in
 * sight wherever one goes, and Esc leads back to the picture from before. One row a view; a view or
 * a prompt that has none fails the test. EACH_VIEW=name: that view alone.
 */
#include "mem.h"
#include "progress.h"
#include "tutor_picture.h"
#include "tutor_tty.h"
#include "views.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define ESC  "\033"
#define ASKS TEST_LESSON("asks") ":once"

static const int sizes[][2] = {{80, 24}, {132, 43}, {60, 20}};

struct place {
    const char *open; /* NULL: the syllabus */
    const char *keys; /* the way to where the view is opened */
    const char *there;
    bool to_end; /* stepped until the run is over */
    bool edit;   /* opened with ipc-tutor edit */
};

static const struct place at_syllabus = {.keys = "", .there = "> fork"},
                          at_text = {"pipe-fork", "", "pipe-fork > text", false, false},
                          at_step = {"pipe-fork:right", "nnn", "step 3 of 3|3/3", false, false},
                          at_read = {"pipe-fork:right", "nnnn", "step 4 of 4|4/4", false, false},
                          at_circle = {"pipe-fork:forgotten", "", "step 0 of 0|0/0", true, false},
                          at_ask = {ASKS, "n", "Which number?", false, false},
                          at_exam = {.keys = "X11", .there = "question 1 of|1/20"},
                          at_edit = {SOURCE_DIR "/tests/app/faulty/unfit", "", "1 fault", false,
                                     true};

static const struct row {
    enum view_id view;
    enum scene_prompt prompt; /* it is one; view says where it is typed */
    const struct place *from;
    const char *keys, *narrow; /* narrow: where stage, code and why are not side by side */
    const char *title;         /* in its border */
    const char *see[3];
    const char *back; /* after Esc; NULL: the picture from before; "": whatever is there */
    int escapes;      /* Esc stops what it does, then leaves; 0: one Esc leaves */
    const char *far;  /* keys that bring the cursor far away; NULL: there is no chosen row */
} rows[] = {
    {.view = VIEW_SYLLABUS,
     .from = &at_syllabus,
     .title = "lessons",
     .see = {"Processes", "> fork"},
     .back = "q leaves ipc-tutor.",
     .far = "G"},
    {.view = VIEW_LESSON,
     .from = &at_syllabus,
     .keys = "jj",
     .title = "pipe-fork ──",
     .see = {"Read before it: pipe"},
     .back = "q leaves ipc-tutor."},
    {.view = VIEW_TEXT,
     .from = &at_syllabus,
     .keys = "jj\r",
     .title = "Pipe and fork",
     .see = {"pipe-fork > text"},
     .back = "> pipe-fork"},
    {.view = VIEW_STAGE,
     .from = &at_text,
     .keys = "\rnnn",
     .title = "processes",
     .see = {"main", "child", "3"},
     .back = "pipe-fork > text"},
    {.view = VIEW_TIMELINE,
     .from = &at_circle,
     .keys = "i",
     .title = "timeline",
     .see = {"fork", "read", "go there"}},
    {.view = VIEW_CODE,
     .from = &at_step,
     .narrow = "\t",
     .title = "child ∙",
     .see = {"lesson.lua", "[Lua] C", "w:write("},
     .back = ""},
    {.view = VIEW_WHY,
     .from = &at_circle,
     .narrow = "\t\t",
     .title = "why",
     .see = {"main waits in read(2)"},
     .back = ""},
    {.view = VIEW_KERNEL,
     .from = &at_circle,
     .keys = "k",
     .title = "kernel",
     .see = {"p.r", "sleeping", "fd 4"}},
    {.view = VIEW_EXPLAIN,
     .from = &at_circle,
     .keys = "e",
     .title = "explained",
     .see = {"main waits in read(2)"}},
    {.view = VIEW_OUTPUT, .from = &at_circle, .keys = "o", .title = "output", .see = {"line 1"}},
    {.view = VIEW_EVENTS,
     .from = &at_circle,
     .keys = "o\t",
     .title = "events",
     .see = {"deadlock"}},
    {.view = VIEW_HELP, .from = &at_step, .keys = "?", .title = "help", .see = {"One step"}},
    {.view = VIEW_CHOOSER,
     .from = &at_step,
     .keys = "v",
     .title = "which program?",
     .see = {">1 right", "2 forgotten"},
     .far = "G"},
    {.view = VIEW_CHOOSER, /* predicting */
     .from = &at_read,
     .keys = "yn",
     .title = "What will",
     .see = {">1 "},
     .back = "predict 0/0",
     .far = "G"},
    {.view = VIEW_VERDICT,
     .from = &at_read,
     .keys = "yn2",
     .title = "your prediction",
     .see = {"Wrong. You said: it blocks", "write(2) puts the bytes"},
     .back = "predict 0/1"},
    {.view = VIEW_FIELD,
     .from = &at_step,
     .keys = "g12",
     .title = "type",
     .see = {"> 12", "Enter send"}},
    {.view = VIEW_FIELD, /* the program asks */
     .from = &at_ask,
     .title = "type",
     .see = {"Which number?", "Enter send"},
     .back = "a answer"},
    {.view = VIEW_MEASURE,
     .from = &at_step,
     .keys = "S",
     .title = "what it costs here",
     .see = {"round trip of 64 B", "named pipe"},
     .escapes = 2},
    {.view = VIEW_WILD,
     .from = &at_step,
     .keys = "W",
     .title = "by itself: right",
     .see = {"of 200 runs"},
     .escapes = 2},
    {.view = VIEW_OVERVIEW,
     .from = &at_syllabus,
     .keys = "o",
     .title = "overview",
     .see = {"> ", "pipe", "o lessons"},
     .far = "G"},
    {.view = VIEW_MECHANISM,
     .from = &at_syllabus,
     .keys = "oj",
     .title = "pipe ──",
     .see = {"lesson pipe"},
     .back = "> fork"},
    {.view = VIEW_QUESTION,
     .from = &at_text,
     .keys = "a2",
     .title = "question 1 of",
     .see = {"(x)  2  two", "Enter answer"}},
    {.view = VIEW_PALETTE,
     .prompt = PROMPT_PALETTE,
     .from = &at_step,
     .keys = "x",
     .title = "all actions",
     .see = {"> step", "Enter do it"},
     .far = ESC "[F" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC
                "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC
                "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B" ESC "[B"},
    {.view = VIEW_TEXT,
     .prompt = PROMPT_SEARCH,
     .from = &at_text,
     .keys = "/pipe",
     .title = "Pipe and fork",
     .see = {"/pipe"}},
    {.view = VIEW_STAGE,
     .prompt = PROMPT_COMMAND,
     .from = &at_step,
     .keys = ":help",
     .title = "processes",
     .see = {":help"}},
    {.view = VIEW_EXAM, /* its result */
     .from = &at_exam,
     .keys = "H3",
     .title = "questions",
     .see = {"0 of 20 right", ">  1 ", "left out"},
     .back = "> fork",
     .far = "G"},
    {.view = VIEW_FAULTS,
     .from = &at_edit,
     .title = "1 fault in what was saved",
     .see = {"right.c:9:", "implicit"},
     .back = "q leaves"},
};

#define ROWS (sizeof rows / sizeof *rows)

static void test_no_view_is_left_out(void **state) {
    (void)state;
    bool views[VIEW_COUNT] = {[VIEW_NONE] = true}, prompts[PROMPT_COUNT] = {false};
    for (size_t i = 0; i < ROWS; i++) {
        views[rows[i].view] = true;
        prompts[rows[i].prompt] = true;
    }
    for (int view = 0; view < VIEW_COUNT; view++) {
        if (!views[view]) {
            print_error("no row opens the view \"%s\"\n", view_of((enum view_id)view)->name);
        }
        assert_true(views[view]);
    }
    for (int prompt = 0; prompt < PROMPT_COUNT; prompt++) {
        assert_true(prompts[prompt]);
    }
}

/* --- what every picture keeps ------------------------------------------------------------------
 */

static const char *footer_fault(struct tty *tty, const struct row *row, int height) {
    const char *footer = tty_row(tty, height - 1);
    if (row->prompt == PROMPT_NONE && row->view != VIEW_FIELD) {
        return strstr(footer, "? help") != NULL ? NULL : "the footer";
    }
    return footer[0] != '\0' ? NULL : "the footer";
}

static const char *fault_of(struct tty *tty, const struct row *row) {
    struct picture_box box = {0};
    int width = 0, height = 0;
    tty_size(tty, &width, &height);
    if (tty_row(tty, 0)[0] == '\0') {
        return "the header";
    }
    if (footer_fault(tty, row, height) != NULL) {
        return footer_fault(tty, row, height);
    }
    const char *fault = picture_box(tty, row->title, &box);
    if (fault != NULL) {
        return fault;
    }
    for (size_t i = 0; i < sizeof row->see / sizeof *row->see && row->see[i] != NULL; i++) {
        if (!tty_shows(tty, row->see[i])) {
            return row->see[i];
        }
    }
    if (row->far != NULL && !picture_chosen(tty, &box)) {
        return "the chosen row";
    }
    return picture_framed(tty) ? NULL : "the frame";
}

static bool is_so(struct tty *tty, void *arg) {
    return fault_of(tty, arg) == NULL;
}

static void must_be_so(struct tty *tty, const struct row *row, const char *when) {
    struct row copy = *row;
    if (!tty_until(tty, is_so, &copy, row->title)) {
        print_error("%s: %s\n", when, fault_of(tty, row));
        tty_fail(row->title, __FILE__, __LINE__);
    }
}

/* --- through the rows --------------------------------------------------------------------------
 */

/* One of some texts with | between them. */
static bool shows_one(struct tty *tty, void *arg) {
    const char *texts = arg;
    bool shows = false;
    while (*texts != '\0' && !shows) {
        size_t len = strcspn(texts, "|");
        char one[64];
        snprintf(one, sizeof one, "%.*s", (int)len, texts);
        shows = tty_shows(tty, one);
        texts += len + (texts[len] == '|');
    }
    return shows;
}

static void must_show(struct tty *tty, const char *texts) {
    char copy[64];
    snprintf(copy, sizeof copy, "%s", texts);
    tty_must(tty_until(tty, shows_one, copy, texts));
}

struct way_back {
    const struct row *row;
    const char *picture;
};

static bool is_back(struct tty *tty, void *arg) {
    const struct way_back *way = arg;
    if (way->row->back != NULL) {
        return tty_shows(tty, way->row->back);
    }
    char *now = picture_above_footer(tty);
    bool same = strcmp(now, way->picture) == 0;
    mem_free(now);
    return same;
}

static void leave(struct tty *tty, const struct row *row, const char *picture) {
    struct way_back way = {row, picture};
    for (int i = 1; i < row->escapes; i++) {
        tty_press(tty, VTERM_KEY_ESCAPE);
        tty_must(tty_until_idle(tty));
        if (is_back(tty, &way)) {
            return;
        }
    }
    tty_press(tty, VTERM_KEY_ESCAPE);
    if (!tty_until(tty, is_back, &way, "Esc leads back")) {
        print_error("it was:\n%s\n", picture);
        tty_fail(row->title, __FILE__, __LINE__);
    }
}

/* Steps are waited for one by one: what is typed while the runner works is kept for later. */
static void go_to(struct tty *tty, const struct place *place) {
    for (const char *key = place->keys; *key != '\0'; key++) {
        tty_send(tty, key, 1);
    }
    must_show(tty, place->there);
    if (place->to_end) {
        tutor_to_end(tty);
    }
    tty_must(tty_until_idle(tty));
}

static struct tty *start_at(const struct place *place, int width, int height) {
    const char *const argv[] = {TUTOR, "edit", place->open, NULL};
    const char *const env[] = {"NO_MOTION=1", NULL};
    if (!place->edit) {
        return tutor_start(place->open, width, height);
    }
    return tty_start(
        &(struct tty_options){.argv = argv, .width = width, .height = height, .env = env});
}

static void through(const struct row *row, int width, int height) {
    bool narrow = width < 76;
    const char *keys = narrow && row->narrow != NULL ? row->narrow : row->keys;
    struct tty *tty = start_at(row->from, width, height);
    go_to(tty, row->from);
    char *before = picture_above_footer(tty);
    if (keys != NULL) {
        tty_send(tty, keys, strlen(keys));
    }
    must_be_so(tty, row, "opened");
    if (row->far != NULL) {
        struct row moved = *row;
        memset(moved.see, 0, sizeof moved.see);
        tty_send(tty, row->far, strlen(row->far));
        tty_must(tty_until_idle(tty));
        must_be_so(tty, &moved, "at the end");
    }
    leave(tty, row, before);
    mem_free(before);
    tty_stop(tty);
}

static void test_each_view(void **state) {
    (void)state;
    const char *only = getenv("EACH_VIEW");
    for (size_t i = 0; i < ROWS; i++) {
        if (only != NULL && strcmp(only, view_of(rows[i].view)->name) != 0) {
            continue;
        }
        for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++) {
            print_message("%s at %dx%d\n", view_of(rows[i].view)->name, sizes[j][0], sizes[j][1]);
            through(&rows[i], sizes[j][0], sizes[j][1]);
        }
    }
}

/* Something was answered wrongly long ago: r asks it again, and Esc leads to its lesson. */
static void test_review(void **state) {
    (void)state;
    static const struct place at_due = {.keys = "", .there = "r review"};
    static const struct row review = {.view = VIEW_QUESTION,
                                      .from = &at_due,
                                      .keys = "r",
                                      .title = "question 1 of 1",
                                      .see = {"pipe-fork", "Enter answer"},
                                      .back = "> pipe-fork"};
    const struct progress_answer answer = {
        .lesson = "pipe-fork", .question = "count", .mode = "lesson", .at = 1};
    char path[PATH_MAX];
    tty_stop(tutor_start(NULL, 80, 24)); /* its home is there now */
    snprintf(path, sizeof path, "%s/ipc-tutor/progress.db", getenv("XDG_DATA_HOME"));
    struct progress *progress = progress_open(path);
    assert_int_equal(progress_answer(progress, &answer, NULL), 0);
    progress_close(progress);
    for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++) {
        through(&review, sizes[j][0], sizes[j][1]);
    }
}

/* The second terminal of a show, at its three sizes: what happens, the notes, and what to press. */
static void test_follower(void **state) {
    (void)state;
    char runtime[] = "/tmp/ipc-tutor-show-XXXXXX", variable[64];
    const char *const env[] = {"NO_MOTION=1", variable, NULL};
    const char *const present[] = {TUTOR, "present", "deadlock:opposite", NULL};
    const char *const follow[] = {TUTOR, "follow", NULL};
    assert_non_null(mkdtemp(runtime));
    snprintf(variable, sizeof variable, "XDG_RUNTIME_DIR=%s", runtime);
    struct tty *show = tty_start(&(struct tty_options){.argv = present, .env = env});
    tty_see(show, "? help");
    for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++) {
        int width = sizes[j][0], height = sizes[j][1];
        struct tty *tty = tty_start(
            &(struct tty_options){.argv = follow, .width = width, .height = height, .env = env});
        tty_see(tty, "step 0 of 0");
        tty_see(tty, "main is about to call");
        tty_must(tty_until_idle(tty));
        tty_must(strstr(tty_row(tty, 0), "following") != NULL);
        tty_must(strstr(tty_row(tty, height - 1), "n step") != NULL);
        tty_must(strstr(tty_row(tty, height - 1), "? help") != NULL);
        char *before = picture_above_footer(tty);
        tty_type(tty, "?");
        tty_see_not(tty, "main is about to call");
        tty_must(strstr(tty_row(tty, 0), "following") != NULL);
        struct row back = {.back = NULL};
        leave(tty, &back, before);
        mem_free(before);
        tutor_quit(tty);
        tty_see(show, "A follower has left.");
        tty_type(show, "p"); /* and the next one is news */
    }
    tty_type(show, "q");
    tty_see(show, "end the show?");
    tutor_quit(show);
    assert_int_equal(rmdir(runtime), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_view_is_left_out),
        cmocka_unit_test(test_each_view),
        cmocka_unit_test(test_review),
        cmocka_unit_test(test_follower),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
