/* SPDX-License-Identifier: MIT */
/*
 * front.c: the front matter, line by line. A value is one line, plain or in double quotes; one that
 * YAML would read otherwise (": " or " #" inside) must be quoted, so that code hosts show the same
 * as we do.
 */
#include "front.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <string.h>

#define FORMAT "1"

enum key { KEY_FORMAT, KEY_ID, KEY_TITLE, KEY_TOPIC, KEY_NEEDS, KEY_SUMMARY, KEY_LEAVES_OUT, KEYS };

static const struct {
    const char *name;
    bool needed;
} keys[] = {
    [KEY_FORMAT] = {"format", true},
    [KEY_ID] = {"id", true},
    [KEY_TITLE] = {"title", true},
    [KEY_TOPIC] = {"topic", true},
    [KEY_NEEDS] = {"needs", false},
    [KEY_SUMMARY] = {"summary", false},
    [KEY_LEAVES_OUT] = {"leaves-out", false},
};

struct front {
    struct lesson *lesson;
    struct diag *diag;
    int line;
    int seen[KEYS];   /* line of each key; 0: not yet */
    bool meant[KEYS]; /* by a mistyped one */
    int strays;       /* lines that are no pairs */
};

static int fault(struct front *front, const char *format, const char *word) {
    struct buf text = {0};
    for (const char *c = format; *c; c++) {
        if (c[0] == '%' && c[1] == 's') {
            buf_puts(&text, word);
            c++;
        } else {
            buf_putc(&text, *c);
        }
    }
    int r = diag_set(front->diag, -EINVAL, front->lesson->file, front->line, "%s", buf_str(&text));
    buf_done(&text);
    return r;
}

/* The nearest key, for a mistyped one. */
static int unknown_key(struct front *front, const char *name) {
    size_t nearest = KEYS;
    unsigned best = 3;
    for (size_t i = 0; i < KEYS; i++) {
        unsigned distance = text_distance(name, keys[i].name);
        if (distance < best) {
            best = distance;
            nearest = i;
        }
    }
    struct buf text = {0};
    buf_putf(&text, "%s is no key", name);
    if (nearest < KEYS) {
        buf_putf(&text, ": did you mean %s?", keys[nearest].name);
        front->meant[nearest] = true;
    } else {
        buf_puts(&text, "; there are");
        for (size_t i = 0; i < KEYS; i++) {
            buf_putf(&text, "%s %s", i ? "," : "", keys[i].name);
        }
    }
    int r = fault(front, "%s", buf_str(&text));
    buf_done(&text);
    return r;
}

/* "a" or a: the value without its quotes, the caller's to mem_free; NULL after saying a fault. */
static char *unquote(struct front *front, const char *text, size_t len) {
    if (len && text[0] == '"') {
        struct buf value = {0};
        size_t i = 1;
        for (; i < len && text[i] != '"'; i++) {
            i += text[i] == '\\' && i + 1 < len;
            buf_putc(&value, text[i]);
        }
        if (i + 1 != len) {
            buf_done(&value);
            fault(front, "the quoted value does not end with its quote", "");
            return NULL;
        }
        return buf_take(&value);
    }
    char *value = mem_strndup(text, len);
    if (strstr(value, ": ") || strstr(value, " #") || strchr("'[{&*!|>%@`#", value[0])) {
        mem_free(value);
        fault(front, "put this value in double quotes: YAML reads it otherwise", "");
        return NULL;
    }
    return value;
}

static int take_needs(struct front *front, const char *value) {
    struct lesson *lesson = front->lesson;
    lesson->needs_line = front->line;
    for (const char *at = value; *at;) {
        size_t len = strcspn(at, ", ");
        if (len) {
            lesson->needs = mem_grow(lesson->needs, &lesson->need_cap, lesson->need_count + 1,
                                     sizeof *lesson->needs);
            lesson->needs[lesson->need_count++] = mem_strndup(at, len);
        }
        at += len;
        at += strspn(at, ", ");
    }
    return 0;
}

static int take_id(struct front *front, char *value) {
    const char *dir = front->lesson->dir;
    size_t len = strlen(dir);
    while (len > 1 && dir[len - 1] == '/') {
        len--;
    }
    size_t begin = len;
    while (begin > 0 && dir[begin - 1] != '/') {
        begin--;
    }
    front->lesson->id = value;
    if (strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(value)) {
        return fault(front, "an id is of small letters, digits and '-'", "");
    }
    if (strlen(value) != len - begin || strncmp(value, dir + begin, len - begin) != 0) {
        return fault(front, "the id is %s, but the folder has another name: make them equal",
                     value);
    }
    return 0;
}

