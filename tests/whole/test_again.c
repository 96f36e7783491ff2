/* SPDX-License-Identifier: MIT */
/*
 * test_again.c: a run is a function of its program and its schedule: every program of every lesson,
 * and scenes that are made to be hard to settle, again and again: equal logs, caged or not. And
 * what claims to end well does so in any order.
 */
#include "fdio.h"
#include "mem.h"
#include "network.h"
#include "whole.h"
#include <stdarg.h>
#include <stddef.h>

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cmocka.h>

/* Scenes, as one lesson: who is woken by whom, and who wins, must never be left to chance. */
static const char scenes[] =
    "local function family(n, body)\n"
    "  local all = {}\n"
    "  for i = 1, n do all[i] = fork('c' .. i, function() body(i) end) end\n"
    "  return all\n"
    "end\n"
    "local function join(all) for _, c in ipairs(all) do c:wait() end end\n"
    "program('readers', {expect = 'ok'}, function()\n"
    "  local r, w = pipe()\n"
    "  local all = family(4, function(i) w:close(); print(r:read(3) or 'none') end)\n"
    "  w:write('abcdefghi')\n"
    "  w:write('jkl')\n"
    "  w:close()\n"
    "  join(all)\n"
    "end)\n"
    "program('big', {expect = 'ok'}, function()\n"
    "  local r, w = pipe()\n"
    "  local all = family(2, function(i)\n"
    "    r:close(); w:write(string.rep(tostring(i), 100000))\n"
    "  end)\n"
    "  w:close()\n"
    "  while true do\n"
    "    local s = r:read(30000)\n"
    "    if not s or s == '' then break end\n"
    "  end\n"
    "  join(all)\n"
    "end)\n"
    "program('full', {expect = 'ok'}, function()\n"
    "  local r, w = pipe()\n"
    "  local all = family(3, function(i)\n"
    "    r:close(); for k = 1, 8 do w:write(string.rep(tostring(i), 4096)) end\n"
    "  end)\n"
    "  w:close()\n"
    "  while true do\n"
    "    local s = r:read(20000)\n"
    "    if not s or s == '' then break end\n"
    "  end\n"
    "  join(all)\n"
    "end)\n"
    "program('ring', {expect = 'ok'}, function()\n"
    "  local a, b = {}, {}\n"
    "  for i = 1, 4 do a[i], b[i] = pipe() end\n"
    "  local all = family(4, function(i)\n"
    "    for round = 1, 3 do\n"
    "      local s = a[i]:read(1)\n"
    "      if i < 4 then b[i + 1]:write(s) else b[1]:write(s) end\n"
    "    end\n"
    "  end)\n"
    "  b[1]:write('x')\n"
    "  join(all)\n"
    "end)\n"
    "program('killed', {expect = 'ok'}, function()\n"
    "  local r, w = pipe()\n"
    "  local all = family(3, function(i) w:close(); r:read(1) end)\n"
    "  getpid()\n"
    "  for i = 1, 3 do all[i]:kill('SIGKILL') end\n"
    "  join(all)\n"
    "end)\n"
    "program('clocks', {expect = 'ok'}, function()\n"
    "  local all = family(4, function(i)\n"
    "    for k = 1, 3 do sleep(i * 0.5); print(i .. '.' .. k) end\n"
    "  end)\n"
    "  join(all)\n"
    "end)\n"
    "program('deep', {expect = 'ok'}, function()\n"
    "  local function down(n)\n"
    "    if n == 0 then print('bottom') return end\n"
    "    fork('d' .. n, function() down(n - 1) end):wait()\n"
    "  end\n"
    "  down(6)\n"
    "end)\n"
    "program('doors', {expect = 'ok'}, function()\n"
    "  local s = unix_listen('door', 0)\n"
    "  local all = family(4, function(i)\n"
    "    s:close()\n"
    "    local c = unix_connect('door')\n"
    "    c:send('x' .. i)\n"
    "    print(c:recv())\n"
    "  end)\n"
    "  for i = 1, 4 do\n"
    "    poll({s})\n"
    "    local c = s:accept()\n"
    "    c:send(c:recv() .. '!')\n"
    "    c:close()\n"
    "  end\n"
    "  join(all)\n"
    "end)\n"
    "program('boxes', {expect = 'ok'}, function()\n"
    "  local a, b = unix_socket('a'), unix_socket('b')\n"
    "  local all = family(4, function(i)\n"
    "    local u = unix_socket()\n"
    "    for k = 1, 9 do u:sendto(k % 2 == 0 and 'a' or 'b', i .. '.' .. k) end\n"
    "  end)\n"
    "  for i = 1, 36 do print(poll({a, b})[1]:recvfrom()) end\n"
    "  join(all)\n"
    "end)\n"
    "program('slammed', {expect = 'ok'}, function()\n"
    "  local s = unix_listen('door', 0)\n"
    "  local first = unix_connect('door')\n"
    "  local all = family(3, function(i)\n"
    "    s:close(); local c, err = unix_connect('door'); print(err)\n"
    "  end)\n"
    "  getpid()\n"
    "  s:close()\n"
    "  print(first:recv())\n"
    "  join(all)\n"
    "end)\n"
    "program('computes', {expect = 'ok'}, function()\n"
    "  local all = family(3, function(i)\n"
    "    for k = 1, 3 do local s = 0; for j = 1, i * 20000 do s = s + j end; getpid() end\n"
    "  end)\n"
    "  join(all)\n"
    "end)\n";

