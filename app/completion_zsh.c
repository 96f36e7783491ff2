/* SPDX-License-Identifier: MIT */
/*
 * completion_zsh.c: the function for zsh(1), by _arguments (zshcompsys(1)).
 */
#include "completion.h"

static const char head[] =
    "#compdef ipc-tutor\n"
    "# zsh completion for ipc-tutor, made by `ipc-tutor completion zsh` from its own tables.\n"
    "_ipc_tutor_words() {\n"
    "    local -a found\n"
    "    found=(${(f)\"$($program completion words -- \"$PREFIX\" 2>/dev/null)\"})\n"
    "    compadd -a found\n"
    "}\n"
    "_ipc_tutor() {\n"
    "    local program=$words[1] state\n"
    "    local -a commands\n"
    "    commands=(\n";

static const char after_commands[] = "    )\n"
                                     "    _arguments -C \\\n";

static const char after_top[] = "        '1:command:->command' \\\n"
                                "        '*::argument:->argument'\n"
                                "    case $state in\n"
                                "    command)\n"
                                "        _describe -t commands command commands\n"
                                "        ;;\n"
                                "    argument)\n"
                                "        case $words[1] in\n";

static const char tail[] = "        esac\n"
                           "        ;;\n"
                           "    esac\n"
                           "}\n"
                           "_ipc_tutor \"$@\"\n";

/* The action of _arguments. */
static void put_action(struct buf *out, unsigned completes) {
    const char *words = completes_words(completes);
    if (words) {
        buf_putf(out, "(%s)", words);
    } else if (completes & COMPLETES_COMMAND) {
        buf_puts(out, "{_describe -t commands command commands}");
    } else if (completes & COMPLETES_LESSON) {
        buf_putf(out, "{_ipc_tutor_words; _files%s}", completes & COMPLETES_FILE ? "" : " -/");
    } else if (completes & COMPLETES_FILE) {
        buf_puts(out, "_files");
    } else if (completes & COMPLETES_FOLDER) {
        buf_puts(out, "_files -/");
    }
}

static void put_spec(struct buf *out, const char *spelling, const struct option_row *row) {
    buf_putf(out, "            '*%s[", spelling);
    completion_quote(out, row->help, "[]:\\");
    buf_puts(out, "]");
    if (row->value) {
        buf_puts(out, ":");
        completion_quote(out, row->value, ":\\");
        buf_puts(out, ":");
        put_action(out, completes_of(row->value));
    }
    buf_puts(out, "' \\\n");
}

static void put_option(struct buf *out, const struct command *command,
                       const struct option_row *row) {
    struct buf spelling = {0};
    (void)command;
    if (row->letter) {
        buf_putf(&spelling, "-%c%s", row->letter, row->value ? "+" : "");
        put_spec(out, buf_str(&spelling), row);
        buf_clear(&spelling);
    }
    buf_putf(&spelling, "--%s%s", row->name, row->value ? "=" : "");
    put_spec(out, buf_str(&spelling), row);
    buf_done(&spelling);
}

static void put_command(struct buf *out, const struct command *command) {
    buf_putf(out, "        %s)\n            _arguments \\\n", command->name);
    completion_options(command, put_option, out);
    if (*command->args) {
        buf_puts(out, "            '*:");
        completion_quote(out, command->args, ":\\");
        buf_puts(out, ":");
        put_action(out, completes_of(command->args));
        buf_puts(out, "'\n");
    } else {
        buf_puts(out, "            '*: :'\n");
    }
    buf_puts(out, "            ;;\n");
}

void completion_zsh(struct buf *out) {
    buf_puts(out, head);
    for (size_t i = 0; i < command_count; i++) {
        buf_putf(out, "        '%s:", commands[i]->name);
        completion_quote(out, commands[i]->summary, ":\\");
        buf_puts(out, "'\n");
    }
    buf_puts(out, after_commands);
    completion_options(&command_open, put_option, out);
    buf_puts(out, after_top);
    for (size_t i = 0; i < command_count; i++) {
        put_command(out, commands[i]);
    }
    buf_puts(out, tail);
}
