/* SPDX-License-Identifier: MIT */
/*
 * commands.c: the one table of subcommands. One more is one file, one row here, one line of manual.
 */
#include "command.h"
#include <string.h>

/* clang-format off */
const struct command *const commands[] = {
    &command_open,
    &command_list,
    &command_run,
    &command_show,
    &command_check,
    &command_progress,
    &command_completion,
    &command_present,
    &command_follow,
    &command_exam,
    &command_doctor,
    &command_measure,
    &command_new,
    &command_edit,
    &command_export,
    &command_help,
    &command_version
};
/* clang-format on */
const size_t command_count = sizeof commands / sizeof(const struct command *);

const struct command *command_find(const char *name) {
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}
