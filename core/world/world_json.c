/* SPDX-License-Identifier: MIT */
/* world_json.c: a world as one line of JSON. The reader's form: world_text.c. */
#include "world_json.h"
#include "json_write.h"
#include "kinds.h"
#include "text.h"

/* What is being written, and where. */
struct writer {
    const struct world *world;
    struct buf *out;
};

static void put_text(struct writer *writer, const char *name, const char *text) {
    json_put_key(writer->out, name);
    json_put_text(writer->out, text);
}

static void put_str(struct writer *writer, const char *name, strid id) {
    put_text(writer, name, id == 0 ? NULL : log_str(writer->world->log, id));
}

static void put_number(struct writer *writer, const char *name, int64_t number) {
    json_put_key(writer->out, name);
    json_put_int(writer->out, number);
}

static void put_bool(struct writer *writer, const char *name, bool value) {
    json_put_key(writer->out, name);
    json_put_bool(writer->out, value);
}

/* The JSON text of a record. */
static void put_json(struct writer *writer, const char *name, strid id) {
    json_put_key(writer->out, name);
    if (id == 0) {
        json_put_null(writer->out);
    } else {
        json_put_json(writer->out, log_str(writer->world->log, id));
    }
}

static void open_list(struct writer *writer, const char *name) {
    json_put_key(writer->out, name);
    json_put_open(writer->out, '[');
}

static void open_row(struct writer *writer) {
    json_put_comma(writer->out);
    json_put_open(writer->out, '{');
}

static void put_waits(struct writer *writer, const struct world_proc *proc) {
    const struct world *world = writer->world;
    struct wait_set set = {0};
    waits_of(world, proc->name, &set);
    open_list(writer, "waits_for");
    for (size_t i = 0; i < set.count; i++) {
        open_row(writer);
        put_str(writer, "actor", set.edges[i].actor);
        if (set.edges[i].fd >= 0) {
            put_number(writer, "fd", set.edges[i].fd);
        }
        json_put_close(writer->out, '}');
    }
    json_put_close(writer->out, ']');
    wait_set_done(&set);
    struct buf need = {0};
    waits_need(world, proc->name, &need);
    put_text(writer, "need", buf_str(&need));
    buf_done(&need);
}

static void put_end(struct writer *writer, const struct world_proc *proc) {
    char name[24];
    if (proc->killed) {
        put_text(writer, "signal", signal_text(proc->status, name));
    } else {
        put_number(writer, "status", proc->status);
    }
}

static void put_proc(struct writer *writer, const struct world_proc *proc) {
    open_row(writer);
    put_str(writer, "name", proc->name);
    put_str(writer, "parent", proc->parent);
    put_number(writer, "pid", proc->pid);
    if (proc->vpid != proc->pid) {
        put_number(writer, "vpid", proc->vpid);
    }
    put_text(writer, "state", proc_state_name(proc->state));
    struct buf program = {0};
    if (proc_program(writer->world, proc, &program)) {
        put_text(writer, "program", buf_str(&program));
    }
    buf_done(&program);
    put_number(writer, "steps", proc->steps);
    if (!proc_lives(proc)) {
        put_end(writer, proc);
    }
    if (proc->op != OP_NONE && proc_lives(proc)) {
        put_text(writer, "op", op_name(proc->op));
        put_str(writer, "obj", proc->obj);
        put_number(writer, "line", proc->line);
        put_str(writer, "call", proc->call);
    }
    if (proc->fd >= 0 && proc_lives(proc)) {
        put_number(writer, "fd", proc->fd);
    }
    struct buf why = {0};
    waits_why(writer->world, proc->name, &why);
    put_text(writer, "why", buf_str(&why));
    buf_done(&why);
    if (proc->state == PROC_BLOCKED) {
        put_waits(writer, proc);
    }
    json_put_close(writer->out, '}');
}

