/* SPDX-License-Identifier: MIT */
/* path_object.c: values of an object: what its kind knows, who holds it, and what its state and its
 * attributes say. */
#include "kinds.h"
#include "mem.h"
#include "path_parts.h"
#include <errno.h>

/* Names of the processes that hold a descriptor of it, each once. */
static void put_holders(const struct path *path, const struct world_obj *obj, struct buf *out) {
    for (uint32_t i = 0; i < path->world->proc_count; i++) {
        const struct world_proc *proc = &path->world->procs[i];
        bool holds = false;
        for (const struct world_fd *fd = NULL;
             !holds && (fd = world_proc_fds(path->world, proc, fd)) != NULL;) {
            holds = !fd->closed && fd->obj == obj->name;
        }
        if (holds) {
            buf_putf(out, "%s%s", out->len == 0 ? "" : " ", log_str(path->log, proc->name));
        }
    }
}

static int no_field(const struct path *path, const struct world_obj *obj) {
    const struct world_kind *kind = world_kind(obj->type);
    struct buf names = {0};
    for (size_t i = 0; kind->fields[i] != NULL; i++) {
        buf_putf(&names, "%s, ", kind->fields[i]);
    }
    int r = path_fault(path, path->count < 2 ? -EINVAL : -ENOENT, "of %s there is %sholders, gone",
                       log_str(path->log, obj->name), buf_str(&names));
    buf_done(&names);
    return r;
}

int path_object(const struct path *path, const struct world_obj *obj, struct buf *out) {
    if (path->count < 2) {
        return no_field(path, obj);
    }
    char *name = mem_strndup(path->segments[1].name, path->segments[1].len);
    bool found = world_kind(obj->type)->field(path->world, obj, name, out);
    mem_free(name);
    if (!found && segment_is(path, 1, "holders")) {
        put_holders(path, obj, out);
        found = true;
    } else if (!found && segment_is(path, 1, "gone")) {
        buf_puts(out, obj->gone ? "true" : "false");
        found = true;
    } else if (!found && segment_is(path, 1, "state") && path->count == 2) {
        buf_puts(out, log_str(path->log, obj->state));
        found = true;
    }
    /* Else a member of the state that a record gave last, or of what it began with. */
    if (found || path_put_member(path, obj->state, 1, out) ||
        path_put_member(path, obj->attrs, 1, out)) {
        return path_end(path, 2);
    }
    return no_field(path, obj);
}
