/* SPDX-License-Identifier: MIT */
/*
 * trial.h: for the tests of whole runs through run.h: a lesson of our own in a folder of our own,
 * and one run of it: start, wait, look into its log.
 */
#ifndef TRIAL_H
#define TRIAL_H

#include "json_lines.h"
#include "mem.h"
#include "run.h"
#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 60000 };

static char folder[] = "/tmp/ipc-tutor-test-XXXXXX";

static const char lesson[] =
    "param('lines', 2, {min = 1, max = 9, help = 'lines to write'})\n"
    "param('word', 'hello')\n"
    "program('right', {expect = 'ok', title = 'as it should be',\n"
    "  facts = {['child.prints'] = 'x'}}, function()\n"
    "  local r, w = pipe('p')\n"
    "  local child = fork('child', function()\n"
    "    r:close()\n"
    "    for i = 1, param.lines do w:write(param.word .. '\\n') end\n"
    "    w:close()\n"
    "  end)\n"
    "  w:close()\n"
    "  mark('closed')\n"
    "  for line in r:lines() do print(line) end\n"
    "  child:wait()\n"
    "end)\n"
    "program('hang', {expect = 'deadlock'}, function()\n"
    "  local r, w = pipe('p')\n"
    "  r:read(10)\n"
    "end)\n"
    "program('partial', {expect = 'deadlock'}, function()\n"
    "  local child = fork('child', function() local r, w = pipe('p'); r:read(10) end)\n"
    "  for i = 1, 3 do sleep(1) end\n"
    "  print('still here')\n"
    "end)\n"
    "program('broken', {expect = 'error'}, function()\n"
    "  getpid()\n"
    "  local x = nil + 1\n"
    "end)\n"
    "program('asks', {expect = 'ok'}, function()\n"
    "  local name = ask('Who?')\n"
    "  print(name or 'nobody')\n"
    "  print(ask('And?') or 'nobody')\n"
    "end)\n"
    "program('endless', {expect = 'limit'}, function() while true do getpid() end end)\n"
    "program('busy', {expect = 'limit'}, function()\n"
    "  getpid()\n"
    "  while true do end\n"
    "end)\n"
    "program('two', {expect = 'ok', schedule = 'main*3 b a'}, function()\n"
    "  local a = fork('a', function() print('a') end)\n"
    "  local b = fork('b', function() print('b') end)\n"
    "  getpid()\n"
    "end)\n"
    "program('declared', {expect = 'ok', input = 'Ada\\n'}, function()\n"
    "  print(ask('Who?'))\n"
    "  print(ask('And?') or 'nobody')\n"
    "end)\n"
    "program('race', {expect = 'ok', schedule = 'main*3 a b a b'}, function()\n"
    "  local c = Value('i', 0, 'c')\n"
    "  local a = fork('a', function() c.value = c.value + 1 end)\n"
    "  local b = fork('b', function() c.value = c.value + 1 end)\n"
    "  a:wait() b:wait()\n"
    "end)\n"
    "program('told', {expect = 'ok', input = 'Ada\\n'}, function()\n"
    "  local r, w = pipe('p')\n"
    "  local child = fork('child', function() w:write(ask('Who?')) end)\n"
    "  w:close()\n"
    "  getpid()\n"
    "  getpid()\n"
    "  print(r:read(100))\n"
    "  child:wait()\n"
    "end)\n";

static inline int write_file(const char *name, const char *text) {
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file) {
        return -1;
    }
    fputs(text, file);
    return fclose(file);
}

static inline int make_folder(void **state) {
    (void)state;
    setenv("IPC_TUTOR_RUNNER", BUILD_DIR "/ipc-tutor-runner", 0);
    return mkdtemp(folder) && write_file("lesson.lua", lesson) == 0 ? 0 : -1;
}

static inline int remove_folder(void **state) {
    (void)state;
    char path[256];
    snprintf(path, sizeof(path), "%s/lesson.lua", folder);
    unlink(path);
    return rmdir(folder);
}

struct trial {
    struct run_wish wish;
    struct log *log;
    struct run *run;
    struct diag diag;
    struct buf text;
};

static inline struct trial *trial_new(const char *program) {
    struct trial *trial = mem_new(sizeof(*trial));
    trial->wish = (struct run_wish){
        .lesson_dir = folder, .lesson = "test", .program = program, .limit_seconds = 60};
    trial->log = log_new();
    return trial;
}

static inline void trial_start(struct trial *trial) {
    int r = run_new(&trial->wish, trial->log, &trial->run, &trial->diag);
    if (r < 0) {
        print_error("%s\n", trial->diag.text);
    }
    assert_int_equal(r, 0);
}

static inline void trial_free(struct trial *trial) {
    run_free(trial->run);
    log_free(trial->log);
    diag_done(&trial->diag);
    buf_done(&trial->text);
    mem_free(trial);
    run_rest();
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static inline enum run_state wait_state(struct trial *trial) {
    return run_wait(trial->run, PATIENCE_MS);
}

static inline const struct event *find(const struct trial *trial, enum event_kind kind) {
    for (uint64_t n = log_count(trial->log); n > 0; n--) {
        if (log_at(trial->log, n)->kind == kind) {
            return log_at(trial->log, n);
        }
    }
    return NULL;
}

static inline uint64_t count_kind(const struct trial *trial, enum event_kind kind) {
    uint64_t count = 0;
    for (uint64_t n = 1; n <= log_count(trial->log); n++) {
        count += log_at(trial->log, n)->kind == kind;
    }
    return count;
}

static inline const char *str(const struct trial *trial, strid id) {
    return log_str(trial->log, id);
}

/* The log as text, for a test that fails. */
static inline void show_log(const struct trial *trial) {
    struct buf out = {0};
    for (uint64_t n = 1; n <= log_count(trial->log); n++) {
        json_lines_put(&out, trial->log, n);
    }
    print_error("%s", buf_str(&out));
    if (run_fault(trial->run)) {
        buf_clear(&out);
        diag_write(run_fault(trial->run), &out);
        print_error("fault: %s", buf_str(&out));
    }
    buf_done(&out);
}

/* Runs to the end; it must have this outcome. */
static inline void run_to_end(struct trial *trial, enum run_outcome outcome) {
    trial_start(trial);
    assert_int_equal(wait_state(trial), RUN_ENDED);
    const struct event *end = find(trial, EVENT_RUN_END);
    enum run_outcome ended = end ? (enum run_outcome)end->type : OUTCOME_NONE;
    if (ended != outcome) {
        show_log(trial);
    }
    assert_int_equal(ended, outcome);
    assert_int_equal(end ? end->len : -1, 0);
    assert_int_equal(run_fd(trial->run), -1);
}

/* All prints, one space between. */
static inline const char *prints(struct trial *trial) {
    buf_clear(&trial->text);
    for (uint64_t n = 1; n <= log_count(trial->log); n++) {
        const struct event *event = log_at(trial->log, n);
        if (event->kind == EVENT_PRINT) {
            buf_puts(&trial->text, trial->text.len ? " " : "");
            buf_puts(&trial->text, str(trial, event->text));
        }
    }
    return buf_str(&trial->text);
}

#endif
