/* SPDX-License-Identifier: MIT */
/* show_state.c: see show_state.h. */
#include "show_state.h"
#include "json_value.h"
#include "json_write.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <string.h>

/* The texts and the lists of a state, in the order of the line. */
static const struct text_field {
    const char *name;
    size_t offset;
} texts[] = {
    {"lesson", offsetof(struct show_state, lesson)},
    {"title", offsetof(struct show_state, title)},
    {"place", offsetof(struct show_state, place)},
    {"program", offsetof(struct show_state, program)},
    {"word", offsetof(struct show_state, word)},
    {"now", offsetof(struct show_state, now)},
    {"why", offsetof(struct show_state, why)},
    {"asks", offsetof(struct show_state, asks)},
};
static const struct text_field lists[] = {
    {"next", offsetof(struct show_state, next)},
    {"notes", offsetof(struct show_state, notes)},
    {"answers", offsetof(struct show_state, answers)},
};
#define TEXTS (sizeof texts / sizeof *texts)
#define LISTS (sizeof lists / sizeof *lists)

static char **text_of(struct show_state *state, size_t field) {
    return (char **)((char *)state + texts[field].offset);
}

static struct show_list *list_of(struct show_state *state, size_t field) {
    return (struct show_list *)((char *)state + lists[field].offset);
}

void show_state_done(struct show_state *state) {
    for (size_t i = 0; i < TEXTS; i++) {
        mem_free(*text_of(state, i));
    }
    for (size_t i = 0; i < LISTS; i++) {
        struct show_list *list = list_of(state, i);
        for (size_t t = 0; t < list->count; t++) {
            mem_free(list->texts[t]);
        }
        mem_free(list->texts);
    }
    *state = (struct show_state){0};
}

void show_list_add(struct show_list *list, const char *text) {
    if (list->count < SHOW_LIST_MAX) {
        list->texts = mem_grow(list->texts, &list->cap, list->count + 1, sizeof *list->texts);
        list->texts[list->count++] = mem_strdup(text);
    }
}

/* A cut goes between two characters, never through one. */
static void put_text(struct buf *out, const char *text) {
    struct buf cut = {0};
    size_t len = text ? strlen(text) : 0;
    if (len <= SHOW_TEXT_MAX) {
        json_put_text_len(out, text ? text : "", len);
        return;
    }
    len = SHOW_TEXT_MAX - 3;
    while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80) {
        len--;
    }
    buf_put(&cut, text, len);
    buf_puts(&cut, "...");
    json_put_text_len(out, buf_str(&cut), cut.len);
    buf_done(&cut);
}

static void put_list(struct buf *out, const struct show_list *list) {
    json_put_open(out, '[');
    for (size_t i = 0; i < list->count && i < SHOW_LIST_MAX; i++) {
        json_put_comma(out);
        put_text(out, list->texts[i]);
    }
    json_put_close(out, ']');
}

static void open_line(struct buf *out) {
    json_put_open(out, '{');
    json_put_key(out, "show");
    json_put_int(out, SHOW_VERSION);
}

void show_state_put(const struct show_state *state, struct buf *out) {
    struct show_state copy = *state; /* the pointers alone, for text_of */
    open_line(out);
    json_put_key(out, "state");
    json_put_open(out, '{');
    for (size_t i = 0; i < TEXTS; i++) {
        json_put_key(out, texts[i].name);
        put_text(out, *text_of(&copy, i));
    }
    json_put_key(out, "step");
    json_put_int(out, state->step);
    json_put_key(out, "steps");
    json_put_int(out, state->steps);
    for (size_t i = 0; i < LISTS; i++) {
        json_put_key(out, lists[i].name);
        put_list(out, list_of(&copy, i));
    }
    json_put_close(out, '}');
    json_put_close(out, '}');
    buf_putc(out, '\n');
}

void show_end_put(const char *why, struct buf *out) {
    open_line(out);
    json_put_key(out, "end");
    put_text(out, why);
    json_put_close(out, '}');
    buf_putc(out, '\n');
}

/* A line of a show: an object with its version. */
static enum show_line look(const char *line, size_t len, struct json *ret_object) {
    int64_t version = 0;
    *ret_object = json_parse(line, len);
    if (ret_object->type != JSON_OBJECT || !json_int(json_get(*ret_object, "show"), &version)) {
        return SHOW_JUNK;
    }
    return version == SHOW_VERSION ? SHOW_OTHER : SHOW_NEWER;
}

