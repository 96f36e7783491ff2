/* SPDX-License-Identifier: MIT */
/*
 * screen_desk.h: a desk with a terminal in memory and a lesson in a folder of its own, driven key
 * by key. After each key it waits for the runner (up to 30 s), so that a busy machine changes
 * nothing; what is on the screen is asked for as text.
 */
#ifndef SCREEN_DESK_H
#define SCREEN_DESK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "actions.h"
#include "mem.h"
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATIENCE_MS = 30000 };

static const char desk_md[] =
    "---\nformat: 1\nid: desk\ntitle: \"A lesson for tests\"\ntopic: pipes\n"
    "summary: One writes, one reads.\n---\n\nLook: {stage: right} or "
    "{stage: hang}.\n\n<!-- note right: Ask who reads. -->\n\n<!-- note hang: Ask who writes. "
    "-->\n\n## Question: one\n\nIs it so?\n\n- [x] yes\n"
    "- [ ] no — it is.\n";

static const char desk_lua[] =
    "param('lines', 2, {min = 1, max = 9, help = 'lines to write'})\n"
    "program('right', {expect = 'ok', title = 'as it should be', params = {'lines'}}, function()\n"
    "  local r, w = pipe('p')\n"
    "  local child = fork('child', function()\n"
    "    r:close()\n"
    "    for i = 1, param.lines do w:write('hello\\n') end\n"
    "    w:close()\n"
    "  end)\n"
    "  w:close()\n"
    "  mark('closed')\n"
    "  for line in r:lines() do print(line) end\n"
    "  child:wait()\n"
    "end)\n"
    "program('hang', {expect = 'deadlock', title = 'nobody writes', params = {}}, function()\n"
    "  local r, w = pipe('p')\n"
    "  r:read(10)\n"
    "end)\n"
    "program('asks', {expect = 'ok', title = 'a question'}, function()\n"
    "  print('so ' .. (ask('Who are you?') or 'nobody'))\n"
    "  getpid()\n"
    "end)\n"
    "program('broken', {expect = 'error', title = 'a fault'}, function()\n"
    "  getpid()\n"
    "  local x = nil + 1\n"
    "end)\n"
    "program('stubborn', {expect = 'ok', title = 'asks until it is told'}, function()\n"
    "  local answer = ask('A number?')\n"
    "  while not tonumber(answer) do answer = ask('No number. Again:') end\n"
    "  print('so ' .. answer)\n"
    "  getpid()\n"
    "end)\n"
    "program('sly', {expect = 'error', title = 'reads what it does not say', params = {}}, "
    "function()\n"
    "  getpid()\n"
    "  print(param.lines)\n"
    "end)\n";

struct screen_desk {
    struct desk desk;
    struct tutor_wish wish;
    struct term *term;
    struct lesson *lesson;
    char base[64], folder[80]; /* the lesson in a folder of our own */
    bool quit;
};

static inline void write_file(const char *folder, const char *name, const char *text) {
    char path[128];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static inline void remove_file(const char *folder, const char *name) {
    char path[128];

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    unlink(path);
}

static inline void screen_wait(struct screen_desk *s) {
    struct session *session = &s->desk.session;

    while (session->run != NULL &&
           (session->state == RUN_WORKING || session->replay_at < session->replay_count)) {
        struct pollfd fd = {.fd = session_fd(session), .events = POLLIN};
        if (poll(&fd, 1, PATIENCE_MS) <= 0) {
            fail_msg("the runner said nothing for %d ms", PATIENCE_MS);
        }
        if (session_pump(session)) {
            door_moved(&s->desk);
        }
    }
}

/* Until the runner has nothing more to say for now, and a big step is where it leads. */
static inline void screen_settle(struct screen_desk *s) {
    screen_wait(s);
    while (s->desk.striding) {
        if (big_step_due(&s->desk) == REFRESH_MOVED) {
            door_moved(&s->desk);
        }
        screen_wait(s);
    }
    play_arrive(&s->desk);
    desk_scene(&s->desk);
}

static inline void screen_open(struct screen_desk *s, const char *program) {
    struct diag diag;

    memset(s, 0, sizeof(*s));
    setenv("IPC_TUTOR_RUNNER", BUILD_DIR "/ipc-tutor-runner", 0);
    snprintf(s->base, sizeof(s->base), "/tmp/ipc-tutor-desk-XXXXXX");
    assert_non_null(mkdtemp(s->base));
    snprintf(s->folder, sizeof(s->folder), "%s/desk", s->base);
    assert_int_equal(mkdir(s->folder, 0755), 0);
    write_file(s->folder, "lesson.md", desk_md);
    write_file(s->folder, "lesson.lua", desk_lua);
    diag_init(&diag);
    if (lesson_load(s->folder, &s->lesson, &diag) < 0) {
        fail_msg("%s", diag.text);
    }
    s->wish = (struct tutor_wish){.lesson = s->lesson, .program = program};
    s->term = term_memory(100, 30, false);
    desk_init(&s->desk, &s->wish, s->term);
    door_lesson(&s->desk, s->lesson, program);
    screen_settle(s);
}

static inline void screen_close(struct screen_desk *s) {
    desk_done(&s->desk);
    term_close(s->term);
    lesson_free(s->lesson);
    remove_file(s->folder, "lesson.md");
    remove_file(s->folder, "lesson.lua");
    rmdir(s->folder);
    rmdir(s->base);
}

static inline void screen_key(struct screen_desk *s, int key) {
    enum refresh what;

    desk_scene(&s->desk);
    what = actions_key(&s->desk, key);
    s->quit = s->quit || what == REFRESH_QUIT;
    if (what == REFRESH_MOVED) {
        door_moved(&s->desk);
    }
    screen_settle(s);
}

static inline void screen_keys(struct screen_desk *s, const char *keys) {
    for (; *keys != '\0'; keys++) {
        screen_key(s, (unsigned char)*keys);
    }
}

/* The screen as text; the caller's to mem_free. */
static inline char *screen_text(struct screen_desk *s) {
    struct buf out = {0};

    desk_scene(&s->desk);
    frame_draw(&s->desk.canvas, &s->desk.scene);
    canvas_dump(&s->desk.canvas, &out);
    return buf_take(&out);
}

static inline bool screen_has(struct screen_desk *s, const char *part) {
    char *text = screen_text(s);
    bool has = strstr(text, part) != NULL;

    mem_free(text);
    return has;
}

static inline void screen_shows(struct screen_desk *s, const char *part) {
    char *text = screen_text(s);

    if (strstr(text, part) == NULL) {
        fail_msg("\"%s\" is not on the screen:\n%s", part, text);
    }
    mem_free(text);
}

#endif
