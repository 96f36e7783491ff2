/* SPDX-License-Identifier: MIT */
/*
 * story_line.h: the first part of story.h: a line of a tale taken apart, what the record of its
 * operation says, and records put into the log. For story.h, which tells what the lines are.
 */
#ifndef STORY_LINE_H
#define STORY_LINE_H

#include "buf.h"
#include "json_lines.h"
#include "log.h"
#include "mem.h"
#include "waits.h"
#include "world.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct story {
    struct log *log;
    struct world world;
    int32_t pids;
    char want[64][16]; /* bytes that a sleeping write wants to put, by process */
};

/* One line, taken apart. */
struct story_line {
    char words[8][64];
    int count;
    int32_t line;
    char data[128]; /* between quotes, \n and \\ undone */
    int data_len;
    bool has_data;
    char rest[256]; /* after the second word, as it stands */
};

static inline void story_split(const char *text, size_t len, struct story_line *ret) {
    *ret = (struct story_line){0};
    const char *end = text + len;
    while (text < end && ret->count < 8) {
        text += strspn(text, " ");
        if (text >= end || *text == '\n') {
            break;
        }
        if (ret->count == 2 && ret->rest[0] == '\0') {
            size_t rest = (size_t)(end - text) < 255 ? (size_t)(end - text) : 255;
            memcpy(ret->rest, text, rest);
        }
        if (*text == '@') {
            ret->line = atoi(text + 1);
            text += strcspn(text, " \n");
        } else if (*text == '"') {
            ret->has_data = true;
            for (text++; text < end && *text != '"' && ret->data_len < 127; text++) {
                bool escaped = *text == '\\' && text + 1 < end;
                text += escaped;
                ret->data[ret->data_len++] = escaped && *text == 'n' ? '\n' : *text;
            }
            text += text < end;
        } else {
            size_t word = strcspn(text, " \n");
            word = text + word > end ? (size_t)(end - text) : word;
            memcpy(ret->words[ret->count++], text, word < 63 ? word : 63);
            text += word;
        }
    }
}

static inline strid story_id(struct story *story, const char *text) {
    return log_intern(story->log, text);
}

static inline uint64_t story_add_data(struct story *story, struct event event, const char *actor,
                                      const void *data, int len) {
    event.actor = story_id(story, actor);
    event.t = (int64_t)(log_count(story->log) + 1) * 1000;
    const struct world_proc *proc = world_proc(&story->world, event.actor);
    if (event.pid == 0 && proc != NULL) {
        event.pid = proc->pid;
        event.vpid = proc->vpid;
    }
    uint64_t n = log_append(story->log, &event, data, (size_t)len);
    world_fold(&story->world);
    return n;
}

static inline uint64_t story_add(struct story *story, struct event event, const char *actor) {
    return story_add_data(story, event, actor, NULL, 0);
}

static inline void story_bad(const struct story_line *line, const char *why) {
    fprintf(stderr, "story: %s %s %s: %s\n", line->words[0], line->words[1], line->words[2], why);
    abort();
}

