/* SPDX-License-Identifier: MIT */
/*
 * columns.c: the columns of texts, and wrapping. The columns of a single character are in widths.c.
 */
#include "columns.h"

#include "text.h"

#include <string.h>

int columns_n(const char *text, size_t len) {
    int width = 0;
    for (size_t at = 0; at < len;) {
        if ((unsigned char)text[at] < 0x80) { /* nearly always */
            width++;
            at++;
            continue;
        }
        uint32_t codepoint;
        at += text_decode(text + at, len - at, &codepoint);
        width += columns_of(codepoint);
    }
    return width;
}

int columns(const char *text) {
    return columns_n(text, strlen(text));
}

size_t columns_fit(const char *text, size_t len, int width) {
    size_t fit = 0;
    int taken = 0;
    while (fit < len) {
        uint32_t codepoint;
        size_t used = text_decode(text + fit, len - fit, &codepoint);
        taken += columns_of(codepoint);
        if (taken > width) {
            break;
        }
        fit += used;
    }
    return fit;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Where a line may end: its text up to `end`, the next one from `next` on. */
struct wrap_break {
    const char *end, *next;
};

/* Finds the end of the line that starts at text: the last place to break before it gets too wide,
 * or its '\n', or the end of the text. */
static struct wrap_break find_break(const char *text, int width) {
    struct wrap_break best = {NULL, NULL};
    const char *at = text;
    int taken = 0;
    bool word_seen = false, after_wide = false;
    while (*at != '\0' && *at != '\n') {
        uint32_t codepoint;
        size_t used = text_decode(at, strnlen(at, 4), &codepoint);
        int take = columns_of(codepoint);
        if (is_blank(*at)) {
            if (word_seen) {
                best = (struct wrap_break){at, at + strspn(at, " \t")};
                used = strspn(at, " \t");
                take = (int)used;
            }
        } else {
            if (word_seen && take > 0 && (take == 2 || after_wide) && !is_blank(at[-1])) {
                best = (struct wrap_break){at, at};
            }
            if (taken + take > width && at > text) {
                return best.end != NULL ? best : (struct wrap_break){at, at};
            }
            word_seen = true;
            after_wide = take == 2 || (take == 0 && after_wide);
        }
        taken += take;
        at += used;
    }
    return (struct wrap_break){at, *at == '\n' ? at + 1 : at};
}

bool wrap_next(const char **cursor, int width, struct wrap_line *ret_line) {
    if (**cursor == '\0') {
        return false;
    }
    struct wrap_break found = find_break(*cursor, width < 1 ? 1 : width);
    const char *end = found.end;
    while (end > *cursor && is_blank(end[-1])) {
        end--;
    }
    ret_line->text = *cursor;
    ret_line->len = (size_t)(end - *cursor);
    ret_line->columns = columns_n(ret_line->text, ret_line->len);
    *cursor = found.next;
    return true;
}

int wrap_count(const char *text, int width) {
    struct wrap_line line;
    int count = 0;
    while (wrap_next(&text, width, &line)) {
        count++;
    }
    return count;
}
