/* SPDX-License-Identifier: MIT */
/*
 * plain_kernel.c: what the kernel holds, as sentences (plain.h): a table has to be looked at, and
 * is heard as a heap of words. The table is `ipc-tutor show`'s (world_text.h).
 */
#include "plain.h"
#include "waits.h"
#include "world.h"
#include "world_json.h"
#include <string.h>

static const char *const end_words[] = {[END_NONE] = "an end of ",
                                        [END_R] = "the read end of ",
                                        [END_W] = "the write end of ",
                                        [END_RW] = "both ends of "};

static void tell_procs(const struct world *world, struct out *out) {
    for (uint32_t i = 0; i < world->proc_count; i++) {
        struct buf why = {0};
        waits_why(world, world->procs[i].name, &why);
        if (why.len) {
            out_textf(out, "%s\n", buf_str(&why));
        }
        buf_done(&why);
    }
}

static void tell_objects(const struct world *world, struct out *out) {
    for (uint32_t i = 0; i < world->obj_count; i++) {
        const struct world_obj *obj = &world->objs[i];
        const char *type = obj_type_name(obj->type);
        struct buf line = {0};
        obj_describe(world, obj, &line);
        out_textf(out, "%s, a %s: %s%s\n", log_str(world->log, obj->name),
                  *type ? type : log_str(world->log, obj->type_name), buf_str(&line),
                  line.len && line.data[line.len - 1] == '.' ? "" : ".");
        buf_done(&line);
    }
}

static void tell_descriptor(const struct world *world, const struct world_fd *fd, struct out *out) {
    const char *actor = log_str(world->log, fd->actor), *obj = log_str(world->log, fd->obj);
    const char *end = end_words[fd->end];
    if (fd->closed) {
        out_textf(out, "%s has closed %s%s.\n", actor, end, obj);
    } else {
        out_textf(out, "%s has fd %d: %s%s%s.\n", actor, fd->fd, end, obj,
                  fd->nonblock ? ", which never waits (O_NONBLOCK)" : "");
    }
}

void plain_kernel(struct plain_run *run, uint64_t n) {
    const struct world *world = timeline_at(run->timeline, n);
    struct out *out = run->plain->out;
    tell_procs(world, out);
    tell_objects(world, out);
    for (uint32_t i = 0; i < world->proc_count; i++) {
        const struct world_proc *proc = &world->procs[i];
        for (const struct world_fd *fd = NULL; (fd = world_proc_fds(world, proc, fd)) != NULL;) {
            tell_descriptor(world, fd, out);
        }
    }
}
