/* SPDX-License-Identifier: MIT */
/* view_code.c: the program's source beside the run, as Lua or as its C twin, with the line where
 * the chosen process stands. Blanks that all lines begin with are left out, because room is dear.
 */
#include "code_look.h"
#include "code_wrap.h"
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

/* The lines that are shown, from 1: those of the program's function (not what it claims, which
 * would give away how it ends); the whole file where the current line is elsewhere. */
struct code_part {
    size_t first, last;
};

static struct code_part part_of(const struct scene *scene, const struct source *source,
                                size_t here) {
    struct code_part part = {1, source->line_count};
    const struct run_decl_program *program = scene->program;

    if (program == NULL || source != scene->lua || program->first <= 0 ||
        program->last <= program->first + 1 || (size_t)program->last > source->line_count ||
        (here > 0 && (here <= (size_t)program->first || here > (size_t)program->last))) {
        return part;
    }
    return (struct code_part){(size_t)program->first + 1, (size_t)program->last};
}

/* Blanks that all lines of the part begin with: its last, an "end", may stick out. */
static int common_indent(char **lines, struct code_part part) {
    int least = -1;

    for (size_t n = part.first; n < part.last; n++) {
        const char *line = lines[n - 1];
        int own = indent_of(line);
        if (line[own] != '\0' && (least < 0 || own < least)) {
            least = own;
        }
    }
    return least > 0 ? least : 0;
}

/* A line, over as many rows as it needs. */
static void put_line(const struct scene *scene, struct sheet *sheet, const char *text, size_t n,
                     bool here) {
    size_t row = sheet->count;

    sheet_line(sheet);
    sheet_put(sheet, here ? STYLE_KEY | ATTR_BOLD : STYLE_DIM, here ? ">" : " ");
    sheet_printf(sheet, STYLE_DIM, "%2zu ", n);
    code_put(sheet, text, scene->show_twin && scene->twin != NULL);
    code_wrap(sheet, text, scene->show_twin && scene->twin != NULL);
    for (; here && row < sheet->count; row++) {
        sheet->lines[row].look = STYLE_CURRENT | ATTR_BOLD;
    }
}

/* The line of the shown file where the chosen process stands; 0: none. */
static size_t line_here(const struct scene *scene, const struct source *source, int lua) {
    if (lua <= 0) {
        return 0;
    }
    return source == scene->twin ? (size_t)source_line_of(scene->twin, lua) : (size_t)lua;
}

static void *code_recalc(const struct scene *scene, int width, int height) {
    const struct source *source = shown(scene);
    struct sheet *sheet = sheet_new(width);
    struct code_part part;
    bool ended;
    int lua = lua_line(scene, &ended);
    size_t here;
    char **lines;
    int indent;

    (void)height;
    sheet->no_bar = true;
    if (source == NULL || source->line_count == 0) {
        sheet_text(sheet, STYLE_DIM, 0, "no source beside this run");
        return sheet;
    }
    here = line_here(scene, source, lua);
    part = part_of(scene, source, here);
    lines = mem_new(source->line_count * sizeof(*lines));
    for (size_t n = part.first; n <= part.last; n++) {
        lines[n - 1] = expand(source->lines[n - 1].text);
    }
    indent = common_indent(lines, part);
    for (size_t n = part.first; n <= part.last; n++) {
        int own = indent_of(lines[n - 1]);
        bool at = n == here ||
                  (source == scene->twin && lua > 0 && source_stands_for(source, (int)n, lua));
        if (n == here) {
            sheet->current = sheet->count + 1;
        }
        put_line(scene, sheet, lines[n - 1] + (own < indent ? own : indent), n, at && !ended);
        mem_free(lines[n - 1]);
    }
    mem_free(lines);
    return sheet;
}

const struct view view_code = {
    .name = "code",
    .title = code_title,
    .recalc = code_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
