/* SPDX-License-Identifier: MIT */
/*
 * cmd_completion.c: prints the completion script of a shell; and the words that such a script asks
 * for while somebody types: ids of lessons, or the programs of one.
 */
#include "completion.h"
#include "mem.h"
#include "places.h"
#include "run.h"
#include "say.h"
#include <string.h>

static const struct {
    const char *name;
    void (*write)(struct buf *out);
} shells[] = {
    {"bash", completion_bash},
    {"zsh", completion_zsh},
    {"fish", completion_fish},
};

/* "pipe:right", ...: of the lesson in this folder, called as the user called it. */
static void put_programs(struct out *out, const char *dir, const char *called) {
    struct run_decl decl;
    struct diag diag = {0};
    if (run_declared(dir, &decl, &diag) == 0) {
        for (size_t i = 0; i < decl.program_count; i++) {
            out_textf(out, "%s:%s\n", called, decl.programs[i].id);
        }
        run_decl_done(&decl);
    }
    diag_done(&diag); /* whoever types is not to be told */
}

static int put_words(struct out *out, const char *word) {
    struct catalogue catalogue;
    int code = places_catalogue(&catalogue, false);
    if (code) {
        return code;
    }
    const char *colon = strrchr(word, ':');
    char *called = mem_strndup(word, colon ? (size_t)(colon - word) : strlen(word));
    const struct lesson *lesson = colon ? catalogue_lesson(&catalogue, called) : NULL;
    if (lesson || (colon && strchr(called, '/'))) {
        put_programs(out, lesson ? lesson->dir : called, called);
    }
    for (size_t i = 0; !colon && i < catalogue.lesson_count; i++) {
        out_textf(out, "%s\n", catalogue.lessons[i]->id);
    }
    mem_free(called);
    catalogue_done(&catalogue);
    return EXIT_AS_EXPECTED;
}

static int completion_exec(const struct invocation *invocation) {
    const char *shell = invocation->args[0];
    const char *word = invocation->arg_count > 1 ? invocation->args[1] : NULL;
    if (strcmp(shell, "words") == 0) {
        return put_words(invocation->out, word ? word : "");
    }
    for (size_t i = 0; !word && i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(shell, shells[i].name) == 0) {
            struct buf script = {0};
            shells[i].write(&script);
            out_bytes(invocation->out, buf_str(&script), script.len);
            buf_done(&script);
            return EXIT_AS_EXPECTED;
        }
    }
    return fail(EXIT_USAGE, "completion", "%s: there are bash, zsh and fish; and words [WORD]",
                word ? word : shell);
}

static const char *const completion_examples[] = {"ipc-tutor completion bash",
                                                  "ipc-tutor completion words pipe:", NULL};

const struct command command_completion = {
    .name = "completion",
    .args = "SHELL",
    .summary = "Prints what completes command lines in bash, zsh or fish",
    .more = "An installed program has its scripts where the shells look for them. `words` instead\n"
            "of a shell prints what they ask for: ids of lessons; behind `pipe:`, its programs.",
    .examples = completion_examples,
    .min_args = 1,
    .max_args = 2,
    .exec = completion_exec,
};
