/* SPDX-License-Identifier: MIT */
/*
 * plain_lesson.c: a lesson as a menu: its text, its programs, its parameters.
 */
#include "mem.h"
#include "plain.h"
#include "say.h"
#include <string.h>

struct desk {
    struct plain *plain;
    const struct lesson *lesson;
    struct run_decl decl;
    char **values; /* of each parameter that the user set; NULL: as declared */
};

/* The last row of the menu. */
static size_t questions_number(const struct desk *desk) {
    return desk->decl.program_count + 2 + (desk->decl.param_count > 0);
}

static void show_menu(const struct desk *desk) {
    struct out *out = desk->plain->out;
    out_textf(out, "\n%s\n", desk->lesson->title);
    if (desk->lesson->summary) {
        out_textf(out, "%s\n", desk->lesson->summary);
    }
    out_text(out, "  1  read the text\n");
    for (size_t i = 0; i < desk->decl.program_count; i++) {
        const struct run_decl_program *program = &desk->decl.programs[i];
        out_textf(out, "  %zu  run %s: %s (ends with %s)\n", i + 2, program->id, program->title,
                  program->expect);
    }
    if (desk->decl.param_count) {
        out_textf(out, "  %zu  set parameters\n", desk->decl.program_count + 2);
    }
    if (desk->lesson->question_count) {
        out_textf(out, "  %zu  answer its questions (%zu)\n", questions_number(desk),
                  desk->lesson->question_count);
    }
}

static void show_params(const struct desk *desk) {
    for (size_t i = 0; i < desk->decl.param_count; i++) {
        const struct run_decl_param *param = &desk->decl.params[i];
        out_textf(desk->plain->out, "  %s = %s", param->name,
                  desk->values[i] ? desk->values[i] : param->value);
        if (param->has_min && param->has_max) {
            out_textf(desk->plain->out, " (%g to %g)", param->min, param->max);
        } else if (param->has_min || param->has_max) {
            out_textf(desk->plain->out, " (at %s %g)", param->has_min ? "least" : "most",
                      param->has_min ? param->min : param->max);
        }
        out_textf(desk->plain->out, "%s%s\n", param->help && *param->help ? ": " : "",
                  param->help ? param->help : "");
    }
}

/* NAME=VALUE; whether the value is allowed, the runner says when it runs. */
static void set_param(struct desk *desk, const char *line) {
    const char *equals = strchr(line, '=');
    for (size_t i = 0; equals && i < desk->decl.param_count; i++) {
        const char *name = desk->decl.params[i].name;
        if (strlen(name) == (size_t)(equals - line) &&
            strncmp(line, name, (size_t)(equals - line)) == 0) {
            mem_free(desk->values[i]);
            desk->values[i] = mem_strdup(equals + 1);
            return;
        }
    }
    out_textf(desk->plain->out, "\"%s\": write NAME=VALUE with one of the names above.\n", line);
}

static void set_params(struct desk *desk) {
    struct buf line = {0};
    do {
        show_params(desk);
        if (!plain_ask(desk->plain, "NAME=VALUE, or Enter when done: ", &line)) {
            break;
        }
        if (line.len) {
            set_param(desk, buf_str(&line));
        }
    } while (line.len);
    buf_done(&line);
}

static void run_program(struct desk *desk, const char *program) {
    struct run_param *params = mem_new((desk->decl.param_count + 1) * sizeof *params);
    struct plain_run run = {.plain = desk->plain,
                            .lesson = desk->lesson,
                            .decl = &desk->decl,
                            .program = program,
                            .params = params};
    for (size_t i = 0; i < desk->decl.param_count; i++) {
        if (desk->values[i]) {
            params[run.param_count++] =
                (struct run_param){desk->decl.params[i].name, desk->values[i]};
        }
    }
    plain_run(&run);
    mem_free(params);
}

static void menu(struct desk *desk) {
    struct buf line = {0};
    struct plain *plain = desk->plain;
    size_t count = questions_number(desk) - (desk->lesson->question_count == 0);
    show_menu(desk);
    while (!plain->left &&
           plain_ask(plain, "\nWhat? (number; m: menu; s: speeds; b: back; q: leave) ", &line)) {
        const char *word = buf_str(&line);
        if (strcmp(word, "q") == 0) {
            plain->left = true;
        }
        if (strcmp(word, "q") == 0 || strcmp(word, "b") == 0) {
            break;
        }
        if (line.len == 0 || strchr("m?", *word)) {
            show_menu(desk);
            continue;
        }
        if (strcmp(word, "s") == 0) {
            plain_speeds(plain);
            continue;
        }
        size_t number = plain_number(plain, &line, count);
        if (number == 0) {
            continue;
        }
        if (number == 1) {
            out_text(plain->out, "\n");
            plain_prose(plain, &desk->lesson->text);
        } else if (number <= desk->decl.program_count + 1) {
            run_program(desk, desk->decl.programs[number - 2].id);
        } else if (number == questions_number(desk)) {
            plain_questions(plain, desk->lesson);
        } else {
            set_params(desk);
        }
    }
    buf_done(&line);
}

int plain_lesson(struct plain *plain, const struct lesson *lesson, const char *program) {
    struct desk desk = {.plain = plain, .lesson = lesson};
    struct diag diag = {0};
    if (run_declared(lesson->dir, &desk.decl, &diag) < 0) {
        int code = fail_diag(EXIT_USAGE, &diag);
        diag_done(&diag);
        plain_prose(plain, &lesson->text);
        return code;
    }
    desk.values = mem_new((desk.decl.param_count + 1) * sizeof *desk.values);
    if (program) {
        run_program(&desk, program);
    }
    menu(&desk);
    for (size_t i = 0; i < desk.decl.param_count; i++) {
        mem_free(desk.values[i]);
    }
    mem_free(desk.values);
    run_decl_done(&desk.decl);
    return EXIT_AS_EXPECTED;
}
