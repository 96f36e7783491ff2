/* SPDX-License-Identifier: MIT */
/* states.c: see states.h. */
#include "states.h"
#include "columns.h"
#include "glyphs.h"
#include <signal.h>
#include <string.h>

/* The names that signal(7) gives; sigabbrev_np(3) is not in every libc. */
static const struct signal_name {
    int number;
    const char *name;
} signal_names[] = {
    {SIGHUP, "SIGHUP"},   {SIGINT, "SIGINT"},   {SIGQUIT, "SIGQUIT"}, {SIGILL, "SIGILL"},
    {SIGABRT, "SIGABRT"}, {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},   {SIGKILL, "SIGKILL"},
    {SIGUSR1, "SIGUSR1"}, {SIGSEGV, "SIGSEGV"}, {SIGUSR2, "SIGUSR2"}, {SIGPIPE, "SIGPIPE"},
    {SIGALRM, "SIGALRM"}, {SIGTERM, "SIGTERM"}, {SIGCHLD, "SIGCHLD"}, {SIGXCPU, "SIGXCPU"},
    {SIGSYS, "SIGSYS"},   {SIGXFSZ, "SIGXFSZ"}, {SIGSTOP, "SIGSTOP"},
};

void state_signal(int signal, struct buf *out) {
    for (size_t i = 0; i < sizeof(signal_names) / sizeof(signal_names[0]); i++) {
        if (signal_names[i].number == signal) {
            buf_puts(out, signal_names[i].name);
            return;
        }
    }
    buf_putf(out, "signal %d", signal);
}

/* The deadlock record names its actors with one space between. */
bool state_stuck(const struct scene *scene, strid actor) {
    const struct world *world = scene->world;
    const struct event *event;
    const char *name, *names, *at;
    size_t len;

    if (world == NULL || world->deadlock == 0 || actor == 0) {
        return false;
    }
    event = log_at(scene->log, world->deadlock);
    name = log_str(scene->log, actor);
    len = strlen(name);
    names = event != NULL ? log_str(scene->log, event->waits_for) : "";
    for (at = names; (at = strstr(at, name)) != NULL;) {
        bool starts = at == names || at[-1] == ' ';
        if (starts && (at[len] == ' ' || at[len] == '\0')) {
            return true;
        }
        at += len;
    }
    return false;
}

unsigned state_look(const struct scene *scene, const struct world_proc *proc) {
    switch (proc->state) {
    case PROC_USER:
    case PROC_READY:
        return STYLE_READY;
    case PROC_BLOCKED:
        return state_stuck(scene, proc->name) ? STYLE_DEADLOCK : STYLE_BLOCKED;
    case PROC_ZOMBIE:
    case PROC_GONE:
        return proc->killed ? STYLE_KILLED : STYLE_ENDED;
    }
    return STYLE_NORMAL;
}

const char *state_mark(const struct world_proc *proc) {
    switch (proc->state) {
    case PROC_USER:
    case PROC_READY:
        return GLYPH_READY;
    case PROC_BLOCKED:
        return GLYPH_WAITS;
    case PROC_ZOMBIE:
    case PROC_GONE:
        return GLYPH_ENDED;
    }
    return " ";
}

static void blocked_word(const struct world_proc *proc, struct buf *out) {
    if (proc->ask != 0) {
        buf_puts(out, "asks");
    } else if (proc->op == OP_SLEEP) {
        buf_puts(out, "sleeps");
    } else {
        buf_puts(out, "waits");
    }
}

void state_word(const struct world_proc *proc, struct buf *out) {
    switch (proc->state) {
    case PROC_USER:
        buf_puts(out, "runs");
        break;
    case PROC_READY:
        buf_puts(out, "ready");
        break;
    case PROC_BLOCKED:
        blocked_word(proc, out);
        break;
    case PROC_ZOMBIE:
    case PROC_GONE:
        if (proc->killed) {
            state_signal(proc->status, out);
        } else {
            buf_puts(out, proc->state == PROC_ZOMBIE ? "zombie" : "ended");
        }
        break;
    }
}

