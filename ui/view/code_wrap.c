/* SPDX-License-Identifier: MIT */
/* code_wrap.c: see code_wrap.h. Each place of the line is given a grade; a row ends at the last
 * place of the best grade that leaves it reasonably full. */
#include "code_wrap.h"
#include "code_look.h"
#include "columns.h"
#include "glyphs.h"
#include "mem.h"
#include <stdint.h>
#include <string.h>

/* How good it is to break before a byte. */
enum grade {
    BREAK_NEVER,   /* inside a character or a token, before what closes, between name and "(" */
    BREAK_TOKEN,   /* between two tokens */
    BREAK_STRING,  /* behind a blank of a string */
    BREAK_BRACKET, /* behind what opens */
    BREAK_BLANK,   /* behind a blank, a comma; in a comment, too */
    BREAK_GRADES
};

/* Before a token's first byte. */
static enum grade grade_between(const char *line, size_t at) {
    char before = line[at - 1], here = line[at];

    if (here == ' ') {
        return BREAK_NEVER;
    }
    if (before == ' ') {
        return BREAK_BLANK;
    }
    if (strchr(",;)]}", here) != NULL || here == '(' || here == '[') {
        return BREAK_NEVER;
    }
    if (before == ',' || before == ';') {
        return BREAK_BLANK;
    }
    if (strchr("([{", before) != NULL) {
        return BREAK_BRACKET;
    }
    return strchr(".:", before) != NULL ? BREAK_NEVER : BREAK_TOKEN;
}

/* Inside of a token: of words and numbers none, of signs between any two, of texts at blanks. */
static enum grade grade_inside(const char *line, size_t at, unsigned look) {
    bool after_blank = line[at - 1] == ' ' && line[at] != ' ';

    if (look == STYLE_COMMENT) {
        return after_blank ? BREAK_BLANK : BREAK_NEVER;
    }
    if (look == STYLE_STRING) {
        return after_blank ? BREAK_STRING : BREAK_NEVER;
    }
    return code_is_word(line[at]) || look != STYLE_NORMAL ? BREAK_NEVER : grade_between(line, at);
}

/* A grade a byte of the line; the caller's to free. */
static uint8_t *grades_of(const char *line, size_t len, bool is_c) {
    uint8_t *grades = mem_new(len + 1);

    for (size_t at = 0, end; at < len; at = end) {
        unsigned look;
        end = at + code_token(line + at, is_c, &look);
        grades[at] = (uint8_t)(at > 0 ? grade_between(line, at) : BREAK_NEVER);
        for (size_t i = at + 1; i < end; i++) {
            grades[i] = (uint8_t)grade_inside(line, i, look);
        }
    }
    return grades;
}

/* The last place from `least` to `most` columns that has this grade or a better one; 0: none. */
static size_t last_of(const char *line, const uint8_t *grades, size_t fits, int least,
                      enum grade grade) {
    for (size_t at = fits; at > 0; at--) {
        if (grades[at] >= grade && columns_n(line, at) > least) {
            return at;
        }
    }
    return 0;
}

size_t code_row(const char *line, bool is_c, int width) {
    /* A blank is worth half a row, brackets a third, anything else but the indent. */
    static const int emptiest[BREAK_GRADES] = {
        [BREAK_TOKEN] = 8, [BREAK_STRING] = 3, [BREAK_BRACKET] = 3, [BREAK_BLANK] = 2};
    size_t len = strlen(line), fits = columns_fit(line, len, width);
    int indent = (int)strspn(line, " ");
    size_t found = 0;

    if (fits == len || (fits > 0 && line[fits] == ' ')) {
        return fits;
    }
    uint8_t *grades = grades_of(line, len, is_c);
    for (int grade = BREAK_BLANK; grade >= BREAK_TOKEN && found == 0; grade--) {
        int least = indent + (width - indent) / emptiest[grade];
        found = last_of(line, grades, fits, least, (enum grade)grade);
    }
    if (found == 0) {
        found = last_of(line, grades, fits, indent, BREAK_TOKEN);
    }
    mem_free(grades);
    return found > 0 ? found : fits;
}

void code_wrap(struct sheet *sheet, const char *line, bool is_c) {
    int before = sheet_columns(sheet) - columns(line);
    int indent = (int)strspn(line, " ") + 2;
    struct buf lead = {0};
    int room = sheet->width - before;

    /* Under the line's number the mark, then the indent: at most half of the room. */
    indent = indent < room / 2 ? indent : room / 2;
    buf_putf(&lead, "%*s%s %*s", before > 2 ? before - 2 : 0, "", GLYPH_GOES_ON, indent, "");
    for (bool first = true;; first = false) {
        size_t used = code_row(line, is_c, room - (first ? 0 : indent));
        if (used == 0 || line[used] == '\0') {
            break;
        }
        size_t at = sheet_bytes(sheet) - strlen(line) + used;
        line += used + strspn(line + used, " ");
        sheet_break(sheet, at, STYLE_DIM, buf_str(&lead));
    }
    buf_done(&lead);
}
