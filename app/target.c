/* SPDX-License-Identifier: MIT */
/*
 * target.c: see target.h. The catalogue is read only if the word is no path.
 */
#include "target.h"
#include "mem.h"
#include "places.h"
#include "run.h"
#include "say.h"
#include "text.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_dir(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool exists(const char *path) {
    struct stat st;
    return stat(path, &st) == 0;
}

/* A folder: its id is its name, which realpath gives for "." too. */
static int take_dir(const char *what, const char *path, struct target *target) {
    char *real = realpath(path, NULL);
    if (!real) {
        return fail(EXIT_IO, what, "%s: no such folder", path);
    }
    struct buf file = {0};
    buf_putf(&file, "%s/lesson.lua", real);
    int code = 0;
    if (!exists(buf_str(&file))) {
        code = fail(EXIT_USAGE, what, "%s is no lesson: it has no lesson.lua", path);
    } else {
        const char *slash = strrchr(real, '/');
        target->dir = mem_strdup(real);
        target->id = mem_strdup(slash ? slash + 1 : real);
    }
    buf_done(&file);
    free(real);
    return code;
}

static int no_lesson(const char *what, const char *id, const struct catalogue *catalogue) {
    struct buf part = {0};
    buf_putf(&part, "/%s/lesson.md", id);
    for (size_t i = 0; i < catalogue->fault_count; i++) {
        const struct diag *fault = &catalogue->faults[i];
        if (fault->file && text_ends(fault->file, buf_str(&part))) {
            buf_done(&part);
            return fail_diag(EXIT_USAGE, fault);
        }
    }
    buf_clear(&part);
    buf_puts(&part, "");
    const char **names = mem_new((catalogue->lesson_count + 1) * sizeof *names);
    for (size_t i = 0; i < catalogue->lesson_count; i++) {
        names[i] = catalogue->lessons[i]->id;
    }
    say_nearest(&part, id, names, catalogue->lesson_count);
    int code = fail(EXIT_USAGE, what, "there is no lesson %s%s", id,
                    part.len ? buf_str(&part) : " (ipc-tutor list shows them)");
    mem_free(names);
    buf_done(&part);
    return code;
}

static int take_id(const char *what, const char *id, const char *word, struct target *target) {
    struct catalogue catalogue;
    int code = places_catalogue(&catalogue, false);
    if (code) {
        return code;
    }
    const struct lesson *lesson = catalogue_lesson(&catalogue, id);
    if (lesson) {
        target->dir = mem_strdup(lesson->dir);
        target->id = mem_strdup(id);
    } else if (is_dir(id)) {
        code = take_dir(what, id, target);
    } else if (exists(word)) {
        target->file = mem_strdup(word);
    } else {
        code = no_lesson(what, id, &catalogue);
    }
    catalogue_done(&catalogue);
    return code;
}

int target_find(const char *what, const char *word, struct target *ret_target) {
    struct target target = {0};
    const char *colon = exists(word) ? NULL : strrchr(word, ':');
    char *name = mem_strndup(word, colon ? (size_t)(colon - word) : strlen(word));
    bool path = strchr(name, '/') || strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
    int code = 0;
    if (colon && colon[1] == '\0') {
        code = fail(EXIT_USAGE, what, "%s names no program after its colon", word);
    } else if (!path) {
        code = take_id(what, name, word, &target);
    } else if (is_dir(name)) {
        code = take_dir(what, name, &target);
    } else if (exists(word)) {
        target.file = mem_strdup(word);
    } else {
        code = fail(EXIT_IO, what, "%s: there is no such folder or file", name);
    }
    if (code == 0 && colon) {
        target.program = mem_strdup(colon + 1);
    }
    mem_free(name);
    if (code) {
        target_done(&target);
    } else {
        *ret_target = target;
    }
    return code;
}

/* The folder of a lesson that the catalogue could not take for its faults; the caller's, or NULL.
 */
static char *faulty_folder(const char *id) {
    struct catalogue catalogue;
    struct buf part = {0};
    char *folder = NULL;
    if (places_catalogue(&catalogue, false)) {
        return NULL;
    }
    buf_putf(&part, "/%s/lesson.md", id);
    for (size_t i = 0; i < catalogue.fault_count && !folder; i++) {
        const char *file = catalogue.faults[i].file;
        if (file && text_ends(file, buf_str(&part)) && !catalogue_lesson(&catalogue, id)) {
            folder = mem_strndup(file, strlen(file) - strlen("/lesson.md"));
        }
    }
    buf_done(&part);
    catalogue_done(&catalogue);
    return folder;
}

int target_find_draft(const char *what, const char *word, struct target *ret_target) {
    const char *colon = exists(word) ? NULL : strrchr(word, ':');
    char *name = mem_strndup(word, colon ? (size_t)(colon - word) : strlen(word));
    char *folder = strchr(name, '/') || is_dir(name) ? NULL : faulty_folder(name);
    int code;
    if (folder) {
        struct target target = {0};
        code = take_dir(what, folder, &target);
        target.program = code == 0 && colon ? mem_strdup(colon + 1) : NULL;
        *ret_target = target;
    } else {
        code = target_find(what, word, ret_target);
    }
    if (code == 0 && ret_target->file) {
        target_done(ret_target);
        code = fail(EXIT_USAGE, what, "%s is no lesson", word);
    }
    mem_free(folder);
    mem_free(name);
    return code;
}

int target_check_program(const struct target *target) {
    struct run_decl decl;
    struct diag diag = {0};
    struct buf hint = {0};
    if (run_declared(target->dir, &decl, &diag) < 0) {
        int code = fail_diag(EXIT_USAGE, &diag);
        diag_done(&diag);
        return code;
    }
    const char **names = mem_new((decl.program_count + 1) * sizeof *names);
    bool found = false;
    for (size_t i = 0; i < decl.program_count; i++) {
        names[i] = decl.programs[i].id;
        found = found || strcmp(names[i], target->program) == 0;
        buf_putf(&hint, "%s%s", i ? ", " : ": there are ", names[i]);
    }
    int code = found ? 0
                     : fail(EXIT_USAGE, target->id, "there is no program %s%s", target->program,
                            buf_str(&hint));
    mem_free(names);
    buf_done(&hint);
    run_decl_done(&decl);
    return code;
}

void target_done(struct target *target) {
    mem_free(target->dir);
    mem_free(target->id);
    mem_free(target->program);
    mem_free(target->file);
    *target = (struct target){0};
}
