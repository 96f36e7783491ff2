/* SPDX-License-Identifier: MIT */
/*
 * test_exam.c: exams in a terminal: one gone through to its result, one that the clock ends, and
 * the same seed as lines. What the questions are is asked of `ipc-tutor exam --plain`, which is
 * given the same seed.
 */
#include "mem.h"
#include "tutor_tty.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#define COUNT "6"
enum { QUESTIONS = 6, LINE_MAX_LEN = 60 };

static struct tty *start(const char *const *argv, int width, int height) {
    struct tty *tty =
        tty_start(&(struct tty_options){.argv = argv, .width = width, .height = height});
    tty_see(tty, "no hints, no stage");
    return tty;
}

static void leave(struct tty *tty, int code) {
    int status = tty_exit_status(tty);
    tty_must(WIFEXITED(status) && WEXITSTATUS(status) == code);
    tty_must(tty_not_given_back(tty) == NULL);
    tty_stop(tty);
}

/* What a command line says. Only after a first start: that gives this test a home of its own. */
static char *output_of(const char *args, int code) {
    struct buf command = {0}, out = {0};
    char part[4096];
    size_t len;
    buf_putf(&command, "%s %s </dev/null", TUTOR, args);
    FILE *stream = popen(buf_str(&command), "r");
    assert_non_null(stream);
    while ((len = fread(part, 1, sizeof part, stream)) > 0) {
        buf_put(&out, part, len);
    }
    assert_int_equal(WEXITSTATUS(pclose(stream)), code);
    buf_done(&command);
    return buf_take(&out);
}

/* What the exam of this seed says as lines, with nothing answered. */
static char *lines_of(const char *seed) {
    struct buf args = {0};
    buf_putf(&args, "exam pipes semaphores --questions " COUNT " --seed %s", seed);
    char *lines = output_of(buf_str(&args), 1);
    buf_done(&args);
    return lines;
}

/* How many answers were kept. */
static int kept(void) {
    char *json = output_of("progress --json", 0);
    int count = 0;
    for (const char *at = json; (at = strstr(at, "\"mode\":")) != NULL; at++) {
        count++;
    }
    mem_free(json);
    return count;
}

/* How all its questions begin, from what the lines say of each at the end ("\n3: not
 * answered.\n   What ...\n"); cut to what stands in one row. */
static void asked(const char *lines, char ret_asked[QUESTIONS][LINE_MAX_LEN]) {
    const char *at = strstr(lines, "The same exam again");
    for (size_t i = 0; i < QUESTIONS; i++) {
        char head[16];
        snprintf(head, sizeof head, "\n%zu: ", i + 1);
        at = at != NULL ? strstr(at, head) : NULL;
        at = at != NULL ? strstr(at, "\n   ") : NULL;
        assert_non_null(at);
        snprintf(ret_asked[i], LINE_MAX_LEN, "%.*s", (int)strcspn(at + 4, "\n"), at + 4);
    }
}

static void test_one_seed_on_screen_and_as_lines(void **state) {
    (void)state;
    const char *const argv[] = {TUTOR, "exam",   "pipes", "semaphores", "--questions",
                                COUNT, "--seed", "11",    NULL};
    char on_lines[QUESTIONS][LINE_MAX_LEN], others[QUESTIONS][LINE_MAX_LEN];
    struct tty *tty = start(argv, 80, 24);
    char *lines = lines_of("11"), *other = lines_of("12");
    asked(lines, on_lines);
    asked(other, others);
    assert_memory_not_equal(on_lines, others, sizeof on_lines);
    for (int i = 0; i < QUESTIONS; i++) {
        char head[32];
        snprintf(head, sizeof head, "question %d of " COUNT, i + 1);
        tty_see(tty, head);
        tty_see(tty, on_lines[i]);
        tty_type(tty, "n");
    }
    tty_see(tty, "H hands the exam in");
    tty_type(tty, "q3");
    leave(tty, 1);
    mem_free(lines);
    mem_free(other);
}

/* Answers what is in front, somehow, and goes on. */
static void answer(struct tty *tty) {
    tty_must(tty_until_idle(tty));
    if (tty_shows(tty, "your answer")) {
        tty_type(tty, "m2");
        tty_see(tty, "> 2");
        tty_type(tty, "1");
        tty_press(tty, VTERM_KEY_ENTER);
    } else {
        tty_type(tty, "21mn");
    }
}

