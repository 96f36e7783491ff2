/* SPDX-License-Identifier: MIT */
/* view_code.c: the program's source beside the run, as Lua or as its C twin, with the line where
 * the chosen process stands. Blanks that all lines begin with are left out, because room is dear.
 */
#include "code_look.h"
#include "glyphs.h"
#include "mem.h"
#include "sheet.h"
#include "states.h"
#include "views.h"
#include <string.h>

enum { TAB_WIDTH = 4 };

static const struct source *shown(const struct scene *scene) {
    return scene->show_twin && scene->twin != NULL ? scene->twin : scene->lua;
}

static void code_title(const struct scene *scene, struct buf *left, struct buf *right) {
    const struct source *source = shown(scene);
    const char *file = source != NULL && source->file != NULL ? source->file : "code";
    const char *slash = strrchr(file, '/');

    if (scene->chosen != 0) {
        buf_putf(left, "%s " GLYPH_DOT " ", log_str(scene->log, scene->chosen));
    }
    buf_puts(left, slash != NULL ? slash + 1 : file);
    if (scene->twin != NULL) {
        buf_puts(right, scene->show_twin ? "Lua [C]" : "[Lua] C");
    }
}

/* The line of lesson.lua where the chosen process stands (or stood last: *ret_ended); 0: none. */
static int lua_line(const struct scene *scene, bool *ret_ended) {
    const struct world_proc *proc =
        scene->world != NULL ? world_proc(scene->world, scene->chosen) : NULL;

    *ret_ended = proc != NULL && (proc->state == PROC_ZOMBIE || proc->state == PROC_GONE);
    return proc != NULL ? proc->line : 0;
}

static char *expand(const char *text) {
    struct buf out = {0};
    int column = 0;

    for (; *text != '\0'; text++) {
        if (*text == '\t') {
            do {
                buf_putc(&out, ' ');
            } while (++column % TAB_WIDTH != 0);
        } else {
            buf_putc(&out, *text);
            column += ((unsigned char)*text & 0xc0) != 0x80;
        }
    }
    return buf_take(&out);
}

static int indent_of(const char *line) {
    return (int)strspn(line, " ");
}

/* Blanks in common to the lines around the one that matters: an outer line may stick out further.
 */
static int common_indent(char **lines, size_t count, size_t here) {
    size_t from = here > 6 ? here - 6 : 0;
    size_t to = here + 7 < count ? here + 7 : count;
    int least = -1;

    if (here == 0) {
        return 0;
    }
    for (size_t i = from; i < to; i++) {
        int own = indent_of(lines[i]);
        if (lines[i][own] != '\0' && (least < 0 || own < least)) {
            least = own;
        }
    }
    return least > 0 ? least : 0;
}

static void put_line(const struct scene *scene, struct sheet *sheet, const char *text, size_t n,
                     bool here) {
    sheet_line(sheet);
    sheet_put(sheet, here ? STYLE_KEY | ATTR_BOLD : STYLE_DIM, here ? ">" : " ");
    sheet_printf(sheet, STYLE_DIM, "%2zu ", n);
    code_put(sheet, text, scene->show_twin && scene->twin != NULL);
    if (here) {
        sheet_look(sheet, STYLE_CURRENT | ATTR_BOLD);
        sheet_here(sheet);
    }
}

static void *code_recalc(const struct scene *scene, int width, int height) {
    const struct source *source = shown(scene);
    struct sheet *sheet = sheet_new(width);
    bool ended;
    int lua = lua_line(scene, &ended);
    size_t here = 0;
    char **lines;
    int indent;

    (void)height;
    sheet->no_bar = true;
    if (source == NULL || source->line_count == 0) {
        sheet_text(sheet, STYLE_DIM, 0, "no source beside this run");
        return sheet;
    }
    if (lua > 0) {
        here = source == scene->twin ? (size_t)source_line_of(scene->twin, lua) : (size_t)lua;
    }
    lines = mem_new(source->line_count * sizeof(*lines));
    for (size_t i = 0; i < source->line_count; i++) {
        lines[i] = expand(source->lines[i].text);
    }
    indent = common_indent(lines, source->line_count, here);
    for (size_t i = 0; i < source->line_count; i++) {
        int own = indent_of(lines[i]);
        bool at = i + 1 == here ||
                  (source == scene->twin && lua > 0 && source_stands_for(source, (int)i + 1, lua));
        put_line(scene, sheet, lines[i] + (own < indent ? own : indent), i + 1, at && !ended);
        mem_free(lines[i]);
    }
    mem_free(lines);
    if (here > 0) {
        sheet->current = here;
    } else if (scene->program != NULL && source == scene->lua) {
        sheet->current = (size_t)scene->program->line;
    }
    return sheet;
}

const struct view view_code = {
    .name = "code",
    .title = code_title,
    .recalc = code_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
