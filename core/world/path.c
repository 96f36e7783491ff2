/* SPDX-License-Identifier: MIT */
/*
 * path.c: takes a path apart and finds its value. A path is segments with dots between; a segment
 * is a name, or a name and [number]. What stands first decides who answers: a word of the whole
 * run, an actor, an object.
 */
#include "path.h"
#include "json_value.h"
#include "mem.h"
#include "path_parts.h"
#include "text.h"
#include <errno.h>
#include <string.h>

int path_fault(const struct path *path, int code, const char *format, ...) {
    struct buf text = {0};
    va_list args;
    va_start(args, format);
    buf_vputf(&text, format, args);
    va_end(args);
    diag_set(path->diag, code, NULL, 0, "%s: %s", path->whole, buf_str(&text));
    buf_done(&text);
    return code;
}

/* One segment off *rest: up to a dot or the end. */
static int next_segment(const struct path *path, const char **rest, struct segment *ret_segment) {
    struct segment segment = {.name = *rest, .len = strcspn(*rest, ".["), .index = 0};
    const char *at = *rest + segment.len;
    if (segment.len == 0) {
        return path_fault(path, -EINVAL, "a name is missing before \"%s\"", *rest);
    }
    if (*at == '[') {
        size_t digits = strspn(++at, "0123456789");
        if (digits == 0 || digits > 9 || at[digits] != ']') {
            return path_fault(path, -EINVAL, "after [ a number and ] must come, not \"%s\"", at);
        }
        for (size_t i = 0; i < digits; i++) {
            segment.index = segment.index * 10 + (uint32_t)(at[i] - '0');
        }
        if (segment.index == 0) {
            return path_fault(path, -EINVAL, "counting starts at [1]");
        }
        at += digits + 1;
    }
    if (*at != '\0' && *at != '.') {
        return path_fault(path, -EINVAL, "a dot is missing before \"%s\"", at);
    }
    if (*at == '.' && at[1] == '\0') {
        return path_fault(path, -EINVAL, "a name is missing after the last dot");
    }
    *rest = *at == '.' ? at + 1 : at;
    *ret_segment = segment;
    return 0;
}

static int split(struct path *path, const char *text) {
    while (*text != '\0') {
        if (path->count == PATH_SEGMENTS_MAX) {
            return path_fault(path, -EINVAL, "more than %d names", PATH_SEGMENTS_MAX);
        }
        int r = next_segment(path, &text, &path->segments[path->count]);
        if (r < 0) {
            return r;
        }
        path->count++;
    }
    return path->count > 0 ? 0 : path_fault(path, -EINVAL, "the path is empty");
}

bool segment_is(const struct path *path, size_t index, const char *name) {
    return index < path->count && strlen(name) == path->segments[index].len &&
           memcmp(path->segments[index].name, name, path->segments[index].len) == 0;
}

strid segment_id(const struct path *path, size_t index) {
    if (index >= path->count) {
        return 0;
    }
    char *name = mem_strndup(path->segments[index].name, path->segments[index].len);
    strid id = log_find(path->log, name);
    mem_free(name);
    return id;
}

bool path_put_member(const struct path *path, strid object, size_t index, struct buf *out) {
    char *name = mem_strndup(path->segments[index].name, path->segments[index].len);
    struct json value = json_get(json_of(log_str(path->log, object)), name);
    mem_free(name);
    if (value.type == JSON_STRING) {
        json_put_said(value, out);
    } else if (value.type != JSON_NONE && value.type != JSON_NULL) {
        buf_put(out, value.at, value.len);
    }
    return value.type != JSON_NONE;
}

int path_end(const struct path *path, size_t count) {
    if (path->count == count) {
        return 0;
    }
    const struct segment *last = &path->segments[count - 1];
    return path_fault(path, -ENOENT, "\"%.*s\" has nothing inside it", (int)last->len, last->name);
}

/* "T1", "T=1" and "1" name a mark by its T. */
static bool mark_is(const struct log *log, const struct world_mark *mark, const char *label) {
    const char *number = label + (*label == 'T') + (label[0] == 'T' && label[1] == '=');
    int64_t T;
    return strcmp(log_str(log, mark->label), label) == 0 ||
           (mark->T >= 0 && text_to_int(number, &T) && T == mark->T);
}