/* Takes value, which becomes the lesson's or is freed. */
static int take_value(struct front *front, enum key key, char *value) {
    struct lesson *lesson = front->lesson;
    int r = 0;
    switch (key) {
    case KEY_FORMAT:
        r = strcmp(value, FORMAT) == 0
                ? 0
                : fault(front, "format %s is not known here: this program reads format " FORMAT,
                        value);
        break;
    case KEY_ID:
        return take_id(front, value);
    case KEY_TITLE:
        lesson->title = value;
        return 0;
    case KEY_TOPIC:
        lesson->topic = value;
        lesson->topic_line = front->line;
        return 0;
    case KEY_NEEDS:
        r = take_needs(front, value);
        break;
    case KEY_SUMMARY:
        lesson->summary = value;
        return 0;
    case KEY_LEAVES_OUT:
        lesson->leaves_out = value;
        return 0;
    case KEYS:
        break;
    }
    mem_free(value);
    return r;
}

static int take_pair(struct front *front, const char *name, const char *text, size_t len) {
    size_t key = 0;
    while (key < KEYS && strcmp(keys[key].name, name) != 0) {
        key++;
    }
    if (key == KEYS) {
        return unknown_key(front, name);
    }
    if (front->seen[key]) {
        return fault(front, "%s is given a second time", name);
    }
    front->seen[key] = front->line;
    if (len == 0) {
        return fault(front, "%s has no value", name);
    }
    char *value = unquote(front, text, len);
    return value ? take_value(front, (enum key)key, value) : -EINVAL;
}

static int take_line(struct front *front, const char *line, size_t len) {
    while (len && (line[len - 1] == ' ' || line[len - 1] == '\t')) {
        len--;
    }
    if (len == 0 || line[0] == '#') {
        return 0;
    }
    const char *colon = memchr(line, ':', len);
    if (!colon || colon == line) {
        front->strays++;
        return fault(front, "a line of the front matter is a key, a colon, and a value", "");
    }
    char *name = mem_strndup(line, (size_t)(colon - line));
    const char *value = colon + 1;
    while (value < line + len && *value == ' ') {
        value++;
    }
    int r = take_pair(front, name, value, (size_t)(line + len - value));
    mem_free(name);
    return r;
}

static int all_there(struct front *front, struct diag_list *faults) {
    int code = 0;
    front->line = 1;
    for (size_t i = 0; i < KEYS; i++) {
        if (keys[i].needed && !front->seen[i] && !front->meant[i]) {
            code = fault(front, "the front matter has no %s", keys[i].name);
            diag_list_take(faults, front->diag, code);
        }
    }
    return code;
}

/* Whether it ends before the next empty line. */
static bool ends_soon(const char *text, size_t len) {
    for (size_t at = 0; at < len && text[at] != '\n';) {
        const char *newline = memchr(text + at, '\n', len - at);
        size_t line_len = newline ? (size_t)(newline - text) - at : len - at;
        if (line_len == 3 && memcmp(text + at, "---", 3) == 0) {
            return true;
        }
        at += line_len + 1;
    }
    return false;
}

/* Reads line after line up to the one that ends it, which is said by true. Two lines that are no
 * pairs are text, where it does not end behind them: the end was forgotten. */
static bool read_lines(struct front *front, const char *text, size_t len, size_t *ret_body,
                       struct diag_list *faults) {
    bool ends = false;
    for (size_t at = 0; at < len;) {
        const char *newline = memchr(text + at, '\n', len - at);
        size_t line_len = newline ? (size_t)(newline - text) - at : len - at;
        bool fence = line_len == 3 && memcmp(text + at, "---", 3) == 0;
        const char *line = text + at;
        front->line++;
        at += line_len + (newline ? 1 : 0);
        if (front->line == 1 && !fence) {
            return false;
        }
        if (front->line > 1 && fence) {
            *ret_body = at;
            return true;
        }
        if (front->line > 1) {
            diag_list_take(faults, front->diag, take_line(front, line, line_len));
        }
        if (front->strays > 1 && !ends) {
            ends = ends_soon(text + at, len - at);
            if (!ends) {
                return false;
            }
        }
    }
    return false;
}

int front_parse(const char *text, size_t len, struct lesson *lesson, size_t *ret_body,
                int *ret_line, struct diag_list *faults) {
    struct diag diag = {0};
    struct front front = {.lesson = lesson, .diag = &diag};
    struct diag_list lines = {.most = faults->most};
    *ret_body = 0;
    if (read_lines(&front, text, len, ret_body, &lines)) {
        *ret_line = front.line + 1;
        int r = lines.count > 0 ? -EINVAL : 0;
        for (size_t i = 0; i < lines.count; i++) {
            diag_list_take(faults, &lines.items[i], r);
        }
        faults->more = faults->more || lines.more;
        diag_list_done(&lines);
        return all_there(&front, faults) < 0 ? -EINVAL : r;
    }
    diag_list_done(&lines); /* lines of something else */
    bool begun = front.line > 1;
    front.line = 1;
    fault(&front,
          begun ? "the front matter has no end: a line of ---"
                : "a lesson begins with its front matter: a line of ---",
          "");
    return diag_list_take(faults, &diag, -EINVAL);
}