static char *take_text(struct json value) {
    struct buf text = {0};
    if (value.type == JSON_STRING && value.len <= (size_t)6 * SHOW_TEXT_MAX) {
        json_put_said(value, &text);
    }
    return buf_take(&text);
}

static void take_list(struct json value, struct show_list *list) {
    struct json key, element;
    struct json_walk walk = json_walk(value);
    while (value.type == JSON_ARRAY && list->count < SHOW_LIST_MAX &&
           json_next(&walk, &key, &element)) {
        char *text = take_text(element);
        show_list_add(list, text);
        mem_free(text);
    }
}

enum show_line show_state_read(const char *line, size_t len, struct show_state *ret_state,
                               struct buf *ret_text) {
    struct json object;
    enum show_line what = look(line, len, &object);
    if (what != SHOW_OTHER) {
        return what;
    }
    struct json end = json_get(object, "end");
    if (end.type == JSON_STRING) {
        char *text = take_text(end);
        buf_clear(ret_text);
        buf_puts(ret_text, text);
        mem_free(text);
        return SHOW_END;
    }
    struct json state = json_get(object, "state");
    if (state.type != JSON_OBJECT) {
        return SHOW_OTHER;
    }
    *ret_state = (struct show_state){0};
    for (size_t i = 0; i < TEXTS; i++) {
        *text_of(ret_state, i) = take_text(json_get(state, texts[i].name));
    }
    for (size_t i = 0; i < LISTS; i++) {
        take_list(json_get(state, lists[i].name), list_of(ret_state, i));
    }
    ret_state->step = json_int_or(json_get(state, "step"), 0);
    ret_state->steps = json_int_or(json_get(state, "steps"), 0);
    return SHOW_STATE;
}

static const char *const wishes[SHOW_WISH_N] = {
#define SHOW_WISH_WORD(name, word) [SHOW_WISH_##name] = (word),
    SHOW_WISH_LIST(SHOW_WISH_WORD)
#undef SHOW_WISH_WORD
};

void show_wish_put(const struct show_asked *asked, struct buf *out) {
    open_line(out);
    json_put_key(out, "do");
    json_put_text(out, wishes[asked->wish]);
    if (asked->number > 0) {
        json_put_key(out, "number");
        json_put_int(out, asked->number);
    }
    if (asked->wish == SHOW_WISH_ANSWER) {
        json_put_key(out, "text");
        json_put_text(out, asked->text);
    }
    json_put_close(out, '}');
    buf_putc(out, '\n');
}

/* An answer is one line: without control characters, and not cut. */
static bool take_answer(struct json value, struct show_asked *asked) {
    struct buf text = {0};
    bool good = value.type == JSON_STRING && value.len <= (size_t)6 * SHOW_ANSWER_MAX;
    if (good) {
        json_put_said(value, &text);
    }
    good = good && text.len <= SHOW_ANSWER_MAX;
    for (size_t i = 0; good && i < text.len; i++) {
        good = (unsigned char)text.data[i] >= ' ' && text.data[i] != 0x7F;
    }
    if (good) {
        memcpy(asked->text, buf_str(&text), text.len + 1);
    }
    buf_done(&text);
    return good;
}

int show_wish_read(const char *line, size_t len, struct show_asked *ret_asked) {
    struct json object;
    enum show_line what = look(line, len, &object);
    if (what != SHOW_OTHER) {
        return what == SHOW_NEWER ? -EPROTO : -EBADMSG;
    }
    struct json word = json_get(object, "do");
    int64_t number = json_int_or(json_get(object, "number"), 0);
    for (int i = 0; i < SHOW_WISH_N; i++) {
        bool numbered = i == SHOW_WISH_LET_GO;
        if (json_is(word, wishes[i]) && (!numbered || (number >= 1 && number <= 9))) {
            struct show_asked asked = {.wish = (enum show_wish)i,
                                       .number = numbered ? (int)number : 0};
            if (i == SHOW_WISH_ANSWER && !take_answer(json_get(object, "text"), &asked)) {
                return 1;
            }
            *ret_asked = asked;
            return 0;
        }
    }
    return 1;
}
