/* SPDX-License-Identifier: MIT */
/* stage_words.c: see stage_words.h. */
#include "stage_words.h"
#include "columns.h"
#include <string.h>

void stage_put_wording(struct sheet *sheet, unsigned look, const char *const wordings[]) {
    while (wordings[1] != NULL && columns(wordings[0]) > sheet->width) {
        wordings++;
    }
    sheet_line(sheet);
    sheet_put(sheet, look, wordings[0]);
}

static unsigned count_words(const char *text) {
    unsigned count = 0;

    for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
        count++;
        text += strcspn(text, " ");
    }
    return count;
}

/* The first `take` of `count` names, and how many more there are. */
static void first_names(const char *names, unsigned take, unsigned count, struct buf *out) {
    for (unsigned i = 0; i < take; i++) {
        size_t len = strcspn(names, " ");
        buf_puts(out, i > 0 ? " " : "");
        buf_put(out, names, len);
        names += len + strspn(names + len, " ");
    }
    if (take < count) {
        buf_putf(out, " +%u", count - take);
    }
}

void stage_put_first_names(struct sheet *sheet, unsigned look, const char *label, const char *names,
                           unsigned count) {
    int room = sheet->width - columns(label) - columns(": ");
    struct buf text = {0};
    unsigned most = room > 0 ? (unsigned)room / 2 + 1 : 1; /* a name has a column, and a blank */
    unsigned take = count_words(names);

    take = take < most ? take : most;
    names += strspn(names, " ");
    first_names(names, take, count, &text);
    while (take > 1 && columns(buf_str(&text)) > room) {
        buf_clear(&text);
        first_names(names, --take, count, &text);
    }
    sheet_line(sheet);
    if (count > 1 && columns(buf_str(&text)) > room) {
        sheet_printf(sheet, look, "%u %s", count, label);
    } else {
        sheet_printf(sheet, STYLE_DIM, "%s: ", label);
        sheet_put(sheet, count > 0 ? look : STYLE_DIM | LOOK_ATTRS(look),
                  count > 0 ? buf_str(&text) : "nobody");
    }
    buf_done(&text);
}

void stage_put_names(struct sheet *sheet, unsigned look, const char *label, const char *names) {
    stage_put_first_names(sheet, look, label, names, count_words(names));
}

void stage_line_text(const char *line, int width, struct buf *out) {
    enum { MORE_W = 4 }; /* " +12" */
    size_t fits = columns_fit(line, strlen(line), width - MORE_W);

    while (fits > 0 && line[fits] != ' ') {
        fits--;
    }
    /* A label's colon, what joins parts, what stands in quotes: no names. */
    if (columns(line) <= width || fits == 0 || line[fits - 1] == ':' ||
        line[fits + strcspn(line + fits, ":;,\"")] != '\0') {
        buf_puts(out, line);
        return;
    }
    buf_put(out, line, fits);
    buf_putf(out, " +%u", count_words(line + fits));
}

void stage_fill_text(long long there, long long capacity, int width, struct buf *out) {
    struct buf text = {0};

    buf_putf(&text, "%lld of %lld B", there, capacity);
    if (columns(buf_str(&text)) > width) {
        buf_clear(&text);
        buf_putf(&text, "%lld of %lld", there, capacity);
    }
    if (columns(buf_str(&text)) > width) {
        buf_clear(&text);
        buf_putf(&text, "%lld/%lld", there, capacity);
    }
    buf_puts(out, buf_str(&text));
    buf_done(&text);
}
