/* SPDX-License-Identifier: MIT */
/*
 * verify.c: the whole check of a lesson: what lesson.lua declares, every program, every question,
 * the twins.
 */
#include "verify.h"
#include "compiler.h"
#include "fdio.h"
#include "mem.h"
#include "verifying.h"
#include <string.h>

#define TIMES      3
#define ORDERS     20
#define SOURCE_MAX ((size_t)1 << 20)

struct diag *verify_fault(struct verifying *verifying) {
    struct verify *verify = verifying->verify;
    verify->faults = mem_grow(verify->faults, &verify->fault_cap, verify->fault_count + 1,
                              sizeof *verify->faults);
    struct diag *fault = &verify->faults[verify->fault_count++];
    diag_init(fault);
    return fault;
}

void verify_fault_lua(struct verifying *verifying, int line, const char *format, ...) {
    struct diag *fault = verify_fault(verifying);
    struct buf text = {0};
    va_list args;
    va_start(args, format);
    buf_vputf(&text, format, args);
    va_end(args);
    diag_set(fault, 0, verifying->lua_file, line, "%s", buf_str(&text));
    diag_quote(fault, buf_str(&verifying->lua), verifying->lua.len);
    buf_done(&text);
}

void verify_fault_md(struct verifying *verifying, int line, const char *format, ...) {
    struct diag *fault = verify_fault(verifying);
    struct buf text = {0};
    struct buf source = {0};
    va_list args;
    va_start(args, format);
    buf_vputf(&text, format, args);
    va_end(args);
    diag_set(fault, 0, verifying->lesson->file, line, "%s", buf_str(&text));
    if (file_read_plain(verifying->lesson->file, &source, SOURCE_MAX, NULL) == 0) {
        diag_quote(fault, buf_str(&source), source.len);
    }
    buf_done(&source);
    buf_done(&text);
}

void verify_say(const struct verifying *verifying, const char *format, ...) {
    if (!verifying->wish.progress) {
        return;
    }
    struct buf text = {0};
    va_list args;
    va_start(args, format);
    buf_vputf(&text, format, args);
    va_end(args);
    verifying->wish.progress(verifying->wish.context, buf_str(&text));
    buf_done(&text);
}

long verify_program_index(const struct verifying *verifying, const char *id) {
    for (size_t i = 0; i < verifying->decl.program_count; i++) {
        if (strcmp(verifying->decl.programs[i].id, id) == 0) {
            return (long)i;
        }
    }
    return -1;
}

static void look_at_stage(void *context, const char *program, int line) {
    struct verifying *verifying = context;
    if (verify_program_index(verifying, program) < 0) {
        verify_fault_md(verifying, line, "{stage: %s}: lesson.lua has no such program", program);
    }
}

static void look_at_note(void *context, const char *program, const char *words, int line) {
    struct verifying *verifying = context;
    (void)words;
    if (program && verify_program_index(verifying, program) < 0) {
        verify_fault_md(verifying, line, "<!-- note %s: ... -->: lesson.lua has no such program",
                        program);
    }
}

static void look_at_programs_named(struct verifying *verifying) {
    const struct lesson *lesson = verifying->lesson;
    lesson_stages(lesson, look_at_stage, verifying);
    lesson_notes(lesson, look_at_note, verifying);
    for (size_t i = 0; i < lesson->question_count; i++) {
        const struct question *question = &lesson->questions[i];
        if (question->program && verify_program_index(verifying, question->program) < 0) {
            verify_fault_md(verifying, question->answer_line,
                            "the answer is in a run of %s, but lesson.lua has no such program",
                            question->program);
        }
    }
}

static int verify_all(struct verifying *verifying, struct diag *diag) {
    look_at_programs_named(verifying);
    if (verifying->wish.form_only) {
        verify_twins(verifying);
        return 0;
    }
    verify_compile(verifying);
    for (size_t i = 0; i < verifying->decl.program_count; i++) {
        int r = verify_program(verifying, i, diag);
        if (r < 0) {
            return r;
        }
    }
    for (size_t i = 0; i < verifying->lesson->question_count; i++) {
        verify_question(verifying, &verifying->lesson->questions[i]);
        verifying->verify->questions++;
    }
    verify_twins(verifying);
    verify_compiled(verifying);
    return 0;
}

static void free_all(struct verifying *verifying) {
    for (size_t i = 0; i < verifying->decl.program_count; i++) {
        log_free(verifying->logs[i]);
    }
    mem_free(verifying->logs);
    compiling_free(verifying->twins);
    run_decl_done(&verifying->decl);
    mem_free(verifying->lua_file);
    buf_done(&verifying->lua);
}

void verify_name_file(const char *dir, struct diag *fault) {
    if (!fault->file || strcmp(fault->file, "lesson.lua") != 0) {
        return;
    }
    struct buf file = {0};
    struct buf text = {0};
    buf_putf(&file, "%s/lesson.lua", dir);
    mem_free(fault->file);
    fault->file = buf_take(&file);
    if (!fault->source && file_read_plain(fault->file, &text, SOURCE_MAX, NULL) == 0) {
        diag_quote(fault, buf_str(&text), text.len);
    }
    buf_done(&text);
}

int verify_script(const char *dir, struct diag *diag) {
    struct run_decl decl;
    int r = run_declared(dir, &decl, diag);
    if (r < 0) {
        verify_name_file(dir, diag);
        return r;
    }
    run_decl_done(&decl);
    return 0;
}

int verify_lesson(const struct lesson *lesson, const struct verify_wish *wish,
                  struct verify *ret_verify, struct diag *diag) {
    *ret_verify = (struct verify){0};
    struct verifying verifying = {.lesson = lesson, .wish = *wish, .verify = ret_verify};
    struct diag fault = {0};
    if (run_declared(lesson->dir, &verifying.decl, &fault) < 0) {
        verify_name_file(lesson->dir, &fault);
        *verify_fault(&verifying) = fault;
        return 0;
    }
    verifying.wish.times = wish->times > 0 ? wish->times : TIMES;
    verifying.wish.orders = wish->orders > 0 ? wish->orders : ORDERS;
    size_t log_cap = 0;
    verifying.logs =
        mem_grow(NULL, &log_cap, verifying.decl.program_count + 1, sizeof(struct log *));
    struct buf file = {0};
    buf_putf(&file, "%s/lesson.lua", lesson->dir);
    verifying.lua_file = buf_take(&file);
    buf_puts(&verifying.lua, "");
    (void)file_read_plain(verifying.lua_file, &verifying.lua, SOURCE_MAX, NULL);
    if (verifying.decl.program_count == 0) {
        verify_fault_lua(&verifying, 1, "it declares no program");
    }
    int r = verify_all(&verifying, diag);
    free_all(&verifying);
    return r;
}

void verify_done(struct verify *verify) {
    if (!verify) {
        return;
    }
    for (size_t i = 0; i < verify->fault_count; i++) {
        diag_done(&verify->faults[i]);
    }
    mem_free(verify->faults);
    buf_done(&verify->left);
    *verify = (struct verify){0};
}
