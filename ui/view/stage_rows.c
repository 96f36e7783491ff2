/* SPDX-License-Identifier: MIT */
/* stage_rows.c: see stage_rows.h. A row is made of three lines: names and channel, states, what is
 * in the channel and what came out of it. The places depend on the declaration and the room alone,
 * so nothing moves. */
#include "stage_rows.h"
#include "columns.h"
#include "glyphs.h"
#include "mem.h"
#include "stage_kinds.h"
#include "states.h"
#include "tell.h"
#include <string.h>

enum { ROWS_W_MIN = 44, ROWS_MAX = 8, ROW_LINES = 3, OTHER_LINES = 2, DATA_SHOWN = 24 };

struct row {
    char *from, *channel, *to, *what;
};

struct rows {
    char *text; /* all of their texts, cut apart */
    struct row row[ROWS_MAX];
    int count;
    int from_w, to_w; /* columns of the widest name at each side, with its number */
};

static char *cut(char **at, char end) {
    char *text = *at;
    char *stop = strchr(text, end);

    if (stop != NULL) {
        *stop = '\0';
        *at = stop + 1;
    } else {
        *at = text + strlen(text);
    }
    return text;
}

static int wider(int width, const char *name) {
    int own = columns(name) + 2;
    return own > width ? own : width;
}

static void rows_init(struct rows *rows, const struct scene *scene) {
    char *at;

    *rows = (struct rows){.text = mem_strdup(scene->program->rows)};
    at = rows->text;
    while (*at != '\0' && rows->count < ROWS_MAX) {
        struct row *row = &rows->row[rows->count++];
        row->from = cut(&at, '\t');
        row->channel = cut(&at, '\t');
        row->to = cut(&at, '\t');
        row->what = cut(&at, '\n');
        rows->from_w = wider(rows->from_w, row->from);
        rows->to_w = wider(rows->to_w, row->to);
    }
}

