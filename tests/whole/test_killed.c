/* SPDX-License-Identifier: MIT */
/*
 * test_killed.c: the tutor is killed (SIGKILL) at any moment of any run: no process of the run and
 * no name of it is left. Processes are found by a word in their command line that nobody else has:
 * the path under which the runner was started, and the folder that the victim was given.
 */
#include "cage.h"
#include "clock.h"
#include "whole.h"
#include <stdarg.h>
#include <stddef.h>

#include <errno.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { LIVE_SECONDS = 30 };

static const char lesson[] =
    "program('crowd', {expect = 'ok'}, function()\n"
    "  local r, w = pipe()\n"
    "  local all = {}\n"
    "  for i = 1, 6 do\n"
    "    all[i] = fork('c' .. i, function()\n"
    "      fork('g' .. i, function() r:read(1) end)\n"
    "      r:read(1)\n"
    "    end)\n"
    "  end\n"
    "  for i = 1, 12 do w:write('x') end\n"
    "  for i = 1, 6 do all[i]:wait() end\n"
    "end)\n"
    "program('stuck', {expect = 'deadlock'}, function()\n"
    "  local r, w = pipe()\n"
    "  for i = 1, 4 do fork('c' .. i, function() r:read(1) end) end\n"
    "  r:read(1)\n"
    "end)\n"
    "program('busy', {expect = 'ok'}, function()\n"
    "  local c = fork('c', function() for i = 1, 200000 do local x = i end; getpid() end)\n"
    "  c:wait()\n"
    "end)\n"
    "program('clock', {expect = 'ok'}, function()\n"
    "  for i = 1, 3 do fork('c' .. i, function() sleep(i) end) end\n"
    "end)\n"
    /* What it leaves, tests/layers/left-behind finds: without a cage its name is the machine's. */
    "program('queue', {expect = 'deadlock'}, function()\n"
    "  local q = mq_open('jobs', {maxmsg = 1, msgsize = 8})\n"
    "  if q then q:send('a') q:send('b') end\n"
    "  local r, w = pipe()\n"
    "  r:read(1)\n"
    "end)\n";

static char folder[] = "/tmp/ipc-tutor-killed-XXXXXX";
static char lesson_path[64], runner_path[64], victim_path[512];
extern char **environ;

static int make_folder(void **state) {
    (void)state;
    whole_use_runner();
    if (!mkdtemp(folder)) {
        return -1;
    }
    snprintf(lesson_path, sizeof lesson_path, "%s/lesson.lua", folder);
    snprintf(runner_path, sizeof runner_path, "%s/runner", folder);
    const char *victim = getenv("WHOLE_VICTIM");
    snprintf(victim_path, sizeof victim_path, "%s", victim ? victim : "");
    FILE *file = fopen(lesson_path, "w");
    if (!file) {
        return -1;
    }
    fputs(lesson, file);
    fclose(file);
    const char *runner = getenv("IPC_TUTOR_RUNNER");
    int r = runner ? symlink(runner, runner_path) : -1;
    setenv("IPC_TUTOR_RUNNER", runner_path, 1);
    return r;
}

static int remove_folder(void **state) {
    (void)state;
    unlink(lesson_path);
    unlink(runner_path);
    return rmdir(folder);
}

/* Does the command line of this process name our folder? One that has ended has no command line. */
static bool is_ours(const char *pid) {
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/%.20s/cmdline", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
    if (fd >= 0) {
        close(fd);
    }
    return n > 0 && memmem(text, (size_t)n, folder, strlen(folder)) != NULL;
}

/* How many processes of ours there are; the first one's pid, for the report. */
static unsigned count_ours(int *ret_pid) {
    unsigned count = 0;
    DIR *dir = opendir("/proc");
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        int pid = atoi(entry->d_name);
        if (pid > 0 && pid != getpid() && is_ours(entry->d_name)) {
            count++;
            *ret_pid = pid;
        }
    }
    if (dir) {
        closedir(dir);
    }
    return count;
}

static void pause_ns(int64_t ns) {
    const struct timespec pause = {.tv_sec = ns / NS_PER_S, .tv_nsec = ns % NS_PER_S};
    nanosleep(&pause, NULL);
}

static unsigned wait_until_none(int *ret_pid) {
    int64_t deadline = clock_ns() + LIVE_SECONDS * NS_PER_S;
    unsigned count;
    while ((count = count_ours(ret_pid)) > 0 && clock_ns() < deadline) {
        pause_ns(NS_PER_MS);
    }
    return count;
}

/* Directories of runs that are over: none once a new start has swept. */
static unsigned count_names(void) {
    char path[64];
    unsigned count = 0;
    snprintf(path, sizeof path, "/tmp/ipc-tutor-%u", (unsigned)geteuid());
    DIR *dir = opendir(path);
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        int pid = atoi(entry->d_name);
        count += pid > 0 && kill(pid, 0) < 0;
    }
    if (dir) {
        closedir(dir);
    }
    return count;
}

/* A victim, killed after a time that is as good as random. */
static void kill_one(const char *cage, unsigned i) {
    char seed[16];
    pid_t pid;
    int status, left = 0;
    snprintf(seed, sizeof seed, "%u", i);
    char *argv[] = {victim_path, folder, (char *)(uintptr_t)cage, seed, NULL};
    assert_int_equal(posix_spawn(&pid, victim_path, NULL, NULL, argv, environ), 0);
    pause_ns(((int64_t)i * 2654435761 % 40) * NS_PER_MS / 2 + (int64_t)i * 7919 % 1000000);
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    unsigned count = wait_until_none(&left);
    if (count > 0) {
        print_error("%s, kill %u: %u left, as %d\n", cage, i, count, left);
    }
    assert_int_equal(count, 0);
}

static void kill_many(const char *cage) {
    for (unsigned i = 0; i < whole_times(12, 200); i++) {
        kill_one(cage, i);
    }
    cage_sweep();
    assert_int_equal(count_names(), 0);
}

static void test_caged(void **state) {
    (void)state;
    kill_many("cage");
}

static void test_not_caged(void **state) {
    (void)state;
    kill_many("no-cage");
}

/* The runner itself is killed: the run ends, the tutor is told, nothing is left. */
static void test_runner_killed(void **state) {
    (void)state;
    for (unsigned i = 0; i < 4; i++) {
        const struct run_wish wish = {.lesson_dir = folder,
                                      .lesson = "victim",
                                      .program = "stuck",
                                      .hold = true,
                                      .no_cage = i % 2};
        struct log *log = log_new();
        struct run *run = NULL;
        struct diag diag = {0};
        int pid = 0;
        assert_int_equal(run_new(&wish, log, &run, &diag), 0);
        assert_int_equal(run_wait(run, WHOLE_PATIENCE_MS), RUN_HELD);
        int64_t deadline = clock_ns() + LIVE_SECONDS * NS_PER_S;
        while (run_pump(run) == RUN_HELD && clock_ns() < deadline) {
            if (count_ours(&pid) > 0) { /* one after the other: whoever it is, the rest must go */
                kill(pid, SIGKILL);
            }
        }
        assert_int_equal(run_state(run), RUN_ENDED);
        assert_int_equal(run_fault_code(run), -EPIPE);
        run_free(run);
        run_rest();
        log_free(log);
        assert_int_equal(wait_until_none(&pid), 0);
    }
    cage_sweep();
    assert_int_equal(count_names(), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_caged),
        cmocka_unit_test(test_not_caged),
        cmocka_unit_test(test_runner_killed),
    };
    return cmocka_run_group_tests_name("whole/killed", tests, make_folder, remove_folder);
}
