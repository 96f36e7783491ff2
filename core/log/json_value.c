/* SPDX-License-Identifier: MIT */
/*
 * json_value.c: the grammar of RFC 8259, one function a rule, over bytes that may be anything. All
 * of them move walk->at forward, never beyond walk->end, and stop at the first byte that is wrong.
 */
#include "json_value.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool wrong(struct json_walk *walk, const char *what) {
    walk->fault = what;
    return false;
}

static void skip_blanks(struct json_walk *walk) {
    while (walk->at < walk->end &&
           (*walk->at == ' ' || *walk->at == '\t' || *walk->at == '\n' || *walk->at == '\r')) {
        walk->at++;
    }
}

/* Is this byte next (after blanks)? Then it is passed over. */
static bool take(struct json_walk *walk, char byte) {
    skip_blanks(walk);
    if (walk->at < walk->end && *walk->at == byte) {
        walk->at++;
        return true;
    }
    return false;
}

/* ---- strings ---- */

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* at: the byte after a backslash. */
static bool read_escape(struct json_walk *walk) {
    if (walk->at >= walk->end) {
        return wrong(walk, "cut off in a string");
    }
    if (*walk->at != 'u') {
        if (*walk->at == '\0' || !strchr("\"\\/bfnrt", *walk->at)) {
            return wrong(walk, "no such escape");
        }
        walk->at++;
        return true;
    }
    walk->at++;
    for (int i = 0; i < 4; i++, walk->at++) {
        if (walk->at >= walk->end) {
            return wrong(walk, "cut off in a string");
        }
        if (hex_digit(*walk->at) < 0) {
            return wrong(walk, "\\u needs four hexadecimal digits");
        }
    }
    return true;
}

/* Bytes that need a look: the quote, the backslash, controls, and all of UTF-8 beyond ASCII. */
static bool is_plain(char c) {
    unsigned char byte = (unsigned char)c;
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

static bool read_string(struct json_walk *walk, struct json *ret_value) {
    const char *first = ++walk->at;
    bool escaped = false;
    for (;;) {
        while (walk->at < walk->end && is_plain(*walk->at)) {
            walk->at++;
        }
        if (walk->at >= walk->end) {
            return wrong(walk, "cut off in a string");
        }
        if (*walk->at == '"') {
            break;
        }
        if (*walk->at == '\\') {
            walk->at++;
            escaped = true;
            if (!read_escape(walk)) {
                return false;
            }
            continue;
        }
        size_t len = text_char_len(walk->at, (size_t)(walk->end - walk->at));
        if (len == 0) {
            return wrong(walk, "a byte that is no UTF-8");
        }
        if (len == 1) {
            return wrong(walk, "a control character that is not escaped");
        }
        walk->at += len;
    }
    *ret_value = (struct json){JSON_STRING, escaped, first, (size_t)(walk->at - first)};
    walk->at++;
    return true;
}

/* ---- numbers and words ---- */

static size_t skip_digits(struct json_walk *walk) {
    const char *first = walk->at;
    while (walk->at < walk->end && *walk->at >= '0' && *walk->at <= '9') {
        walk->at++;
    }
    return (size_t)(walk->at - first);
}

static bool at_either(const struct json_walk *walk, char one, char other) {
    return walk->at < walk->end && (*walk->at == one || *walk->at == other);
}

static bool read_number(struct json_walk *walk, struct json *ret_value) {
    const char *first = walk->at;
    if (*walk->at == '-') {
        walk->at++;
    }
    const char *digits = walk->at;
    size_t count = skip_digits(walk);
    if (count == 0 || (count > 1 && *digits == '0')) {
        return wrong(walk, walk->at < walk->end ? "not a number" : "cut off in a number");
    }
    if (at_either(walk, '.', '.')) {
        walk->at++;
        if (skip_digits(walk) == 0) {
            return wrong(walk, "no digit after the point");
        }
    }
    if (at_either(walk, 'e', 'E')) {
        walk->at++;
        if (at_either(walk, '+', '-')) {
            walk->at++;
        }
        if (skip_digits(walk) == 0) {
            return wrong(walk, "no digit in the exponent");
        }
    }
    *ret_value = (struct json){JSON_NUMBER, false, first, (size_t)(walk->at - first)};
    return true;
}

static const struct {
    const char *word;
    enum json_type type;
} words[] = {{"null", JSON_NULL}, {"false", JSON_FALSE}, {"true", JSON_TRUE}};

static bool read_word(struct json_walk *walk, struct json *ret_value) {
    size_t left = (size_t)(walk->end - walk->at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i].word);
        if (left >= len && memcmp(walk->at, words[i].word, len) == 0) {
            *ret_value = (struct json){words[i].type, false, walk->at, len};
            walk->at += len;
            return true;
        }
        if (left < len && memcmp(walk->at, words[i].word, left) == 0) {
            walk->at = walk->end;
            return wrong(walk, "cut off in a word");
        }
    }
    return wrong(walk, "no value starts with this");
}

