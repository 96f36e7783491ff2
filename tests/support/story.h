/* SPDX-License-Identifier: MIT */
/*
 * story.h: makes a log from short lines of text, for tests of whatever looks at logs. A line is one
 * operation (a step: step, op.enter, op.exit or op.block, what follows from it, op.ready of the
 * actor's next line), or something said. Who sleeps is woken as the kernel would: by bytes, by
 * end-of-file, by the end of a child. A tale is as long as its lines, and everything in it is made
 * up: what really happens is tested in core/proc and core/run.
 *
 *   run pipe-fork forgotten          run.start: lesson, program
 *   main start                       the first process
 *   main pipe p 3 4 @14              object p, its ends fd 3 and 4; line 14 of lesson.lua
 *   main fork child @15              the child holds what main holds
 *   child close 3 @16
 *   child write p 4 "hello\n" @17    as many bytes as there are; sleeps if p has no room
 *   child writes p 4 5000 @17        so many bytes, without saying which
 *   main read p 3 @20                all that there is; sleeps if p is empty
 *   main read p 3 80 @20             at most 80 bytes of it
 *   child fail write p 4 EPIPE @17
 *   child exit 0 @18                 child kill 13: a signal ends it
 *   main wait child @21
 *   main poll 3 6 @21                sleeps until fd 3 or 6 can be read: for ever
 *   main sleep @22                   main wake: goes on
 *   main value counter 0 @2          shared memory, ints; main array a 0,1,2 @3
 *   main mutex L @4                  a lock; a lock L @5 (sleeps if another has it), a unlock L @6
 *   main load counter 0 @4           what it finds; main store a[2] -2 @5
 *   main semaphore s 3 @2            or bounded; main acquire s @3 (sleeps at 0), main release s @4
 *   main event e @2                  main await e @3 (sleeps), main set e @4, main clear e @5
 *   main condition C L @2            then w enlist C, w doze C (sleeps), main notify C,
 *                                    main rouse C, w ack C
 *   main barrier b 3 @2              main meet b @3 (sleeps for ever)
 *   main say TEXT                    also print, ask, answer
 *   main mark T=1 LABEL              main mark LABEL
 *   deadlock                         the record of the deadlock that there is now
 *   end OUTCOME EXPECTED
 *
 * A line that makes no sense aborts the test. A text that begins with { is no tale but a saved run
 * (JSON Lines): so kinds of object that a tale has no words for are told from what really happened.
 */
#ifndef STORY_H
#define STORY_H

#include "story_line.h"

/* Whether an operation on a pipe can end now; then it does. */
static inline bool story_try_pipe(struct story *story, const char *actor, struct event event,
                                  const struct story_line *line) {
    const struct world_obj *obj = world_obj(&story->world, event.obj);
    if (obj == NULL) {
        story_bad(line, "no such object");
        return false;
    }
    int64_t there = obj_in_flight(obj);
    if (event.op == OP_READ && there > 0) {
        const struct event *put = log_at(story->log, obj->items[0].record);
        int64_t most = atoi(line->words[4]);
        there = most > 0 && most < there ? most : there;
        event.off = obj->taken;
        event.len = there;
        event.has |= EVENT_HAS_RANGE;
        int len = there <= put->data_len && obj->items[0].off == put->off ? (int)there : 0;
        story_exit(story, actor, event, there, NULL, log_data(story->log, put), len);
        return true;
    }
    if (event.op == OP_READ) {
        bool eof = world_holders(&story->world, event.obj, END_W) == 0;
        if (eof) {
            story_exit(story, actor, event, 0, NULL, NULL, 0);
        }
        return eof;
    }
    int64_t len = line->has_data ? line->data_len : atoi(line->words[4]);
    if (obj->capacity >= 0 && there + len > obj->capacity) {
        return false;
    }
    event.off = obj->written;
    event.len = len;
    event.has |= EVENT_HAS_RANGE;
    story_exit(story, actor, event, len, NULL, line->data,
               line->data_len < 64 ? line->data_len : 64);
    return true;
}

#include "story_sync.h" /* what is above is what it needs */

static inline bool story_try_wait(struct story *story, const char *actor, struct event event,
                                  const char *child) {
    const struct world_proc *proc = world_proc(&story->world, log_find(story->log, child));
    char state[128];
    if (proc == NULL || proc_lives(proc)) {
        return false;
    }
    snprintf(state, sizeof state, "{\"child\":\"%s\",\"status\":%d}", child, proc->status);
    event.state = story_id(story, state);
    story_exit(story, actor, event, proc->pid, NULL, NULL, 0);
    return true;
}

