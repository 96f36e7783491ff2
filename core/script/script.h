/* SPDX-License-Identifier: MIT */
/*
 * script.h: lesson.lua as the runner sees it: load it, ask what it declares, run one program of it.
 * All of this happens in a process of its own (a lesson's main process, or one that only declares),
 * under limits: the file is another person's and may be wrong, endless or hostile.
 *
 * The order: script_new, script_declarations, and then either script_free (declare only) or
 * script_run, which never returns.
 */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "buf.h"
#include "diag.h"
#include <stdbool.h>
#include <stddef.h>

/* A value given from outside (--set NAME=VALUE), as text. */
struct script_param {
    const char *name;
    const char *value;
};

/* What to load and run. Nothing is copied: all of it must outlive the script. */
struct script_wish {
    const char *name;    /* how faults and records call the file: "lesson.lua" */
    const char *source;  /* its text; the script opens no file */
    size_t len;          /* bytes of it */
    const char *program; /* id; NULL: the first that is declared */
    const struct script_param *params;
    size_t param_count;
    size_t memory;     /* bytes that Lua may hold; 0: SCRIPT_MEMORY */
    long instructions; /* Lua instructions between two operations; 0: SCRIPT_INSTRUCTIONS */
    /* NULL, or loading may take SCRIPT_LOAD_SECONDS of this process's CPU time, and then it ends by
     * SIGXCPU after this was told the line (0: not known); called in a signal's handler. */
    void (*over)(int line);
};

#define SCRIPT_MEMORY       ((size_t)64 << 20)
#define SCRIPT_INSTRUCTIONS 50000000L
#define SCRIPT_LOAD_SECONDS 3

struct script;

/* Loads the file, which runs its outermost level: the declarations. Operations are refused there.
 * 0; -EINVAL: a fault of the file (syntax, wrong use, no such program, out of budget), -EDOM: a
 * --set that is not declared, not of its type or out of its limits. *ret_diag tells both, with the
 * line where there is one. */
int script_new(const struct script_wish *wish, struct script **ret_script, struct diag *ret_diag);
void script_free(struct script *script);

/* What the file declares, as one JSON object (names in this order; absent ones are left out):
 *   {"params":[{"name":"lines","value":3,"default":3,"min":1,"max":10,"help":"..."}],
 *    "programs":[{"id":"right","title":"...","expect":"ok","schedule":"...","input":"...",
 *                 "line":12,"facts":[["child.read.ret","0"]]}],
 *    "program":"right"}
 * value is what holds in this run (a --set or the default), a number or a string as the default is;
 * min and max bound a number, or the length of a string in characters; facts are pairs of a path
 * and its value as text, in the order of the paths. program is the one that script_run runs. */
void script_declarations(const struct script *script, struct buf *out);

/* Runs the program in this process, which must be a lesson process (gate.h), and ends the process
 * by a gated exit: 0, or 1 after a fault (which is told by gate_fault). */
_Noreturn void script_run(struct script *script);

/* The vocabulary, for the manual page and for "did you mean": one row a name. */
struct script_name {
    const char *name;    /* "pipe", or "end:read" for a method of pipe ends */
    const char *form;    /* "r, w = pipe([name])" */
    const char *doc;     /* one sentence */
    const char *example; /* lines of Lua */
};

/* Where the examples of some rows stand. */
struct script_setting {
    const char *chapter; /* what their mechanism is called: "processes" */
    const char *before;  /* lines that must run before them, in the same program; "": none */
    bool outside;        /* of programs, at the outermost level of the file */
};

/* Row i of the vocabulary, mechanism by mechanism; NULL after the last. Into *ret_setting (may be
 * NULL) where its example stands. */
const struct script_name *script_name(size_t i, struct script_setting *ret_setting);
/* The section WORDS of ipc-tutor-lesson(5), in mdoc(7): all rows, chapter by chapter. */
void script_manual(struct buf *out);

#endif