const char *state_op(enum op_kind op) {
    static const char *const names[OP_COUNT] = {
        [OP_CHAN_SEND] = "send", [OP_CHAN_RECV] = "recv", [OP_CHAN_CLOSE] = "close"};

    return (unsigned)op < OP_COUNT && names[op] != NULL ? names[op] : op_name(op);
}

/* What an operation is about: its object, or the process whose signals that shows; "": its own. */
static const char *about_name(const struct scene *scene, const struct world_proc *proc) {
    const struct world_obj *obj = world_obj(scene->world, proc->obj);

    if (obj == NULL || obj->type != OBJ_SIGNALS) {
        return log_str(scene->log, proc->obj);
    }
    return obj->maker == proc->name ? "" : log_str(scene->log, obj->maker);
}

void state_about(const struct scene *scene, const struct world_proc *proc, struct buf *out) {
    switch (proc->state) {
    case PROC_READY:
    case PROC_BLOCKED:
        if (proc->op == OP_NONE || proc->ask != 0 ||
            (proc->state == PROC_BLOCKED && proc->op == OP_SLEEP)) {
            return;
        }
        buf_puts(out, state_op(proc->op));
        if (proc->obj != 0) {
            const char *name = about_name(scene, proc);
            buf_putf(out, "%s%s", *name != '\0' ? " " : "", name);
        } else if (proc->state == PROC_BLOCKED && proc->waits_for != 0) {
            buf_putf(out, " %s", log_str(scene->log, proc->waits_for));
        }
        break;
    case PROC_ZOMBIE:
        if (proc->killed) {
            buf_puts(out, "zombie");
        } else {
            buf_putf(out, "exit %d", proc->status);
        }
        break;
    case PROC_GONE:
        if (!proc->killed) {
            buf_putf(out, "exit %d", proc->status);
        }
        break;
    case PROC_USER:
        break;
    }
}

bool state_free(const struct scene *scene, const struct world_proc *proc, struct buf *out) {
    struct buf program = {0};
    bool is_free = proc_program(scene->world, proc, &program);

    if (is_free && strcmp(buf_str(&program), log_str(scene->log, proc->name)) != 0) {
        buf_putf(out, " = %s", buf_str(&program));
    }
    if (is_free && proc_lives(proc)) {
        buf_puts(out, ": not gated");
    }
    buf_done(&program);
    return is_free;
}

void state_put(const struct scene *scene, const struct world_proc *proc, struct buf *out) {
    struct buf about = {0};

    state_about(scene, proc, &about);
    buf_putf(out, "%s ", state_mark(proc));
    state_word(proc, out);
    if (about.len > 0) {
        buf_puts(out, proc->state == PROC_ZOMBIE || proc->state == PROC_GONE ? ", " : ": ");
        buf_puts(out, buf_str(&about));
    }
    buf_done(&about);
}

void state_fit(const struct scene *scene, const struct world_proc *proc, int width, int rows,
               struct buf *out, struct buf *more) {
    bool ended = proc->state == PROC_ZOMBIE || proc->state == PROC_GONE;
    struct buf about = {0};
    const char *blank;

    state_put(scene, proc, out);
    state_about(scene, proc, &about);
    if (columns(buf_str(out)) <= width || about.len == 0) {
        buf_done(&about);
        return;
    }
    buf_clear(out);
    buf_putf(out, "%s ", state_mark(proc));
    blank = strchr(buf_str(&about), ' ');
    if (rows > 1 && columns(buf_str(&about)) > width && blank != NULL) {
        buf_put(out, buf_str(&about), (size_t)(blank - buf_str(&about)));
        buf_puts(more, blank + 1);
    } else if (rows > 1) {
        state_word(proc, out);
        buf_puts(out, ended ? "," : ":");
        buf_puts(more, buf_str(&about));
    } else {
        buf_puts(out, buf_str(&about));
    }
    buf_done(&about);
}