static void put_obj(struct writer *writer, const struct world_obj *obj) {
    const struct world *world = writer->world;
    const struct world_kind *kind = world_kind(obj->type);
    struct buf text = {0};
    open_row(writer);
    put_str(writer, "name", obj->name);
    put_text(writer, "type",
             obj->type == OBJ_NONE ? log_str(world->log, obj->type_name)
                                   : obj_type_name(obj->type));
    put_bool(writer, "gone", obj->gone);
    for (size_t i = 0; kind->fields[i] != NULL; i++) {
        buf_clear(&text);
        int64_t number;
        if (!kind->field(world, obj, kind->fields[i], &text)) {
            continue;
        }
        if (text_to_int(buf_str(&text), &number)) {
            put_number(writer, kind->fields[i], number);
        } else {
            put_text(writer, kind->fields[i], buf_str(&text));
        }
    }
    put_json(writer, "attrs", obj->attrs);
    put_json(writer, "state", obj->state);
    open_list(writer, "in_flight");
    for (uint32_t i = 0; i < obj->item_count; i++) {
        open_row(writer);
        put_str(writer, "from", obj->items[i].actor);
        put_number(writer, "off", obj->items[i].off);
        put_number(writer, "len", obj->items[i].len);
        put_number(writer, "record", (int64_t)obj->items[i].record);
        json_put_close(writer->out, '}');
    }
    json_put_close(writer->out, ']');
    buf_done(&text);
    json_put_close(writer->out, '}');
}

static void put_fd(struct writer *writer, const struct world_fd *fd) {
    open_row(writer);
    put_str(writer, "actor", fd->actor);
    put_number(writer, "fd", fd->fd);
    put_str(writer, "obj", fd->obj);
    put_text(writer, "end", fd_end_name(fd->end));
    put_bool(writer, "closed", fd->closed);
    put_bool(writer, "nonblock", fd->nonblock);
    json_put_close(writer->out, '}');
}

static void put_mark(struct writer *writer, const struct world_mark *mark) {
    open_row(writer);
    if (mark->T >= 0) {
        put_number(writer, "T", mark->T);
    }
    put_str(writer, "label", mark->label);
    put_number(writer, "record", (int64_t)mark->record);
    json_put_close(writer->out, '}');
}

static void put_world(struct writer *writer) {
    const struct world *world = writer->world;
    put_number(writer, "n", (int64_t)world->n);
    put_number(writer, "t", world->t);
    put_number(writer, "steps", (int64_t)world->steps);
    put_str(writer, "lesson", world->lesson);
    put_str(writer, "program", world->program);
    put_str(writer, "actor", world->actor);
    put_str(writer, "say", world->say);
    if (world->deadlock != 0) {
        put_number(writer, "deadlock", (int64_t)world->deadlock);
    }
    if (world->outcome != OUTCOME_NONE) {
        put_text(writer, "outcome", run_outcome_name(world->outcome));
        put_str(writer, "expected", world->expected);
        put_bool(writer, "as_expected", world->as_expected);
        put_str(writer, "schedule", world->schedule);
    }
}

void world_to_json(const struct world *world, struct buf *out) {
    struct writer writer = {world, out};
    json_put_open(out, '{');
    put_world(&writer);
    open_list(&writer, "processes");
    for (uint32_t i = 0; i < world->proc_count; i++) {
        put_proc(&writer, &world->procs[i]);
    }
    json_put_close(out, ']');
    open_list(&writer, "objects");
    for (uint32_t i = 0; i < world->obj_count; i++) {
        put_obj(&writer, &world->objs[i]);
    }
    json_put_close(out, ']');
    open_list(&writer, "descriptors");
    for (uint32_t i = 0; i < world->fd_count; i++) {
        put_fd(&writer, &world->fds[i]);
    }
    json_put_close(out, ']');
    open_list(&writer, "marks");
    for (uint32_t i = 0; i < world->mark_count; i++) {
        put_mark(&writer, &world->marks[i]);
    }
    json_put_close(out, ']');
    json_put_close(out, '}');
}