/* A lock is free, or it is not. */
static inline bool story_try_lock(struct story *story, const char *actor, struct event event) {
    char state[128];
    const struct world_obj *obj = world_obj(&story->world, event.obj);
    bool lock = event.op == OP_LOCK;
    if (obj == NULL || (lock && strstr(log_str(story->log, obj->state), "\"owner\":\"") != NULL)) {
        return false;
    }
    snprintf(state, sizeof state, lock ? "{\"owner\":\"%s\",\"depth\":1}" : "{\"owner\":null}",
             actor);
    event.state = story_id(story, state);
    story_exit(story, actor, event, 0, NULL, NULL, 0);
    return true;
}

/* Those who sleep and need not any more go on, one after the other. `lines`: all of the tale. */
static inline void story_wake(struct story *story, const char *rest) {
    for (uint32_t i = 0; i < story->world.proc_count; i++) {
        struct world_proc proc = story->world.procs[i];
        const char *actor = log_str(story->log, proc.name);
        struct event event = {
            .op = (uint16_t)proc.op, .obj = proc.obj, .fd = proc.fd, .line = proc.line};
        event.has =
            (uint8_t)((proc.obj != 0 ? EVENT_HAS_OBJ : 0) | (proc.fd >= 0 ? EVENT_HAS_FD : 0));
        struct story_line line = {0};
        if (proc.state != PROC_BLOCKED) {
            continue;
        }
        bool woken = false;
        if (proc.op == OP_READ) {
            woken = story_try_pipe(story, actor, event, &line);
        } else if (proc.op == OP_WRITE && i < 64) {
            memcpy(line.words[4], story->want[i], sizeof story->want[i]);
            woken = story_try_pipe(story, actor, event, &line);
        } else if (proc.op == OP_LOCK) {
            woken = story_try_lock(story, actor, event);
        } else if (proc.op == OP_ACQUIRE || proc.op == OP_EVENT_WAIT) {
            woken = story_try_sync(story, actor, event);
        } else if (proc.op == OP_WAIT) {
            char child[64] = "";
            sscanf(log_str(story->log, proc.call), "waitpid(%63[^)])", child);
            woken = story_try_wait(story, actor, event, child);
        }
        if (woken) {
            story_ready(story, actor, rest);
            i = UINT32_MAX; /* who woke may have woken another */
        }
    }
}

static inline void story_block(struct story *story, const char *actor, struct event event) {
    struct wait_set set = {0};
    struct buf names = {0}, why = {0};
    event.kind = EVENT_OP_BLOCK;
    for (uint32_t i = 0; i < story->world.proc_count; i++) {
        if (story->world.procs[i].name == log_find(story->log, actor)) {
            story->world.procs[i].state = PROC_BLOCKED;
        }
    }
    waits_of(&story->world, log_find(story->log, actor), &set);
    waits_names(&story->world, &set, &names);
    waits_why(&story->world, log_find(story->log, actor), &why);
    event.waits_for = story_id(story, buf_str(&names));
    event.text = story_id(story, buf_str(&why));
    story_add(story, event, actor);
    wait_set_done(&set);
    buf_done(&names);
    buf_done(&why);
}

static inline void story_pipe(struct story *story, const struct story_line *line) {
    const char *actor = line->words[0];
    struct event event = {.kind = EVENT_OBJ_NEW, .type = OBJ_PIPE, .has = EVENT_HAS_OBJ};
    event.obj = story_id(story, line->words[2]);
    event.name = story_id(story, "pipe");
    event.state = story_id(story, "{\"capacity\":65536}");
    story_add(story, event, actor);
    for (int i = 0; i < 2; i++) {
        event = (struct event){.kind = EVENT_FD_OPEN, .obj = event.obj};
        event.fd = atoi(line->words[3 + i]);
        event.end = i == 0 ? END_R : END_W;
        event.has = EVENT_HAS_OBJ | EVENT_HAS_FD;
        story_add(story, event, actor);
    }
}

#include "story_memory.h"

