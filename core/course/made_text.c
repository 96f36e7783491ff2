/* SPDX-License-Identifier: MIT */
/* made_text.c: what went before, what there is, what may happen; see made_text.h. */
#include "made_text.h"
#include "json_value.h"
#include "tell.h"
#include "text.h"
#include "world_json.h"
#include <string.h>

enum { TOLD_STEPS = 4 };

/* Backslashes before what Markdown could take for more than a character, so that the text says just
 * itself. An em dash would part a choice from its reason, a brace begin a directive. */
static void put_plain(struct buf *out, const char *text) {
    for (size_t i = 0, len = strlen(text); i < len;) {
        uint32_t character;
        i += text_decode(text + i, len - i, &character);
        if (character == '{' || character == '}') {
            buf_putc(out, character == '{' ? '(' : ')');
        } else if (character == 0x2014 || character < 0x20) {
            buf_putc(out, character < 0x20 ? ' ' : '-');
        } else {
            if (character < 0x80 && strchr("\\`*_[]<>#+-.!|~&()\"", (int)character) != NULL) {
                buf_putc(out, '\\');
            }
            text_put_char(out, character);
        }
    }
}

/* Whose child it is, where that is not the first one's; of one that has ended, whether it can still
 * be waited for. */
static void put_state(const struct world *world, const struct world_proc *proc, struct buf *out) {
    const char *call = log_str(world->log, proc->call);
    buf_puts(out, log_str(world->log, proc->name));
    if (proc->parent != 0 && proc->parent != world->procs[0].name) {
        buf_putf(out, " (child of %s)", log_str(world->log, proc->parent));
    }
    if (!proc_lives(proc)) {
        buf_puts(out, ": has ended");
        buf_puts(out, proc->state == PROC_ZOMBIE ? ", not waited for yet" : "");
    } else {
        buf_putf(out, ": %s %s", proc->state == PROC_BLOCKED ? "waits in" : "is about to call",
                 *call != '\0' ? call : op_name(proc->op));
    }
    buf_putc(out, '\n');
}

static void put_holder(const struct world *world, const struct world_fd *fd, struct buf *out) {
    buf_putf(out, "; %s fd %d %s%s", log_str(world->log, fd->actor), (int)fd->fd,
             fd_end_name(fd->end), fd->nonblock ? " O_NONBLOCK" : "");
}

/* Whether there is an end-of-file hangs on it: unix(7). */
static void put_socket_type(const struct world *world, const struct world_obj *obj,
                            struct buf *out) {
    struct json type = json_get(json_of(log_str(world->log, obj->attrs)), "type");
    if (type.type == JSON_STRING) {
        buf_puts(out, ", ");
        json_put_said(type, out);
    }
}

/* Who is where, what there is, and who holds which end of it. */
static void put_world(const struct world *world, struct buf *out) {
    buf_puts(out, "```\n");
    for (uint32_t i = 0; i < world->proc_count; i++) {
        put_state(world, &world->procs[i], out);
    }
    for (uint32_t i = 0; i < world->obj_count; i++) {
        const struct world_obj *obj = &world->objs[i];
        const struct world_fd *fd = NULL;
        if (obj->gone) {
            continue;
        }
        buf_putf(out, "%s (%s", log_str(world->log, obj->name), obj_type_name(obj->type));
        put_socket_type(world, obj, out);
        buf_puts(out, "): ");
        obj_describe(world, obj, out);
        while ((fd = world_obj_fds(world, obj, fd)) != NULL) {
            if (!fd->closed) {
                put_holder(world, fd, out);
            }
        }
        buf_putc(out, '\n');
    }
    buf_puts(out, "```\n\n");
}

/* A line a sentence: not all end with a full stop. */
static void put_past(const struct made_moment *moment, struct buf *out) {
    uint64_t first = moment->step > TOLD_STEPS ? moment->step - TOLD_STEPS : 1;
    uint64_t last = timeline_step_end(moment->timeline, moment->step - 1);
    struct buf told = {0};
    for (uint64_t n = timeline_step_begin(moment->timeline, first); n <= last; n++) {
        size_t before = told.len;
        if (tell_event(moment->log, n, &told) && told.len > before) {
            buf_putc(&told, '\n');
        }
    }
    if (told.len > 0 && moment->step > 1) {
        buf_putf(out, "Last:\n\n```\n%s```\n\nNow:\n\n", buf_str(&told));
    } else {
        buf_puts(out, "\n\n");
    }
    buf_done(&told);
}

