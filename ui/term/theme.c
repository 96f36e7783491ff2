/* SPDX-License-Identifier: MIT */
/*
 * theme.c: see theme.h. One pass over the lines; the first fault ends it.
 */
#include "theme.h"
#include "text.h"
#include "theme_texts.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define WORDS_MAX 8 /* a style, three colours, four attributes */
#define WORD_MAX  32

static const char *const style_names[STYLE_N] = {
#define STYLE_NAME(name) #name,
    STYLE_LIST(STYLE_NAME)
#undef STYLE_NAME
};

static const int depth_colours[THEME_DEPTHS] = {[THEME_256] = 256, [THEME_16] = 16, [THEME_8] = 8};

static const struct {
    const char *name;
    unsigned attr;
} attr_names[] = {
    {"bold", THEME_BOLD},
    {"dim", THEME_DIM},
    {"underline", THEME_UNDERLINE},
    {"reverse", THEME_REVERSE},
};

struct reader {
    const char *file;
    int line;
    struct diag *diag;
    struct theme theme;
    bool has_background;
    char words[WORDS_MAX][WORD_MAX];
    size_t count;
};

/* The words of one line into reader->words. false: there are more or longer ones than any right
 * line has. */
static bool split(struct reader *reader, const char *at, size_t len) {
    const char *end = at + len;
    reader->count = 0;
    while (at < end && *at != '#') {
        size_t n = 0;
        while (at + n < end && strchr(" \t\r#", at[n]) == NULL) {
            n++;
        }
        if (n == 0) {
            at++;
            continue;
        }
        if (reader->count == WORDS_MAX || n >= WORD_MAX) {
            return false;
        }
        memcpy(reader->words[reader->count], at, n);
        reader->words[reader->count++][n] = '\0';
        at += n;
    }
    return true;
}

static int take_background(struct reader *reader) {
    bool light = strcmp(reader->words[1], "light") == 0;
    if (reader->count != 2 || (!light && strcmp(reader->words[1], "dark") != 0)) {
        return diag_set(reader->diag, -EBADMSG, reader->file, reader->line,
                        "`background dark` or `background light`, and nothing else in that line");
    }
    theme_builtin(light, &reader->theme);
    reader->has_background = true;
    return 0;
}

static int style_of(const char *name) {
    for (int i = 0; i < STYLE_N; i++) {
        if (strcasecmp(style_names[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

static bool take_colour(const char *word, int colours, short *ret_colour) {
    int64_t number = THEME_OWN;
    if (strcmp(word, "own") != 0 &&
        (!text_to_int(word, &number) || number < 0 || number >= colours)) {
        return false;
    }
    *ret_colour = (short)number;
    return true;
}

static unsigned attr_of(const char *word) {
    for (size_t i = 0; i < sizeof attr_names / sizeof *attr_names; i++) {
        if (strcmp(attr_names[i].name, word) == 0) {
            return attr_names[i].attr;
        }
    }
    return 0;
}

static int take_style(struct reader *reader) {
    struct theme_row row = {0};
    int style = style_of(reader->words[0]);
    if (style < 0) {
        return diag_set(reader->diag, -EBADMSG, reader->file, reader->line,
                        "there is no style %s (dark.theme has them all)", reader->words[0]);
    }
    for (size_t i = 0; i < THEME_DEPTHS; i++) {
        bool given = i + 1 < reader->count;
        if (!given || !take_colour(reader->words[i + 1], depth_colours[i], &row.colours[i])) {
            return diag_set(reader->diag, -EBADMSG, reader->file, reader->line,
                            "%s needs a colour of %d: own, or a number from 0 to %d",
                            reader->words[0], depth_colours[i], depth_colours[i] - 1);
        }
    }
    for (size_t i = THEME_DEPTHS + 1; i < reader->count; i++) {
        unsigned attr = attr_of(reader->words[i]);
        if (attr == 0) {
            return diag_set(reader->diag, -EBADMSG, reader->file, reader->line,
                            "%s is none of bold, dim, underline, reverse", reader->words[i]);
        }
        row.attrs |= attr;
    }
    reader->theme.rows[style] = row;
    return 0;
}

static int take_line(struct reader *reader, const char *line, size_t len) {
    if (!split(reader, line, len)) {
        return diag_set(reader->diag, -EBADMSG, reader->file, reader->line,
                        "the line is too long: a style, three colours, attributes");
    }
    if (reader->count == 0) {
        return 0;
    }
    if (strcmp(reader->words[0], "background") == 0) {
        return take_background(reader);
    }
    if (!reader->has_background) {
        return diag_set(reader->diag, -EBADMSG, reader->file, reader->line,
                        "first of all comes `background dark` or `background light`");
    }
    return take_style(reader);
}

/* The lines of a text, from what reader->theme was before. */
static int take_all(struct reader *reader, const char *text, size_t len) {
    int result = 0;
    for (size_t at = 0; at < len && result == 0;) {
        const char *newline = memchr(text + at, '\n', len - at);
        size_t n = newline != NULL ? (size_t)(newline - text) - at : len - at;
        reader->line++;
        result = take_line(reader, text + at, n);
        at += n + 1;
    }
    if (result == 0 && !reader->has_background) {
        result = diag_set(reader->diag, -EBADMSG, reader->file, reader->line > 0 ? reader->line : 1,
                          "it has no `background dark` or `background light`");
    }
    return result;
}

int theme_parse(const char *file, const char *text, size_t len, struct theme *ret_theme,
                struct diag *diag) {
    struct reader reader = {.file = file, .diag = diag};
    int result = take_all(&reader, text, len);
    if (result < 0) {
        diag_quote(diag, text, len);
        return result;
    }
    *ret_theme = reader.theme;
    return 0;
}

/* Read once, style by style: they name every style (tests/ui/term/test_theme.c). */
void theme_builtin(bool light, struct theme *ret_theme) {
    static struct theme themes[2];
    static bool known[2];
    if (!known[light]) {
        struct reader reader = {.file = "built in", .theme = {.light = light}};
        known[light] = true; /* its own `background` line comes back here */
        int result = take_all(&reader, light ? theme_light_text : theme_dark_text,
                              light ? theme_light_len : theme_dark_len);
        assert(result == 0);
        (void)result;
        reader.theme.light = light;
        themes[light] = reader.theme;
    }
    *ret_theme = themes[light];
}

bool theme_background_is_light(void) {
    const char *said = getenv("COLORFGBG");
    const char *last = said != NULL ? strrchr(said, ';') : NULL;
    return last != NULL && (strcmp(last, ";7") == 0 || strcmp(last, ";15") == 0);
}
