/* SPDX-License-Identifier: MIT */
/*
 * json_ask.c: questions to a value that json_value.c has checked: members, elements, integers,
 * strings without their escapes.
 */
#include "json_value.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct json_walk json_walk(struct json value) {
    if (value.type != JSON_OBJECT && value.type != JSON_ARRAY) {
        return (struct json_walk){0};
    }
    return (struct json_walk){
        .at = value.at + 1, .end = value.at + value.len, .is_object = value.type == JSON_OBJECT};
}

struct json json_get(struct json object, const char *name) {
    struct json found = {0}, key, value;
    if (object.type != JSON_OBJECT) {
        return found;
    }
    struct json_walk walk = json_walk(object);
    while (json_next(&walk, &key, &value)) {
        if (json_is(key, name)) {
            found = value;
        }
    }
    return found;
}

struct json json_at(struct json array, size_t i) {
    struct json key, value;
    if (array.type != JSON_ARRAY) {
        return (struct json){0};
    }
    struct json_walk walk = json_walk(array);
    while (json_next(&walk, &key, &value)) {
        if (i-- == 0) {
            return value;
        }
    }
    return (struct json){0};
}

size_t json_count(struct json value) {
    size_t count = 0;
    struct json key, element;
    struct json_walk walk = json_walk(value);
    while (json_next(&walk, &key, &element)) {
        count++;
    }
    return count;
}

bool json_int(struct json value, int64_t *ret_int) {
    if (value.type != JSON_NUMBER) {
        return false;
    }
    const char *at = value.at;
    const char *end = at + value.len;
    bool negative = *at == '-';
    /* Counted downwards, because there is one negative number more than positive ones. */
    int64_t sum = 0;
    for (at += negative; at < end; at++) {
        if (*at < '0' || *at > '9' || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_sub_overflow(sum, *at - '0', &sum)) {
            return false;
        }
    }
    if (!negative && sum == INT64_MIN) {
        return false;
    }
    *ret_int = negative ? sum : -sum;
    return true;
}

int64_t json_int_or(struct json value, int64_t otherwise) {
    int64_t number = otherwise;
    return json_int(value, &number) ? number : otherwise;
}

bool json_double(struct json value, double *ret_double) {
    char digits[64];
    if (value.type != JSON_NUMBER || value.len >= sizeof digits) {
        return false;
    }
    memcpy(digits, value.at, value.len);
    digits[value.len] = '\0';
    *ret_double = strtod(digits, NULL);
    return true;
}

/* The four digits after a \u; checked before. */
static uint32_t unit_at(const char *digits) {
    char text[5] = {digits[0], digits[1], digits[2], digits[3], '\0'};
    return (uint32_t)strtoul(text, NULL, 16);
}

/* at: behind "\u"; how many bytes of the text the character takes from there on. */
static size_t unescape_unit(const char *at, const char *end, uint32_t *ret_char) {
    uint32_t unit = unit_at(at);
    if (unit >= 0xD800 && unit < 0xDC00 && end - at >= 10 && at[4] == '\\' && at[5] == 'u') {
        uint32_t low = unit_at(at + 6);
        if (low >= 0xDC00 && low < 0xE000) {
            *ret_char = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            return 10;
        }
    }
    bool surrogate = unit >= 0xD800 && unit < 0xE000;
    *ret_char = unit == 0 || surrogate ? TEXT_REPLACEMENT : unit;
    return 4;
}

static char unescape_one(char c) {
    static const char from[] = "bfnrt";
    static const char to[] = "\b\f\n\r\t";
    const char *place = strchr(from, c);
    return place && *place ? to[place - from] : c;
}

void json_put_said(struct json string, struct buf *out) {
    if (string.type != JSON_STRING) {
        return;
    }
    const char *at = string.at;
    const char *end = at + string.len;
    while (at < end) {
        const char *slash = string.escaped ? memchr(at, '\\', (size_t)(end - at)) : NULL;
        const char *stop = slash ? slash : end;
        buf_put(out, at, (size_t)(stop - at));
        at = stop;
        if (!slash) {
            break;
        }
        if (at[1] != 'u') {
            buf_putc(out, unescape_one(at[1]));
            at += 2;
            continue;
        }
        uint32_t character;
        at += 2 + unescape_unit(at + 2, end, &character);
        text_put_char(out, character);
    }
}

bool json_put_bytes_said(struct json string, struct buf *out) {
    if (string.type != JSON_STRING) {
        return false;
    }
    const char *at = string.at;
    const char *end = at + string.len;
    while (at < end) {
        uint32_t character;
        if (*at != '\\') {
            at += text_decode(at, (size_t)(end - at), &character);
        } else if (at[1] == 'u') {
            character = unit_at(at + 2);
            at += 6;
        } else {
            character = (unsigned char)unescape_one(at[1]);
            at += 2;
        }
        if (character > 0xFF) {
            return false;
        }
        buf_putc(out, (char)character);
    }
    return true;
}

char *json_strdup(struct json string) {
    if (string.type != JSON_STRING) {
        return NULL;
    }
    struct buf out = {0};
    json_put_said(string, &out);
    return buf_take(&out);
}

bool json_is(struct json string, const char *text) {
    if (string.type != JSON_STRING) {
        return false;
    }
    size_t len = strlen(text);
    if (!string.escaped) {
        return string.len == len && memcmp(string.at, text, len) == 0;
    }
    struct buf said = {0};
    json_put_said(string, &said);
    bool same = said.len == len && memcmp(buf_str(&said), text, len) == 0;
    buf_done(&said);
    return same;
}