/* With what is right stands what happened; with what is wrong the rule against it, if one has a
 * name. */
static void put_choices(const struct made_moment *moment, struct buf *out) {
    const struct predict_set *set = moment->set;
    struct buf text = {0}, happened = {0};
    tell_records(moment->log, timeline_step_begin(moment->timeline, moment->step),
                 timeline_step_end(moment->timeline, moment->step), &happened);
    for (size_t i = 0; i < set->count; i++) {
        const struct prediction *choice = &set->choices[i];
        bool right = prediction_right(set, choice, moment->outcome);
        const char *rule = right ? NULL : prediction_why(choice, moment->outcome);
        const char *went = happened.len > 0 ? buf_str(&happened) : "so it went.";
        buf_clear(&text);
        prediction_tell(moment->log, choice, &text);
        buf_puts(out, right ? "- [x] it " : "- [ ] it ");
        put_plain(out, buf_str(&text));
        buf_puts(out, " — ");
        put_plain(out, right ? went : rule != NULL ? rule : "not in this state.");
        buf_putc(out, '\n');
    }
    buf_done(&text);
    buf_done(&happened);
}

static void put_replay(const struct made_moment *moment, struct buf *out) {
    struct buf word = {0};
    buf_putf(out, "ipc-tutor run %s:%s", moment->from->id, moment->program);
    for (size_t i = 0; i < moment->param_count; i++) {
        buf_clear(&word);
        buf_putf(&word, "%s=%s", moment->params[i].name, moment->params[i].value);
        buf_puts(out, " --set ");
        text_put_word(out, buf_str(&word));
    }
    buf_clear(&word);
    find_put_schedule(moment->log, timeline_step_end(moment->timeline, moment->step), &word);
    buf_puts(out, " --schedule ");
    text_put_word(out, buf_str(&word));
    buf_putc(out, '\n');
    buf_done(&word);
}

static void put_head(const struct made_moment *moment, struct buf *out) {
    buf_putf(out,
             "---\nformat: 1\nid: %s\ntitle: \"%s\"\ntopic: %s\n---\n\n"
             "Made from a run of {stage: %s}:\n\n```\n",
             moment->from->id, moment->from->id, moment->from->topic, moment->program);
    put_replay(moment, out);
    buf_putf(out, "```\n\n## Question: made-%llx\n\n", (unsigned long long)moment->number);
}

static void put_run(const struct made_moment *moment, struct buf *out) {
    buf_puts(out, "A run of the program *");
    put_plain(out, moment->program);
    buf_puts(out, "* (lesson *");
    put_plain(out, moment->from->id);
    buf_puts(out, "*)");
    for (size_t i = 0; i < moment->param_count; i++) {
        buf_puts(out, i == 0 ? " with " : ", ");
        put_plain(out, moment->params[i].name);
        buf_putf(out, " = %s", moment->params[i].value);
    }
    buf_putf(out, ", after %llu step%s. ", (unsigned long long)(moment->step - 1),
             moment->step == 2 ? "" : "s");
}

void made_text(const struct made_moment *moment, struct buf *out) {
    const struct world *before =
        timeline_at(moment->timeline, timeline_step_end(moment->timeline, moment->step - 1));
    const struct event *begin =
        log_at(moment->log, timeline_step_begin(moment->timeline, moment->step));
    const struct world_proc *proc = world_proc(before, begin->actor);
    bool wakes = moment->set->choices[0].kind == PREDICT_WAKES;
    put_head(moment, out);
    put_run(moment, out);
    put_past(moment, out);
    put_world(before, out);
    put_plain(out, log_str(moment->log, proc->name));
    buf_putf(out, " goes on with `%s`. %s\n\n", log_str(moment->log, proc->call),
             wakes ? "Who of those who wait there goes on then?" : "What happens?");
    put_choices(moment, out);
}
