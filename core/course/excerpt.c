/* SPDX-License-Identifier: MIT */
/*
 * excerpt.c: parts of lesson.lua: a part begins with a line that is not indented and ends before
 * the next one that begins another. Which parts are needed is found by the names that they define.
 */
#include "excerpt.h"
#include "mem.h"
#include <ctype.h>
#include <string.h>

struct part {
    size_t first, count; /* lines of the source, from 0 */
    char *name;          /* that it defines; NULL: none, or nothing to be shown */
    bool taken;
};

struct excerpt {
    const struct source *lua;
    struct part *parts;
    size_t count, cap;
    struct buf code; /* of the programs */
};

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

static bool has_word(const char *text, const char *word, size_t len) {
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += len) {
        if ((at == text || !is_word(at[-1])) && !is_word(at[len])) {
            return true;
        }
    }
    return false;
}

/* --- which programs ------------------------------------------------------------------------ */

bool excerpt_may_be(const struct question *question) {
    bool may = question->program != NULL;
    for (size_t i = 0; i < question->text.block_count; i++) {
        const struct prose_text *text = &question->text.blocks[i].text;
        for (size_t j = 0; j < text->span_count; j++) {
            may = may || (text->spans[j].look & PROSE_EMPHASIS) != 0;
        }
    }
    return may;
}

/* The one of its answer, or one in *emphasis*. */
static bool names(const struct question *question, const char *program) {
    bool named = question->program != NULL && strcmp(question->program, program) == 0;
    for (size_t i = 0; i < question->text.block_count; i++) {
        const struct prose_text *text = &question->text.blocks[i].text;
        for (size_t j = 0; j < text->span_count; j++) {
            const struct prose_span *span = &text->spans[j];
            named =
                named || ((span->look & PROSE_EMPHASIS) != 0 && strcmp(span->text, program) == 0);
        }
    }
    return named;
}

/* --- lines --------------------------------------------------------------------------------- */

/* A comment, or a sentence for who looks on. */
static bool tells(const char *line) {
    line += strspn(line, " \t");
    size_t len = strlen(line);
    bool says = strncmp(line, "say", 3) == 0 && !is_word(line[3]);
    return strncmp(line, "--", 2) == 0 ||
           (says && (line[len - 1] == '"' || line[len - 1] == '\'' || line[len - 1] == ')'));
}

static void put_lines(const struct source *lua, size_t first, size_t count, struct buf *out) {
    for (size_t i = first; i < first + count && i < lua->line_count; i++) {
        if (!tells(lua->lines[i].text) && lua->lines[i].text[0] != '\0') {
            buf_putf(out, "%s\n", lua->lines[i].text);
        }
    }
}

/* What stands between "function" and "end", where these have lines of their own. */
static void put_program(const struct source *lua, const struct run_decl_program *program,
                        struct buf *out) {
    bool ordered = program->schedule != NULL && program->schedule[0] != '\0';
    buf_putf(out, ordered ? "-- %s, in the order %s:\n" : "-- %s:\n", program->id,
             program->schedule);
    if (program->last > program->first + 1) {
        put_lines(lua, (size_t)program->first, (size_t)(program->last - program->first - 1), out);
    } else if (program->first >= 1 && (size_t)program->first <= lua->line_count) {
        const char *text = lua->lines[program->first - 1].text;
        const char *at = strstr(text, "function");
        buf_putf(out, "  %s\n", at != NULL ? at : "");
    }
}

/* --- parts --------------------------------------------------------------------------------- */

static bool begins_part(const char *line) {
    return is_word(line[0]) && strncmp(line, "end", 3) != 0;
}

/* Of "local function name(", "function name(", "local name = ". */
static char *name_of(const char *line) {
    static const char *const before[] = {"local function ", "function ", "local "};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t len = strlen(before[i]);
        if (strncmp(line, before[i], len) == 0) {
            const char *name = line + len;
            size_t end = 0;
            while (is_word(name[end])) {
                end++;
            }
            return end > 0 ? mem_strndup(name, end) : NULL;
        }
    }
    return NULL;
}

/* A table of facts says answers. */
static bool has_facts(const struct source *lua, const struct part *part) {
    for (size_t i = part->first; i < part->first + part->count; i++) {
        if (strstr(lua->lines[i].text, "\"] =") != NULL) {
            return true;
        }
    }
    return false;
}

static void find_parts(struct excerpt *excerpt) {
    const struct source *lua = excerpt->lua;
    for (size_t i = 0; i < lua->line_count; i++) {
        if (begins_part(lua->lines[i].text)) {
            excerpt->parts =
                mem_grow(excerpt->parts, &excerpt->cap, excerpt->count + 1, sizeof *excerpt->parts);
            excerpt->parts[excerpt->count++] = (struct part){.first = i};
        }
    }
    for (size_t i = 0; i < excerpt->count; i++) {
        struct part *part = &excerpt->parts[i];
        size_t end = i + 1 < excerpt->count ? part[1].first : lua->line_count;
        part->count = end - part->first;
        part->name = has_facts(lua, part) ? NULL : name_of(lua->lines[part->first].text);
    }
}

/* Takes the parts that the code uses, then those that these use. */
static void take_parts(struct excerpt *excerpt) {
    struct buf used = {0};
    bool more = true;
    buf_puts(&used, buf_str(&excerpt->code));
    while (more) {
        more = false;
        for (size_t i = 0; i < excerpt->count; i++) {
            struct part *part = &excerpt->parts[i];
            if (part->name != NULL && !part->taken &&
                has_word(buf_str(&used), part->name, strlen(part->name))) {
                part->taken = more = true;
                put_lines(excerpt->lua, part->first, part->count, &used);
            }
        }
    }
    buf_done(&used);
}

/* --- all of it ----------------------------------------------------------------------------- */

static void put_parts(const struct excerpt *excerpt, struct buf *out) {
    for (size_t i = 0; i < excerpt->count; i++) {
        const struct part *part = &excerpt->parts[i];
        if (part->taken) {
            put_lines(excerpt->lua, part->first, part->count, out);
        }
    }
}

static void put_params(const struct run_decl *decl, struct buf *out) {
    struct buf code = {0};
    buf_puts(&code, buf_str(out));
    for (size_t i = 0; i < decl->param_count; i++) {
        struct buf name = {0};
        buf_putf(&name, "param.%s", decl->params[i].name);
        if (has_word(buf_str(&code), buf_str(&name), name.len)) {
            buf_putf(out, "-- %s is %s\n", buf_str(&name), decl->params[i].value);
        }
        buf_done(&name);
    }
    buf_done(&code);
}

void excerpt_put(const struct source *lua, const struct run_decl *decl,
                 const struct question *question, struct buf *out) {
    struct excerpt excerpt = {.lua = lua};
    struct buf all = {0};
    for (size_t i = 0; i < decl->program_count; i++) {
        if (names(question, decl->programs[i].id)) {
            put_program(lua, &decl->programs[i], &excerpt.code);
        }
    }
    if (excerpt.code.len > 0) {
        find_parts(&excerpt);
        take_parts(&excerpt);
        put_parts(&excerpt, &all);
        buf_puts(&all, buf_str(&excerpt.code));
        put_params(decl, &all);
        buf_puts(out, buf_str(&all));
    }
    for (size_t i = 0; i < excerpt.count; i++) {
        mem_free(excerpt.parts[i].name);
    }
    mem_free(excerpt.parts);
    buf_done(&excerpt.code);
    buf_done(&all);
}