/* What the record of an operation says of it, from its line. */
static inline struct event story_op(struct story *story, const struct story_line *line) {
    static const struct {
        const char *word;
        enum op_kind op;
    } words[] = {{"pipe", OP_PIPE},          {"fork", OP_FORK},         {"close", OP_CLOSE},
                 {"write", OP_WRITE},        {"writes", OP_WRITE},      {"read", OP_READ},
                 {"exit", OP_EXIT},          {"wait", OP_WAIT},         {"sleep", OP_SLEEP},
                 {"fail", OP_NONE},          {"kill", OP_KILL},         {"value", OP_MMAP},
                 {"array", OP_MMAP},         {"load", OP_LOAD},         {"store", OP_STORE},
                 {"mutex", OP_MUTEX_INIT},   {"lock", OP_LOCK},         {"unlock", OP_UNLOCK},
                 {"semaphore", OP_SEM_INIT}, {"bounded", OP_SEM_INIT},  {"acquire", OP_ACQUIRE},
                 {"release", OP_RELEASE},    {"event", OP_SEM_INIT},    {"await", OP_EVENT_WAIT},
                 {"set", OP_EVENT_SET},      {"clear", OP_EVENT_CLEAR}, {"condition", OP_SEM_INIT},
                 {"enlist", OP_RELEASE},     {"doze", OP_ACQUIRE},      {"ack", OP_RELEASE},
                 {"notify", OP_TRY_ACQUIRE}, {"rouse", OP_RELEASE},     {"barrier", OP_SEM_INIT},
                 {"meet", OP_BARRIER_WAIT},  {"poll", OP_POLL}};
    struct event event = {.fd = -1, .line = line->line};
    const char *verb = line->words[1], *first = line->words[2], *second = line->words[3];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].word, verb) == 0) {
            event.op = (uint16_t)words[i].op;
        }
    }
    if (strcmp(verb, "fail") == 0) {
        event.op = (uint16_t)op_by_name(first);
        first = line->words[3];
        second = line->words[4];
    }
    char call[176] = "";
    snprintf(call, sizeof call, "%s()", op_name((enum op_kind)event.op));
    if (event.op == OP_READ || event.op == OP_WRITE) {
        event.obj = story_id(story, first);
        event.fd = atoi(second);
        event.has = EVENT_HAS_OBJ | EVENT_HAS_FD;
        snprintf(call, sizeof call, "%s(%d, ...)", op_name((enum op_kind)event.op), event.fd);
    } else if (event.op == OP_CLOSE) {
        const struct world_fd *fd =
            world_fd(&story->world, log_find(story->log, line->words[0]), (int32_t)atoi(first));
        event.fd = atoi(first);
        event.obj = fd == NULL ? 0 : fd->obj;
        event.has = (uint8_t)(EVENT_HAS_FD | (fd == NULL ? 0 : EVENT_HAS_OBJ));
        snprintf(call, sizeof call, "close(%d)", event.fd);
    } else if (event.op == OP_LOAD || event.op == OP_STORE) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(first, "["), first);
        event.obj = story_id(story, name);
        event.has = EVENT_HAS_OBJ;
        bool array = strchr(first, '[') != NULL;
        snprintf(call, sizeof call, "%s%s%s%s", array ? "" : "*", first,
                 event.op == OP_STORE ? " = " : "", event.op == OP_STORE ? second : "");
    } else if (event.op == OP_POLL) {
        snprintf(call, sizeof call, "poll([{%s, POLLIN}, {%s, POLLIN}], -1)", first, second);
    } else if (event.op >= OP_LOCK && event.op <= OP_BARRIER_WAIT && event.op != OP_SEM_INIT) {
        const char *manual = op_manual((enum op_kind)event.op);
        event.obj = story_id(story, first);
        event.has = EVENT_HAS_OBJ;
        snprintf(call, sizeof call, "%.*s(%s)", (int)strcspn(manual, "("), manual, first);
    } else if (event.op == OP_WAIT) {
        snprintf(call, sizeof call, "waitpid(%s)", first);
    }
    event.text = story_id(story, call);
    return event;
}

/* op.ready of the actor's next line with an operation. */
static inline void story_ready(struct story *story, const char *actor, const char *rest) {
    struct story_line line;
    while (*rest != '\0') {
        size_t len = strcspn(rest, "\n");
        story_split(rest, len, &line);
        rest += len + (rest[len] == '\n');
        if (strcmp(line.words[0], actor) != 0 || strcmp(line.words[1], "kill") == 0) {
            continue;
        }
        struct event event = story_op(story, &line);
        if (event.op != OP_NONE) {
            event.kind = EVENT_OP_READY;
            story_add(story, event, actor);
            return;
        }
    }
}

static inline void story_exit(struct story *story, const char *actor, struct event event,
                              int64_t ret, const char *err, const void *data, int len) {
    event.kind = EVENT_OP_EXIT;
    event.ret = ret;
    event.text = err == NULL ? 0 : story_id(story, err);
    event.has |= EVENT_HAS_RET;
    story_add_data(story, event, actor, data, len);
}

#endif
