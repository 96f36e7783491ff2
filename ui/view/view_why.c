/* SPDX-License-Identifier: MIT */
/* view_why.c: the sentence below the code: a fault if there is one, the deadlock if there is one,
 * else what the last step did and how it stands with the chosen process. */
#include "glyphs.h"
#include "sheet.h"
#include "states.h"
#include "tell.h"
#include "views.h"
#include "waits.h"

static void why_title(const struct scene *scene, struct buf *left, struct buf *right) {
    (void)right;
    buf_puts(left, scene->fault != NULL ? "fault" : "why");
}

static void put_fault(const struct scene *scene, struct sheet *sheet) {
    struct buf text = {0};

    diag_write(scene->fault, &text);
    sheet_text(sheet, STYLE_ERROR, 0, buf_str(&text));
    buf_done(&text);
}

static void put_said(const struct scene *scene, struct sheet *sheet) {
    struct buf text = {0};

    for (uint64_t n = scene->world->step_record; n > 0 && n <= scene->world->n; n++) {
        const struct event *event = log_at(scene->log, n);
        if (event->kind == EVENT_SAY) {
            buf_clear(&text);
            buf_putf(&text, "%s: %s", log_str(scene->log, event->actor),
                     log_str(scene->log, event->text));
            sheet_text(sheet, STYLE_EMPHASIS | ATTR_BOLD, 0, buf_str(&text));
        }
    }
    buf_done(&text);
}

static void put_deadlock(const struct scene *scene, struct sheet *sheet) {
    struct deadlock deadlock;
    struct buf text = {0};

    if (world_deadlock(scene->world, &deadlock)) {
        deadlock_why(scene->world, &deadlock, &text);
        deadlock_done(&deadlock);
        sheet_text(sheet, STYLE_NORMAL, 0, buf_str(&text));
    }
    buf_done(&text);
}

/* What was said stands above, and why the chosen one sleeps below. */
static bool is_told_elsewhere(const struct scene *scene, const struct event *event) {
    return event->kind == EVENT_SAY ||
           (event->kind == EVENT_OP_BLOCK && event->actor == scene->chosen);
}

/* What is left of a process that has ended, as long as its parent has not asked how. */
static void put_zombie(const struct scene *scene, const struct event *event, struct buf *out) {
    const struct world_proc *proc = world_proc(scene->world, event->actor);

    if (event->kind == EVENT_ACTOR_EXIT && proc != NULL && proc->state == PROC_ZOMBIE) {
        buf_putf(out, " It is a zombie until %s waits for it.",
                 proc->parent != 0 ? log_str(scene->log, proc->parent) : "somebody");
    }
}

/* A descriptor that its holder got at the fork of this step. */
static bool is_inherited(const struct scene *scene, const struct event *event, uint64_t n) {
    if (event->kind != EVENT_FD_OPEN) {
        return false;
    }
    for (uint64_t i = scene->world->step_record; i < n; i++) {
        const struct event *start = log_at(scene->log, i);
        if (start->kind == EVENT_ACTOR_START && start->actor == event->actor) {
            return true;
        }
    }
    return false;
}

/* A fork copies all of them: one sentence is enough. */
static void put_inherited(const struct scene *scene, struct buf *out) {
    strid heir = 0;
    int32_t fd = -1;

    for (uint64_t n = scene->world->step_record; n > 0 && n <= scene->world->n; n++) {
        const struct event *event = log_at(scene->log, n);
        if (is_inherited(scene, event, n)) {
            if (heir != event->actor) {
                buf_putf(out, "%s %s inherits", heir != 0 ? "." : "",
                         log_str(scene->log, event->actor));
            }
            if (heir != event->actor || fd != event->fd) { /* a socket's has two records */
                buf_putf(out, "%s fd %d", heir == event->actor ? "," : "", event->fd);
            }
            heir = event->actor;
            fd = event->fd;
        }
    }
    buf_puts(out, heir != 0 ? "." : "");
}