/* Each question is answered, the window changes meanwhile; then handed in. */
static void test_gone_through(void **state) {
    (void)state;
    const char *const argv[] = {TUTOR, "exam", "--questions", COUNT, "--seed", "4", NULL};
    struct tty *tty = start(argv, 80, 24);
    int before = kept();
    for (int i = 0; i < QUESTIONS; i++) {
        char wide[32], narrow[32];
        snprintf(wide, sizeof wide, "question %d of " COUNT " ", i + 1);
        snprintf(narrow, sizeof narrow, " %d/" COUNT " ", i + 1);
        tty_see(tty, wide);
        tty_resize(tty, 60, 20);
        tty_see(tty, narrow);
        if (i % 2 == 0) {
            tty_resize(tty, 80, 24);
            tty_see(tty, wide);
        }
        answer(tty);
        tty_resize(tty, 80, 24);
    }
    tty_type(tty, "H");
    tty_see(tty, "hand in?");
    tty_press(tty, VTERM_KEY_UP);
    tty_press(tty, VTERM_KEY_ESCAPE);
    tty_see_not(tty, "hand in?");
    tty_ctrl(tty, 'c');
    tty_see(tty, "leave the exam?");
    tty_type(tty, "2");
    tty_see(tty, "result of the exam");
    tty_see(tty, "of 6 right");
    assert_int_equal(kept(), before + QUESTIONS / 2); /* the authors', every other one */
    tty_resize(tty, 60, 20);
    tty_see(tty, "Esc leave  ? help");
    tty_see(tty, "result of the exam");
    tty_resize(tty, 80, 24);
    tty_see(tty, "seed 4");
    tty_type(tty, "G");
    tty_press(tty, VTERM_KEY_ENTER);
    tty_see(tty, " > text");
    tty_press(tty, VTERM_KEY_ESCAPE);
    tty_see(tty, "result of the exam");
    tty_type(tty, "q");
    leave(tty, 1);
}

/* Nobody presses anything: the clock ends it, and it is judged. */
static void test_time_over(void **state) {
    (void)state;
    const char *const argv[] = {TUTOR,    "exam", "pipes",   "--questions", "3",
                                "--seed", "4",    "--limit", "2",           NULL};
    struct tty *tty = start(argv, 80, 24);
    tty_type(tty, "H");
    tty_see(tty, "result of the exam");
    tty_see(tty, "time over");
    tty_see(tty, "The time is over: handed in as it was.");
    tty_see(tty, "0 of 3 right");
    tty_see(tty, "left out");
    tty_must(tty_until_idle(tty)); /* no clock runs any more */
    tty_type(tty, "q");
    leave(tty, 1);
}

/* The same as lines, in a terminal: the clock, and Ctrl-C, which keeps nothing and says so. */
static void test_lines_end(void **state) {
    (void)state;
    const char *const argv[] = {TUTOR, "exam", "pipes", "--plain", "--seed", "4", NULL};
    const char *const timed[] = {TUTOR,    "exam", "pipes",   "--plain", "--questions", "2",
                                 "--seed", "4",    "--limit", "1",       NULL};
    struct tty *tty = tty_start(&(struct tty_options){.argv = argv, .width = 80, .height = 200});
    tty_see(tty, "1 of 20");
    int before = kept();
    tty_type(tty, "1\n");
    tty_see(tty, "2 of 20");
    tty_ctrl(tty, 'c');
    tty_see(tty, "The exam was broken off: nothing of it is kept.");
    leave(tty, 130);
    assert_int_equal(kept(), before);
    tty = tty_start(&(struct tty_options){.argv = timed, .width = 80, .height = 200});
    tty_see(tty, "The time is over. 0 of 2 right.");
    leave(tty, 1);
}

/* Killed in its middle it leaves nothing behind, and its seed begins the same one anew. */
static void test_killed(void **state) {
    (void)state;
    static const int signals[] = {SIGTERM, SIGKILL};
    const char *const argv[] = {TUTOR, "exam", "deadlock", "--seed", "9", "--minutes", "9", NULL};
    for (size_t i = 0; i < 2; i++) {
        struct tty *tty = start(argv, 80, 24);
        tty_see(tty, "question 1 of 20 ∙ 0 answered");
        char *first = mem_strdup(tty_row(tty, 3));
        int before = kept();
        tty_type(tty, "1");
        tty_see(tty, "1 answered");
        tty_signal(tty, signals[i]);
        int status = tty_exit_status(tty);
        tty_must(WIFSIGNALED(status) || WEXITSTATUS(status) == 128 + signals[i]);
        tty_must(signals[i] == SIGKILL || tty_not_given_back(tty) == NULL);
        tty_stop(tty);
        assert_int_equal(kept(), before);
        tty = start(argv, 80, 24);
        tty_see(tty, "question 1 of 20 ∙ 0 answered");
        tty_must(strcmp(first, tty_row(tty, 3)) == 0);
        tty_type(tty, "q3");
        leave(tty, 1);
        mem_free(first);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_seed_on_screen_and_as_lines),
        cmocka_unit_test(test_gone_through),
        cmocka_unit_test(test_time_over),
        cmocka_unit_test(test_lines_end),
        cmocka_unit_test(test_killed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