static char folder[] = "/tmp/ipc-tutor-again-XXXXXX";
static struct whole_list list;
static size_t first_scene;

static int find_programs(void **state) {
    (void)state;
    char path[64];
    whole_use_runner();
    if (!mkdtemp(folder) || whole_find(&list) < 0) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/lesson.lua", folder);
    FILE *file = fopen(path, "w");
    if (!file) {
        return -1;
    }
    fputs(scenes, file);
    fclose(file);
    first_scene = list.count;
    return whole_add(&list, folder, "scenes");
}

static int forget_programs(void **state) {
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "%s/lesson.lua", folder);
    unlink(path);
    whole_done(&list);
    return rmdir(folder);
}

/* The text of one run, which must end as the program says. */
static char *run_once(const struct whole_program *program, const struct run_wish *wish) {
    struct log *log = whole_run(program, wish);
    assert_non_null(log);
    const char *outcome = run_outcome_name(whole_outcome(log));
    char *text = whole_text(log);
    if (strcmp(outcome, program->expect) != 0) {
        print_error("%s:%s: %s\n%s", program->lesson, program->id, outcome, text);
    }
    assert_string_equal(outcome, program->expect);
    log_free(log);
    return text;
}

enum { MQUEUE_MAGIC = 0x19800202 }; /* ipc/mqueue.c */

/* Message queues need their file system where the cage can't mount one (mq_overview(7)). */
static bool wants_queues(const struct whole_program *program) {
    struct statfs fs;
    struct buf path = {0}, text = {0};
    buf_putf(&path, "%s/lesson.lua", program->dir);
    bool opens =
        file_read(buf_str(&path), &text, 0, NULL) == 0 && strstr(buf_str(&text), "mq_open") != NULL;
    buf_done(&path);
    buf_done(&text);
    return opens && (statfs("/dev/mqueue", &fs) < 0 || fs.f_type != MQUEUE_MAGIC);
}

/* Without namespaces there is no network for those that want one. */
static bool may_do_without(const struct whole_program *program) {
    return !network_wished(program->dir) && !wants_queues(program);
}

static void same_again(const struct whole_program *program, struct run_wish wish, unsigned times) {
    char *first = run_once(program, &wish);
    for (unsigned i = 1; i < times; i++) {
        wish.no_cage = i % 2 && may_do_without(program);
        char *other = run_once(program, &wish);
        if (strcmp(first, other) != 0) {
            print_error("%s:%s, run %u\n", program->lesson, program->id, i + 1);
            whole_print_difference(first, other);
        }
        assert_string_equal(first, other);
        mem_free(other);
    }
    mem_free(first);
}

static void test_under_its_schedule(void **state) {
    (void)state;
    assert_true(first_scene >= 3);
    for (size_t i = 0; i < list.count; i++) {
        same_again(&list.programs[i], (struct run_wish){0}, whole_times(4, 1000));
    }
}

static void test_under_random_schedules(void **state) {
    (void)state;
    for (size_t i = 0; i < list.count; i++) {
        bool scene = i >= first_scene;
        for (unsigned seed = 1; scene && seed <= whole_times(4, 200); seed++) {
            same_again(&list.programs[i], (struct run_wish){.has_seed = true, .seed = seed}, 2);
        }
    }
}

static void test_ends_well_in_any_order(void **state) {
    (void)state;
    for (size_t i = 0; i < first_scene; i++) {
        const struct whole_program *program = &list.programs[i];
        bool claims = strcmp(program->expect, "ok") == 0 && !program->forced;
        for (unsigned seed = 1; claims && seed <= whole_times(6, 1000); seed++) {
            struct run_wish wish = {.has_seed = true,
                                    .seed = seed,
                                    .no_cage = seed % 4 == 0 && may_do_without(program)};
            mem_free(run_once(program, &wish));
        }
    }
}

/* What a run says was its schedule is one: the same run comes of it. */
static void test_schedule_as_it_was(void **state) {
    (void)state;
    for (size_t i = 0; i < list.count; i++) {
        struct run_wish wish = {.has_seed = true, .seed = 11};
        struct log *log = whole_run(&list.programs[i], &wish);
        assert_non_null(log);
        const struct event *end = log_at(log, log_count(log));
        wish = (struct run_wish){.schedule = log_str(log, end->waits_for)};
        struct log *again = whole_run(&list.programs[i], &wish);
        assert_non_null(again);
        assert_int_equal(log_count(log), log_count(again));
        char *first = whole_text(log);
        char *other = whole_text(again);
        assert_string_equal(strchr(first, '\n'), strchr(other, '\n')); /* run.start differs */
        mem_free(first);
        mem_free(other);
        log_free(log);
        log_free(again);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_under_its_schedule),
        cmocka_unit_test(test_under_random_schedules),
        cmocka_unit_test(test_ends_well_in_any_order),
        cmocka_unit_test(test_schedule_as_it_was),
    };
    return cmocka_run_group_tests_name("whole/again", tests, find_programs, forget_programs);
}