/* ---- arrays, objects, values ---- */

static bool read_value(struct json_walk *walk, struct json *ret_value, int depth);

/* The next element or member; ended: false is no fault. */
static bool next(struct json_walk *walk, struct json *ret_key, struct json *ret_value, int depth) {
    if (take(walk, walk->is_object ? '}' : ']')) {
        return false; /* after a comma too: seen and refused below */
    }
    if (walk->started && !take(walk, ',')) {
        return wrong(walk, walk->at < walk->end ? "a comma or the end is missing" : "cut off");
    }
    *ret_key = (struct json){0};
    if (walk->is_object) {
        skip_blanks(walk);
        if (walk->at >= walk->end || *walk->at != '"') {
            return wrong(walk, walk->at < walk->end ? "a name in quotes is missing" : "cut off");
        }
        if (!read_string(walk, ret_key)) {
            return false;
        }
        if (!take(walk, ':')) {
            return wrong(walk, walk->at < walk->end ? "a colon is missing" : "cut off");
        }
    }
    walk->started = true;
    return read_value(walk, ret_value, depth);
}

/* A whole array or object, as one stretch. */
static bool read_many(struct json_walk *walk, struct json *ret_value, int depth) {
    const char *first = walk->at;
    if (depth >= JSON_DEPTH_MAX) {
        return wrong(walk, "nested too deep");
    }
    struct json_walk inner = {
        .at = first + 1, .end = walk->end, .is_object = *first == '{', .started = false};
    struct json key, value;
    while (next(&inner, &key, &value, depth + 1)) {
    }
    walk->at = inner.at;
    if (inner.fault) {
        return wrong(walk, inner.fault);
    }
    *ret_value = (struct json){inner.is_object ? JSON_OBJECT : JSON_ARRAY, false, first,
                               (size_t)(walk->at - first)};
    return true;
}

static bool read_value(struct json_walk *walk, struct json *ret_value, int depth) {
    skip_blanks(walk);
    if (walk->at >= walk->end) {
        return wrong(walk, "cut off");
    }
    char first = *walk->at;
    if (first == '"') {
        return read_string(walk, ret_value);
    }
    if (first == '{' || first == '[') {
        return read_many(walk, ret_value, depth);
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
        return read_number(walk, ret_value);
    }
    return read_word(walk, ret_value);
}

bool json_read(struct json_walk *walk, struct json *ret_value) {
    walk->fault = NULL;
    return read_value(walk, ret_value, 0);
}

bool json_enter_object(struct json_walk *walk) {
    walk->fault = NULL;
    if (!take(walk, '{')) {
        return wrong(walk, walk->at < walk->end ? "no object starts with this" : "cut off");
    }
    walk->is_object = true;
    walk->started = false;
    return true;
}

bool json_next(struct json_walk *walk, struct json *ret_key, struct json *ret_value) {
    walk->fault = NULL;
    if (!walk->end) {
        return false; /* a walk over what is no array and no object */
    }
    return next(walk, ret_key, ret_value, 1);
}

struct json json_parse_deep(const char *text, size_t len, int depth) {
    if (len == 0) {
        return (struct json){0};
    }
    struct json_walk walk = {.at = text, .end = text + len};
    struct json value = {0};
    if (!read_value(&walk, &value, JSON_DEPTH_MAX - depth)) {
        return (struct json){0};
    }
    skip_blanks(&walk);
    return walk.at == walk.end ? value : (struct json){0};
}

struct json json_parse(const char *text, size_t len) {
    return json_parse_deep(text, len, JSON_DEPTH_MAX);
}

struct json json_of(const char *text) {
    return text ? json_parse(text, strlen(text)) : (struct json){0};
}
