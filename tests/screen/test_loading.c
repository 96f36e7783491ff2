/* SPDX-License-Identifier: MIT */
/*
 * test_loading.c: a saved run of a million records says how far it is while it is read, Esc keeps
 * what was read by then, Ctrl-C ends it, and the terminal is as it was.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define RECORDS 1000000
#define TRIES   8 /* a key may come too late on a machine that is busy */

static char million[] = "/tmp/ipc-tutor-million-XXXXXX";

static int make_file(void **state) {
    (void)state;
    int fd = mkstemp(million);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (file == NULL) {
        return -1;
    }
    fputs(
        "{\"n\":1,\"t\":0,\"kind\":\"run.start\",\"format\":1,\"lesson\":\"pipe\",\"program\":"
        "\"right\",\"params\":{},\"schedule\":null}\n"
        "{\"n\":2,\"t\":0,\"kind\":\"actor.start\",\"actor\":\"main\",\"pid\":7,\"parent\":null}\n",
        file);
    for (int n = 3; n <= RECORDS; n++) {
        fprintf(file, "{\"n\":%d,\"t\":0,\"kind\":\"%s\",\"actor\":\"main\",\"pid\":7%s}\n", n,
                n % 2 ? "step" : "say", n % 2 ? "" : ",\"text\":\"on\"");
    }
    return fclose(file);
}

static int remove_file(void **state) {
    (void)state;
    return unlink(million);
}

static struct tty *start(bool plain) {
    const char *const argv[] = {TUTOR, "open", million, plain ? "--plain" : NULL, NULL};
    const char *const env[] = {"NO_MOTION=1",    "HOME=" HOME_DIR,  "XDG_DATA_HOME",
                               "XDG_STATE_HOME", "XDG_CONFIG_HOME", NULL};
    return tty_start(&(struct tty_options){.argv = argv, .env = env});
}

/* Loading, or already past it. */
static bool has_come(struct tty *tty, void *arg) {
    (void)arg;
    return tty_shows(tty, "Esc stops") || tty_shows(tty, "? help") || tty_has_ended(tty);
}

static bool is_open(struct tty *tty, void *arg) {
    (void)arg;
    return tty_shows(tty, "? help") || tty_has_ended(tty);
}

static void given_back(struct tty *tty) {
    const char *kept = tty_not_given_back(tty);
    if (kept != NULL) {
        tty_fail(kept, __FILE__, __LINE__);
    }
    tty_stop(tty);
}

static void test_esc_keeps(void **state) {
    (void)state;
    bool stopped = false;
    for (int i = 0; i < TRIES && !stopped; i++) {
        struct tty *tty = start(false);
        tty_must(tty_until(tty, has_come, NULL, "it loads"));
        if (tty_shows(tty, "Esc stops")) {
            tty_press(tty, VTERM_KEY_ESCAPE);
            tty_must(tty_until(tty, is_open, NULL, "the run"));
            stopped = tty_shows(tty, "Stopped: the first");
        }
        if (!tty_has_ended(tty)) {
            tty_type(tty, "q");
        }
        int status = tty_exit_status(tty);
        tty_must(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        given_back(tty);
    }
    assert_true(stopped);
}

static void test_ctrl_c_ends(void **state) {
    (void)state;
    bool ended = false;
    for (int i = 0; i < TRIES && !ended; i++) {
        struct tty *tty = start(false);
        tty_must(tty_until(tty, has_come, NULL, "it loads"));
        bool loads = tty_shows(tty, "Esc stops");
        tty_ctrl(tty, 'c');
        int status = tty_exit_status(tty);
        ended = loads && WIFSIGNALED(status) && WTERMSIG(status) == SIGINT;
        tty_must(ended || (WIFEXITED(status) && WEXITSTATUS(status) == 128 + SIGINT));
        given_back(tty);
    }
    assert_true(ended);
}

/* Whole, if nobody stops it: as lines, and no line is written over. */
static void test_as_lines(void **state) {
    (void)state;
    struct tty *tty = start(true);
    tty_type(tty, "q\r");
    int status = tty_exit_status(tty);
    tty_must(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    tty_must(!tty_shows(tty, "Esc stops"));
    given_back(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_esc_keeps),
        cmocka_unit_test(test_ctrl_c_ends),
        cmocka_unit_test(test_as_lines),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
