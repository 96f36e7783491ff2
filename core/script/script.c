/* SPDX-License-Identifier: MIT */
/*
 * script.c: from a text to a program that runs, and its end. The other half, what the words of a
 * lesson do, is in the bind_*.c files.
 */
#include "script.h"
#include "bind.h"
#include "declare.h"
#include "gate.h"
#include "json_write.h"
#include "mem.h"
#include "op_handler.h"
#include "overtime.h"
#include "programs.h"
#include "vocabulary.h"
#include <errno.h>

static int open_vocabulary(lua_State *lua) {
    vocabulary_open(lua);
    return 0;
}

static int load(struct script *script, struct diag *diag) {
    const struct script_wish *wish = script->wish;
    size_t memory = wish->memory > 0 ? wish->memory : SCRIPT_MEMORY;
    long instructions = wish->instructions > 0 ? wish->instructions : SCRIPT_INSTRUCTIONS;
    if (sandbox_init(&script->sandbox, wish->name, wish->source, wish->len, memory, instructions) <
        0) {
        return diag_set(diag, -EINVAL, wish->name, 0, "no memory for the script");
    }
    if (wish->over) {
        overtime_begin(&script->sandbox, wish->over);
        overtime_allow(SCRIPT_LOAD_SECONDS);
    }
    lua_pushcfunction(script->sandbox.lua, open_vocabulary);
    int code = sandbox_call(script->sandbox.lua, diag);
    code = code < 0 ? code : sandbox_load(&script->sandbox, diag);
    return code < 0 ? code : declare_settle(script, diag);
}

int script_new(const struct script_wish *wish, struct script **ret_script, struct diag *ret_diag) {
    struct script *script = mem_new(sizeof *script);
    script->wish = wish;
    int code = load(script, ret_diag);
    if (code < 0) {
        script_free(script);
        return code;
    }
    *ret_script = script;
    return 0;
}

void script_free(struct script *script) {
    if (script) {
        sandbox_done(&script->sandbox);
        declare_done(script);
        mem_free(script);
    }
}

static void put_value(struct buf *out, const char *key, const struct declared_value *value) {
    json_put_key(out, key);
    if (!value->is_number) {
        json_put_text(out, value->text);
    } else if (value->is_whole) {
        json_put_int(out, value->whole);
    } else {
        json_put_double(out, value->number);
    }
}

static void put_param(struct buf *out, const struct declared_param *param) {
    json_put_comma(out);
    json_put_open(out, '{');
    json_put_key(out, "name");
    json_put_text(out, param->name);
    put_value(out, "value", &param->value);
    put_value(out, "default", &param->fallback);
    if (param->has_min) {
        json_put_key(out, "min");
        json_put_double(out, param->min);
    }
    if (param->has_max) {
        json_put_key(out, "max");
        json_put_double(out, param->max);
    }
    if (param->help) {
        json_put_key(out, "help");
        json_put_text(out, param->help);
    }
    json_put_close(out, '}');
}

static void put_text(struct buf *out, const char *key, const char *text) {
    if (text) {
        json_put_key(out, key);
        json_put_text(out, text);
    }
}

static void put_program(struct buf *out, const struct declared_program *program) {
    json_put_comma(out);
    json_put_open(out, '{');
    put_text(out, "id", program->id);
    put_text(out, "title", program->title);
    put_text(out, "expect", program->expect);
    put_text(out, "schedule", program->schedule);
    put_text(out, "input", program->input);
    put_text(out, "rows", program->rows);
    put_text(out, "params", program->params);
    json_put_key(out, "line");
    json_put_int(out, program->line);
    json_put_key(out, "first");
    json_put_int(out, program->first);
    json_put_key(out, "last");
    json_put_int(out, program->last);
    json_put_key(out, "facts");
    json_put_open(out, '[');
    for (size_t i = 0; i < program->fact_count; i++) {
        json_put_comma(out);
        json_put_open(out, '[');
        json_put_comma(out);
        json_put_text(out, program->facts[i].path);
        json_put_comma(out);
        json_put_text(out, program->facts[i].value);
        json_put_close(out, ']');
    }
    json_put_close(out, ']');
    json_put_close(out, '}');
}

void script_declarations(const struct script *script, struct buf *out) {
    json_put_open(out, '{');
    json_put_key(out, "params");
    json_put_open(out, '[');
    for (size_t i = 0; i < script->param_count; i++) {
        put_param(out, &script->params[i]);
    }
    json_put_close(out, ']');
    json_put_key(out, "programs");
    json_put_open(out, '[');
    for (size_t i = 0; i < script->program_count; i++) {
        put_program(out, &script->programs[i]);
    }
    json_put_close(out, ']');
    put_text(out, "program", script->chosen->id);
    json_put_close(out, '}');
}

_Noreturn void script_end(struct script *script, int code, const struct diag *fault, int line) {
    if (code < 0) {
        const struct sandbox *sandbox = &script->sandbox;
        line = fault->line;
        if (sandbox->tripped || sandbox->out_of_memory) {
            gate_limit(line, fault->text);
        } else {
            gate_fault(fault->file, line, fault->text);
        }
    }
    script->current = script->sandbox.lua;
    gate_exit_process(code < 0 ? 1 : 0, line);
}

/* The programs that it may execute, and no other. */
static void allow_needs(struct script *script) {
    const struct declared_program *program = script->chosen;
    const char *names[DECLARED_NEEDS];
    struct diag why = {0}, fault = {0};
    for (size_t i = 0; i < program->need_count; i++) {
        names[i] = program->needs[i];
    }
    int code = programs_allow(names, program->need_count, &why);
    if (code < 0) {
        diag_set(&fault, code, script->wish->name, program->line, "%s", why.text);
        script_end(script, code, &fault, program->line);
    }
}

_Noreturn void script_run(struct script *script) {
    lua_State *lua = script->sandbox.lua;
    struct diag fault;
    diag_init(&fault);
    script->running = true;
    overtime_begin(&script->sandbox, gate_overtime);
    overtime_allow(0);
    gate_on_signals(op_handler_at_gate, op_handler_go, bind_handlers_at_gate, script);
    allow_needs(script);
    sandbox_refill(&script->sandbox);
    lua_rawgeti(lua, LUA_REGISTRYINDEX, script->chosen->function);
    int line = bind_last_line(lua);
    int code = sandbox_call(lua, &fault);
    script_end(script, code, &fault, line);
}
