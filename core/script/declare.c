/* SPDX-License-Identifier: MIT */
/*
 * declare.c: keeping what is declared, and holding the values given from outside against it.
 * Nothing here touches Lua: bind_declare.c reads the arguments.
 */
#include "declare.h"
#include "fault.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct script *script_of(lua_State *lua) {
    return (struct script *)sandbox_of(lua);
}

struct declared_param *declare_param(struct script *script, const char *name) {
    script->params = mem_grow(script->params, &script->param_cap, script->param_count + 1,
                              sizeof *script->params);
    struct declared_param *param = &script->params[script->param_count++];
    *param = (struct declared_param){.name = mem_strdup(name)};
    return param;
}

struct declared_program *declare_program(struct script *script, const char *id) {
    script->programs = mem_grow(script->programs, &script->program_cap, script->program_count + 1,
                                sizeof *script->programs);
    struct declared_program *program = &script->programs[script->program_count++];
    *program = (struct declared_program){.id = mem_strdup(id), .function = LUA_NOREF};
    return program;
}

void declare_fact(struct declared_program *program, const char *path, const char *value) {
    program->facts = mem_grow(program->facts, &program->fact_cap, program->fact_count + 1,
                              sizeof *program->facts);
    program->facts[program->fact_count++] =
        (struct declared_fact){.path = mem_strdup(path), .value = mem_strdup(value)};
}

static size_t characters(const char *text) {
    size_t count = 0, len = strlen(text);
    uint32_t character = 0;
    for (size_t at = 0; at < len; count++) {
        at += text_decode(text + at, len - at, &character);
    }
    return count;
}

bool declare_out_of_limits(const struct declared_param *param, const struct declared_value *value,
                           struct buf *out) {
    double size = value->is_number ? value->number : (double)characters(value->text);
    const char *unit = value->is_number ? "" : " characters long";
    if (param->has_min && size < param->min) {
        buf_putf(out, "it must be at least %.14g%s", param->min, unit);
        return true;
    }
    if (param->has_max && size > param->max) {
        buf_putf(out, "it must be at most %.14g%s", param->max, unit);
        return true;
    }
    return false;
}

/* The given text as a value of the type that the default has. */
static bool read_given(const struct declared_param *param, const char *text,
                       struct declared_value *ret_value, struct buf *out) {
    struct declared_value value = {.is_number = param->fallback.is_number};
    if (!value.is_number) {
        if (!text_is_utf8(text, strlen(text))) {
            buf_puts(out, "it is not valid UTF-8");
            return false;
        }
        value.text = mem_strdup(text);
        *ret_value = value;
        return true;
    }
    value.is_whole = param->fallback.is_whole;
    if (value.is_whole) {
        if (!text_to_int(text, &value.whole)) {
            buf_puts(out, "it must be a whole number");
            return false;
        }
        value.number = (double)value.whole;
    } else {
        char *end = NULL;
        value.number = strtod(text, &end);
        if (end == text || *end || !isfinite(value.number)) {
            buf_puts(out, "it must be a number");
            return false;
        }
    }
    *ret_value = value;
    return true;
}

static const char *last_given(const struct script_wish *wish, const char *name) {
    const char *text = NULL;
    for (size_t i = 0; i < wish->param_count; i++) {
        if (strcmp(wish->params[i].name, name) == 0) {
            text = wish->params[i].value;
        }
    }
    return text;
}

void declare_given(struct script *script, struct declared_param *param) {
    const char *text = last_given(script->wish, param->name);
    if (!text) {
        return;
    }
    struct buf fault = {0};
    struct declared_value value = {0};
    if (read_given(param, text, &value, &fault) && !declare_out_of_limits(param, &value, &fault)) {
        mem_free(param->value.text);
        param->value = value;
    } else {
        mem_free(value.text);
        diag_set(&script->given_fault, -EDOM, NULL, 0, "%s=%s: %s", param->name, text,
                 buf_str(&fault));
    }
    buf_done(&fault);
}

