/* SPDX-License-Identifier: MIT */
/*
 * test_exporting.c: a long recording is made of a run of many steps: how far it is stands on the
 * terminal, and Ctrl-C ends it and leaves no file, neither a half one nor one beside it. What is
 * whole is there, and the line that said how far it was is empty.
 */
#include "tutor_tty.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { RECORDS = 20000, FEW = 60, TRIES = 8 }; /* a key may come too late on a busy machine */

static char folder[] = "/tmp/ipc-tutor-exporting-XXXXXX";
static char many[64], few[64], made[64];

static int make_run(const char *path, int records) {
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        return -1;
    }
    fputs(
        "{\"n\":1,\"t\":0,\"kind\":\"run.start\",\"format\":1,\"lesson\":\"pipe\",\"program\":"
        "\"right\",\"params\":{},\"schedule\":null}\n"
        "{\"n\":2,\"t\":0,\"kind\":\"actor.start\",\"actor\":\"main\",\"pid\":7,\"parent\":null}\n",
        file);
    for (int n = 3; n <= records; n++) {
        fprintf(file, "{\"n\":%d,\"t\":0,\"kind\":\"%s\",\"actor\":\"main\",\"pid\":7%s}\n", n,
                n % 2 ? "step" : "say", n % 2 ? "" : ",\"text\":\"on\"");
    }
    return fclose(file);
}

static int make_files(void **state) {
    (void)state;
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    snprintf(many, sizeof many, "%s/many.jsonl", folder);
    snprintf(few, sizeof few, "%s/few.jsonl", folder);
    snprintf(made, sizeof made, "%s/made.cast", folder);
    return make_run(many, RECORDS) < 0 ? -1 : make_run(few, FEW);
}

static int remove_files(void **state) {
    (void)state;
    unlink(many);
    unlink(few);
    unlink(made);
    return rmdir(folder);
}

static struct tty *start(const char *run) {
    const char *const argv[] = {TUTOR, "export", run, "--to", "cast", "-o", made, NULL};
    const char *const env[] = {"HOME=" HOME_DIR, "XDG_DATA_HOME", "XDG_STATE_HOME",
                               "XDG_CONFIG_HOME", NULL};
    return tty_start(&(struct tty_options){.argv = argv, .env = env});
}

static bool has_come(struct tty *tty, void *arg) {
    (void)arg;
    return tty_shows(tty, "is made; Ctrl-C stops") || tty_has_ended(tty);
}

/* How many files there are: two of ours, and whatever the program has left. */
static int files(void) {
    int count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        count += entry->d_name[0] != '.';
    }
    closedir(dir);
    return count;
}

static void test_ctrl_c_leaves_nothing(void **state) {
    (void)state;
    bool ended = false;
    for (int i = 0; i < TRIES && !ended; i++) {
        struct tty *tty = start(many);
        tty_must(tty_until(tty, has_come, NULL, "it is made"));
        bool works = tty_shows(tty, "is made");
        tty_ctrl(tty, 'c');
        int status = tty_exit_status(tty);
        ended = works && WIFSIGNALED(status) && WTERMSIG(status) == SIGINT;
        tty_must(ended || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
        tty_must(!ended || !tty_shows(tty, "is made"));
        tty_must(files() == (ended ? 2 : 3));
        unlink(made);
        tty_stop(tty);
    }
    assert_true(ended);
}

static void test_whole(void **state) {
    struct stat st;
    (void)state;
    struct tty *tty = start(few);
    int status = tty_exit_status(tty);
    tty_must(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    tty_must(!tty_shows(tty, "is made"));
    tty_must(files() == 3 && stat(made, &st) == 0 && st.st_size > 0);
    tty_stop(tty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ctrl_c_leaves_nothing),
        cmocka_unit_test(test_whole),
    };
    return cmocka_run_group_tests(tests, make_files, remove_files);
}
