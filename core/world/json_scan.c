/* SPDX-License-Identifier: MIT */
/* json_scan.c: see json_scan.h. A value's end is found by counting brackets outside of strings. */
#include "json_scan.h"
#include "text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_space(struct json_value *rest) {
    while (rest->len > 0 && is_space(*rest->at)) {
        rest->at++;
        rest->len--;
    }
}

static void skip(struct json_value *rest, size_t count) {
    rest->at += count;
    rest->len -= count;
}

/* Bytes of the string at the start of rest, quotes included; 0: it has no end. */
static size_t string_len(const struct json_value *rest) {
    for (size_t i = 1; i < rest->len; i++) {
        if (rest->at[i] == '\\') {
            i++;
        } else if (rest->at[i] == '"') {
            return i + 1;
        }
    }
    return 0;
}

/* Bytes of an array or object, brackets included; 0: it has no end. */
static size_t nested_len(const struct json_value *rest) {
    size_t depth = 0;
    for (size_t i = 0; i < rest->len; i++) {
        char c = rest->at[i];
        if (c == '"') {
            struct json_value from = {rest->at + i, rest->len - i};
            size_t len = string_len(&from);
            if (len == 0) {
                return 0;
            }
            i += len - 1;
        } else if (c == '[' || c == '{') {
            depth++;
        } else if ((c == ']' || c == '}') && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

static size_t value_len(const struct json_value *rest) {
    if (rest->len == 0) {
        return 0;
    }
    if (*rest->at == '"') {
        return string_len(rest);
    }
    if (*rest->at == '[' || *rest->at == '{') {
        return nested_len(rest);
    }
    size_t len = 0;
    while (len < rest->len && strchr(",]}: \t\r\n", rest->at[len]) == NULL) {
        len++;
    }
    return len;
}

/* Takes one value off the start of rest. */
static bool take_value(struct json_value *rest, struct json_value *ret_value) {
    skip_space(rest);
    size_t len = value_len(rest);
    if (len == 0) {
        return false;
    }
    *ret_value = (struct json_value){rest->at, len};
    skip(rest, len);
    skip_space(rest);
    return true;
}

/* Into a list at its first call, past the comma after that: false at its end. */
static bool enter(struct json_value *place, char bracket) {
    if (place->at == NULL) {
        return false;
    }
    skip_space(place);
    if (place->len == 0 || (*place->at != bracket && *place->at != ',')) {
        return false;
    }
    skip(place, 1);
    return true;
}

bool json_next(struct json_value *place, struct json_value *ret_element) {
    return enter(place, '[') && take_value(place, ret_element);
}

bool json_next_member(struct json_value *place, struct json_value *ret_name,
                      struct json_value *ret_value) {
    struct json_value name;
    if (!enter(place, '{') || !take_value(place, &name) || *name.at != '"' || place->len == 0 ||
        *place->at != ':') {
        return false;
    }
    skip(place, 1);
    if (!take_value(place, ret_value)) {
        return false;
    }
    *ret_name = name;
    return true;
}

bool json_member_of(struct json_value object, const char *name, struct json_value *ret_value) {
    struct json_value member, value;
    size_t len = strlen(name);
    while (json_next_member(&object, &member, &value)) {
        if (member.len == len + 2 && memcmp(member.at + 1, name, len) == 0) {
            *ret_value = value;
            return true;
        }
    }
    return false;
}

bool json_member(const char *text, const char *name, struct json_value *ret_value) {
    return json_member_of((struct json_value){text, strlen(text)}, name, ret_value);
}

static bool hex4(const char *at, size_t len, uint32_t *ret_value) {
    uint32_t value = 0;
    if (len < 4) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdef";
        char c = (char)(at[i] >= 'A' && at[i] <= 'F' ? at[i] - 'A' + 'a' : at[i]);
        const char *found = c == '\0' ? NULL : strchr(digits, c);
        if (found == NULL) {
            return false;
        }
        value = value * 16 + (uint32_t)(found - digits);
    }
    *ret_value = value;
    return true;
}

/* The character of an escape "\uXXXX" whose digits start at `at`, with a second one if the two are
 * a surrogate pair; how many bytes after the 'u' it took. */
static size_t put_unicode(const char *at, size_t len, struct buf *out) {
    uint32_t high, low;
    if (!hex4(at, len, &high)) {
        text_put_char(out, TEXT_REPLACEMENT);
        return 0;
    }
    if (high >= 0xD800 && high < 0xDC00 && len >= 10 && at[4] == '\\' && at[5] == 'u' &&
        hex4(at + 6, len - 6, &low) && low >= 0xDC00 && low < 0xE000) {
        text_put_char(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
        return 10;
    }
    text_put_char(out, high >= 0xD800 && high < 0xE000 ? TEXT_REPLACEMENT : high);
    return 4;
}

static void put_unescaped(const char *at, size_t len, struct buf *out) {
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    for (size_t i = 0; i < len; i++) {
        if (at[i] != '\\' || i + 1 >= len) {
            buf_putc(out, at[i]);
            continue;
        }
        i++;
        const char *known = at[i] == '\0' ? NULL : strchr(from, at[i]);
        if (at[i] == 'u') {
            i += put_unicode(at + i + 1, len - i - 1, out);
        } else {
            buf_putc(out, known == NULL ? at[i] : to[known - from]);
        }
    }
}

void json_text(struct json_value value, struct buf *out) {
    if (value.at == NULL || (value.len == 4 && memcmp(value.at, "null", 4) == 0)) {
        return;
    }
    if (value.len >= 2 && *value.at == '"') {
        put_unescaped(value.at + 1, value.len - 2, out);
    } else {
        buf_put(out, value.at, value.len);
    }
}

bool json_int(struct json_value value, int64_t *ret_value) {
    char digits[24];
    if (value.at == NULL || value.len == 0 || value.len >= sizeof digits) {
        return false;
    }
    memcpy(digits, value.at, value.len);
    digits[value.len] = '\0';
    return text_to_int(digits, ret_value);
}

void json_put_string(struct buf *out, const char *text) {
    size_t len = strlen(text);
    buf_putc(out, '"');
    for (size_t i = 0; i < len;) {
        size_t bytes = text_char_len(text + i, len - i);
        unsigned char c = (unsigned char)text[i];
        if (bytes == 0) {
            text_put_char(out, TEXT_REPLACEMENT);
        } else if (c == '"' || c == '\\') {
            buf_putf(out, "\\%c", c);
        } else if (c == '\n') {
            buf_puts(out, "\\n");
        } else if (c < 0x20 || c == 0x7F) {
            buf_putf(out, "\\u%04x", c);
        } else {
            buf_put(out, text + i, bytes);
        }
        i += bytes == 0 ? 1 : bytes;
    }
    buf_putc(out, '"');
}
