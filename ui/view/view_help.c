/* SPDX-License-Identifier: MIT */
/* view_help.c: all keys of the place one is in, from the table of keys, and how to read the screen.
 */
#include "glyphs.h"
#include "sheet.h"
#include "views.h"
#include <string.h>

static void help_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)scene;
    (void)right;
    buf_puts(left, "help");
}

enum { LEGEND_W = 10 };

static const struct help_row {
    const char *mark, *text;
} legend[] = {
    {GLYPH_READY " ready", "stands before its next call; its number lets it go"},
    {GLYPH_WAITS " waits", "asleep in the kernel, in the call that is named"},
    {GLYPH_ENDED " ended", "with its exit status, or the signal that killed it"},
    {GLYPH_KILLED " killed", "the same at the end of a lane: a signal ended it"},
    {GLYPH_ENDED " zombie", "ended, and its parent has not waited for it yet"},
    {GLYPH_LEFT "fd 3", "reads through descriptor 3"},
    {"fd 4" GLYPH_RIGHT, "writes through descriptor 4"},
    {"closed", "had this end, and closed it"},
    {GLYPH_FREE "dashed",
     "not gated: it executes another program, and goes when the kernel lets it"},
    {"reversed", "changed by the step one looks at"},
    {"main" GLYPH_CURSOR_R, "chosen, as a heavy box is: code and why follow it"},
    {"^C", "above the lanes: Ctrl-C, a signal to all of them"},
    {GLYPH_GOES_ON, "in the code: the line above goes on"},
    {"back", "looks at what was; it undoes nothing"},
    {"branch", "starts new processes and brings them to the step one looks at"},
};

static void *help_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);
    struct buf text = {0};
    const char *line;

    (void)height;
    keys_help_text(scene->help_of, sheet->width, &text);
    for (line = buf_str(&text); *line != '\0';) {
        size_t len = strcspn(line, "\n");
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_NORMAL, "%.*s", (int)len, line);
        line += len + (line[len] == '\n');
    }
    if (scene->help_of == IN_STAGE) {
        sheet_line(sheet);
        sheet_line(sheet);
        sheet_put(sheet, STYLE_HEADING | ATTR_BOLD, "How to read the stage");
        for (size_t i = 0; i < sizeof(legend) / sizeof(legend[0]); i++) {
            sheet_line(sheet);
            sheet_put(sheet, STYLE_KEY, legend[i].mark);
            sheet_put(sheet, STYLE_NORMAL, " ");
            sheet_pad(sheet, LEGEND_W);
            sheet_put(sheet, STYLE_NORMAL, legend[i].text);
            sheet_wrap(sheet, LEGEND_W);
        }
    }
    buf_done(&text);
    return sheet;
}

const struct view view_help = {
    .name = "help",
    .title = help_title,
    .recalc = help_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