static bool in_rows(const struct rows *rows, const char *name) {
    for (int i = 0; i < rows->count; i++) {
        if (strcmp(rows->row[i].from, name) == 0 || strcmp(rows->row[i].to, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Lines for everybody who is in no row. */
static int others(const struct rows *rows, const struct cast *cast) {
    int count = 0;

    for (size_t i = 0; i < cast->actor_count; i++) {
        count += in_rows(rows, cast->actors[i].name) ? 0 : 1;
    }
    return count;
}

bool stage_rows_fit(const struct scene *scene, int h, int w) {
    struct rows rows;
    bool fit;

    if (scene->program == NULL || scene->program->rows == NULL || scene->cast == NULL) {
        return false;
    }
    rows_init(&rows, scene);
    fit = w >= ROWS_W_MIN && w >= rows.from_w + rows.to_w + 8 &&
          others(&rows, scene->cast) + rows.count * ROW_LINES <= h;
    mem_free(rows.text);
    return fit;
}

/* The text in at most width columns; "⋯" where it was cut. */
static void put_fit(struct sheet *sheet, unsigned look, const char *text, int width) {
    if (columns(text) <= width) {
        sheet_put(sheet, look, text);
    } else if (width > 0) {
        sheet_printf(sheet, look, "%.*s" GLYPH_MORE,
                     (int)columns_fit(text, strlen(text), width - 1), text);
    }
}

static const struct world_proc *proc_of(const struct scene *scene, const char *name) {
    return world_proc(scene->world, log_find(scene->log, name));
}

/* "1 main": its place is there before it is. */
static void name_text(const struct scene *scene, const char *name, struct buf *out) {
    const struct world_proc *proc = proc_of(scene, name);
    int number = proc != NULL ? scene_number(scene, proc->name) : 0;

    if (number > 0) {
        buf_putf(out, "%d ", number);
    }
    buf_puts(out, name);
    buf_puts(out, proc != NULL && proc->name == scene->chosen ? GLYPH_CURSOR_R : "");
}

static unsigned name_look(const struct scene *scene, const char *name) {
    const struct world_proc *proc = proc_of(scene, name);

    if (proc == NULL) {
        return STYLE_DIM;
    }
    return STYLE_NORMAL | ATTR_BOLD | (proc->name == scene->chosen ? ATTR_UNDERLINE : 0);
}

/* At most width columns; its look. */
static unsigned state_text(const struct scene *scene, const char *name, struct buf *out) {
    const struct world_proc *proc = proc_of(scene, name);

    if (proc == NULL) {
        return STYLE_DIM;
    }
    state_put(scene, proc, out);
    return state_look(scene, proc) | (scene_is_new(scene, proc->since) ? ATTR_REVERSE : 0);
}

/* The next word of *at that names an object that there is now, or NULL at its end. */
static const struct world_obj *next_obj(const struct scene *scene, const char **at) {
    while (**at != '\0') {
        size_t len = strcspn(*at, " ");
        char *word = mem_strndup(*at, len);
        const struct world_obj *obj = world_obj(scene->world, log_find(scene->log, word));
        mem_free(word);
        *at += len + strspn(*at + len, " ");
        if (obj != NULL) {
            return obj;
        }
    }
    return NULL;
}

/* What went into or out of the object in this step, or NULL. */
static const struct event *moved(const struct scene *scene, const struct world_obj *obj) {
    const struct event *found = NULL;

    for (uint64_t n = scene->world->step_record; n > 0 && n <= scene->world->n; n++) {
        const struct event *event = log_at(scene->log, n);
        if (event->kind == EVENT_OP_EXIT && event->obj == obj->name && event->data_len > 0 &&
            (stage_op_puts((enum op_kind)event->op) || stage_op_takes((enum op_kind)event->op))) {
            found = event;
        }
    }
    return found;
}

/* What is on its way in this step, else what each object holds; its look. */
static unsigned content_text(const struct scene *scene, const struct row *row, struct buf *out) {
    const char *at = row->channel;
    const struct world_obj *obj;
    bool several = next_obj(scene, &at) != NULL && next_obj(scene, &at) != NULL;

    at = row->channel;
    while ((obj = next_obj(scene, &at)) != NULL) {
        const struct event *event = moved(scene, obj);
        if (event != NULL) {
            buf_clear(out);
            buf_puts(out, GLYPH_MESSAGE " ");
            tell_bytes(log_data(scene->log, event), event->data_len, DATA_SHOWN, out);
            return STYLE_CHANGED | ATTR_REVERSE;
        }
        buf_puts(out, out->len > 0 ? "  " : "");
        if (several) {
            buf_putf(out, "%s ", log_str(scene->log, obj->name));
        }
        if (obj->gone) {
            buf_puts(out, "closed");
        } else {
            stage_kind(obj->type)->line(scene, obj, out);
        }
    }
    return STYLE_BYTES;
}

/* "ready ✓": each semaphore that it released, once. */
static void put_news(const struct scene *scene, const struct world_proc *proc, struct buf *out) {
    enum { NEWS_MAX = 4 };
    strid told[NEWS_MAX] = {0};
    int count = 0;

    for (uint64_t n = 1; proc != NULL && n <= scene->world->n && count < NEWS_MAX; n++) {
        const struct event *event = log_at(scene->log, n);
        bool is_new = event->kind == EVENT_OP_EXIT && event->op == OP_RELEASE &&
                      event->actor == proc->name && event->ret == 0;
        for (int i = 0; i < count && is_new; i++) {
            is_new = told[i] != event->obj;
        }
        if (is_new) {
            told[count++] = event->obj;
            buf_putf(out, "%s " GLYPH_YES " ", log_str(scene->log, event->obj));
        }
    }
}

static void put_names(const struct scene *scene, const struct rows *rows, const struct row *row,
                      struct sheet *sheet) {
    int inner = sheet->width - rows->from_w - rows->to_w - 2;
    const char *at = row->channel;
    const struct world_obj *obj = next_obj(scene, &at);
    unsigned line = obj == NULL || obj->gone ? STYLE_DIM : STYLE_OBJECT;
    unsigned changed = obj != NULL && scene_is_new(scene, obj->touched) ? ATTR_BOLD : 0;
    int label = columns(row->channel) + 2;
    struct buf text = {0};

    label = label < inner - 3 ? label : inner - 3;
    sheet_line(sheet);
    name_text(scene, row->from, &text);
    sheet_put(sheet, name_look(scene, row->from), buf_str(&text));
    sheet_pad(sheet, rows->from_w + 1);
    for (int i = 0; i < (inner - label - 1) / 2; i++) {
        sheet_put(sheet, line, "═");
    }
    sheet_put(sheet, line, " ");
    put_fit(sheet, line | changed, row->channel, label - 2);
    sheet_put(sheet, line, " ");
    while (sheet_columns(sheet) < rows->from_w + inner) {
        sheet_put(sheet, line, "═");
    }
    sheet_put(sheet, line, GLYPH_RIGHT);
    buf_clear(&text);
    name_text(scene, row->to, &text);
    sheet_pad(sheet, sheet->width - columns(buf_str(&text)));
    sheet_put(sheet, name_look(scene, row->to), buf_str(&text));
    buf_done(&text);
}

/* Mark and what about, without the word between, which mark and colour say too. */
static void shorten(const struct scene *scene, const char *name, struct buf *out) {
    const struct world_proc *proc = proc_of(scene, name);
    struct buf more = {0};

    if (proc != NULL) {
        buf_clear(out);
        state_fit(scene, proc, 1, 1, out, &more);
    }
    buf_done(&more);
}

/* Left and right share the line: where both are too long, the longer one gives way first. */
static void put_states(const struct scene *scene, const struct row *row, struct sheet *sheet) {
    struct buf left = {0}, right = {0};
    unsigned left_look = state_text(scene, row->from, &left);
    unsigned right_look = state_text(scene, row->to, &right);
    bool left_first = columns(buf_str(&left)) >= columns(buf_str(&right));

    for (int i = 0; i < 2; i++) {
        if (columns(buf_str(&left)) + 1 + columns(buf_str(&right)) > sheet->width) {
            bool is_left = left_first == (i == 0);
            shorten(scene, is_left ? row->from : row->to, is_left ? &left : &right);
        }
    }
    int width = columns(buf_str(&right));

    width = width < sheet->width * 5 / 9 ? width : sheet->width * 5 / 9;
    sheet_line(sheet);
    put_fit(sheet, left_look, buf_str(&left), sheet->width - width - 1);
    sheet_pad(sheet, sheet->width - width);
    put_fit(sheet, right_look, buf_str(&right), width);
    buf_done(&left);
    buf_done(&right);
}

/* "ready ✓ done ✓ " is "done ✓ " where there is little room: the last one says that the others
 * were. */
static const char *news_in(const char *news, int room) {
    const char *next;

    while (columns(news) > room && (next = strstr(news, GLYPH_YES " ")) != NULL &&
           next[strlen(GLYPH_YES " ")] != '\0') {
        news = next + strlen(GLYPH_YES " ");
    }
    return news;
}

static void put_outcome(const struct scene *scene, const struct row *row, struct sheet *sheet) {
    const struct world_proc *proc = proc_of(scene, row->to);
    bool told = proc != NULL && proc->last_print != 0;
    const char *result = told ? log_str(scene->log, proc->last_print) : row->what;
    struct buf all = {0}, content = {0};
    unsigned look = content_text(scene, row, &content);
    const char *news;
    int width;

    put_news(scene, proc, &all);
    news = news_in(buf_str(&all), sheet->width - columns(buf_str(&content)) - 1 - columns(result));
    width = columns(news) + columns(result);
    width = width < sheet->width ? width : sheet->width;
    sheet_line(sheet);
    put_fit(sheet, look, buf_str(&content), sheet->width - width - 1);
    sheet_pad(sheet, sheet->width - width);
    sheet_put(sheet, STYLE_GOOD, news);
    put_fit(sheet, told ? STYLE_BYTES | ATTR_BOLD : STYLE_DIM, result, sheet->width);
    buf_done(&all);
    buf_done(&content);
}

static void put_others(const struct scene *scene, const struct rows *rows, struct sheet *sheet) {
    for (size_t i = 0; i < scene->cast->actor_count; i++) {
        const char *name = scene->cast->actors[i].name;
        struct buf text = {0};
        unsigned look;
        if (in_rows(rows, name)) {
            continue;
        }
        sheet_line(sheet);
        name_text(scene, name, &text);
        sheet_put(sheet, name_look(scene, name), buf_str(&text));
        sheet_put(sheet, STYLE_NORMAL, "  ");
        buf_clear(&text);
        look = state_text(scene, name, &text);
        put_fit(sheet, look, buf_str(&text), sheet->width - sheet_columns(sheet));
        buf_done(&text);
    }
}

/* The moments that were reached, the last one with its name. */
static void put_marks(const struct scene *scene, struct sheet *sheet) {
    const struct world *world = scene->world;

    sheet_line(sheet);
    for (uint32_t i = 0; i < world->mark_count; i++) {
        const struct world_mark *mark = &world->marks[i];
        unsigned now = scene_is_new(scene, mark->record) ? ATTR_REVERSE : 0;
        if (mark->T >= 0) {
            sheet_printf(sheet, STYLE_MARK | now, "T=%lld", (long long)mark->T);
            sheet_put(sheet, STYLE_NORMAL, " ");
        }
        if (i + 1 == world->mark_count) {
            put_fit(sheet, STYLE_MARK, log_str(scene->log, mark->label),
                    sheet->width - sheet_columns(sheet));
        }
    }
}

/* What is asked, or what was typed last. */
static void put_ask(const struct scene *scene, struct sheet *sheet) {
    const struct world *world = scene->world;

    sheet_line(sheet);
    for (uint32_t i = 0; i < world->proc_count; i++) {
        if (world->procs[i].ask != 0) {
            sheet_put(sheet, STYLE_CHANGED | ATTR_BOLD, "ask ");
            put_fit(sheet, STYLE_NORMAL, log_str(scene->log, world->procs[i].ask),
                    sheet->width - sheet_columns(sheet));
            return;
        }
    }
    for (uint64_t n = world->n; n > 0; n--) {
        const struct event *event = log_at(scene->log, n);
        if (event->kind == EVENT_ANSWER) {
            sheet_put(sheet, STYLE_DIM, "typed ");
            put_fit(sheet, STYLE_NORMAL, log_str(scene->log, event->text),
                    sheet->width - sheet_columns(sheet));
            return;
        }
    }
}

struct sheet *stage_rows(const struct scene *scene, int h, int w) {
    struct sheet *sheet = sheet_new(w);
    struct rows rows;
    int spare;

    rows_init(&rows, scene);
    sheet->no_bar = true;
    spare = h - others(&rows, scene->cast) - OTHER_LINES - rows.count * ROW_LINES;
    put_others(scene, &rows, sheet);
    if (spare >= 0) {
        put_marks(scene, sheet);
    }
    for (int i = 0; i < rows.count; i++) {
        /* Blank lines between the rows first, then around them. */
        if (i > 0 ? spare >= rows.count - 1 : spare > rows.count - 1) {
            sheet_line(sheet);
        }
        put_names(scene, &rows, &rows.row[i], sheet);
        put_states(scene, &rows.row[i], sheet);
        put_outcome(scene, &rows.row[i], sheet);
    }
    if (spare > rows.count) {
        sheet_line(sheet);
    }
    if (spare >= -1) {
        put_ask(scene, sheet);
    }
    mem_free(rows.text);
    return sheet;
}
