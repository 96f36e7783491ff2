/* SPDX-License-Identifier: MIT */
/*
 * mermaid.c: a run as a Mermaid sequence diagram (https://mermaid.js.org, sequenceDiagram).
 * Participants are named a0, a1 ... (processes) and o0, o1 ... (objects), so that no name of a run
 * can be a keyword; their own names follow `as`. In texts, whatever could end a statement or begin
 * markup stands as an entity code (#59; is a semicolon). Mermaid refuses a diagram of more than
 * 50000 characters (its option maxTextSize), so a long run is cut before that, and says so.
 */
#include "export_parts.h"
#include "tell.h"
#include "text.h"
#include <stdio.h>
#include <string.h>

enum { DIAGRAM_MAX = 48000, NAMES_MAX = 16000, LINE_MAX_BYTES = 200 };

/* A participant's name or what stands behind a colon; long ones are cut. "wrap:" at its beginning
 * would be an order to wrap it. */
static void put_text(struct buf *out, const char *text) {
    bool order = text_starts(text, "wrap:") || text_starts(text, "nowrap:");
    size_t end = out->len + LINE_MAX_BYTES;
    for (size_t i = 0, len = strlen(text); i < len;) {
        uint32_t character;
        i += text_decode(text + i, len - i, &character);
        if (out->len > end) {
            buf_puts(out, "…");
            return;
        }
        character = export_shown(character);
        if (order || (character < 0x80 && strchr("#;<>&\"`{}[]\\%", (int)character))) {
            order = false;
            buf_putf(out, "#%u;", (unsigned)character);
        } else {
            text_put_char(out, character);
        }
    }
}

struct diagram {
    const struct log *log;
    const struct world *end; /* the world after the last record: everybody there ever was */
    struct buf *out;
    struct buf text;      /* of the line that is being made */
    uint32_t procs, objs; /* those that are named; of too many, the last ones are not */
};

/* "a1" for a process, "o0" for an object; false if it is neither, or not named. */
static bool participant(const struct diagram *diagram, strid name, char ret_id[static 16]) {
    const struct world_proc *proc = world_proc(diagram->end, name);
    const struct world_obj *obj = world_obj(diagram->end, name);
    uint32_t index = proc != NULL  ? (uint32_t)(proc - diagram->end->procs)
                     : obj != NULL ? (uint32_t)(obj - diagram->end->objs)
                                   : UINT32_MAX;
    snprintf(ret_id, 16, "%c%u", proc != NULL ? 'a' : 'o', index);
    return index < (proc != NULL ? diagram->procs : diagram->objs);
}

/* "p (pipe)"; a name that says its kind already ("pipe#1") does not say it twice. */
static void put_object(const struct diagram *diagram, uint32_t index) {
    const struct world_obj *obj = &diagram->end->objs[index];
    const char *name = log_str(diagram->log, obj->name), *type = obj_type_name(obj->type);
    buf_putf(diagram->out, "    participant o%u as ", index);
    put_text(diagram->out, name);
    if (*type != '\0' && !text_starts(name, type)) {
        buf_putf(diagram->out, " (%s)", type);
    }
    buf_putc(diagram->out, '\n');
}

static void put_participants(struct diagram *diagram) {
    const struct world *end = diagram->end;
    for (; diagram->procs < end->proc_count && diagram->out->len < NAMES_MAX; diagram->procs++) {
        buf_putf(diagram->out, "    actor a%u as ", diagram->procs);
        put_text(diagram->out, log_str(diagram->log, end->procs[diagram->procs].name));
        buf_putc(diagram->out, '\n');
    }
    for (; diagram->objs < end->obj_count && diagram->out->len < NAMES_MAX; diagram->objs++) {
        put_object(diagram, diagram->objs);
    }
}

/* A message from one to the other with diagram->text. */
static void put_message(struct diagram *diagram, const char *from, const char *arrow,
                        const char *to) {
    buf_putf(diagram->out, "    %s%s%s: ", from, arrow, to);
    put_text(diagram->out, buf_str(&diagram->text));
    buf_putc(diagram->out, '\n');
}

static void put_note(struct diagram *diagram, const char *over) {
    buf_putf(diagram->out, "    Note over %s:wrap: ", over);
    put_text(diagram->out, buf_str(&diagram->text));
    buf_putc(diagram->out, '\n');
}

/* What flows from the object to the process. */
static const bool takes[OP_COUNT] = {
    [OP_READ] = true,    [OP_RECV] = true,    [OP_RECVFROM] = true,  [OP_MQ_RECEIVE] = true,
    [OP_LOAD] = true,    [OP_ACCEPT] = true,  [OP_GETVALUE] = true,  [OP_EVENT_IS_SET] = true,
    [OP_SIGWAIT] = true, [OP_HANDLER] = true, [OP_CHAN_RECV] = true,
};

/* What the end of an operation shows on its arrow: "read 6 B "hello\n"", "acquire", "EPIPE". */
static void put_result(struct diagram *diagram, const struct event *event) {
    buf_puts(&diagram->text, export_op(diagram->log, event));
    if (event->text != 0) {
        buf_putf(&diagram->text, ": %s", log_str(diagram->log, event->text));
    } else if (event->op == OP_READ && event->ret == 0) {
        buf_puts(&diagram->text, ": end-of-file");
    } else if ((event->has & EVENT_HAS_RANGE) != 0) {
        buf_putf(&diagram->text, " %lld B", (long long)event->ret);
        export_data(diagram->log, event, &diagram->text);
    } else if (event->op == OP_LOAD || event->op == OP_STORE) {
        export_data(diagram->log, event, &diagram->text);
    }
}