static inline void story_start(struct story *story, const char *actor, const char *parent,
                               const char *rest) {
    struct event event = {.kind = EVENT_ACTOR_START};
    event.name = story_id(story, parent);
    event.pid = 4000 + ++story->pids;
    event.vpid = story->pids;
    story_add(story, event, actor);
    const struct world_proc *from = world_proc(&story->world, event.name);
    for (uint32_t i = 0; from != NULL && i < story->world.fd_count; i++) {
        struct world_fd fd = story->world.fds[i];
        if (fd.actor == event.name && !fd.closed) {
            struct event open = {.kind = EVENT_FD_OPEN,
                                 .obj = fd.obj,
                                 .fd = fd.fd,
                                 .end = (uint8_t)fd.end,
                                 .has = EVENT_HAS_OBJ | EVENT_HAS_FD};
            story_add(story, open, actor);
        }
    }
    story_ready(story, actor, rest);
}

static inline void story_fd_close(struct story *story, const struct event *op, const char *actor) {
    const struct world_fd *fd = world_fd(&story->world, log_find(story->log, actor), op->fd);
    struct event event = {.kind = EVENT_FD_CLOSE, .obj = op->obj, .fd = op->fd, .has = op->has};
    event.end = (uint8_t)(fd == NULL ? END_NONE : fd->end);
    story_add(story, event, actor);
}

static inline void story_end_actor(struct story *story, const char *actor, int64_t status,
                                   bool killed) {
    struct event event = {.kind = EVENT_ACTOR_EXIT, .ret = status, .fd = -1};
    event.has = killed ? EVENT_HAS_SIGNAL : EVENT_HAS_RET;
    story_add(story, event, actor);
}

/* A line with an operation: one step. */
static inline void story_step(struct story *story, const struct story_line *line,
                              const char *rest) {
    const char *actor = line->words[0];
    struct event event = story_op(story, line);
    bool slept = false;
    story_add(story, (struct event){.kind = EVENT_STEP, .line = line->line, .fd = -1}, actor);
    event.kind = EVENT_OP_ENTER;
    story_add(story, event, actor);
    event.text = 0;
    if (strcmp(line->words[1], "fail") == 0) {
        story_exit(story, actor, event, -1, line->words[5][0] ? line->words[5] : line->words[4],
                   NULL, 0);
    } else if (event.op == OP_READ || event.op == OP_WRITE) {
        slept = !story_try_pipe(story, actor, event, line);
    } else if (event.op == OP_WAIT) {
        slept = !story_try_wait(story, actor, event, line->words[2]);
    } else if (event.op == OP_LOCK || event.op == OP_UNLOCK) {
        slept = !story_try_lock(story, actor, event);
    } else if (event.op == OP_LOAD || event.op == OP_STORE) {
        story_cell(story, line, event);
    } else if (story_part(story, line, event)) {
    } else if (event.op == OP_EVENT_SET || event.op == OP_EVENT_CLEAR) {
        story_flag(story, actor, event);
    } else if (event.op == OP_ACQUIRE || event.op == OP_EVENT_WAIT) {
        slept = !story_try_sync(story, actor, event);
    } else if (event.op == OP_SLEEP || event.op == OP_POLL || event.op == OP_BARRIER_WAIT) {
        slept = true;
    } else if (event.op == OP_EXIT) {
        story_end_actor(story, actor, atoi(line->words[2]), false);
        story_wake(story, rest);
        return;
    } else {
        story_exit(story, actor, event, event.op == OP_FORK ? 4001 + story->pids : 0, NULL, NULL,
                   0);
    }
    if (slept) {
        uint32_t index =
            (uint32_t)(world_proc(&story->world, log_find(story->log, actor)) - story->world.procs);
        snprintf(story->want[index % 64], 16, "%d",
                 line->has_data ? line->data_len : atoi(line->words[4]));
        story_block(story, actor, event);
        return;
    }
    if (event.op == OP_PIPE) {
        story_pipe(story, line);
    } else if (event.op == OP_MMAP) {
        story_memory(story, line);
    } else if (event.op == OP_MUTEX_INIT) {
        struct event made = {
            .kind = EVENT_OBJ_NEW, .type = OBJ_LOCK, .has = EVENT_HAS_OBJ, .fd = -1};
        made.obj = story_id(story, line->words[2]);
        story_add(story, made, actor);
    } else if (event.op == OP_SEM_INIT) {
        story_sync_made(story, line);
    } else if (event.op == OP_CLOSE && strcmp(line->words[1], "fail") != 0) {
        story_fd_close(story, &event, actor);
    } else if (event.op == OP_FORK) {
        story_start(story, line->words[2], actor, rest);
    }
    story_ready(story, actor, rest);
    story_wake(story, rest);
}