static const char *nth_param(void *context, size_t i) {
    const struct script *script = context;
    return i < script->param_count ? script->params[i].name : NULL;
}

static const char *nth_program(void *context, size_t i) {
    const struct script *script = context;
    return i < script->program_count ? script->programs[i].id : NULL;
}

/* ": did you mean lines?", or ": there are lines, note", or ": there are none". */
static void put_choice(struct buf *out, const char *word,
                       const char *(*candidate)(void *context, size_t i), void *context) {
    const char *guess = fault_guess(word, candidate, context);
    if (guess) {
        buf_putf(out, ": did you mean %s?", guess);
        return;
    }
    buf_puts(out, candidate(context, 0) ? ": there are " : ": there are none");
    const char *name = NULL;
    for (size_t i = 0; (name = candidate(context, i)); i++) {
        buf_putf(out, "%s%s", i > 0 ? ", " : "", name);
    }
}

const struct declared_param *declare_find_param(const struct script *script, const char *name) {
    for (size_t i = 0; i < script->param_count; i++) {
        if (strcmp(script->params[i].name, name) == 0) {
            return &script->params[i];
        }
    }
    return NULL;
}

const char *declare_guess_param(const struct script *script, const char *name) {
    return fault_guess(name, nth_param, (void *)(uintptr_t)script);
}

static int check_given(struct script *script, struct diag *diag) {
    for (size_t i = 0; i < script->wish->param_count; i++) {
        const char *name = script->wish->params[i].name;
        if (!declare_find_param(script, name)) {
            struct buf choice = {0};
            put_choice(&choice, name, nth_param, script);
            diag_set(diag, -EDOM, NULL, 0, "%s: no such parameter%s", name, buf_str(&choice));
            buf_done(&choice);
            return -EDOM;
        }
    }
    if (script->given_fault.text) {
        return diag_set(diag, -EDOM, NULL, 0, "%s", script->given_fault.text);
    }
    return 0;
}

static int choose_program(struct script *script, struct diag *diag) {
    const char *wanted = script->wish->program;
    if (script->program_count == 0) {
        return diag_set(diag, -EINVAL, script->wish->name, 0,
                        "no program is declared: program(\"right\", {expect = \"ok\"}, function() "
                        "... end)");
    }
    script->chosen = wanted ? NULL : &script->programs[0];
    for (size_t i = 0; wanted && i < script->program_count; i++) {
        if (strcmp(script->programs[i].id, wanted) == 0) {
            script->chosen = &script->programs[i];
        }
    }
    if (!script->chosen) {
        struct buf choice = {0};
        put_choice(&choice, wanted, nth_program, script);
        diag_set(diag, -EINVAL, NULL, 0, "%s: no such program%s", wanted, buf_str(&choice));
        buf_done(&choice);
        return -EINVAL;
    }
    return 0;
}

int declare_settle(struct script *script, struct diag *diag) {
    int code = check_given(script, diag);
    return code < 0 ? code : choose_program(script, diag);
}

void declare_done(struct script *script) {
    for (size_t i = 0; i < script->param_count; i++) {
        struct declared_param *param = &script->params[i];
        mem_free(param->name);
        mem_free(param->help);
        mem_free(param->value.text);
        mem_free(param->fallback.text);
    }
    for (size_t i = 0; i < script->program_count; i++) {
        struct declared_program *program = &script->programs[i];
        for (size_t f = 0; f < program->fact_count; f++) {
            mem_free(program->facts[f].path);
            mem_free(program->facts[f].value);
        }
        mem_free(program->facts);
        mem_free(program->id);
        mem_free(program->title);
        mem_free(program->expect);
        mem_free(program->schedule);
        mem_free(program->input);
        mem_free(program->rows);
        mem_free(program->params);
        for (size_t need = 0; need < program->need_count; need++) {
            mem_free(program->needs[need]);
        }
    }
    mem_free(script->params);
    mem_free(script->programs);
    diag_done(&script->given_fault);
}
