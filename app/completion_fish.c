/* SPDX-License-Identifier: MIT */
/*
 * completion_fish.c: the script for fish(1): a line of complete(1) for each thing.
 */
#include "completion.h"

static const char head[] =
    "# fish completion for ipc-tutor, made by `ipc-tutor completion fish` from its own tables.\n"
    "complete -c ipc-tutor -f\n"
    "function __ipc_tutor_words\n"
    "    set -l program (commandline -opc)[1]\n"
    "    $program completion words -- (commandline -ct) 2>/dev/null\n"
    "end\n";

/* What is offered, as options of complete. */
static void put_answer(struct buf *out, unsigned completes) {
    const char *words = completes_words(completes);
    if (words) {
        buf_putf(out, " -a '%s'", words);
    } else if (completes & COMPLETES_COMMAND) {
        buf_puts(out, " -a '");
        for (size_t i = 0; i < command_count; i++) {
            buf_putf(out, "%s%s", i ? " " : "", commands[i]->name);
        }
        buf_puts(out, "'");
    } else if (completes & COMPLETES_LESSON) {
        buf_puts(out, " -a '(__ipc_tutor_words; __fish_complete_directories)'");
    } else if (completes & COMPLETES_FOLDER) {
        buf_puts(out, " -a '(__fish_complete_directories)'");
    }
    if (completes & COMPLETES_FILE) {
        buf_puts(out, " -F");
    }
}

static void put_row(struct buf *out, const struct option_row *row) {
    if (row->letter) {
        buf_putf(out, " -s %c", row->letter);
    }
    buf_putf(out, " -l %s", row->name);
    if (row->value) {
        buf_puts(out, completes_of(row->value) & COMPLETES_FILE ? " -r" : " -x");
        put_answer(out, completes_of(row->value));
    }
    buf_puts(out, " -d '");
    for (const char *c = row->help; *c; c++) {
        buf_puts(out, *c == '\'' || *c == '\\' ? "\\" : ""); /* fish knows \' inside of '' */
        buf_putc(out, *c);
    }
    buf_puts(out, "'\n");
}

static void put_option(struct buf *out, const struct command *command,
                       const struct option_row *row) {
    buf_putf(out, "complete -c ipc-tutor -n '__fish_seen_subcommand_from %s'", command->name);
    put_row(out, row);
}

static void put_first(struct buf *out, const struct command *command,
                      const struct option_row *row) {
    (void)command;
    buf_puts(out, "complete -c ipc-tutor -n __fish_use_subcommand");
    put_row(out, row);
}

void completion_fish(struct buf *out) {
    buf_puts(out, head);
    for (size_t i = 0; i < command_count; i++) {
        buf_putf(out, "complete -c ipc-tutor -n __fish_use_subcommand -a %s -d '",
                 commands[i]->name);
        completion_quote(out, commands[i]->summary, "");
        buf_puts(out, "'\n");
    }
    completion_options(&command_open, put_first, out);
    for (size_t i = 0; i < command_count; i++) {
        unsigned completes = completes_of(commands[i]->args);
        if (completes) {
            buf_putf(out, "complete -c ipc-tutor -n '__fish_seen_subcommand_from %s'",
                     commands[i]->name);
            put_answer(out, completes);
            buf_puts(out, "\n");
        }
        completion_options(commands[i], put_option, out);
    }
}