/* A line without: something said, a sleeper's wake-up, a death by a signal. */
static inline bool story_word(struct story *story, const struct story_line *line,
                              const char *rest) {
    static const struct {
        const char *word;
        enum event_kind kind;
    } words[] = {
        {"say", EVENT_SAY}, {"print", EVENT_PRINT}, {"ask", EVENT_ASK}, {"answer", EVENT_ANSWER}};
    const char *actor = line->words[0], *verb = line->words[1];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].word, verb) == 0) {
            struct event event = {.kind = (uint16_t)words[i].kind, .fd = -1};
            event.text = story_id(story, line->rest);
            story_add(story, event, actor);
            return true;
        }
    }
    if (strcmp(verb, "mark") == 0) {
        bool timed = strncmp(line->words[2], "T=", 2) == 0;
        struct event event = {.kind = EVENT_MARK, .fd = -1};
        event.ret = timed ? atoi(line->words[2] + 2) : 0;
        event.has = timed ? EVENT_HAS_T : 0;
        event.name = story_id(story, line->words[timed ? 3 : 2]);
        story_add(story, event, actor);
    } else if (strcmp(verb, "kill") == 0) {
        story_end_actor(story, actor, atoi(line->words[2]), true);
        story_wake(story, rest);
    } else if (strcmp(verb, "start") == 0) {
        story_start(story, actor, "", rest);
    } else if (strcmp(verb, "wake") == 0) {
        story_exit(story, actor, (struct event){.op = OP_SLEEP, .fd = -1}, 0, NULL, NULL, 0);
        story_ready(story, actor, rest);
    } else {
        return false;
    }
    return true;
}

static inline void story_deadlock(struct story *story, const struct story_line *line) {
    struct deadlock deadlock;
    if (!world_deadlock(&story->world, &deadlock)) {
        story_bad(line, "there is none");
        return;
    }
    struct buf names = {0}, why = {0}, circle = {0};
    struct event event = {.kind = EVENT_DEADLOCK, .fd = -1};
    deadlock_names(&story->world, &deadlock, &names);
    deadlock_why(&story->world, &deadlock, &why);
    circle_write(story->log, deadlock.circle, deadlock.circle_count, &circle);
    event.waits_for = story_id(story, buf_str(&names));
    event.text = story_id(story, buf_str(&why));
    event.state = story_id(story, buf_str(&circle));
    story_add(story, event, "");
    buf_done(&names);
    buf_done(&why);
    buf_done(&circle);
    deadlock_done(&deadlock);
}

static inline void story_line(struct story *story, const struct story_line *line,
                              const char *rest) {
    struct event event = {.fd = -1};
    if (strcmp(line->words[0], "run") == 0) {
        event.kind = EVENT_RUN_START;
        event.name = story_id(story, line->words[1]);
        event.text = story_id(story, line->words[2]);
        story_add(story, event, "");
    } else if (strcmp(line->words[0], "deadlock") == 0) {
        story_deadlock(story, line);
    } else if (strcmp(line->words[0], "end") == 0) {
        event.kind = EVENT_RUN_END;
        event.type = (uint16_t)run_outcome_by_name(line->words[1]);
        event.text = story_id(story, line->words[2]);
        event.has = strcmp(line->words[1], line->words[2]) == 0 ? EVENT_TRUTH : 0;
        event.ret = (int64_t)story->world.steps;
        story_add(story, event, "");
    } else if (!story_word(story, line, rest)) {
        if (story_op(story, line).op == OP_NONE) {
            story_bad(line, "not understood");
        }
        story_step(story, line, rest);
    }
}

/* The log of a tale; the caller's to log_free. */
static inline struct log *story_log(const char *text) {
    struct story story = {.log = log_new()};
    struct story_line line;
    if (*text == '{') {
        if (json_lines_read(story.log, "a saved run", text, strlen(text), NULL) < 0) {
            abort();
        }
        return story.log;
    }
    world_init(&story.world, story.log);
    while (*text != '\0') {
        size_t len = strcspn(text, "\n");
        story_split(text, len, &line);
        text += len + (text[len] == '\n');
        if (line.count > 0) {
            story_line(&story, &line, text);
        }
    }
    world_done(&story.world);
    return story.log;
}

#endif