static void put_step(const struct scene *scene, struct sheet *sheet) {
    struct buf text = {0};
    char key[KEY_NAME];

    if (scene->step == 0) {
        buf_putf(&text, "Nothing has run yet: %s makes the first step.",
                 keys_name(ACTION_STEP, key));
    }
    for (uint64_t n = scene->world->step_record; scene->step > 0 && n <= scene->world->n; n++) {
        const struct event *event = log_at(scene->log, n);
        struct buf one = {0};
        if (!is_told_elsewhere(scene, event) && !is_inherited(scene, event, n) &&
            tell_event(scene->log, n, &one)) {
            buf_putf(&text, text.len > 0 ? " %s" : "%s", buf_str(&one));
            put_zombie(scene, event, &text);
            if (event->kind == EVENT_ACTOR_START) {
                put_inherited(scene, &text);
            }
        }
        buf_done(&one);
    }
    if (text.len > 0) {
        sheet_text(sheet, STYLE_NORMAL, 0, buf_str(&text));
    }
    buf_done(&text);
}

static void put_chosen(const struct scene *scene, struct sheet *sheet) {
    const struct world_proc *proc = world_proc(scene->world, scene->chosen);
    struct buf text = {0};

    if (proc == NULL ||
        (scene->step > 0 && proc->state != PROC_BLOCKED && proc->state != PROC_READY)) {
        return;
    }
    waits_why(scene->world, scene->chosen, &text);
    if (text.len > 0) {
        sheet_text(sheet, proc->state == PROC_BLOCKED ? STYLE_NORMAL : STYLE_DIM, 0,
                   buf_str(&text));
    }
    buf_done(&text);
}

/* At the end of a run: the last lines of what it printed, because that is what it was about. Looks
 * at the last records alone: the page of the output has them all. */
static void put_printed(const struct scene *scene, struct sheet *sheet) {
    enum { LINES = 6, RECORDS = 4096 };
    uint64_t at[LINES];
    uint64_t end = scene->world->n;
    uint64_t from = end > RECORDS ? end - RECORDS : 1;
    struct buf text = {0};
    int count = 0;

    if (scene->world->outcome == OUTCOME_NONE) {
        return;
    }
    for (uint64_t n = end; n >= from && count < LINES; n--) {
        if (log_at(scene->log, n)->kind == EVENT_PRINT) {
            at[count++] = n;
        }
    }
    if (count > 0) {
        sheet_line(sheet);
        sheet_put(sheet, STYLE_DIM, "printed:");
    }
    while (count > 0) {
        const struct event *event = log_at(scene->log, at[--count]);
        buf_clear(&text);
        buf_putf(&text, " %s │ %s", log_str(scene->log, event->actor),
                 log_str(scene->log, event->text));
        sheet_text(sheet, STYLE_NORMAL, 2, buf_str(&text));
    }
    buf_done(&text);
}

static void *why_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);

    (void)height;
    if (scene->fault != NULL) {
        put_fault(scene, sheet);
        return sheet;
    }
    if (scene->world == NULL || scene->world->n == 0) {
        sheet_text(sheet, STYLE_DIM, 0, "The run is starting.");
        return sheet;
    }
    put_said(scene, sheet);
    if (scene->world->deadlock != 0) {
        put_deadlock(scene, sheet);
        return sheet;
    }
    put_step(scene, sheet);
    put_chosen(scene, sheet);
    put_printed(scene, sheet);
    return sheet;
}

/* Where not all of it fits, the border says where it can be read in full. */
static void why_border(const struct scene *scene, struct area area) {
    struct sheet *sheet = why_recalc(scene, area.width, area.height - 2);
    struct buf text = {0};
    char key[KEY_NAME];

    if ((int)sheet->count > area.height - 2) {
        buf_putf(&text, " %s: all of it ", keys_name(ACTION_EXPLAIN, key));
        canvas_puts_right(area, area.width - 1, 0, STYLE_KEY | ATTR_BOLD, buf_str(&text));
    }
    buf_done(&text);
    sheet_free(sheet);
}

const struct view view_why = {
    .name = "why",
    .title = why_title,
    .border = why_border,
    .recalc = why_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