static void put_exit(struct diagram *diagram, uint64_t n, const char *actor) {
    const struct event *event = log_at(diagram->log, n);
    char obj[16];
    if ((event->op == OP_FORK && event->text == 0) || event->op == OP_EXIT) {
        return; /* the records of start and end show it */
    }
    if (!participant(diagram, event->obj, obj)) {
        if (!tell_event(diagram->log, n, &diagram->text)) {
            put_result(diagram, event);
        }
        put_note(diagram, actor);
        return;
    }
    put_result(diagram, event);
    if (event->text != 0) {
        put_message(diagram, actor, "-x", obj);
    } else if (event->op < OP_COUNT && takes[event->op]) {
        put_message(diagram, obj, "-->>", actor);
    } else {
        put_message(diagram, actor, "->>", obj);
    }
}

static void put_start(struct diagram *diagram, uint64_t n, const char *actor) {
    char parent[16];
    if (participant(diagram, log_at(diagram->log, n)->name, parent)) {
        buf_puts(&diagram->text, "fork");
        put_message(diagram, parent, "->>", actor);
    }
}

/* A note over everybody: from the first process to the last participant. */
static void put_wide_note(struct diagram *diagram) {
    char over[32] = "a0";
    if (diagram->objs > 0) {
        snprintf(over, sizeof over, "a0,o%u", diagram->objs - 1);
    } else if (diagram->procs > 1) {
        snprintf(over, sizeof over, "a0,a%u", diagram->procs - 1);
    }
    put_note(diagram, over);
}

static void put_end(struct diagram *diagram, uint64_t n, const char *actor) {
    export_end(log_at(diagram->log, n), &diagram->text);
    put_note(diagram, actor);
}

static void put_block(struct diagram *diagram, uint64_t n, const char *actor) {
    if (!tell_event(diagram->log, n, &diagram->text)) {
        buf_putf(&diagram->text, "waits in %s", export_op(diagram->log, log_at(diagram->log, n)));
    }
    put_note(diagram, actor);
}

static void put_print(struct diagram *diagram, uint64_t n, const char *actor) {
    buf_putf(&diagram->text, "prints %s", log_str(diagram->log, log_at(diagram->log, n)->text));
    put_note(diagram, actor);
}

static void put_mark(struct diagram *diagram, uint64_t n, const char *actor) {
    (void)actor;
    export_mark(diagram->log, log_at(diagram->log, n), &diagram->text);
    put_wide_note(diagram);
}

/* "^C": Ctrl-C came to all. */
static void put_interrupt(struct diagram *diagram, uint64_t n, const char *actor) {
    (void)actor;
    if (tell_event(diagram->log, n, &diagram->text)) {
        put_wide_note(diagram);
    }
}

static void put_deadlock(struct diagram *diagram, uint64_t n, const char *actor) {
    (void)actor;
    buf_putf(&diagram->text, "DEADLOCK: %s", log_str(diagram->log, log_at(diagram->log, n)->text));
    put_wide_note(diagram);
}

static void put_run_end(struct diagram *diagram, uint64_t n, const char *actor) {
    (void)n;
    (void)actor;
    buf_puts(&diagram->text, "the run ends: ");
    world_put_outcome(diagram->end, &diagram->text);
    put_wide_note(diagram);
}

/* What is told of each kind of record; of the others nothing. */
static const struct telling {
    void (*put)(struct diagram *diagram, uint64_t n, const char *actor);
    bool of_all; /* else only of an actor that is named */
} tellings[EVENT_KIND_COUNT] = {
    [EVENT_ACTOR_START] = {put_start, false},  [EVENT_ACTOR_EXIT] = {put_end, false},
    [EVENT_OP_BLOCK] = {put_block, false},     [EVENT_OP_EXIT] = {put_exit, false},
    [EVENT_PRINT] = {put_print, false},        [EVENT_MARK] = {put_mark, true},
    [EVENT_DEADLOCK] = {put_deadlock, true},   [EVENT_RUN_END] = {put_run_end, true},
    [EVENT_INTERRUPT] = {put_interrupt, true},
};

static void put_event(struct diagram *diagram, uint64_t n) {
    const struct event *event = log_at(diagram->log, n);
    const struct telling *telling = event->kind < EVENT_KIND_COUNT ? &tellings[event->kind] : NULL;
    char actor[16];
    bool named = participant(diagram, event->actor, actor);
    if (telling != NULL && telling->put != NULL && (named || telling->of_all)) {
        buf_clear(&diagram->text);
        telling->put(diagram, n, actor);
    }
}

/* From the beginning, as far as there is room. */
static void put_events(struct diagram *diagram) {
    uint64_t count = diagram->end->n;
    for (uint64_t n = 1; n <= count; n++) {
        if (diagram->out->len > DIAGRAM_MAX) {
            buf_clear(&diagram->text);
            buf_putf(&diagram->text, "Cut here: after record %llu of %llu",
                     (unsigned long long)n - 1, (unsigned long long)count);
            put_wide_note(diagram);
            return;
        }
        put_event(diagram, n);
    }
}

void export_mermaid(struct timeline *timeline, struct buf *out) {
    struct diagram diagram = {
        .log = timeline_log(timeline), .end = timeline_head(timeline), .out = out};
    export_title(diagram.end, &diagram.text);
    buf_puts(out, "sequenceDiagram\n    title ");
    put_text(out, buf_str(&diagram.text));
    buf_putc(out, '\n');
    put_participants(&diagram);
    if (diagram.procs > 0) {
        put_events(&diagram);
    }
    buf_done(&diagram.text);
}
