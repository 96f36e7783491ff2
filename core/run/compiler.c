/* SPDX-License-Identifier: MIT */
/* compiler.c: see compiler.h. */
#include "compiler.h"
#include "errand.h"
#include "fdio.h"
#include "mem.h"
#include "text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAIT_MS = 30000, CPU_SECONDS = 20, FAULTS_MOST = 20, WORDS_MOST = 16 };
#define MEMORY     ((uint64_t)2 << 30)
#define SAID_MOST  ((size_t)256 << 10)
#define SOURCE_MAX ((size_t)1 << 20)

/* Warnings are faults: students copy twins. -fsyntax-only: nothing is written, nothing assembled.
 */
static char *const flags[] = {"-Wall", "-Wextra", "-fsyntax-only"};
#define FLAGS (sizeof flags / sizeof *flags)

struct compiling {
    char *dir, *compiler; /* its words, cut apart by 0 */
    char **files, **argv;
    size_t file_count;
    struct errand *errand;
};

/* Whether there is a program of that name. */
static bool in_path(const char *name) {
    const char *at = getenv("PATH");
    bool found = strchr(name, '/') && access(name, X_OK) == 0;
    while (at && *at && !found && !strchr(name, '/')) {
        size_t len = strcspn(at, ":");
        struct buf path = {0};
        buf_put(&path, at, len);
        buf_putf(&path, "/%s", name);
        found = access(buf_str(&path), X_OK) == 0;
        buf_done(&path);
        at += len + (at[len] != '\0');
    }
    return found;
}

char *compiler_name(void) {
    const char *given = getenv("CC");
    const char *words = given && given[strspn(given, " ")] ? given + strspn(given, " ") : "cc";
    char *first = mem_strndup(words, strcspn(words, " "));
    bool there = in_path(first);
    mem_free(first);
    return there ? mem_strdup(words) : NULL;
}

static int launch_it(struct compiling *compiling, struct diag *diag) {
    static const char *const english[] = {"LC_ALL", "C", NULL}; /* "error", not "Fehler" */
    const struct errand_wish wish = {.argv = compiling->argv,
                                     .dir = compiling->dir,
                                     .cage = true,
                                     .most = SAID_MOST,
                                     .memory = MEMORY,
                                     .cpu_seconds = CPU_SECONDS,
                                     .setenv = english};
    return errand_start(&wish, &compiling->errand, diag);
}

static void take_files(struct compiling *compiling, const char *const *files, size_t count) {
    size_t argc = 0;
    char *rest = compiling->compiler;
    compiling->file_count = count;
    compiling->files = mem_new((count + 1) * sizeof(char *));
    compiling->argv = mem_new((WORDS_MOST + FLAGS + count + 1) * sizeof(char *));
    for (char *word = strsep(&rest, " "); word; word = strsep(&rest, " ")) {
        if (*word && argc < WORDS_MOST) {
            compiling->argv[argc++] = word;
        }
    }
    for (size_t i = 0; i < FLAGS; i++) {
        compiling->argv[argc++] = flags[i];
    }
    for (size_t i = 0; i < count; i++) { /* "./", so that no name is an option */
        struct buf file = {0};
        buf_putf(&file, "./%s", files[i]);
        compiling->files[i] = buf_take(&file);
        compiling->argv[argc++] = compiling->files[i];
    }
}

int compiling_start(const char *dir, const char *const *files, size_t count,
                    struct compiling **ret_compiling, struct diag *diag) {
    char *compiler = compiler_name();
    if (!compiler) {
        return diag_set(diag, -ENOENT, NULL, 0, "there is no compiler (cc, or what CC names)");
    }
    struct compiling *compiling = mem_new(sizeof *compiling);
    compiling->compiler = compiler;
    compiling->dir = mem_strdup(dir);
    take_files(compiling, files, count);
    int r = launch_it(compiling, diag);
    if (r < 0) {
        compiling_free(compiling);
        return r;
    }
    *ret_compiling = compiling;
    return 0;
}

void compiling_free(struct compiling *compiling) {
    if (!compiling) {
        return;
    }
    errand_free(compiling->errand);
    for (size_t i = 0; i < compiling->file_count; i++) {
        mem_free(compiling->files[i]);
    }
    mem_free(compiling->files);
    mem_free(compiling->argv);
    mem_free(compiling->compiler);
    mem_free(compiling->dir);
    mem_free(compiling);
}

/* --- what it says -------------------------------------------------------------------------- */

/* Behind ":12"; NULL if no number stands there. */
static const char *take_number(const char *at, int *ret_number) {
    char *end;
    if (*at != ':' || at[1] < '0' || at[1] > '9') {
        return NULL;
    }
    *ret_number = (int)(strtol(at + 1, &end, 10) & 0x7fffffff);
    return end;
}

