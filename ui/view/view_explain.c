/* SPDX-License-Identifier: MIT */
/* view_explain.c: all of "why" on a page: the fault, the deadlock with its circle, what the last
 * step did with the C call as the kernel saw it, and for each process how it stands and what would
 * end its wait.
 */
#include "glyphs.h"
#include "mem.h"
#include "sheet.h"
#include "states.h"
#include "tell.h"
#include "views.h"
#include "waits.h"
#include <string.h>

static void explain_title(const struct scene *scene, struct buf *left, struct buf *right) {
    buf_puts(left, "explained");
    buf_putf(right, "after step %llu", (unsigned long long)scene->step);
}

static void heading(struct sheet *sheet, const char *text) {
    if (sheet->count > 0) {
        sheet_line(sheet);
    }
    sheet_line(sheet);
    sheet_put(sheet, STYLE_HEADING | ATTR_BOLD, text);
}

static void put_circle(const struct scene *scene, const struct deadlock *deadlock,
                       struct sheet *sheet) {
    for (size_t i = 0; i < deadlock->circle_count; i++) {
        const struct deadlock_link *link = &deadlock->circle[i];
        sheet_line(sheet);
        sheet_printf(sheet, STYLE_DEADLOCK, "  %s", log_str(scene->log, link->actor));
        sheet_printf(sheet, STYLE_NORMAL, " waits in %s", op_manual(link->op));
        if (link->obj != 0) {
            sheet_printf(sheet, STYLE_NORMAL, " on %s", log_str(scene->log, link->obj));
        }
        if (link->waits_for != 0) {
            sheet_printf(sheet, STYLE_NORMAL, " for %s", log_str(scene->log, link->waits_for));
        } else {
            sheet_put(sheet, STYLE_NORMAL, ": nobody is left who could end it");
        }
        if (link->through >= 0) {
            sheet_printf(sheet, STYLE_NORMAL, ", who holds fd %d", link->through);
        }
    }
}

static void put_deadlock(const struct scene *scene, struct sheet *sheet) {
    struct deadlock deadlock;
    struct buf text = {0};

    if (!world_deadlock(scene->world, &deadlock)) {
        return;
    }
    heading(sheet, deadlock.whole ? "Deadlock: nobody can go on"
                                  : "Deadlock of some: they wait for each other for ever");
    deadlock_why(scene->world, &deadlock, &text);
    sheet_text(sheet, STYLE_NORMAL, 0, buf_str(&text));
    heading(sheet, "The circle");
    put_circle(scene, &deadlock, sheet);
    deadlock_done(&deadlock);
    buf_done(&text);
}

static void put_step(const struct scene *scene, struct sheet *sheet) {
    struct buf text = {0};

    heading(sheet, "The last step");
    for (uint64_t n = scene->world->step_record; n > 0 && n <= scene->world->n; n++) {
        const struct event *event = log_at(scene->log, n);
        if (event->kind == EVENT_OP_ENTER && event->text != 0) {
            sheet_line(sheet);
            sheet_printf(sheet, STYLE_CALL, "  %s", log_str(scene->log, event->text));
            const char *manual = op_manual((enum op_kind)event->op);
            bool call = strncmp(manual, "a ", 2) != 0; /* "a load (no system call)" is no page */
            sheet_printf(sheet, STYLE_DIM, call ? "  the C call of %s, see %s" : "  C, of %s: %s",
                         log_str(scene->log, event->actor), manual);
        }
        buf_clear(&text);
        if (event->kind != EVENT_DEADLOCK && tell_event(scene->log, n, &text)) {
            sheet_text(sheet, STYLE_NORMAL, 2, buf_str(&text));
        }
    }
    buf_done(&text);
}

static void put_proc(const struct scene *scene, const struct world_proc *proc,
                     struct sheet *sheet) {
    struct buf text = {0};

    waits_why(scene->world, proc->name, &text);
    if (text.len == 0) {
        buf_puts(&text, log_str(scene->log, proc->name));
    }
    sheet_text(sheet, state_look(scene, proc), 2, buf_str(&text));
    buf_clear(&text);
    waits_need(scene->world, proc->name, &text);
    if (proc->state == PROC_BLOCKED && text.len > 0) {
        struct buf need = {0};
        buf_putf(&need, "  It goes on with: %s.", buf_str(&text));
        sheet_text(sheet, STYLE_NORMAL, 2, buf_str(&need));
        buf_done(&need);
    }
    buf_done(&text);
}

static void put_fault(const struct scene *scene, struct sheet *sheet) {
    struct buf text = {0};

    heading(sheet, "Fault");
    diag_write(scene->fault, &text);
    sheet_text(sheet, STYLE_ERROR, 0, buf_str(&text));
    buf_done(&text);
}

static void *explain_recalc(const struct scene *scene, int width, int height) {
    struct sheet *sheet = sheet_page(width);

    (void)height;
    if (scene->fault != NULL) {
        put_fault(scene, sheet);
    }
    if (scene->world == NULL || scene->world->n == 0) {
        sheet_text(sheet, STYLE_DIM, 0, "Nothing has run yet.");
        return sheet;
    }
    put_deadlock(scene, sheet);
    if (scene->step > 0) {
        put_step(scene, sheet);
    }
    heading(sheet, "Each process");
    for (uint32_t i = 0; i < scene->world->proc_count; i++) {
        put_proc(scene, &scene->world->procs[i], sheet);
    }
    return sheet;
}

const struct view view_explain = {
    .name = "explain",
    .title = explain_title,
    .recalc = explain_recalc,
    .draw = sheet_draw,
    .free = sheet_free,
};
