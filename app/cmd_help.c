/* SPDX-License-Identifier: MIT */
/*
 * cmd_help.c: help, made from the table of commands and their options; and the version.
 */
#include "command.h"
#include "options.h"
#include "say.h"
#include <string.h>

#define NAME_COLUMNS 26

void version_print(struct out *out) {
    out_text(out, "ipc-tutor " IPC_TUTOR_VERSION "\n");
}

void help_overview(struct out *out) {
    out_text(out, "ipc-tutor teaches inter-process communication: real processes, one step at a "
                  "time.\n\nusage: ipc-tutor [COMMAND] [ARGUMENTS] [OPTIONS]\n\n");
    for (size_t i = 0; i < command_count; i++) {
        out_textf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    }
    out_text(out, "\nWithout a command: ipc-tutor open, at the syllabus.\n"
                  "ipc-tutor help COMMAND shows a command's options and examples; more: "
                  "man ipc-tutor.\n");
}

static void put_options(struct out *out, const struct option_row *row) {
    for (; row && row->id != OPTION_END; row++) {
        struct buf name = {0};
        buf_puts(&name, "");
        if (row->letter) {
            buf_putf(&name, "-%c, ", row->letter);
        } else {
            buf_puts(&name, "    ");
        }
        buf_putf(&name, "--%s%s%s", row->name, row->value ? " " : "", row->value ? row->value : "");
        out_textf(out, "  %-*s %s\n", NAME_COLUMNS, buf_str(&name), row->help);
        buf_done(&name);
    }
}

void help_command(struct out *out, const struct command *command) {
    out_textf(out, "usage: ipc-tutor %s%s%s [OPTIONS]\n\n%s.\n", command->name,
              *command->args ? " " : "", command->args, command->summary);
    if (command->more) {
        out_textf(out, "%s\n", command->more);
    }
    out_text(out, "\noptions:\n");
    put_options(out, command->options);
    put_options(out, common_options);
    if (command->examples) {
        out_text(out, "\nexamples:\n");
    }
    for (const char *const *example = command->examples; example && *example; example++) {
        out_textf(out, "  %s\n", *example);
    }
}

static int help_exec(const struct invocation *invocation) {
    if (invocation->arg_count == 0) {
        help_overview(invocation->out);
        return EXIT_AS_EXPECTED;
    }
    const struct command *command = command_find(invocation->args[0]);
    if (command) {
        help_command(invocation->out, command);
        return EXIT_AS_EXPECTED;
    }
    struct buf hint = {0};
    const char *names[32];
    size_t count = 0;
    for (; count < command_count && count < 32; count++) {
        names[count] = commands[count]->name;
    }
    say_nearest(&hint, invocation->args[0], names, count);
    int code = fail(EXIT_USAGE, "help", "%s is no command%s", invocation->args[0], buf_str(&hint));
    buf_done(&hint);
    return code;
}

static int version_exec(const struct invocation *invocation) {
    version_print(invocation->out);
    return EXIT_AS_EXPECTED;
}

static const char *const help_examples[] = {"ipc-tutor help run", NULL};

const struct command command_help = {
    .name = "help",
    .args = "[COMMAND]",
    .summary = "Shows what there is, or how one command is used",
    .examples = help_examples,
    .max_args = 1,
    .exec = help_exec,
};

const struct command command_version = {
    .name = "version",
    .args = "",
    .summary = "Shows the version",
    .exec = version_exec,
};