bool compiler_said(const char *said, char **ret_file, int *ret_line, const char **ret_text) {
    static const char *const kinds[] = {": error: ", ": fatal error: ", ": warning: "};
    for (const char *at = strchr(said, ':'); at; at = strchr(at + 1, ':')) {
        int line = 0, column = 0;
        const char *behind = take_number(at, &line);
        const char *further = behind ? take_number(behind, &column) : NULL;
        behind = further ? further : behind;
        for (size_t i = 0; behind && i < sizeof kinds / sizeof *kinds; i++) {
            if (text_starts(behind, kinds[i])) {
                *ret_file = mem_strndup(said, (size_t)(at - said));
                *ret_line = line;
                *ret_text = behind + strlen(kinds[i]);
                return true;
            }
        }
    }
    return false;
}

struct telling {
    const struct compiling *compiling;
    void (*fault)(void *context, const struct diag *diag);
    void *context;
    int told;
};

/* The line itself, of what is a file and can be read without waiting. */
static void quote(struct diag *diag) {
    struct stat st;
    struct buf text = {0};
    if (stat(diag->file, &st) == 0 && S_ISREG(st.st_mode) &&
        file_read(diag->file, &text, SOURCE_MAX, NULL) == 0) {
        diag_quote(diag, buf_str(&text), text.len);
    }
    buf_done(&text);
}

/* name: as the compiler calls the file, seen from the folder. */
static void tell(struct telling *telling, const char *name, int line, const char *text) {
    struct diag diag = {0};
    struct buf path = {0};
    if (telling->told++ >= FAULTS_MOST || !telling->fault) {
        return;
    }
    name += text_starts(name, "./") ? 2 : 0;
    buf_putf(&path, name[0] == '/' ? "%s%s" : "%s/%s",
             name[0] == '/' ? "" : telling->compiling->dir, name);
    diag_set(&diag, 0, buf_str(&path), line, "%s", text);
    quote(&diag);
    telling->fault(telling->context, &diag);
    diag_done(&diag);
    buf_done(&path);
}

static void tell_lines(struct telling *telling, const char *said) {
    while (*said) {
        size_t len = strcspn(said, "\n");
        char *line = mem_strndup(said, len);
        char *file;
        const char *text;
        int number;
        if (compiler_said(line, &file, &number, &text)) {
            tell(telling, file, number, text);
            mem_free(file);
        }
        mem_free(line);
        said += len + (said[len] != '\0');
    }
}

/* It ended otherwise than by what it found: what there is to say of the one file. */
static void tell_end(struct telling *telling, enum errand_end end, const char *said) {
    const struct compiling *compiling = telling->compiling;
    struct buf text = {0};
    said += strspn(said, "\n");
    switch (end) {
    case ERRAND_RUNS:
        buf_putf(&text, "%s did not come to an end within %d s", compiling->argv[0],
                 WAIT_MS / 1000);
        break;
    case ERRAND_TOO_MUCH:
        buf_putf(&text, "%s said more than %zu bytes about it", compiling->argv[0], SAID_MOST);
        break;
    case ERRAND_KILLED:
        buf_putf(&text, "%s was ended by signal %d: does the file need more than %d s or 2 GiB?",
                 compiling->argv[0], errand_status(compiling->errand), CPU_SECONDS);
        break;
    case ERRAND_EXITED:
        buf_putf(&text, "%s ended with status %d: %.*s", compiling->argv[0],
                 errand_status(compiling->errand), (int)strcspn(said, "\n"), said);
        break;
    }
    tell(telling, compiling->files[0], 0, buf_str(&text));
    buf_done(&text);
}

/* Which of several it was that brought the compiler down: each alone. */
static void tell_each(const struct compiling *compiling, struct telling *telling) {
    for (size_t i = 0; i < compiling->file_count; i++) {
        const char *const file[] = {compiling->files[i] + 2};
        struct compiling *alone = NULL;
        if (compiling_start(compiling->dir, file, 1, &alone, NULL) == 0 && alone) {
            compiling_finish(alone, telling->fault, telling->context);
        }
    }
}

void compiling_finish(struct compiling *compiling,
                      void (*fault)(void *context, const struct diag *diag), void *context) {
    struct telling telling = {.compiling = compiling, .fault = fault, .context = context};
    size_t len;
    enum errand_end end = errand_wait(compiling->errand, WAIT_MS);
    const char *said = errand_said(compiling->errand, &len);
    bool found = end == ERRAND_EXITED && errand_status(compiling->errand) != 126 &&
                 errand_status(compiling->errand) != 127;
    if (found) {
        tell_lines(&telling, said);
    }
    bool well = found && (telling.told > 0 || errand_status(compiling->errand) == 0);
    if (!well && compiling->file_count > 1) {
        tell_each(compiling, &telling);
    } else if (!well) {
        tell_end(&telling, end, said);
    }
    compiling_free(compiling);
}
