/* SPDX-License-Identifier: MIT */
/*
 * cmd_list.c: the syllabus, for people or as JSON. The programs of a lesson are asked from a runner
 * (run_declared), as everything that lesson.lua says.
 */
#include "command.h"
#include "json_write.h"
#include "options.h"
#include "overview_tell.h"
#include "places.h"
#include "run.h"
#include "say.h"
#include <string.h>

enum { ID_COLUMNS = 14 };

/* The column of ids: as wide as the longest, and as ever where all are short. */
static int id_width(const struct catalogue *catalogue) {
    size_t width = ID_COLUMNS;
    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        size_t len = strlen(catalogue->lessons[i]->id);
        width = len > width ? len : width;
    }
    return (int)width;
}

static void list_text(const struct catalogue *catalogue, struct out *out) {
    int width = id_width(catalogue);
    bool first = true;
    for (size_t t = 0; t < catalogue->topic_count; t++) {
        const struct catalogue_topic *topic = &catalogue->topics[t];
        if (topic->count) {
            out_textf(out, "%s%s\n", first ? "" : "\n", topic->title);
            first = false;
        }
        for (size_t i = topic->first; i < topic->first + topic->count; i++) {
            const struct lesson *lesson = catalogue->lessons[i];
            out_textf(out, "  %-*s %s\n", width, lesson->id, lesson->title);
        }
    }
}

static void put_limit(struct buf *json, const char *key, bool has, double value) {
    json_put_key(json, key);
    if (has) {
        json_put_double(json, value);
    } else {
        json_put_null(json);
    }
}

static void put_param(struct buf *json, const struct run_decl_param *param) {
    json_put_comma(json);
    json_put_open(json, '{');
    json_put_key(json, "name");
    json_put_text(json, param->name);
    json_put_key(json, "default");
    if (param->is_number) {
        json_put_json(json, param->value);
    } else {
        json_put_text(json, param->value);
    }
    put_limit(json, "min", param->has_min, param->min);
    put_limit(json, "max", param->has_max, param->max);
    json_put_key(json, "help");
    json_put_text(json, param->help);
    json_put_close(json, '}');
}

/* The parameters are the lesson's, so each of its programs has them. */
static void put_program(struct buf *json, const struct run_decl *decl,
                        const struct run_decl_program *program) {
    json_put_comma(json);
    json_put_open(json, '{');
    json_put_key(json, "id");
    json_put_text(json, program->id);
    json_put_key(json, "title");
    json_put_text(json, program->title);
    json_put_key(json, "expect");
    json_put_text(json, program->expect);
    json_put_key(json, "params");
    json_put_open(json, '[');
    for (size_t i = 0; i < decl->param_count; i++) {
        put_param(json, &decl->params[i]);
    }
    json_put_close(json, ']');
    json_put_close(json, '}');
}

static int put_lesson(struct buf *json, const struct lesson *lesson) {
    struct run_decl decl = {0};
    struct diag diag = {0};
    int code = EXIT_AS_EXPECTED;
    if (run_declared(lesson->dir, &decl, &diag) < 0) {
        code = fail_diag(EXIT_USAGE, &diag);
        diag_done(&diag);
    }
    json_put_comma(json);
    json_put_open(json, '{');
    json_put_key(json, "id");
    json_put_text(json, lesson->id);
    json_put_key(json, "title");
    json_put_text(json, lesson->title);
    json_put_key(json, "topic");
    json_put_text(json, lesson->topic);
    json_put_key(json, "programs");
    json_put_open(json, '[');
    for (size_t i = 0; i < decl.program_count; i++) {
        put_program(json, &decl, &decl.programs[i]);
    }
    json_put_close(json, ']');
    json_put_key(json, "questions");
    json_put_int(json, (int64_t)lesson->question_count);
    json_put_close(json, '}');
    if (code == EXIT_AS_EXPECTED) {
        run_decl_done(&decl);
    }
    return code;
}

static int list_json(const struct catalogue *catalogue, struct out *out) {
    struct buf json = {0};
    int code = EXIT_AS_EXPECTED;
    json_put_open(&json, '[');
    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        int r = put_lesson(&json, catalogue->lessons[i]);
        code = r ? r : code;
    }
    json_put_close(&json, ']');
    buf_putc(&json, '\n');
    out_bytes(out, buf_str(&json), json.len);
    buf_done(&json);
    return code;
}

static void list_overview(const struct catalogue *catalogue, bool json, struct out *out) {
    struct measured measured;
    struct buf text = {0};
    bool known = measured_load(&measured, NULL) == 0;
    if (json) {
        overview_json(&catalogue->overview, known ? &measured : NULL, &text);
        buf_putc(&text, '\n');
        out_bytes(out, buf_str(&text), text.len);
    } else {
        overview_tell(&catalogue->overview, known ? &measured : NULL, 0, &text);
        out_text(out, buf_str(&text));
    }
    buf_done(&text);
}

static int list_exec(const struct invocation *invocation) {
    struct catalogue catalogue;
    int code = places_catalogue(&catalogue, true);
    if (code) {
        return code;
    }
    if (option_given(invocation, OPTION_OVERVIEW)) {
        list_overview(&catalogue, option_given(invocation, OPTION_JSON), invocation->out);
    } else if (option_given(invocation, OPTION_JSON)) {
        code = list_json(&catalogue, invocation->out);
    } else {
        list_text(&catalogue, invocation->out);
    }
    if (catalogue.fault_count && code == EXIT_AS_EXPECTED) {
        code = EXIT_USAGE;
    }
    catalogue_done(&catalogue);
    return code;
}

static const struct option_row list_options[] = {
    {OPTION_JSON, 0, "json", NULL, "an array of lessons with their programs and parameters"},
    {OPTION_OVERVIEW, 0, "overview", NULL, "the mechanisms side by side, and what they cost here"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const list_examples[] = {"ipc-tutor list", "ipc-tutor list --overview",
                                            "ipc-tutor list --json | jq -r '.[].programs[] | .id'",
                                            NULL};

const struct command command_list = {
    .name = "list",
    .args = "",
    .summary = "Shows the syllabus: topics and lessons",
    .more = "Folders of further lessons: IPC_TUTOR_LESSONS, separated by ':'.",
    .options = list_options,
    .examples = list_examples,
    .exec = list_exec,
};
