/* SPDX-License-Identifier: MIT */
/*
 * wait_child.c: waitpid(2): waits until a child ends, which only that child can do. The call names
 * the child, waitpid(child), or is wait() or waitpid(-1): any child.
 */
#include "kinds.h"
#include <string.h>

strid wait_child_name(const struct world *world, const struct world_proc *proc) {
    const char *call = log_str(world->log, proc->call);
    const char *name = strchr(call, '(');
    if (name == NULL) {
        return 0;
    }
    name++;
    for (size_t len = strcspn(name, ",)"); len > 0 && len < 256; len = 0) {
        char copy[256];
        memcpy(copy, name, len);
        copy[len] = '\0';
        strid found = log_find(world->log, copy);
        return world_proc(world, found) == NULL ? 0 : found;
    }
    return 0;
}

static void who(const struct world *world, const struct world_proc *proc, struct wait_set *set) {
    strid name = wait_child_name(world, proc);
    for (uint32_t next = proc->first_child; next != 0;) {
        const struct world_proc *child = &world->procs[next - 1];
        if ((name == 0 || child->name == name) && !wait_add(set, world, child->name, -1)) {
            return;
        }
        next = child->next_sibling;
    }
    set->unknown = set->count == 0;
}

static void stuck(const struct world *world, const struct world_proc *proc,
                  const struct wait_set *set, struct buf *out) {
    buf_putf(out, "waits in %s for ", op_manual(OP_WAIT));
    if (set->count == 0) {
        buf_puts(out, "a child");
    }
    wait_tell(world, proc, set, out);
    buf_puts(out, " to end.");
}

/* And what keeps the child, if it is one. */
static void why(const struct world *world, const struct world_proc *proc,
                const struct wait_set *set, struct buf *out) {
    stuck(world, proc, set, out);
    if (set->count != 1) {
        return;
    }
    const struct world_proc *child = &world->procs[set->edges[0].proc];
    const char *name = log_str(world->log, child->name);
    if (child->state != PROC_BLOCKED) {
        buf_putf(out, " %s is %s.", name, proc_state_name(child->state));
    } else if (child->op == OP_SLEEP || child->op == OP_ASK) {
        buf_putf(out, " %s %s.", name, child->op == OP_SLEEP ? "sleeps" : "waits for your answer");
    } else {
        buf_putf(out, " %s itself ", name);
        wait_tell_call(world, child, out);
        buf_putc(out, '.');
    }
}

static void need(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *name = log_str(world->log, wait_child_name(world, proc));
    if (*name != '\0') {
        buf_putf(out, "the end of %s", name);
    } else {
        buf_puts(out, "the end of a child");
    }
}

const struct world_wait wait_child = {.who = who, .why = why, .need = need, .stuck = stuck};