static int no_mark(const struct path *path, const char *label) {
    const struct world *head = timeline_head(path->timeline);
    struct buf names = {0};
    for (uint32_t i = 0; i < head->mark_count && i < 10; i++) {
        buf_puts(&names, i == 0 ? "" : ", ");
        if (head->marks[i].label != 0) {
            buf_puts(&names, log_str(path->log, head->marks[i].label));
        } else {
            buf_putf(&names, "T%lld", (long long)head->marks[i].T);
        }
    }
    int r = names.len == 0
                ? path_fault(path, -ENOENT, "no mark was made, so none called \"%s\"", label)
                : path_fault(path, -ENOENT, "no mark is called \"%s\"; there is %s", label,
                             buf_str(&names));
    buf_done(&names);
    return r;
}

/* Takes "@label." off the front; then the world is the one at that mark. */
static int take_mark(struct path *path, const char **text) {
    const struct world *head = timeline_head(path->timeline);
    if (**text != '@') {
        return 0;
    }
    size_t len = strcspn(*text + 1, ".");
    if (len == 0 || (*text)[len + 1] == '\0') {
        return path_fault(path, -EINVAL, "after @ the label of a mark and a dot must come");
    }
    char *label = mem_strndup(*text + 1, len);
    int r = -ENOENT;
    for (uint32_t i = 0; i < head->mark_count && r != 0; i++) {
        if (head->marks[i].record <= path->n && mark_is(path->log, &head->marks[i], label)) {
            path->n = head->marks[i].record;
            r = 0;
        }
    }
    r = r == 0 ? 0 : no_mark(path, label);
    mem_free(label);
    *text += len + 2;
    return r;
}

/* Names of what there is, for a fault. */
static int no_such_thing(const struct path *path) {
    struct buf names = {0};
    for (uint32_t i = 0; i < path->world->proc_count && i < 12; i++) {
        buf_putf(&names, " %s", log_str(path->log, path->world->procs[i].name));
    }
    for (uint32_t i = 0; i < path->world->obj_count && i < 12; i++) {
        buf_putf(&names, " %s", log_str(path->log, path->world->objs[i].name));
    }
    int r = path_fault(path, -ENOENT,
                       "no process or object is called \"%.*s\"; there is:%s, and outcome, steps, "
                       "prints, schedule, deadlock",
                       (int)path->segments[0].len, path->segments[0].name, buf_str(&names));
    buf_done(&names);
    return r;
}

static int find(struct path *path, struct buf *out) {
    static const struct {
        const char *name;
        int (*find)(const struct path *, struct buf *);
    } words[] = {{"outcome", path_outcome},
                 {"steps", path_steps},
                 {"schedule", path_schedule},
                 {"prints", path_prints},
                 {"deadlock", path_deadlock}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (segment_is(path, 0, words[i].name)) {
            return words[i].find(path, out);
        }
    }
    strid name = segment_id(path, 0);
    if (world_proc(path->world, name) != NULL) {
        return path_actor(path, world_proc(path->world, name), out);
    }
    if (world_obj(path->world, name) != NULL) {
        return path_object(path, world_obj(path->world, name), out);
    }
    return no_such_thing(path);
}

int path_value(struct timeline *timeline, const char *text, struct buf *ret_value,
               struct diag *diag) {
    return path_value_at(timeline, timeline_count(timeline), text, ret_value, diag);
}

int path_value_at(struct timeline *timeline, uint64_t n, const char *text, struct buf *ret_value,
                  struct diag *diag) {
    struct path path = {
        .whole = text, .n = n, .timeline = timeline, .log = timeline_log(timeline), .diag = diag};
    int r = take_mark(&path, &text);
    r = r < 0 ? r : split(&path, text);
    if (r < 0) {
        return r;
    }
    path.world = timeline_at(timeline, path.n);
    struct buf value = {0};
    r = find(&path, &value);
    if (r == 0) {
        buf_puts(ret_value, buf_str(&value));
    }
    buf_done(&value);
    return r;
}

long path_program(const char *path, const char *const *programs, size_t count,
                  const char **ret_rest) {
    size_t len = strcspn(path, ".@[");
    for (size_t i = 0; i < count && path[len] != '[' && path[len] != '\0'; i++) {
        if (strlen(programs[i]) == len && memcmp(programs[i], path, len) == 0) {
            *ret_rest = path[len] == '@' ? path + len : path + len + 1;
            return (long)i;
        }
    }
    *ret_rest = path;
    return -1;
}
